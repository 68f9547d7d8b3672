"""Records the lines one by one, in the browser."""

from __future__ import annotations

import argparse

HELP = "enregistrer les phrases une à une, dans le navigateur"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8010, help="0 : un port libre")
    parser.add_argument(
        "--wifi", nargs="?", const="auto", default="", metavar="ADRESSE",
        help="aussi pour les téléphones du même Wi-Fi, avec un carré à photographier",
    )  # fmt: skip
    parser.add_argument("--no-browser", action="store_true", help="ne pas ouvrir le navigateur")


def run(options: argparse.Namespace) -> int:
    from builder.lesson.loading import LessonsBefore
    from builder.local.neighbours import wifi_address
    from builder.project import Project
    from builder.studio.server import open_studio

    wifi = options.wifi and wifi_address("" if options.wifi == "auto" else options.wifi)
    project = Project(options.root, lessons_before=LessonsBefore())
    open_studio(project, options.port, browser=not options.no_browser, wifi=wifi)
    return 0
