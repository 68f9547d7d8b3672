"""Facts that an author should look at again: too old, doubtful, or told without a source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from builder.errors import Problem
from builder.lesson.activity import Activity, Phrase
from builder.lesson.course import Course, Lesson
from builder.lesson.utterance import Language
from builder.narration.voices.bambara import BAMBARA
from builder.narration.voices.french import FRENCH

# A telephone of six figures or more, or a code that is dialled: *144#.
_NUMBER = re.compile(r"(?<![\w.])(?:\+?\d(?:[ .]?\d){5,}|[*#]\d+(?:[*#]\d*)*#)(?!\w)")
_THOUSANDS = re.compile(r"\d{1,3}(?: \d{3})+")
# What the law says, by what it does; a text that only names the law tells nothing.
_LAW: Mapping[Language, re.Pattern[str]] = {
    FRENCH: re.compile(
        r"\blois?\b.{0,60}?\b(?:puni|interdi|oblig|protège|autoris|défend)|\bcode pénal\b", re.I
    ),
    BAMBARA: re.compile(r"\bsariya\b.{0,60}?\b(?:ɲangi|lakana|wajibiya)", re.I),
}
_ARTICLE = re.compile(r"\barticle \d|\b[Ll]oi n[°o]")
# A share, a thousand or more, a year.
_FIGURE = re.compile(r"\d ?%|\bpour cent\b|\b\d{1,3}(?:[  ]\d{3})+\b|\b(?:19|20)\d\d\b")
# Four words or more of somebody who is named as their author, not of a person of the story.
_QUOTED = re.compile(
    r"\b(?:selon|d’après|appel|déclar|écri|publi|rapport)[^«.]{0,60}«(?:[^»]*?\w+[  ’]){3,}[^»]*»",
    re.I,
)
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\bgrade [ABC]\b|\b[ABC]\)")
_DOUBT: Mapping[Language, str] = {FRENCH: "vérifié", BAMBARA: "sɛgɛsɛgɛ"}


def fact_problems(course: Course, today: date) -> Iterator[Problem]:
    """Facts of `aide.yaml` seen too long ago, and what a text tells by itself."""
    for id, fact in course.aid.facts():
        if fact.is_old(today):
            yield Problem(
                "fact-old",
                f"« {id} » a été vu le {fact.seen} : il faut le revoir.",
                "Relis la source ou compose le numéro, puis mets le jour sous « seen ».",
                fact.position("seen"),
                "warning",
            )
    doubtful = {id for id, fact in course.aid.facts() if fact.grade == "C"}
    for lesson in course.lessons:
        yield from _numbers_without_source(lesson)
        for step in lesson.steps:
            yield from _told_without_source(step)
            yield from _doubt_unsaid(step, doubtful)


def _numbers_without_source(lesson: Lesson) -> Iterator[Problem]:
    for phrase in lesson.phrases():
        for language in phrase.text.words:
            found = _NUMBER.search(phrase.text.shown(language))
            if found and not _THOUSANDS.fullmatch(found[0]):
                yield Problem(
                    "fact-without-source",
                    f"Le numéro « {found[0]} » est dit sans sa source.",
                    "Écris-le dans aide.yaml avec sa source, ou enlève-le.",
                    phrase.text.position(language),
                    "warning",
                )


def _told_without_source(step: Activity) -> Iterator[Problem]:
    """Laws, figures and quotations of a step that names no fact; in its note, without a date."""
    if not step.is_sourced:
        for phrase in step.phrases():
            yield from _of_phrase(phrase)
    note = step.trainer or ""
    found = _ARTICLE.search(note) or _FIGURE.search(note)
    if found and not _DATED.search(note):
        yield Problem(
            "fact-without-source",
            f"La note dit « {found[0]} » sans source ni date.",
            "Ajoute entre parenthèses qui le dit, quand, et le grade : (L’Essor, 27.8.2025, B).",
            step.position("trainer"),
            "warning",
        )


def _of_phrase(phrase: Phrase) -> Iterator[Problem]:
    for language in phrase.text.words:
        words = phrase.text.shown(language)
        law = _LAW.get(language)
        told = (
            ("la loi", law.search(words) if law else None),
            ("un article de loi", _ARTICLE.search(words)),
            ("un chiffre", _FIGURE.search(words)),
            ("une citation", _QUOTED.search(words)),
        )
        what = next((name for name, found in told if found), "")
        if what:
            yield Problem(
                "fact-without-source",
                f"Ce texte dit {what}, et l'étape ne dit pas d'où cela vient.",
                "Ajoute « facts: [id] » à l'étape, avec un id de aide.yaml, ou enlève la phrase.",
                phrase.text.position(language),
                "warning",
            )


def _doubt_unsaid(step: Activity, doubtful: set[str]) -> Iterator[Problem]:
    """A fact of grade C among those that a step tells by itself, without saying that it is."""
    for index, id in enumerate(step.facts):
        if id not in doubtful:
            continue
        said = {language for phrase in step.phrases() for language, word in _DOUBT.items()
                if phrase.text.has(language) and word in phrase.text.shown(language)}  # fmt: skip
        spoken = {language for phrase in step.phrases() for language in phrase.text.words}
        if spoken & _DOUBT.keys() - said:
            yield Problem(
                "fact-unverified-unsaid",
                f"« {id} » est de grade C, et l'étape ne dit pas « non vérifié ».",
                "Ajoute une ligne : « Nin ma sɛgɛsɛgɛ fɔlɔ », « Ce n’est pas vérifié ».",
                step.position_in("facts", index),
                "warning",
            )
