"""What a narrator should read next: the fewest sentences that cover what her voice still lacks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.disk import disk_trouble, make_folder, write_whole
from builder.errors import BuilderError, VoiceUnavailable
from builder.lesson.utterance import Language, Utterance
from builder.narration.cache import ClipCache
from builder.narration.chain import Chain, NarrationSettings
from builder.narration.engines.unit_selection.coverage import Diphone, diphones, next_to_read
from builder.narration.fingerprint import normal_form
from builder.narration.takes import READ_FOR_THE_VOICE
from builder.narration.voices.takes.own_voices import Pupil
from builder.narration.voices.takes.reading import LanguageReader
from builder.narration.voices.takes.telling import how_good
from builder.narration.voices.takes.voice import TakesVoice

ENOUGH = 0.99
"""Of all joins of sounds in the course, as often as they occur."""
_FEWEST_WORDS, _MOST_WORDS = 3, 22


@dataclass(frozen=True)
class SheetLine:
    """A sentence and where its take belongs, without a suffix; `covered` is the share of the
    course's joins of sounds that she will have said once it is read."""

    place: str
    text: str
    covered: float


@dataclass(frozen=True)
class Sheet:
    """`good` is one French sentence on the voice as it is; `to_record` are lines of the course
    that it cannot say well, `next` what else to read, best first."""

    name: str
    language: Language
    good: str
    to_record: tuple[SheetLine, ...]
    next: tuple[SheetLine, ...]


def make_sheet(
    pupil: Pupil,
    said: Sequence[Utterance],
    settings: NarrationSettings,
    extra: Iterable[str] = (),
    *,
    most: int = 40,
) -> Sheet:
    """`said` are all lines of the course, `extra` further natural sentences of no lesson."""
    reader, language = pupil.school.reader, pupil.language
    lines = {normal_form(one.spoken): one for one in reversed(said) if one.language == language}
    read = {source.text for source in pupil.sources.takes}
    sounds = {text: found for text in lines if (found := _sounds(reader, text))}
    known = [one for text in read for one in _sounds(reader, text)]
    wanted = [one for found in sounds.values() for one in found]
    places = {text: f"{language}/{line.source}/{line.id}" for text, line in lines.items()}
    offered = {text: found for text, found in sounds.items() if text not in read and _is_fit(text)}
    for text in map(normal_form, extra):
        is_new = text not in read and text not in offered and _is_fit(text)
        if is_new and (found := _sounds(reader, text)):
            offered[text] = found
            places[text] = f"{language}/{READ_FOR_THE_VOICE}/{_name_of(text)}"
    unsaid = _unsaid(said, settings, language)
    chosen = next_to_read(offered, known, wanted, most=most, share=ENOUGH)
    learning = pupil.school.known(pupil.sources)
    return Sheet(
        pupil.person.name,
        language,
        how_good(learning.report) if learning else "elle n'a pas encore été apprise : fais build.",
        tuple(SheetLine(places[text], text, 0.0) for text in unsaid),
        tuple(SheetLine(places[text], text, covered) for text, covered in chosen
              if text not in unsaid),
    )  # fmt: skip


def _sounds(reader: LanguageReader, text: str) -> list[Diphone]:
    """Empty for a text that no rule reads."""
    try:
        return diphones(reader.read(text).phones, is_tonal=reader.is_tonal)
    except VoiceUnavailable:
        return []


def _is_fit(text: str) -> bool:
    """Neither a lone word or a number, which is said like no sentence, nor more than a breath
    or two."""
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    return len(words) >= _FEWEST_WORDS and len(text.split()) <= _MOST_WORDS


def _unsaid(
    said: Sequence[Utterance], settings: NarrationSettings, language: Language
) -> list[str]:
    """Texts that a voice made of takes was asked for and refused, in order, each once."""
    cache = ClipCache(settings.cache, read_only=True)
    chain = Chain(settings, cache)
    found: dict[str, None] = {}
    for utterance in said:
        if utterance.language != language:
            continue
        take, state = chain.take(utterance)
        for candidate in chain.candidates(utterance, take if state == "fresh" else None):
            entry = cache.get(candidate.fingerprint)
            if isinstance(candidate.voice, TakesVoice) and entry and entry.refusal:
                found.setdefault(normal_form(utterance.spoken))
            elif entry and not entry.refusal:
                break
    return list(found)


def _name_of(text: str) -> str:
    return f"p-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def as_text(sheet: Sheet) -> Iterator[str]:
    """Lines to print, in French."""
    yield f"Voix faite des enregistrements de {sheet.name} ({sheet.language})"
    yield f"  {sheet.good}"
    if sheet.to_record:
        yield ""
        yield "À enregistrer : la voix ne les dit pas assez bien."
        for line in sheet.to_record:
            yield f"  {line.text}"
            yield f"      audio/{line.place}.wav"
    yield ""
    if not sheet.next:
        yield "Rien d'autre à lire : les sons des leçons y sont."
        return
    yield f"À lire ensuite, dans cet ordre : {len(sheet.next)} phrase(s)."
    for number, line in enumerate(sheet.next, 1):
        yield f"  {number:2}. {line.text}"
        yield f"      audio/{line.place}.wav   ({line.covered:.1%} des suites de sons)"


def write_words(recordings: Path, sheet: Sheet) -> None:
    """Writes the words of sentences of no lesson where their takes will be. Raises BuilderError."""
    for line in sheet.next:
        path = recordings / f"{line.place}.txt"
        if path.parent.name == READ_FOR_THE_VOICE and not path.exists():
            try:
                make_folder(path.parent)
                write_whole(path, f"{line.text}\n".encode())
            except OSError as error:
                raise BuilderError(f"« {path} » : {disk_trouble(error)}, puis relance.") from error
