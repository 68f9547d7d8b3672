"""What a learner perceives of a page: sounds, buzzes, and where drawings are; never its text."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page

from builder.lesson.utterance import Utterance

_SCRIPT = (Path(__file__).parent / "senses.js").read_text("utf-8")

# Longer than a sound effect, shorter than the pause before a story goes on by itself.
SILENCE_MS = 1000
# Longer than that pause: nothing more will come without being asked for.
LONG_SILENCE_MS = 4000
# Higher than any note of "try again", lower than any of "right".
MIDDLE_HZ = 400
ARRIVAL_S = 10


@dataclass(frozen=True)
class Sound:
    """A clip, by the utterance it says; `together` counts others that were still playing."""

    said: Utterance
    at_ms: float
    cut: bool
    together: int
    rate: float

    @property
    def name(self) -> str:
        return f"{self.said.source}/{self.said.id}"


@dataclass(frozen=True)
class Heard:
    """What came to the ear and the hand between two acts."""

    sounds: tuple[Sound, ...] = ()
    high_tones: int = 0
    low_tones: int = 0
    buzzes: tuple[tuple[int, ...], ...] = ()
    focus: int | None = None
    """Where the focus is in the end: the same number, the same place."""

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(sound.said.spoken for sound in self.sounds)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sound.name for sound in self.sounds)

    def __add__(self, more: Heard) -> Heard:
        return Heard(
            self.sounds + more.sounds,
            self.high_tones + more.high_tones,
            self.low_tones + more.low_tones,
            self.buzzes + more.buzzes,
            more.focus,
        )


@dataclass(frozen=True)
class Box:
    """Where something drawn is, in CSS pixels; x and y are its middle.

    `look` tells one drawing of a page from another.
    """

    look: int
    x: float
    y: float
    width: float
    height: float


class Senses:
    """Ears and eyes on one page; the page's time passes only while they listen."""

    def __init__(
        self, page: Page, meanings: Mapping[str, Utterance], durations_ms: Mapping[str, int]
    ) -> None:
        self.page = page
        self._meanings = meanings
        page.add_init_script(_SCRIPT.replace("= DURATIONS", f"= {json.dumps(dict(durations_ms))}"))
        self.log: list[Sound] = []

    def listen(self, quiet_ms: int = SILENCE_MS) -> Heard:
        """Everything until it has been quiet for so long, on the next page too if one opens."""
        told = self._listen(quiet_ms)
        heard = self._understand(told)
        while told["leaving"]:
            self._arrive()
            told = self._listen(quiet_ms)
            heard += self._understand(told)
        self.log.extend(heard.sounds)
        return heard

    def see(self) -> list[Box]:
        """What is drawn on the screen and can be touched, in reading order."""
        return [Box(**box) for box in self.page.evaluate("senses.drawn()")]

    def _arrive(self) -> None:
        """Waits for the page on its way; a predicate would need eval, which pages forbid."""
        until = time.monotonic() + ARRIVAL_S
        while time.monotonic() < until:
            with suppress(Error):
                if self.page.evaluate("() => Boolean(window.senses && !senses.leaving())"):
                    self.page.wait_for_load_state("load")
                    return
        raise AssertionError(f"no page came after {self.page.url}")

    def _listen(self, quiet_ms: int) -> dict[str, Any]:
        try:
            told: dict[str, Any] = self.page.evaluate(
                "async (ms) => window.senses ? senses.listen(ms) : { heard: [], leaving: true }",
                quiet_ms,
            )
        except Error as error:
            # The page went away in the middle of the question.
            if "navigat" not in str(error) and "destroyed" not in str(error):
                raise
            return {"heard": [], "leaving": True}
        return told

    def _understand(self, told: Mapping[str, Any]) -> Heard:
        events: list[dict[str, Any]] = told["heard"]
        tones = [event["tone_hz"] for event in events if "tone_hz" in event]
        return Heard(
            tuple(self._sound(event) for event in events if "clip" in event),
            sum(hz > MIDDLE_HZ for hz in tones),
            sum(hz < MIDDLE_HZ for hz in tones),
            tuple(tuple(event["buzz"]) for event in events if "buzz" in event),
            told.get("focus"),
        )

    def _sound(self, event: Mapping[str, Any]) -> Sound:
        return Sound(
            self._meanings[event["clip"]],
            event["at_ms"],
            event.get("cut", False),
            event["together"],
            event["rate"],
        )
