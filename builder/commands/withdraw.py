"""Takes a voice back: consent, takes, what was learnt of them, and every clip kept."""

from __future__ import annotations

import argparse

HELP = "retirer la voix d'une personne : accord, prises, sons faits d'elles"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="son nom, ou son id dans audio/voix.yaml")
    parser.add_argument("--yes", action="store_true", help="sans demander encore une fois")


def run(options: argparse.Namespace) -> int:
    from builder.narration import lending
    from builder.project import Project
    from builder.terminal import RUN

    project = Project(options.root)
    withdrawal = lending.withdrawal(project.recordings, project.cache, options.name)
    print(
        f"{withdrawal.person.name} : {len(withdrawal.takes)} fichier(s) de prises seront effacés, "
        "avec la voix faite d'elles et les sons gardés."
    )
    if not options.yes and input("oui / non : ").strip().lower() not in ("oui", "o"):
        print("Rien n'est effacé.")
        return 0
    withdrawal.carry_out()
    project.built.unlink(missing_ok=True)
    print(
        f"C'est fait. Maintenant : {RUN} build, qui refait le site sans cette voix. "
        "Efface aussi partage/ et les copies déjà données : nous ne pouvons pas les reprendre."
    )
    return 0
