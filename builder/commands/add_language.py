"""Lists one more language, and makes what its translator fills in."""

from __future__ import annotations

import argparse
from pathlib import Path

from builder.errors import BuilderError
from builder.terminal import RUN

HELP = "ajouter une langue : ce que la personne qui traduit remplit, et le remettre en place"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("tag", help="l'étiquette de la langue, par exemple ff, snk ou dje")
    parser.add_argument("--name", help="son nom dans cette langue, par exemple Pulaar")
    parser.add_argument("--french", help="son nom en français, par exemple peul")
    parser.add_argument(
        "--from", dest="table", type=Path, help="un tableau rempli, à remettre dans les leçons"
    )


def run(options: argparse.Namespace) -> int:
    from builder.lesson.new_language import list_language
    from builder.project import Project
    from builder.translation import take_translation, write_translation

    project = Project(options.root)
    course = project.load_course()
    tag = options.tag
    if tag not in course.languages.tags:
        if not (options.name and options.french):
            raise BuilderError(
                f"Dis comment la langue s'appelle : {RUN} add-language {tag} "
                '--name "…" --french "…".'
            )
        list_language(course.file, tag, options.name, options.french)
        course = project.load_course()
        print(f"« {options.name} » est dans lessons/course.yaml : une leçon y paraît une fois "
              "traduite en entier, et les enregistrements vont dans "
              f"audio/{tag}/.")  # fmt: skip
    if options.table:
        taken = take_translation(project, course, tag, options.table)
        print(f"{taken.placed} texte(s) mis en place.")
        for words in taken.unknown:
            print(f"Plus dans le cours, laissé de côté : {words}")
        return 0
    table = project.root / f"traduction-{tag}.csv"
    if table.exists():
        raise BuilderError(
            f"« {table.name} » existe déjà. Remets-le en place par « {RUN} add-language {tag} "
            f"--from {table.name} », ou renomme-le."
        )
    count = write_translation(project, course, tag, table)
    print(f"{table} : {count} textes à traduire, un par ligne, dans la colonne « {tag} ».")
    print(f"Ensuite : {RUN} add-language {tag} --from {table.name}")
    return 0
