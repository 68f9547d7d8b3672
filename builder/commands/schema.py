"""Writes the schemas that editors read."""

from __future__ import annotations

import argparse

HELP = "récrire les fichiers .schema.json, qui aident à écrire les leçons"


def run(options: argparse.Namespace) -> int:
    from builder.activities import find_kinds
    from builder.format.schema import write_schemas
    from builder.project import Project

    languages = Project(options.root).load_course().languages
    write_schemas(options.root, find_kinds(), languages)
    print("À jour : lesson, course, aid et sittings (.schema.json).")
    return 0
