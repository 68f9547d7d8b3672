"""Reads words or lines aloud, in IPA."""

from __future__ import annotations

import argparse
import sys

HELP = "lire des mots ou des lignes, écrire « texte<TAB>API »"


def run(options: argparse.Namespace) -> int:
    from builder.narration.voices.bambara import load_table
    from builder.narration.voices.bambara.reading import pronounce_lines
    from builder.project import Project

    table = load_table(Project(options.root).pronunciations, None)
    for line in pronounce_lines(sys.stdin or (), table):
        print(line, flush=True)
    return 0
