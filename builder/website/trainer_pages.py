"""Markdown pages made from the course: lessons, session sheets, coverage, credits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from builder.lesson.course import Course, Lesson
from builder.lesson.source import read_source
from builder.lesson.utterance import Language, Utterance
from builder.narration.clip import Narrated
from builder.narration.narrator import Narration

LANGUAGE_NAMES: Mapping[Language, str] = {"bm": "bambara", "fr": "français"}
COVERAGE_COLUMNS = (
    "Leçon",
    "phrases",
    "personne",
    "modèle",
    "machine",
    "en ligne",
    "à refaire",
    "sans voix",
    "relues",
)
REVIEW_NAMES = {
    "machine-draft": "brouillon de machine, pas relu",
    "draft": "brouillon, pas relu",
    "reviewed": "relu",
}


def lessons_page(course: Course) -> str:
    """Where to start: each lesson in both languages."""
    lines = ["# Les leçons", "", "Ouvre une leçon, ou branche la clé et ouvre `index.html`.", ""]
    lines += ["| | Leçon | en bambara | Durée |", "|---|---|---|---|"]
    for number, lesson in enumerate(course.lessons, 1):
        lines.append(
            f"| {number} | [{_cell(lesson.title.fr)}](../fr/{number}.html) "
            f"| [{_cell(lesson.title.bm)}](../bm/{number}.html){{lang=bm}} | {lesson.minutes} min |"
        )
    return "\n".join(lines) + "\n"


def session_sheets(course: Course) -> str:
    """One sheet a lesson: minutes, what is shown, what to say and ask."""
    lines = ["# Fiches de séance", "", _draft_notice(), ""]
    for number, lesson in enumerate(course.lessons, 1):
        lines += [f"## {number}. {_cell(lesson.title.fr)} ({lesson.minutes} min)", ""]
        if lesson.sensitive:
            lines += ["!!! warning \"Leçon sensible\"",
                      "    Préviens le groupe. On peut sortir ou passer.", ""]  # fmt: skip
        if lesson.trainer:
            lines += [_flow(lesson.trainer), ""]
        lines += list(_care(lesson))
        for position, step in enumerate(lesson.steps, 1):
            lines += [f"### Étape {position}", ""]
            lines += [
                f"- {_cell(phrase.text.fr)}"
                for phrase in step.phrases()
                if phrase.role != "picture"
            ]
            if step.trainer:
                lines += ["", f"**Pour toi.** {_flow(step.trainer)}"]
            lines.append("")
    return "\n".join(lines) + "\n"


def _care(lesson: Lesson) -> Iterator[str]:
    if not lesson.care:
        return
    yield "**Vers qui se tourner**"
    yield ""
    for contact in lesson.care.contacts:
        unsure = " — **non vérifié**" if contact.grade == "C" else ""
        number = f" : {contact.number}" if contact.number else ""
        source = f"(source : {_cell(contact.source)}, {contact.date})"
        yield f"- {_cell(contact.name.fr)}{number}{unsure} {source}"
    yield ""


def coverage_page(course: Course, narration: Narration) -> str:
    """Per lesson and language: who speaks, what is missing, what has been reviewed."""
    lines = [
        "# Couverture",
        "",
        "Qui parle, ce qui manque, ce qui a été relu, à la dernière construction.",
        "",
    ]
    rows = [(lesson.title.fr, lesson.id) for lesson in course.lessons]
    sources = {source for source, _, _ in narration.clips}
    others = sorted(sources - {lesson.id for lesson in course.lessons})
    for language, name in LANGUAGE_NAMES.items():
        lines += [f"## En {name}", ""]
        lines += ["| " + " | ".join(COVERAGE_COLUMNS) + " |"]
        lines += ["|---|--:|--:|--:|--:|--:|--:|--:|--:|"]
        for title, source in [*rows, *((_own(other), other) for other in others)]:
            told = [
                n for (s, _, lang), n in narration.clips.items() if (s, lang) == (source, language)
            ]
            lines.append(f"| {_cell(title)} | {' | '.join(map(str, _counts(told)))} |")
        lines.append("")
    lines += [
        "## État de relecture",
        "",
        *_review_lines(n.utterance for n in narration.clips.values()),
        "",
    ]
    if narration.problems:
        lines += [
            "## À regarder",
            "",
            *(f"- {_cell(problem.message)}" for problem in narration.problems),
            "",
        ]
    return "\n".join(lines) + "\n"


def _counts(told: Sequence[Narrated]) -> tuple[int, ...]:
    origins = Counter(n.clip.origin for n in told if n.clip)
    return (
        len(told),
        origins["recorded"],
        origins["model"],
        origins["machine"],
        origins["online"],
        sum(n.stale_recording is not None for n in told),
        sum(n.clip is None for n in told),
        sum(n.utterance.review.state == "reviewed" for n in told),
    )


def _review_lines(utterances: Iterable[Utterance]) -> Iterator[str]:
    states = Counter((u.language, u.review.state) for u in utterances)
    for (language, state), count in sorted(states.items()):
        yield f"- {LANGUAGE_NAMES[language]}, {REVIEW_NAMES[state]} : {count}"


def _own(source: str) -> str:
    if source == "interface":
        return "Les commandes du lecteur"
    return "Le titre du cours" if source == "course" else f"Les phrases de l'activité « {source} »"


def credits_page(credits_files: Iterable[Path], model_licences: Iterable[str]) -> str:
    """Every picture with its author and licence. Raises ProblemsFound when a file is broken."""
    lines = [
        "# Images et licences",
        "",
        "| Image | D'après | Auteurs | Licence | Changements |",
        "|---|---|---|---|---|",
    ]
    for path in credits_files:
        if path.is_file():
            for row in _credit_rows(read_source(path).data):
                lines.append("| " + " | ".join(_cell(cell) for cell in row) + " |")
    licences = list(model_licences)
    if licences:
        lines += ["", "## Modèles de voix", "", *(f"- {_cell(licence)}" for licence in licences)]
    return "\n".join(lines) + "\n"


def _credit_rows(credits: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """`sets` says once what many pictures share; each picture names its set."""
    sets = credits.get("sets") or {}
    for file, picture in (credits.get("pictures") or {}).items():
        origin = {**sets.get(picture.get("set"), {}), **picture}
        elements = f" : {origin['elements']}" if origin.get("elements") else ""
        yield (
            file,
            f"{origin.get('title', '')}{elements}",
            str(origin.get("author", "")),
            str(origin.get("licence", "")),
            str(origin.get("changed", "")),
        )


def _draft_notice() -> str:
    return (
        "Les textes ont été écrits par une machine. "
        "La page [Couverture](couverture.md) dit lesquels ont été relus."
    )


def _flow(text: str) -> str:
    return " ".join(text.split()).replace("<", "&lt;")


def _cell(text: str) -> str:
    return _flow(text).replace("|", "\\|")
