"""Draws the composed pictures, or shows the parts that they are made of."""

from __future__ import annotations

import argparse
import webbrowser

HELP = "dessiner les images composées dans lessons/pictures/compositions"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", help="leurs noms ; sans rien, toutes")
    parser.add_argument("--parts", action="store_true", help="montrer les morceaux à composer")
    parser.add_argument("--no-browser", action="store_true", help="ne pas ouvrir le navigateur")


def run(options: argparse.Namespace) -> int:
    from builder.lesson.credits import CREDITS_FILE
    from builder.project import Project
    from builder.terminal import RUN

    project = Project(options.root)
    if options.parts:
        page = project.parts_page().resolve()
        print(f"Les morceaux : {page}")
        if not options.no_browser:
            webbrowser.open(page.as_uri())
        return 0
    lessons, *kinds = project.workshops()
    written = [*lessons.draw(options.names), *lessons.list_all()]
    if not options.names:
        written += (path for workshop in kinds for path in workshop.draw())
    for path in written:
        print(path)
    for name in lessons.uncredited():
        print(f"Ajoute « {name}.svg: {{set: kalankan}} » dans {CREDITS_FILE}.")
    print(f"{len(written)} fichier(s) écrit(s). Pour les voir : {RUN} pictures")
    return 0
