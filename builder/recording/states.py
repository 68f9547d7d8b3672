"""Whether a line is recorded, as the next build will find it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from builder.narration.cache import ClipCache
from builder.narration.chain import Chain
from builder.narration.voices.recording import RecordedVoice
from builder.project import Project
from builder.recording.script import Line, Script

LineState = Literal["recorded", "stale", "unusable", "missing"]
"""`unusable`: there is a take that the build leaves aside."""

STATE_WORDS: Mapping[LineState, str] = {
    "recorded": "enregistrée",
    "stale": "périmée : le texte a changé",
    "unusable": "à refaire : la prise est mauvaise",
    "missing": "à enregistrer",
}


def open_chain(project: Project, script: Script) -> Chain:
    """The voices of the course and the takes that are there now; nothing is written with it."""
    settings = project.settings(script.course)
    return Chain(settings, ClipCache(settings.cache, read_only=True))


def state_of_line(line: Line, chain: Chain) -> LineState:
    take, found = chain.take(line.utterance)
    if take is None:
        return "missing"
    if found == "stale":
        return "stale"
    if found not in ("fresh", "new"):
        return "unusable"
    for candidate in chain.candidates(line.utterance, take):
        if isinstance(candidate.voice, RecordedVoice):
            entry = chain.cache.get(candidate.fingerprint)
            return "unusable" if entry and entry.refusal else "recorded"
    return "recorded"
