"""Markdown pages made from the course: lessons, session sheets, coverage, credits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from builder.lesson.course import Course, Lesson
from builder.lesson.credits import CreditsFile, read_credits
from builder.lesson.utterance import LANGUAGES, Language, Utterance
from builder.narration.clip import Narrated
from builder.narration.narrator import Narration
from builder.page import addresses

LANGUAGE_NAMES: Mapping[Language, str] = {"bm": "bambara", "fr": "français"}
COVERAGE_COLUMNS = (
    "phrases",
    "personne",
    "modèle",
    "machine",
    "en ligne",
    "à refaire",
    "sans voix",
    "relues",
)
ALWAYS_SHOWN = ("phrases", "personne", "machine", "sans voix", "relues")
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
        fr, bm = (f"../{addresses.lesson(tag, number)}" for tag in reversed(LANGUAGES))
        lines.append(
            f"| {number} | [{_cell(lesson.title.fr)}]({fr}) "
            f"| [{_cell(lesson.title.bm)}]({bm}){{lang=bm}} | {lesson.minutes} min |"
        )
    return "\n".join(lines) + "\n"


def session_sheets(course: Course) -> str:
    """One sheet a lesson: minutes, what is shown, what to say and ask, what is right."""
    lines = ["# Fiches de séance", "", _draft_notice(), ""]
    lines += ["Le nombre est celui de l'écran ; ✓ est la bonne réponse.", ""]
    for number, lesson in enumerate(course.lessons, 1):
        on_a_new_page = " {style='break-before: page'}" if number > 1 else ""
        title = f"{number}. {_cell(lesson.title.fr)} ({lesson.minutes} min)"
        lines += [f"## {title}{on_a_new_page}", ""]
        if lesson.sensitive:
            lines += ["!!! warning \"Leçon sensible\"",
                      "    Préviens le groupe. On peut sortir ou passer.", ""]  # fmt: skip
        if lesson.trainer:
            lines += [_flow(lesson.trainer), ""]
        lines += list(_care(lesson))
        for position, step in enumerate(lesson.steps, 1):
            told = [f"**Étape {position}**", *(_cell(line) for line in step.sheet())]
            lines.append("  \n".join(told))  # lines of one paragraph: fewer sheets to print
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
        counted = []
        for title, source in [*rows, *((_own(other), other) for other in others)]:
            clips = narration.clips.items()
            told = [n for (s, _, lang), n in clips if (s, lang) == (source, language)]
            counted.append((title, _counts(told)))
        lines += [f"## En {name}", "", *_coverage_table(counted), ""]
    lines += ["## État de relecture", ""]
    lines += [*_review_lines(n.utterance for n in narration.clips.values()), ""]
    if narration.problems:
        lines += ["## À regarder", ""]
        lines += [*(f"- {_cell(problem.message)}" for problem in narration.problems), ""]
    return "\n".join(lines) + "\n"


def _coverage_table(rows: Sequence[tuple[str, Mapping[str, int]]]) -> Iterator[str]:
    """A column that is nought everywhere is left out, but for those that matter at nought."""
    columns = [
        column
        for column in COVERAGE_COLUMNS
        if column in ALWAYS_SHOWN or any(counts[column] for _, counts in rows)
    ]
    yield f"| Leçon | {' | '.join(columns)} |"
    yield f"|---|{'--:|' * len(columns)}"
    for title, counts in rows:
        yield f"| {_cell(title)} | {' | '.join(str(counts[column]) for column in columns)} |"


def _counts(told: Sequence[Narrated]) -> Mapping[str, int]:
    origins = Counter(n.clip.origin for n in told if n.clip)
    return {
        "phrases": len(told),
        "personne": origins["recorded"],
        "modèle": origins["model"],
        "machine": origins["machine"],
        "en ligne": origins["online"],
        "à refaire": sum(n.stale_recording is not None for n in told),
        "sans voix": sum(n.clip is None for n in told),
        "relues": sum(n.utterance.review.state == "reviewed" for n in told),
    }


def _review_lines(utterances: Iterable[Utterance]) -> Iterator[str]:
    states = Counter((u.language, u.review.state) for u in utterances)
    for (language, state), count in sorted(states.items()):
        yield f"- {LANGUAGE_NAMES[language]}, {REVIEW_NAMES[state]} : {count}"


def _own(source: str) -> str:
    if source == "interface":
        return "Les commandes du lecteur"
    return "Le titre du cours" if source == "course" else f"Les phrases de l'activité « {source} »"


def credits_page(credits_files: Iterable[Path], model_licences: Iterable[str]) -> str:
    """Where every picture comes from, one section a set. Raises ProblemsFound."""
    lines = ["# Images et licences", ""]
    for path in credits_files:
        lines += _credit_sections(read_credits(path))
    licences = list(model_licences)
    if licences:
        lines += ["## Modèles de voix", "", *(f"- {_cell(licence)}" for licence in licences), ""]
    return "\n".join(lines) + "\n"


def _credit_sections(credits: CreditsFile) -> Iterator[str]:
    """`sets` says once what many pictures share; each picture names its set.

    The file itself also has the elements of each drawing.
    """
    for name, origin in credits.sets.items():
        pictures = {file: one for file, one in credits.pictures.items() if one.set == name}
        if not pictures:
            continue
        yield f"## {_cell(origin.title)} ({len(pictures)} images)"
        yield ""
        yield f"{_cell(origin.author)}. {_cell(origin.licence)}."
        changes = {_cell(one.changed) for one in pictures.values() if one.changed}
        yield f"Changements : {' ; '.join(sorted(changes))}." if changes else ""
        yield ""
        yield ", ".join(map(_cell, pictures)) + "."
        yield ""


def _draft_notice() -> str:
    return (
        "Les textes ont été écrits par une machine. "
        "La page [Couverture](couverture.md) dit lesquels ont été relus."
    )


def _flow(text: str) -> str:
    return " ".join(text.split()).replace("<", "&lt;")


def _cell(text: str) -> str:
    return _flow(text).replace("|", "\\|")
