"""The commands of `run.py`: each module here is one, found by listing and named after it.

A module has `HELP` (one French sentence), `run(options)` → exit status, and where it takes
arguments `add_arguments(parser)`. It imports what is slow inside `run`.
"""

from __future__ import annotations

import argparse
import pkgutil
from collections.abc import Mapping
from importlib import import_module
from typing import Protocol, cast

FAILED = 1


class Command(Protocol):
    """A module of `commands/`; `add_arguments` may be missing."""

    HELP: str

    def run(self, options: argparse.Namespace) -> int:
        """Does it. Raises BuilderError, which is told to the person."""
        ...


def find_commands() -> Mapping[str, Command]:
    """Every command by the name that is typed, like `add-language`."""
    return {
        module.name.replace("_", "-"): cast(Command, import_module(f"{__name__}.{module.name}"))
        for module in pkgutil.iter_modules(__path__)
    }


def add_workers(parser: argparse.ArgumentParser) -> None:
    """The argument of every command that narrates."""
    parser.add_argument("--workers", default="", help="nombre de processus, ou tcp://… (dask)")
