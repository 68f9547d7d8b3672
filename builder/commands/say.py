"""Says one sentence into a sound file, with an embedded voice."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "dire une phrase dans un fichier son"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", help="la phrase")
    parser.add_argument("-l", "--language", default="", help="le code de sa langue")
    parser.add_argument("-v", "--voice", default="woman", help="woman ou man (voix embarquée)")
    parser.add_argument("--slow", action="store_true", help="plus lentement")
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("kalankan.wav"), help="fichier .wav ou .mp3"
    )


def run(options: argparse.Namespace) -> int:
    from builder.project import Project

    written = Project(options.root).say(
        options.text, options.language, options.voice, options.output, slow=options.slow
    )
    print(f"{written} écrit.")
    return 0
