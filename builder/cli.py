"""The command line: finds the commands, runs one, and tells a person what stopped it."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from builder.commands import FAILED, find_commands
from builder.errors import BuilderError, ProblemsFound
from builder.landing import NotLanded, finish
from builder.terminal import RUN, FrenchParser, print_problems


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit status. No traceback reaches a person."""
    _speak_utf8()
    options = _parser().parse_args(arguments)
    try:
        _finish_what_was_cut_off(options.root)
        status: int = options.run(options)
        return status
    except ProblemsFound as found:
        print_problems(found.problems)
        return FAILED
    except BuilderError as error:
        print(f"{RUN} : {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("\nArrêté. Ce qui est fait est gardé ; relance la même commande.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read our output has closed it (`| head`): nothing more to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as fault:
        if os.environ.get("KALANKAN_DEBUG"):
            raise
        told = f"une panne du programme ({type(fault).__name__}: {fault})"
        remedy = "Relance avec KALANKAN_DEBUG=1 et envoie-nous ce qui s'affiche."
        print(f"{RUN} : {told}. {remedy}", file=sys.stderr)
        return FAILED


def _finish_what_was_cut_off(root: Path) -> None:
    """Files that come together are all there before anything reads one of them."""
    try:
        if finish(root):
            print("Ce que « merge » avait commencé est fini.", file=sys.stderr)
    except OSError as error:
        raise NotLanded(f"« merge » n'a pas pu finir : {error.strerror}. Relance.") from error


def _speak_utf8() -> None:
    """A Windows console may be in another encoding; Bambara letters must not stop a command."""
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _parser() -> FrenchParser:
    parser = FrenchParser(
        prog=RUN, description="Des leçons en YAML deviennent un site qui parle bambara."
    )
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="dossier du projet")
    commands = parser.add_subparsers(required=True, metavar="commande")
    for name, command in find_commands().items():
        own = commands.add_parser(name, help=command.HELP, description=command.HELP)
        own.set_defaults(run=command.run)
        if add_arguments := getattr(command, "add_arguments", None):
            add_arguments(own)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
