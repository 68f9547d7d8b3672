"""Makes one file of the lessons, takes and signatures, to hand over without git."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path

HELP = "faire un seul fichier à envoyer : leçons, prises, relectures, accords"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", help="où l'écrire ; sinon dans partage/")
    parser.add_argument("--by", default="", help="qui envoie : une personne, un centre")
    parser.add_argument("--no-takes", action="store_true", help="sans les prises : plus léger")


def run(options: argparse.Namespace) -> int:
    from builder.exchange.gathering import pack
    from builder.project import Project
    from builder.terminal import RUN, human_size

    project = Project(options.root)
    today = datetime.date.today().isoformat()
    path = options.file or project.packages / f"kalankan-{today}.zip"
    count = pack(project, path, options.by, takes=not options.no_takes)
    print(f"{path} : {count} fichiers, {human_size(path.stat().st_size)}.")
    print(f"Envoie-le. Celui qui le reçoit tape : {RUN} merge {path.name}")
    return 0
