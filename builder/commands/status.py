"""Tells who speaks, what is missing, what was reviewed."""

from __future__ import annotations

import argparse
import json

HELP = "dire qui parle, ce qui manque, ce qui est relu"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="pour un programme")


def run(options: argparse.Namespace) -> int:
    from builder.lesson.signatures import read_signatures
    from builder.project import Project
    from builder.review.progress import reviewers

    project = Project(options.root)
    coverage = project.status(project.load_course())
    if options.json:
        print(json.dumps(coverage.as_json(), ensure_ascii=False, indent=1))
    else:
        print(coverage.as_text())
        course = project.load_course()
        told = [
            f"  {one.name}, {one.language} : {one.passed} c'est bon, {one.otherwise} autrement, "
            f"{one.asked} à demander ; dernier jour {one.last}"
            for one in reviewers(read_signatures(project.lessons), course.languages)
        ]
        if told:
            print("\nQui a relu :", *told, sep="\n")
    return 0
