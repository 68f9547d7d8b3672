"""Lines to narrate, and what came of them."""

from __future__ import annotations

from pathlib import Path

import soundfile

from builder.lesson.utterance import Utterance
from builder.narration.loudness import Samples
from builder.narration.narrator import Narration, NarrationSettings
from tests.narration.tone_voice import RATE_HZ, line

LINES = [line("a", "aw ni ce"), line("b", "kalan kan ye"), line("c", "bonjour à tous", "fr")]


def record(
    settings: NarrationSettings, utterance: Utterance, samples: Samples, suffix: str = ".wav"
) -> Path:
    assert settings.recordings
    file = settings.recordings / utterance.language / utterance.source / f"{utterance.id}{suffix}"
    file.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(file, samples, RATE_HZ)
    return file


def slugs(narration: Narration) -> list[str]:
    return sorted(problem.slug for problem in narration.problems)


def origin(narration: Narration, utterance: Utterance) -> str | None:
    clip = narration.clips[utterance.source, utterance.id, utterance.language].clip
    return clip.origin if clip else None


def clip_path(narration: Narration, utterance: Utterance) -> Path:
    clip = narration.clips[utterance.source, utterance.id, utterance.language].clip
    assert clip
    return clip.path
