"""What came of a narration: every utterance with its clip."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.errors import Problem
from builder.lesson.utterance import Language
from builder.narration.clip import ClipOrigin, Narrated

ORIGIN_WORDS: Mapping[ClipOrigin, str] = {
    "recorded": "enregistrées",
    "takes": "dites par une voix faite d'enregistrements",
    "model": "dites par le modèle",
    "machine": "dites par la voix de la machine",
    "online": "dites en ligne",
}


ClipKey = tuple[str, str, Language]
"""Source, utterance id, language."""


@dataclass(frozen=True)
class Narration:
    """Every utterance with its clip. `made` counts the clips synthesised in this run; `adopted`
    are the recordings seen for the first time."""

    clips: Mapping[ClipKey, Narrated]
    problems: tuple[Problem, ...] = ()
    made: int = 0
    adopted: tuple[Path, ...] = ()

    def count(self, origin: ClipOrigin) -> int:
        return sum(1 for one in self.clips.values() if one.clip and one.clip.origin == origin)

    @property
    def durations_ms(self) -> dict[ClipKey, int]:
        """Of each line that has a clip."""
        return {key: one.clip.duration_ms for key, one in self.clips.items() if one.clip}

    @property
    def missing(self) -> int:
        return sum(1 for one in self.clips.values() if one.clip is None)

    @property
    def stale(self) -> int:
        return sum(1 for one in self.clips.values() if one.stale_recording)

    def summary(self) -> str:
        """One French line: who speaks, what is missing, what is new."""
        return summary(
            len(self.clips), {origin: self.count(origin) for origin in ORIGIN_WORDS},
            self.stale, self.missing, self.made, len(self.adopted),
        )  # fmt: skip


def summary(
    total: int, spoken: Mapping[ClipOrigin, int], stale: int, missing: int, made: int, adopted: int
) -> str:
    """One French line of a narration's counts; `spoken` is by who speaks."""
    parts = [f"{total} phrases"]
    for origin, what in ORIGIN_WORDS.items():
        if (count := spoken[origin]) or origin in ("recorded", "machine"):
            parts.append(f"{count} {what}")
    parts += [f"{stale} enregistrement(s) périmé(s)", f"{missing} sans voix"]
    parts += [f"{made} nouvelle(s)"] if made else []
    parts += [f"{adopted} enregistrement(s) adopté(s)"] if adopted else []
    return ", ".join(parts) + "."
