"""Makes files to hand on."""

from __future__ import annotations

import argparse
from pathlib import Path

from builder.commands import add_workers
from builder.export import ExtraMissing, export, exporter, format_names
from builder.terminal import ProgressBar, human_size, print_problems

HELP = "fabriquer des fichiers à faire passer, dans partage/"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("format", nargs="?", help=f"{', '.join(format_names())} ; tous sinon")
    parser.add_argument("-o", "--output", type=Path, help="un autre dossier que partage/")
    add_workers(parser)


def run(options: argparse.Namespace) -> int:
    from builder.project import Project

    names = [options.format] if options.format else format_names()
    for name in names:
        exporter(name)  # a wrong name is told before the voices set to work
    project = Project(options.root)
    built = project.build_course(ProgressBar("Narration"), options.workers)
    print_problems(built.problems)
    folder = options.output or project.packages
    for name in names:
        try:
            for package in export(built, name, folder):
                print(f"{package.path} ({human_size(package.size_bytes)}), {package.about}")
        except ExtraMissing as missing:
            if options.format:
                raise
            print(missing)  # the other formats are made all the same
    return 0
