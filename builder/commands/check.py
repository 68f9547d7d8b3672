"""Tells every problem of the lessons."""

from __future__ import annotations

import argparse
import sys

from builder.commands import FAILED
from builder.terminal import print_problems

HELP = "relire les leçons et dire tous les problèmes"


def run(options: argparse.Namespace) -> int:
    from builder.project import Project
    from builder.proofreading.minutes import played_minutes

    project = Project(options.root)
    course = project.load_course()
    problems = project.check(course)
    print_problems(problems, sys.stdout)
    if any(problem.severity == "error" for problem in problems):
        return FAILED
    for number, lesson in enumerate(course.lessons, 1):
        lasts = ", ".join(
            f"{played_minutes(lesson, language.tag):.0f} minutes en {language.french}"
            for language in course.languages
            if lesson.is_in(language.tag)
        )
        print(f"Leçon {number} : {lasts}, seul, touchers compris.")
    print(f"{len(course.lessons)} leçon(s) : rien n'empêche de construire le site.")
    return 0
