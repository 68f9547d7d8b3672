"""What an author should look at in texts that are correct YAML: spelling, tones, length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from builder.errors import Position, Problem
from builder.lesson.course import Course
from builder.lesson.credits import CREDITS_FILE, read_credits
from builder.lesson.utterance import Utterance
from builder.narration.narration import ClipKey
from builder.narration.voices.bambara import (
    BAMBARA,
    PronunciationTable,
    check_text,
    unknown_words,
)
from builder.narration.voices.french import FRENCH
from builder.proofreading.minutes import said_seconds

_BAMBARA_WORD = re.compile(r"(?=\w\w)\w*[ɛɔɲŋƐƆƝŊ]\w*")
_QUOTED = re.compile(r"«[^»]*»")
MAX_STEP_NARRATION_MS = 20_000
"""A step is heard in twenty seconds. Source: LEARNERS.md, after Medhi et al. 2011."""
_GUESSED_SHARE = 0.9
"""Guessed a little short: a step that is only near the limit is told once it has been spoken."""


def unknown_tones(
    utterances: Iterable[Utterance], table: PronunciationTable | None
) -> Iterator[Problem]:
    """Bambara words whose tone the voice only guesses, each once, where it is first met."""
    seen: set[str] = set()
    for utterance in utterances:
        if utterance.language != BAMBARA:
            continue
        unknown = [word for word in unknown_words(utterance.spoken, table) if word not in seen]
        if not unknown:
            continue
        # What is said of the spelling of a word is enough; all of a French text is guessed.
        misspelled = {offset: slug for offset, slug, *_ in check_text(utterance.spoken, table)}
        if "text-french" in misspelled.values():
            continue
        for word in unknown:
            offset = max(utterance.spoken.lower().find(word), 0)
            if misspelled.get(offset) != "text-old-spelling":
                seen.add(word)
                yield Problem(
                    "tone-unknown",
                    f"Le ton de « {word} » n'est pas connu : la voix le devine.",
                    "Écris-le avec ses tons dans prononciation.yaml, ou laisse ainsi.",
                    _place_in(utterance, offset),
                    "warning",
                )


def uncredited_pictures(course: Course) -> Iterator[Problem]:
    """Pictures of the lessons that `pictures/credits.yaml` does not name."""
    names = read_credits(course.folder / CREDITS_FILE).pictures.keys()
    seen: set[str] = set()
    for lesson in course.lessons:
        for file, piece, key in lesson.pictures():
            name = file.removeprefix("pictures/")
            if name not in names and name not in seen:
                seen.add(name)
                yield Problem(
                    "picture-uncredited",
                    f"On ne sait pas d'où vient l'image « {file} ».",
                    f"Ajoute « {name}: » dans {CREDITS_FILE}, avec l'auteur et la licence.",
                    piece.position(key),
                    "warning",
                )


def reading_problems(
    utterance: Utterance, table: PronunciationTable | None = None
) -> Iterator[Problem]:
    """What a voice would misread, at its very character."""
    if utterance.language == BAMBARA:
        for offset, slug, message, hint in check_text(utterance.spoken, table):
            yield Problem(slug, message, hint, _place_in(utterance, offset), "warning")
        return
    if utterance.language != FRENCH:
        return
    bambara = _BAMBARA_WORD.search(_QUOTED.sub(lambda quoted: " " * len(quoted[0]), utterance.text))
    if bambara:
        yield Problem(
            "text-bambara",
            f"Ce texte français semble être du bambara : « {bambara[0]} ».",
            f"Mets le bambara sous « {BAMBARA}: », ou un mot bambara entre « ».",
            _place_in(utterance, bambara.start()),
            "warning",
        )


def _place_in(utterance: Utterance, offset: int) -> Position | None:
    """Where the character at `offset` of what is said was written, as nearly as is known."""
    at = utterance.position
    if at is not None and utterance.spoken == utterance.text:
        return _character_position(at, offset)
    return at


def _character_position(start: Position, offset: int) -> Position:
    """Where the character at `offset` of a one-line value stands; the value's start otherwise."""
    try:
        line = start.file.read_text(encoding="utf-8-sig").splitlines()[start.line - 1]
    except (OSError, UnicodeDecodeError, IndexError):
        return start
    quoted = line[start.column - 1 : start.column] in ('"', "'")
    column = start.column + offset + quoted
    return replace(start, column=column) if column <= len(line) else start


def long_steps(course: Course, durations_ms: Mapping[ClipKey, int]) -> Iterator[Problem]:
    """Steps whose narration is longer than a learner keeps listening; how long a line lasts that
    has no clip yet is guessed from its words."""
    for lesson in course.lessons:
        for step in lesson.steps:
            for language in filter(lesson.is_in, course.languages.tags):
                duration_ms = 0.0
                for phrase in step.told_at_once():
                    known = durations_ms.get((lesson.id, f"{step.id}.{phrase.id}", language))
                    guessed = 1000 * said_seconds([phrase.text], language)
                    duration_ms += known or _GUESSED_SHARE * guessed
                if duration_ms > MAX_STEP_NARRATION_MS:
                    seconds = duration_ms / 1000
                    yield Problem(
                        "step-too-long",
                        f"L'étape « {step.id} » dure {seconds:.0f} secondes ({language}).",
                        "20 secondes au plus : partage-la en deux étapes.",
                        step.position("id"),
                        "warning",
                    )
