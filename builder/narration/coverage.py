"""Who speaks each lesson today, what is missing, stale or reviewed, before anything is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from builder.errors import VoiceUnavailable
from builder.lesson.utterance import Language, Utterance
from builder.narration.cache import ClipCache
from builder.narration.chain import Chain, NarrationSettings, origin_of, take_key
from builder.narration.clip import ClipState
from builder.narration.takes import orphans, strays
from builder.narration.voices import Voice
from builder.narration.voices.recording import RecordedVoice

_COLUMNS: Mapping[str, str] = {
    "source": "leçon",
    "language": "langue",
    "total": "phrases",
    "recorded": "enregistrées",
    "takes": "voix faite",
    "model": "modèle",
    "machine": "machine",
    "online": "en ligne",
    "missing": "manquantes",
    "stale": "périmées",
    "orphan": "orphelins",
    "reviewed": "relues",
    "to_make": "à fabriquer",
}


@dataclass
class CoverageRow:
    """One lesson, kind or "interface" in one language. The six states from `recorded` to
    `missing` add up to `total`; `to_make` counts lines whose clip is not in the cache yet."""

    source: str
    language: Language
    total: int = 0
    recorded: int = 0
    takes: int = 0
    model: int = 0
    machine: int = 0
    online: int = 0
    missing: int = 0
    stale: int = 0
    orphan: int = 0
    reviewed: int = 0
    to_make: int = 0


@dataclass(frozen=True)
class Coverage:
    """Rows in the order of the course, then sources that have only orphans.

    `orphans` are takes that no lesson asks for, then files in a wrong place."""

    rows: tuple[CoverageRow, ...]
    orphans: tuple[Path, ...]
    stale: tuple[Path, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "rows": [asdict(row) for row in self.rows],
            "orphans": [file.as_posix() for file in self.orphans],
            "stale": [file.as_posix() for file in self.stale],
        }

    def as_text(self) -> str:
        """A table in French, with the files to look at under it."""
        table = [list(_COLUMNS.values())]
        table += [[str(value) for value in asdict(row).values()] for row in self.rows]
        widths = [max(len(line[column]) for line in table) for column in range(len(_COLUMNS))]
        lines = [
            "  ".join(
                cell.ljust(width) if column < 2 else cell.rjust(width)
                for column, (cell, width) in enumerate(zip(line, widths, strict=True))
            ).rstrip()
            for line in table
        ]
        for title, files in (("Périmés", self.stale), ("Orphelins", self.orphans)):
            if files:
                lines += ["", f"{title} :", *(f"  {file}" for file in files)]
        return "\n".join(lines)


def status(utterances: Sequence[Utterance], settings: NarrationSettings) -> Coverage:
    """Reads, and writes nothing: neither clips nor notes."""
    cache = ClipCache(settings.cache, read_only=True)
    chain = Chain(settings, cache)
    rows: dict[tuple[str, Language], CoverageRow] = {}
    stale: list[Path] = []
    for utterance in utterances:
        row = rows.setdefault(
            (utterance.source, utterance.language),
            CoverageRow(utterance.source, utterance.language),
        )
        row.total += 1
        row.reviewed += utterance.review.state == "reviewed"
        state, made, stale_take = _state(utterance, chain, cache)
        setattr(row, state, getattr(row, state) + 1)
        row.to_make += state != "missing" and not made
        if stale_take:
            row.stale += 1
            stale.append(stale_take)
    lost = orphans(chain.takes, {take_key(utterance) for utterance in utterances})
    for language, source, _ in lost:
        rows.setdefault((source, language), CoverageRow(source, language)).orphan += 1
    files = (
        *(chain.takes[key].file for key in lost),
        *strays(settings.recordings, chain.takes),
    )
    return Coverage(tuple(rows.values()), files, tuple(stale))


def _state(
    utterance: Utterance, chain: Chain, cache: ClipCache
) -> tuple[ClipState, bool, Path | None]:
    """Who speaks, whether the clip is there, and the take left aside because it is stale.

    A take that was kept and can be read here speaks in the next build. A voice later in the chain
    speaks when the first ones failed and its clip is there.
    """
    take, take_state = chain.take(utterance)
    stale = take.file if take and take_state == "stale" else None
    usable = take if take_state in ("fresh", "new") else None
    first: ClipState = "missing"
    for candidate in chain.candidates(utterance, usable):
        entry = cache.get(candidate.fingerprint)
        if entry is not None and not entry.refusal:
            return origin_of(candidate.voice), True, stale
        if entry is None and _speaks_next(candidate.voice):
            return origin_of(candidate.voice), False, stale
        if entry is None and first == "missing":
            first = origin_of(candidate.voice)
    return first, False, stale


def _speaks_next(voice: Voice) -> bool:
    try:
        if isinstance(voice, RecordedVoice):
            voice.check_reading("")
            return True
    except VoiceUnavailable:
        pass
    return False
