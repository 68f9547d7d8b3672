"""Shows every picture that an author can name."""

from __future__ import annotations

import argparse
import webbrowser

HELP = "montrer tous les dessins, avec le nom à taper"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-browser", action="store_true", help="ne pas ouvrir le navigateur")


def run(options: argparse.Namespace) -> int:
    from builder.project import Project

    page = Project(options.root).gallery().resolve()
    print(f"Les dessins : {page}")
    if not options.no_browser:
        webbrowser.open(page.as_uri())
    return 0
