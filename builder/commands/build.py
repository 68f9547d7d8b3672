"""Makes the site."""

from __future__ import annotations

import argparse
import sys

from builder.commands import FAILED, add_workers
from builder.errors import ProblemsFound
from builder.terminal import ProgressBar, human_size, print_problems

HELP = "fabriquer le site dans site/"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_workers(parser)


def run(options: argparse.Namespace) -> int:
    from builder.website.build import build_if_changed

    try:
        report = build_if_changed(options.root, ProgressBar("Narration"), options.workers)
    except ProblemsFound as found:
        print_problems(found.problems)
        print("Le site n'a pas été refait : celui d'avant reste tel quel.", file=sys.stderr)
        return FAILED
    print_problems(report.problems)
    if report.unchanged:
        print("Rien n'a changé : le site est à jour.")
    print(f"Site : {report.home} ({human_size(report.size_bytes)}, "
          f"dont {human_size(report.audio_bytes)} de son)")  # fmt: skip
    print(report.narration_summary)
    return 0
