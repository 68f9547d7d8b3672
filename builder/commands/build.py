"""Makes the site."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from builder.commands import FAILED, add_workers
from builder.errors import Problem, ProblemsFound
from builder.terminal import ProgressBar, human_size, print_problems

HELP = "fabriquer le site dans site/"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_workers(parser)
    parser.add_argument(
        "--release",
        action="store_true",
        help="refuser ce qui est trop vieux, sans source ou sans accord",
    )


def run(options: argparse.Namespace) -> int:
    from builder.website.build import build_if_changed

    if options.release:
        refused = _refused(options.root)
        if refused:
            print_problems(refused)
            print("Rien n'est publié : le site d'avant reste tel quel.", file=sys.stderr)
            return FAILED
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


def _refused(root: Path) -> list[Problem]:
    """What may stand in a draft and not in a release. Raises ProblemsFound."""
    from builder.project import Project
    from builder.proofreading.release import release_problems

    project = Project(root)
    return list(release_problems(project.load_course(), project.recordings, date.today()))
