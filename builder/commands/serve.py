"""Shows the site, and makes it again at each change."""

from __future__ import annotations

import argparse

from builder.commands import add_workers

HELP = "montrer le site, et le refaire à chaque changement"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_workers(parser)
    parser.add_argument("--port", type=int, default=8000)


def run(options: argparse.Namespace) -> int:
    from builder.website.serve import serve

    serve(options.root, options.port, options.workers)
    return 0
