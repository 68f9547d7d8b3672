"""Makes the clips that are missing."""

from __future__ import annotations

import argparse

from builder.commands import add_workers
from builder.terminal import ProgressBar, print_problems

HELP = "fabriquer les sons qui manquent"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--verify", action="store_true", help="relire tous les sons gardés, refaire les abîmés"
    )
    add_workers(parser)


def run(options: argparse.Namespace) -> int:
    from builder.project import Project

    project = Project(options.root)
    course = project.load_course()
    if options.verify:
        print(f"{project.verify_clips()} son(s) abîmé(s) parmi les sons gardés.")
    narration = project.narrate(course, ProgressBar("Narration"), options.workers)
    print_problems(narration.problems)
    print(narration.summary())
    return 0
