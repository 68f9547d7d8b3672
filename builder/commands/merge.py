"""Brings in what a colleague has sent with `pack`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from builder.commands import FAILED
from builder.terminal import RUN

if TYPE_CHECKING:
    from builder.exchange.differences import Difference, Side
    from builder.exchange.merging import Plan

HELP = "reprendre le fichier d'un collègue, fait avec pack"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="le fichier reçu")
    parser.add_argument(
        "--take", action="append", default=[], metavar="CÔTÉ",
        help="ce qui diffère : theirs (là-bas) ou mine (ici), pour tout ou par numéros : "
        "theirs:1,3-5",
    )  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="montrer, sans rien écrire")


def run(options: argparse.Namespace) -> int:
    from builder.exchange.choosing import chosen_sides
    from builder.exchange.merging import carry_out, plan
    from builder.exchange.packet import open_packet
    from builder.project import Project

    with open_packet(options.file) as packet:
        found = plan(Project(options.root), packet)
        _tell(found)
        sides = chosen_sides(found.conflicts, options.take)
        waiting = [one for one in found.conflicts if one.key not in sides]
        for number, one in enumerate(found.conflicts, 1):
            print(f"{number:3}. {_place(one)}\n       ici    : {_shown(one.mine)}")
            print(f"       là-bas : {_shown(one.theirs)}")
            if one in waiting and sys.stdin.isatty() and not options.dry_run:
                sides[one.key] = _asked()
        if options.dry_run:
            print("Rien n'est écrit.")
            return 0
        waiting = [one for one in found.conflicts if one.key not in sides]
        if waiting:
            print(f"{len(waiting)} choix à faire ; rien n'est écrit. Pour choisir, tape :")
            print(f"  {RUN} merge {options.file} --take theirs   (là-bas, partout)")
            print(f"  {RUN} merge {options.file} --take mine --take theirs:1   (par numéro)")
            return FAILED
        carry_out(found, sides)  # also what was received, for the next time
    if found.is_empty:
        print("Rien de nouveau dans ce paquet.")
        return 0
    print(f"C'est dans le projet. Ensuite : {RUN} check, puis {RUN} build")
    return 0


def _tell(found: Plan) -> None:
    """In a few lines, what comes without a question; each text of it by its place."""
    manifest = found.packet.manifest
    print(f"Paquet du {manifest.on}{f', de {manifest.by}' if manifest.by else ''}.")
    counts = (
        (len(found.new), "fichiers nouveaux", ", ".join(found.new[:5])),
        (found.opinions, "avis de relecture nouveaux", "aucun des tiens ne s'en va"),
        (found.decided("theirs"), "changements de là-bas, pris", "ici rien n'avait changé"),
        (found.decided("mine"), "changements d'ici, gardés", "là-bas rien n'avait changé"),
        (len(found.kept_out), "fichiers enlevés ici, pas repris", ", ".join(found.kept_out[:5])),
        (len(found.conflicts), "différences à choisir", "de là-bas ou d'ici"),
    )
    for count, what, which in counts:
        if count:
            print(f"{count:4} {what} ({which})")
    for one in found.differences:
        if one.side == "theirs":
            print(f"     + {_place(one)} : {_shown(one.theirs)}")
    for name in found.withdrawn:
        print(f"  {name} a repris sa voix là-bas. Tape : {RUN} withdraw « {name} »")


def _place(one: Difference) -> str:
    return f"{one.place.removeprefix('lessons/')} › {one.path or 'tout'}"


def _shown(words: str) -> str:
    return "".join(c if c.isprintable() else " " for c in words[:300]) or "—"


def _asked() -> Side:
    while True:
        typed = input("       ici ou là-bas ? (i / l) : ").strip().lower()
        if typed in ("i", "ici"):
            return "mine"
        if typed in ("l", "la", "là", "là-bas"):
            return "theirs"
