"""Tells every problem of the lessons."""

from __future__ import annotations

import argparse
import sys

from builder.commands import FAILED
from builder.terminal import print_problems

HELP = "relire les leçons et dire tous les problèmes"


def run(options: argparse.Namespace) -> int:
    from builder.project import Project

    project = Project(options.root)
    course = project.load_course()
    problems = project.check(course)
    print_problems(problems, sys.stdout)
    if any(problem.severity == "error" for problem in problems):
        return FAILED
    print(f"{len(course.lessons)} leçon(s) : rien n'empêche de construire le site.")
    return 0
