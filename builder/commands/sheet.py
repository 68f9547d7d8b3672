"""What a narrator should read next, for a voice made of her recordings."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "dire quoi lire pour que la voix faite de ses enregistrements parle bien"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--for-voice", action="store_true", required=True,
        help="le moins de phrases qui couvre les sons et les tons qui manquent",
    )  # fmt: skip
    parser.add_argument("--sentences", type=Path, help="d'autres phrases à proposer, une par ligne")
    parser.add_argument("--most", type=int, default=40, help="au plus tant de phrases")


def run(options: argparse.Namespace) -> int:
    from builder.commands import FAILED
    from builder.errors import BuilderError
    from builder.narration.voices.takes.sheet import as_text, make_sheet, write_words
    from builder.project import Project
    from builder.terminal import RUN

    project = Project(options.root)
    course = project.load_course()
    extra: list[str] = []
    if options.sentences:
        try:
            extra = options.sentences.read_text("utf-8-sig").splitlines()
        except (OSError, ValueError) as error:
            raise BuilderError(f"« {options.sentences} » ne peut pas être lu.") from error
    said, settings = project.utterances(course), project.settings(course)
    pupils = list(project.own_voices(course).pupils())
    for pupil in pupils:
        sheet = make_sheet(pupil, said, settings, extra, most=options.most)
        write_words(project.recordings, sheet)
        print("\n".join(as_text(sheet)))
    if not pupils:
        print(
            "Personne ne prête encore sa voix pour cela. Demande-lui, puis : "
            f"{RUN} consent « son nom » --own-voice"
        )
        return FAILED
    return 0
