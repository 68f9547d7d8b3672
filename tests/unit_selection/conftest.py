"""A centre whose narrator has read sixteen sentences, learnt from once for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.narration.engines.unit_selection import gate
from tests.unit_selection.narrator import READ, Centre


@pytest.fixture(scope="session")
def small_gate() -> Iterator[None]:
    """Bars for a minute of speech instead of ten."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (
            ("FEWEST_TAKES", 8), ("LEAST_MINUTES", 0.3), ("LEAST_COVERED", 0.3), ("HELD_OUT", 4),
            ("LEAST_GAIN_DB", 1.0),
        ):  # fmt: skip
            patch.setattr(gate, name, value)
        yield


@pytest.fixture(scope="session")
def learnt_centre(small_gate: None, tmp_path_factory: pytest.TempPathFactory) -> Centre:
    centre = Centre(tmp_path_factory.mktemp("centre"))
    for number, text in enumerate(READ):
        centre.read(text, f"s-{number}")
    centre.consent()
    assert centre.school().learn(centre.sources()).may_speak
    return centre


@pytest.fixture
def centre(learnt_centre: Centre, tmp_path: Path) -> Centre:
    """A copy of it to spoil."""
    return learnt_centre.copy(tmp_path / "centre")
