"""Three ways to act on a page: Tab and Enter, a phone's number keys and arrows, touch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from tests.learner.senses import Box, Heard, Senses

MOST_THINGS = 60
# Help is open, told to be so, closed, named.
MOST_PRESSES = 4
# In CSS pixels, on a phone.
TOP_BAR = 76
BOTTOM_BAR = 80


class Hands(Protocol):
    """Finds the things of a screen one after the other; each says its name."""

    def begin(self) -> Heard:
        """Acts on what a silent page invites to."""

    def things(self) -> Iterator[Heard]:
        """The names of the things that can be acted on, each once."""

    def act(self) -> Heard:
        """Acts on the thing that was named last."""

    def go_on(self) -> Heard:
        """The "next" control, wherever the hand is now."""


class TabKeys:
    """Tab from thing to thing, Enter acts."""

    def __init__(self, senses: Senses) -> None:
        self._senses = senses

    def begin(self) -> Heard:
        return _find(self, "interface/start")

    def things(self) -> Iterator[Heard]:
        yield from _once_round(self._tab)

    def _tab(self) -> Heard:
        self._senses.page.keyboard.press("Tab")
        return self._senses.listen()

    def act(self) -> Heard:
        self._senses.page.keyboard.press("Enter")
        return self._senses.listen()

    def go_on(self) -> Heard:
        return _find(self, "interface/next")


class NumberKeys:
    """1–8 choose, 9 goes on, arrows reach what has no number; the same key again acts."""

    def __init__(self, senses: Senses) -> None:
        self._senses = senses
        self._key = ""

    def begin(self) -> Heard:
        # Any key names the start, the same one again begins.
        self._key = "1"
        named = self._press()
        assert named.names == ("interface/start",), named.names
        return self.act()

    def things(self) -> Iterator[Heard]:
        # Away from the last one: pressed again, its key would act.
        self._go_to_help()
        for number in range(1, 9):
            self._key = str(number)
            heard = self._press()
            if not heard.names:
                break
            yield heard
        for heard in _once_round(self._down):
            self._key = "Enter"
            yield heard

    def _go_to_help(self) -> None:
        """To the control of help; where the hand was already there, the card it opened closes."""
        self._key = "8"
        for _ in range(MOST_PRESSES):
            if self._press().names == ("interface/help",):
                return
        raise AssertionError("the control of help never says its name")

    def act(self) -> Heard:
        return self._press()

    def go_on(self) -> Heard:
        self._key = "9"
        first = self._press()
        # Where the hand was already there, this one has acted.
        return self._press() if first.names == ("interface/next",) else first

    def _down(self) -> Heard:
        self._key = "ArrowDown"
        return self._press()

    def _press(self) -> Heard:
        self._senses.page.keyboard.press(self._key)
        return self._senses.listen()


class Touch:
    """The first touch speaks, the second acts; "next" is always at the same place."""

    def __init__(self, senses: Senses) -> None:
        self._senses = senses
        self._at = (0.0, 0.0)
        self._last: int | None = None

    def begin(self) -> Heard:
        biggest = max(self._senses.see(), key=lambda box: box.width * box.height)
        self._at = (biggest.x, biggest.y)
        return self.act()

    def things(self) -> Iterator[Heard]:
        touched: set[int] = set()
        while True:
            fresh = [box for box in self._middle() if box.look not in touched]
            if not fresh:
                return
            # The last one touched comes last: touched again, it would act.
            box = min(fresh, key=lambda box: box.look == self._last)
            touched.add(box.look)
            self._last, self._at = box.look, (box.x, box.y)
            yield self.act()

    def act(self) -> Heard:
        self._senses.page.touchscreen.tap(*self._at)
        return self._senses.listen()

    def go_on(self) -> Heard:
        size = self._senses.page.viewport_size
        assert size
        self._at = (size["width"] * 5 / 6, size["height"] - BOTTOM_BAR / 2)
        first = self.act()
        # Where the last touch was already there, this one has acted.
        return self.act() if first.names == ("interface/next",) else first

    def _middle(self) -> list[Box]:
        """What is between the bars; the door in the upper one leaves at the first touch."""
        size = self._senses.page.viewport_size
        assert size
        bottom = size["height"] - BOTTOM_BAR
        return [box for box in self._senses.see() if TOP_BAR < box.y < bottom]


def _once_round(move: Callable[[], Heard]) -> Iterator[Heard]:
    """Until the focus is back where it began."""
    first = None
    for _ in range(MOST_THINGS):
        heard = move()
        if heard.focus == first:
            return
        first = heard.focus if first is None else first
        yield heard


def _find(hands: Hands, name: str) -> Heard:
    """Acts on the first thing that says `name`."""
    for heard in hands.things():
        if heard.names == (name,):
            return hands.act()
    raise AssertionError(f"never reached {name}")
