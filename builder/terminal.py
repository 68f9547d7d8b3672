"""What a person sees while a command works: a bar on a terminal, plain lines in a log."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
from collections.abc import Iterable
from typing import Any, NoReturn, TextIO

from builder.errors import Problem, render

RUN = "py run.py" if os.name == "nt" else "python3 run.py"
"""How a person starts this program on her machine; hints begin with it."""

_PLAIN_LINES = 10
_BAR_COLUMNS = 30


class ProgressBar:
    """Call it with (done, total). On a terminal it redraws one line; else it says each tenth."""

    def __init__(self, what: str, out: TextIO | None = None) -> None:
        self._what = what
        self._out = out or sys.stderr
        self._told = -1

    def announce(self, sentence: str) -> None:
        """Says a sentence on a line of its own, before the work that it tells of."""
        self._out.write(f"{sentence}\n")
        self._out.flush()

    def __call__(self, done: int, total: int) -> None:
        if total <= 0:
            return
        if self._out.isatty():
            filled = _BAR_COLUMNS * done // total
            bar = "█" * filled + "·" * (_BAR_COLUMNS - filled)
            width = shutil.get_terminal_size().columns - 1
            end = "\n" if done >= total else ""
            self._out.write(f"\r{self._what} {bar} {done}/{total}"[:width] + end)
        else:
            tenth = _PLAIN_LINES * done // total
            if tenth != self._told:
                self._told = tenth
                self._out.write(f"{self._what} : {done} sur {total}\n")
        self._out.flush()


def print_problems(problems: Iterable[Problem], out: TextIO | None = None) -> None:
    """Each problem with its place, then one line that counts them."""
    out = out or sys.stderr
    told = list(problems)
    for problem in told:
        out.write(render(problem) + "\n")
    errors = sum(problem.severity == "error" for problem in told)
    warnings = len(told) - errors
    if errors or warnings:
        out.write(f"{_count(errors, 'erreur')}, {_count(warnings, 'avertissement')}.\n")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}"


def human_size(size_bytes: int) -> str:
    """Like « 3,2 Mo »."""
    for unit in ("octets", "ko", "Mo"):
        if size_bytes < 1000:
            return (
                f"{size_bytes:.0f} {unit}"
                if unit != "Mo"
                else f"{size_bytes:.1f} Mo".replace(".", ",")
            )
        size_bytes_next = size_bytes / 1000
        size_bytes = size_bytes_next  # type: ignore[assignment]
    return f"{size_bytes:.1f} Go".replace(".", ",")


class FrenchParser(argparse.ArgumentParser):
    """Reads a command line and speaks French about it; its commands do too."""

    # What argparse says, and what is said instead; the rest of a sentence stays as it is.
    _SAYINGS = (
        (r"the following arguments are required: (.+)", r"il manque : \1"),
        (r"unrecognized arguments: (.+)", r"en trop : \1"),
        (
            r"argument (\S+): invalid choice: (.+) \(choose from (.+)\)",
            r"\1 : \2 n'existe pas. Écris : \3",
        ),
        (r"argument (\S+): invalid int value: (.+)", r"\1 : \2 n'est pas un nombre entier"),
        (r"argument (\S+): invalid \S+ value: (.+)", r"\1 : \2 ne va pas"),
        (r"argument (\S+): expected one argument", r"\1 : il manque ce qui suit"),
        (r"argument (\S+): expected at least one argument", r"\1 : il manque ce qui suit"),
        (r"argument (\S+): ignored explicit argument (.+)", r"\1 : \2 est en trop"),
        (r"ambiguous option: (.+) could match (.+)", r"« \1 » peut être : \2"),
        (r"argument (\S+): not allowed with argument (\S+)", r"\1 ne va pas avec \2"),
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, **options)
        self._positionals.title, self._optionals.title = "à écrire", "options"
        self.add_argument("-h", "--help", action="help", help="montrer cette aide")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "usage :", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "usage :", 1)

    def error(self, message: str) -> NoReturn:
        for english, french in self._SAYINGS:
            said, count = re.subn(english, french, message, count=1)
            if count:
                message = said
                break
        self.exit(2, f"{RUN} : {message}.\n{self.format_usage()}")
