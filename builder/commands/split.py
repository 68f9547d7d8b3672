"""Cuts one long recording into takes, by the sheet that was read."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "découper un long enregistrement : une prise par phrase de la feuille"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="l'enregistrement : WAV, MP3, M4A, 3GP, OGG…")
    parser.add_argument("--sheet", type=Path, required=True, help="la feuille lue (.csv)")
    parser.add_argument(
        "--yes", default="", metavar="N,N",
        help="garder aussi ces numéros, que tu as écoutés : 12,15 ou 20-24",
    )  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="montrer, sans rien écrire")


def run(options: argparse.Namespace) -> int:
    from builder.project import Project
    from builder.recording.splitting import split
    from builder.terminal import ProgressBar

    told = split(
        Project(options.root), options.file, options.sheet, options.yes,
        ProgressBar("Écoute"), is_dry=options.dry_run,
    )  # fmt: skip
    print("\n".join(told))
    return 0
