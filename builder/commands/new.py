"""Begins a lesson, a step or a course, so that nobody starts from an empty page."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from builder.errors import BuilderError
from builder.terminal import RUN

HELP = "commencer une leçon, une étape ou un cours, à changer ensuite"
PROGRAM = Path(__file__).resolve().parents[2]
STARTS = PROGRAM / "builder" / "format" / "first_lessons"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    names = sorted(path.stem for path in STARTS.glob("*.yaml"))
    what = parser.add_subparsers(required=True, metavar="quoi")
    lesson = what.add_parser("lesson", help="une leçon, avec ses remarques")
    lesson.add_argument("id", help="son nom, en petites lettres sans accent : photos")
    lesson.add_argument(
        "--start", choices=names, default="story", help=f"de quoi partir : {', '.join(names)}"
    )
    lesson.set_defaults(begin=_lesson)
    step = what.add_parser("step", help="une étape, à la fin d'une leçon")
    step.add_argument("kind", help="la sorte d'activité : choice, sorting, chat…")
    step.add_argument("lesson", help="le nom de la leçon : photos")
    step.add_argument("--print", action="store_true", help="la montrer sans rien écrire")
    step.set_defaults(begin=_step)
    course = what.add_parser("course", help="un cours, dans un dossier à lui")
    course.add_argument("folder", type=Path, help="un dossier qui n'existe pas encore")
    course.set_defaults(begin=_course)


def run(options: argparse.Namespace) -> int:
    status: int = options.begin(options)
    return status


def _lesson(options: argparse.Namespace) -> int:
    from builder.activities import find_kinds
    from builder.format.starts import begin_lesson
    from builder.project import Project

    project = Project(options.root)
    path = begin_lesson(project.lessons, options.id, options.start, find_kinds())
    print(f"{path} est là, et dans la liste de course.yaml. Ouvre-la et change les textes.")
    print(f"Ensuite : {RUN} check, puis {RUN} build")
    return 0


def _step(options: argparse.Namespace) -> int:
    from builder.activities import find_kinds
    from builder.format.starts import begin_step, example_step
    from builder.project import Project
    from builder.source.guesses import did_you_mean

    kinds = find_kinds()
    if options.kind not in kinds:
        near = did_you_mean(options.kind, sorted(kinds), "Sortes d'activité")
        raise BuilderError(f"La sorte d'activité « {options.kind[:40]} » n'existe pas. {near}")
    project = Project(options.root)
    name = re.sub(r"\.ya?ml$", "", options.lesson)
    path = project.lessons / f"{name}.yaml"
    if not path.is_file():
        there = [file.stem for file in sorted(project.lessons.glob("*.yaml"))]
        near = did_you_mean(name, there, "Fichiers présents")
        raise BuilderError(f"La leçon « {name[:40]} » n'est pas dans lessons/. {near}")
    if options.print:
        print(example_step(path, kinds[options.kind]), end="")
        return 0
    id = begin_step(path, kinds[options.kind], kinds)
    print(f"L'étape « {id} » est à la fin de {path}. Change ses textes et ses dessins.")
    print(f"Ensuite : {RUN} check")
    return 0


def _course(options: argparse.Namespace) -> int:
    from builder.format.starts import begin_course

    begin_course(PROGRAM, options.folder)
    print(f"Le cours est dans {options.folder}, avec une première leçon.")
    print(f'Pour le fabriquer : {RUN} --root "{options.folder}" build')
    return 0
