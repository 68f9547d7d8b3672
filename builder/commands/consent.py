"""Asks a person once what her voice may be used for, and writes it beside her takes."""

from __future__ import annotations

import argparse

HELP = "noter l'accord d'une personne qui prête sa voix"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="sous quel nom la remercier")
    parser.add_argument("-l", "--language", action="append", help="sa langue (répète pour deux)")
    parser.add_argument("--until", help="jusqu'à quel jour : 2028-11-24")
    parser.add_argument(
        "--own-voice", action="store_true",
        help="elle permet aussi une voix faite de ses enregistrements",
    )  # fmt: skip
    parser.add_argument("--yes", action="store_true", help="son accord est déjà donné")


def run(options: argparse.Namespace) -> int:
    from builder.narration import lending
    from builder.project import Project
    from builder.terminal import RUN

    project = Project(options.root)
    languages = tuple(options.language or project.load_course().languages.tags[:1])
    wanted = lending.Wanted(options.name, languages, options.until, own_voice=options.own_voice)
    print(lending.question(wanted))
    if not options.yes and input("oui / non : ").strip().lower() not in ("oui", "o"):
        print("Rien n'est écrit.")
        return 0
    path = lending.give(project.recordings, wanted)
    print(f"{path} est à jour. Pour reprendre cet accord : {RUN} withdraw « {options.name} »")
    return 0
