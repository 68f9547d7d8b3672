"""What a narrator should say: the lines that lack a recording, on paper and as a table."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from builder.project import Project

HELP = "faire la feuille de ce qui est à dire : à imprimer, à envoyer, à ranger ensuite"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-l", "--language", default="", help="la langue : bm, fr")
    parser.add_argument("--lesson", action="append", default=[], help="une leçon (répète)")
    parser.add_argument("--every", action="store_true", help="aussi ce qui est déjà enregistré")
    parser.add_argument(
        "--for-voice", action="store_true",
        help="plutôt ce qui manque à une voix faite d'enregistrements",
    )  # fmt: skip
    parser.add_argument(
        "--sentences", type=Path, help="avec --for-voice : d'autres phrases, une par ligne"
    )
    parser.add_argument("--most", type=int, default=40, help="avec --for-voice : au plus tant")


def run(options: argparse.Namespace) -> int:
    from builder.project import Project
    from builder.recording.script import read_script
    from builder.recording.sheet import lines_to_say, write_sheet
    from builder.recording.states import open_chain
    from builder.terminal import RUN

    project = Project(options.root)
    if options.for_voice:
        return _for_voice(project, options)
    script = read_script(project)
    language = options.language or script.course.languages.first.tag
    chain = open_chain(project, script)
    lines = lines_to_say(script, chain, language, options.lesson, every=options.every)
    if not lines:
        print("Tout est enregistré : il n'y a rien à dire. (--every : la feuille de tout)")
        return 0
    path = write_sheet(options.root, script, lines, language)
    print(f"{len(lines)} phrases à dire en {script.course.languages[language].french} :")
    print(f"  {path.stem}.html  à imprimer")
    print(f"  {path.stem}.txt   à envoyer sur un téléphone")
    print(f"  {path.name}   pour ranger ensuite tout ce qui est dit, en un seul fichier son :")
    print(f"{RUN} split enregistrement.wav --sheet {path.name}")
    return 0


def _for_voice(project: Project, options: argparse.Namespace) -> int:
    from builder.commands import FAILED
    from builder.errors import BuilderError
    from builder.narration.voices.takes.sheet import as_text, make_sheet, write_words
    from builder.terminal import RUN

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
