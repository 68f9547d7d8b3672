"""Makes files to hand on."""

from __future__ import annotations

import argparse
from pathlib import Path

from builder.commands import add_workers
from builder.errors import BuilderError
from builder.terminal import ProgressBar, human_size, print_problems

HELP = "fabriquer des fichiers à faire passer, dans partage/"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("format", nargs="?", help="single-file ; sans rien, tous les formats")
    parser.add_argument("-o", "--output", type=Path, help="un autre dossier que partage/")
    add_workers(parser)


def run(options: argparse.Namespace) -> int:
    from builder.export import export, exporters
    from builder.project import Project

    formats = exporters()
    if options.format and options.format not in formats:
        raise BuilderError(
            f"Le format « {options.format} » n'existe pas. Écris : {', '.join(formats)}."
        )
    project = Project(options.root)
    built = project.build_course(ProgressBar("Narration"), options.workers)
    print_problems(built.problems)
    folder = options.output or project.packages
    for name in [options.format] if options.format else formats:
        for package in export(built, name, folder):
            size = human_size(len(package.content))
            print(f"{folder / package.name} ({size}), {package.about}")
    return 0
