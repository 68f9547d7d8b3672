"""Makes a table of texts to review, or keeps what somebody filled in."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "faire relire avec un tableur : faire le tableau, ou reprendre ce qui est rempli"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", help="le tableau rempli, à reprendre")
    parser.add_argument("--by", default="", help="qui a relu : son nom signe")
    parser.add_argument("--language", default="", help="la langue à relire : bm, fr")


def run(options: argparse.Namespace) -> int:
    from builder.commands import FAILED
    from builder.errors import BuilderError
    from builder.project import Project
    from builder.review.table import take_review, write_review
    from builder.terminal import RUN

    project = Project(options.root)
    course = project.load_course()
    if options.file is None:
        language = options.language or course.languages.first.tag
        if language not in course.languages:
            raise BuilderError(f"Le cours ne parle pas « {language} ».")
        path = options.root / f"relecture-{language}.csv"
        if path.exists():
            raise BuilderError(f"« {path.name} » est déjà là : range-le ailleurs, puis relance.")
        count = write_review(project, course, language, path)
        print(f"{count} textes dans {path.name}, et à imprimer : {path.stem}.html.")
        print("Une fois le tableau rempli, tape :")
        print(f'  {RUN} review {path.name} --by "Prénom Nom"')
        return 0
    if not options.by:
        raise BuilderError("Dis qui a relu : ajoute --by « Prénom Nom ».")
    taken = take_review(project, course, options.file, options.by)
    print(f"{taken.kept} avis gardés dans lessons/relectures/.")
    for told in taken.refused:
        print(f"  {told}")
    return FAILED if taken.refused else 0
