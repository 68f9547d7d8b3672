"""Tells who speaks, what is missing, what was reviewed."""

from __future__ import annotations

import argparse
import json

HELP = "dire qui parle, ce qui manque, ce qui est relu"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="pour un programme")


def run(options: argparse.Namespace) -> int:
    from builder.project import Project

    project = Project(options.root)
    coverage = project.status(project.load_course())
    if options.json:
        print(json.dumps(coverage.as_json(), ensure_ascii=False, indent=1))
    else:
        print(coverage.as_text())
    return 0
