"""The command `kalankan`: each sub-command is one arrow of the noun chain."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from builder.errors import BuilderError, ProblemsFound
from builder.terminal import ProgressBar, human_size, print_problems

FAILED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit status. No traceback reaches a person."""
    _speak_utf8()
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        return status
    except ProblemsFound as found:
        print_problems(found.problems)
        if options.run is _build:
            print("Le site n'a pas été refait : celui d'avant reste tel quel.", file=sys.stderr)
        return FAILED
    except BuilderError as error:
        print(f"kalankan: {error}", file=sys.stderr)
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
        print(f"kalankan: {told}. {remedy}", file=sys.stderr)
        return FAILED


def _speak_utf8() -> None:
    """A Windows console may be in another encoding; Bambara letters must not stop a command."""
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kalankan", description="Des leçons en YAML deviennent un site qui parle bambara."
    )
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="dossier du projet")
    commands = parser.add_subparsers(required=True, metavar="commande")

    def add(name: str, run: object, help: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=help, description=help)
        command.set_defaults(run=run)
        return command

    add("check", _check, "relire les leçons et dire tous les problèmes")
    narrate = add("narrate", _narrate, "fabriquer les sons qui manquent")
    narrate.add_argument(
        "--verify", action="store_true", help="relire tous les sons gardés, refaire les abîmés"
    )
    build = add("build", _build, "fabriquer le site dans site/")
    serve = add("serve", _serve, "montrer le site, et le refaire à chaque changement")
    export = add("export", _export, "fabriquer des fichiers à faire passer, dans partage/")
    export.add_argument("format", nargs="?", help="single-file ; sans rien, tous les formats")
    export.add_argument("-o", "--output", type=Path, help="un autre dossier que partage/")
    for command in (narrate, build, serve, export):
        command.add_argument("--workers", default="", help="nombre de processus, ou tcp://… (dask)")
    serve.add_argument("--port", type=int, default=8000)
    pictures = add("pictures", _pictures, "montrer tous les dessins, avec le nom à taper")
    studio = add("studio", _studio, "enregistrer les phrases une à une, dans le navigateur")
    studio.add_argument("--port", type=int, default=8010, help="0 : un port libre")
    for command in (pictures, studio):
        command.add_argument(
            "--no-browser", action="store_true", help="ne pas ouvrir le navigateur"
        )
    status = add("status", _status, "dire qui parle, ce qui manque, ce qui est relu")
    status.add_argument("--json", action="store_true", help="pour un programme")
    add("schema", _schema, "récrire lesson.schema.json et course.schema.json")
    add("pronounce", _pronounce, "lire des mots ou des lignes, écrire « texte<TAB>API »")
    say = add("say", _say, "dire une phrase dans un fichier son")
    say.add_argument("text", help="la phrase")
    say.add_argument("-l", "--language", choices=["bm", "fr"], default="bm")
    say.add_argument("-v", "--voice", default="woman", help="woman ou man (voix embarquée)")
    say.add_argument("--slow", action="store_true", help="plus lentement")
    say.add_argument(
        "-o", "--output", type=Path, default=Path("kalankan.wav"), help="fichier .wav ou .mp3"
    )
    return parser


def _check(options: argparse.Namespace) -> int:
    from builder.project import Project

    project = Project(options.root)
    course = project.load_course()
    problems = project.check(course)
    print_problems(problems, sys.stdout)
    if any(problem.severity == "error" for problem in problems):
        return FAILED
    print(f"{len(course.lessons)} leçon(s) : rien n'empêche de construire le site.")
    return 0


def _narrate(options: argparse.Namespace) -> int:
    from builder.project import Project

    project = Project(options.root)
    course = project.load_course()
    if options.verify:
        print(f"{project.verify_clips()} son(s) abîmé(s) parmi les sons gardés.")
    narration = project.narrate(course, ProgressBar("Narration"), options.workers)
    print_problems(narration.problems)
    print(narration.summary())
    return 0


def _build(options: argparse.Namespace) -> int:
    from builder.website.build import build_if_changed

    report = build_if_changed(options.root, ProgressBar("Narration"), options.workers)
    print_problems(report.problems)
    if report.unchanged:
        print("Rien n'a changé : le site est à jour.")
    print(f"Site : {report.site / 'index.html'} ({human_size(report.size_bytes)}, "
          f"dont {human_size(report.audio_bytes)} de son)")  # fmt: skip
    print(report.narration_summary)
    return 0


def _serve(options: argparse.Namespace) -> int:
    from builder.website.serve import serve

    serve(options.root, options.port, options.workers)
    return 0


def _pictures(options: argparse.Namespace) -> int:
    import webbrowser

    from builder.project import Project

    page = Project(options.root).gallery().resolve()
    print(f"Les dessins : {page}")
    if not options.no_browser:
        webbrowser.open(page.as_uri())
    return 0


def _studio(options: argparse.Namespace) -> int:
    from builder.project import Project
    from builder.studio.server import open_studio

    open_studio(Project(options.root), options.port, browser=not options.no_browser)
    return 0


def _export(options: argparse.Namespace) -> int:
    from builder.export import export, exporters
    from builder.project import Project

    formats = exporters()
    if options.format and options.format not in formats:
        raise BuilderError(
            f"Le format « {options.format} » n'existe pas. Écris : {', '.join(formats)}."
        )
    project = Project(options.root)
    built = project.build_course(ProgressBar("Narration"), options.workers)
    print_problems(built.problems)
    folder = options.output or project.packages
    for name in [options.format] if options.format else formats:
        for package in export(built, name, folder):
            size = human_size(len(package.content))
            print(f"{folder / package.name} ({size}), {package.about}")
    return 0


def _status(options: argparse.Namespace) -> int:
    from builder.project import Project

    project = Project(options.root)
    coverage = project.status(project.load_course())
    if options.json:
        print(json.dumps(coverage.as_json(), ensure_ascii=False, indent=1))
    else:
        print(coverage.as_text())
    return 0


def _schema(options: argparse.Namespace) -> int:
    from builder.activities import find_kinds
    from builder.format.schema import write_schemas

    write_schemas(options.root, find_kinds())
    print("lesson.schema.json et course.schema.json sont à jour.")
    return 0


def _pronounce(options: argparse.Namespace) -> int:
    from builder.narration.voices.bambara import load_table
    from builder.narration.voices.bambara.reading import pronounce_lines
    from builder.project import Project

    table = load_table(Project(options.root).pronunciations, None)
    for line in pronounce_lines(sys.stdin or (), table):
        print(line, flush=True)
    return 0


def _say(options: argparse.Namespace) -> int:
    from builder.project import Project

    written = Project(options.root).say(
        options.text, options.language, options.voice, options.output, slow=options.slow
    )
    print(f"{written} écrit.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
