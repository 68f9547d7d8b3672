"""What every test of the narration has at hand."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

from builder.narration.narrator import NarrationSettings
from tests.narration.tone_voice import ToneVoice


@pytest.fixture
def threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as pool:
        yield pool


@pytest.fixture
def settings(tmp_path: Path) -> NarrationSettings:
    voice = ToneVoice()
    return NarrationSettings(
        tmp_path / "é cache", {"bm": [voice], "fr": [voice]}, recordings=tmp_path / "audio"
    )
