"""Which takes a narrator's voice is made of: hers, with the words that each says."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from builder.narration.consent import ConsentFile, LentVoice
from builder.narration.fingerprint import normal_form
from builder.narration.lending import belongs_to
from builder.narration.limits import read_small_file
from builder.narration.takes import READ_FOR_THE_VOICE, TakeKey, find_takes, read_note

SECONDS_PER_LETTER = 0.075
MOST_MINUTES = 60.0
"""More than an hour adds nothing that instruments can hear, and takes memory."""


@dataclass(frozen=True)
class Source:
    """A take to learn from, and the words it says in normal form."""

    file: Path
    sha256: str
    text: str

    @property
    def seconds(self) -> float:
        """About how long it is, by its letters."""
        return sum(map(str.isalnum, self.text)) * SECONDS_PER_LETTER


@dataclass(frozen=True)
class Sources:
    """In an order that does not depend on names; `left_out` counts those past an hour."""

    takes: tuple[Source, ...]
    left_out: int = 0


def find_sources(
    recordings: Path,
    language: str,
    consents: ConsentFile,
    person: LentVoice,
    spoken: Callable[[TakeKey], str],
    digest: Callable[[Path], str],
) -> Sources:
    """Every take of `person` (`lending.belongs_to`).

    A take whose words have changed in the lesson still says its own. `spoken` gives the
    words of today, "" for none, of takes that no note says anything of yet.
    """
    found = []
    for key, take in find_takes(recordings).items():
        if key[0] != language:
            continue
        try:
            note, sha256 = read_note(take), digest(take.file)
        except (ValueError, OSError):
            continue
        if not belongs_to(person, note.voice if note else "", language, consents):
            continue
        own = note.of(sha256) if note else None
        text = own.text if own else normal_form(spoken(key) or _written_beside(take.file))
        if text:
            found.append(Source(take.file, sha256, text))
    return _an_hour(found)


def _written_beside(file: Path) -> str:
    """The words of a take that no lesson has: `p-1.txt` beside `p-1.wav`; "" without."""
    if file.parent.name != READ_FOR_THE_VOICE:
        return ""
    try:
        return read_small_file(file.with_suffix(".txt")).decode("utf-8-sig")
    except (OSError, ValueError):
        return ""


def _an_hour(found: Iterable[Source]) -> Sources:
    """As many as make an hour or so, taken evenly: by a hash, which knows no lesson."""
    taken: list[Source] = []
    ordered = sorted(found, key=lambda one: (_order(one), one.sha256, str(one.file)))
    left_s = MOST_MINUTES * 60
    for source in ordered:
        left_s -= source.seconds
        if left_s < 0:
            break
        taken.append(source)
    return Sources(tuple(taken), len(ordered) - len(taken))


def _order(source: Source) -> str:
    return hashlib.sha256(source.text.encode()).hexdigest()
