"""In which order choices are laid out: by lesson and step, so that no place is the right one."""

from __future__ import annotations

import hashlib
from abc import abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from pydantic import Field, PrivateAttr

from builder.lesson.activity import Activity

Order = tuple[int, ...]
"""Numbers of pieces as they were written, from 1, in the order in which they are shown."""


@dataclass(frozen=True)
class Choices:
    """A list of a step from which something is chosen; `key` tells it from the step's others.

    `right` says of each piece, as written, whether choosing it is right; all alike where there is
    nothing to hide. `is_order`: the written order itself is looked for; these are right at first.
    """

    key: str
    right: tuple[bool, ...]
    is_order: bool = False


class Shuffled(Activity):
    """Une étape où l'on choisit : la place ne dit pas ce qui est juste."""

    _orders: Mapping[str, Order] = PrivateAttr(default={})

    @abstractmethod
    def choices(self) -> Iterator[Choices]:
        """Each list that is shuffled."""

    def order(self, key: str) -> Order:
        """How the list `key` is shown. Raises KeyError for a list that `choices` doesn't name."""
        return self._orders[key] if self._orders else _lay_out("", [self])[self.id][key]

    def context(self) -> Mapping[str, Any]:
        return {"order": self.order}


class Pinnable(Shuffled):
    """Une étape où l'on choisit, et dont l'ordre peut être gardé."""

    shuffle: bool = Field(
        default=True,
        description="false : garde l'ordre écrit, quand il compte (des nombres, des heures).",
    )


def shuffle_steps(lesson: str, steps: Iterable[Activity]) -> None:
    """Lays out every list of a lesson: the same on each build, and over the lesson no place is
    right more often than another by more than need be."""
    shuffled = [step for step in steps if isinstance(step, Shuffled)]
    orders = _lay_out(lesson, shuffled)
    for step in shuffled:
        step._orders = orders.get(step.id, {})


def _lay_out(lesson: str, steps: Iterable[Shuffled]) -> dict[str, dict[str, Order]]:
    seen: Counter[int] = Counter()
    orders: dict[str, dict[str, Order]] = {}
    for step in steps:
        laid = orders.setdefault(step.id, {})
        for choices in step.choices():
            written = tuple(range(1, len(choices.right) + 1))
            if isinstance(step, Pinnable) and not step.shuffle:
                laid[choices.key] = written
            else:
                laid[choices.key] = _best(choices, written, f"{lesson}/{step.id}", seen)
            if not choices.is_order and any(choices.right) and not all(choices.right):
                seen.update(_right_places(choices.right, laid[choices.key]))
    return orders


def _best(choices: Choices, written: Order, seed: str, seen: Counter[int]) -> Order:
    """The arrangement whose right places were right least often so far; chance decides equals."""

    def chance(order: Order) -> bytes:
        return hashlib.sha256(f"{seed}/{choices.key}/{order}".encode()).digest()

    every = list(permutations(written))
    if choices.is_order:
        # Neither the answer, nor the answer backwards, nor what begins like it.
        late = [order for order in every if not choices.right[order[0] - 1]]
        hiding = [order for order in late if order != written[::-1]]
        return min(hiding or every[-1:], key=chance)
    right = choices.right
    if all(right) or not any(right):
        return min(every, key=chance)

    def how_often(order: Order) -> float:
        places = _right_places(right, order)
        return sum(seen[place] for place in places) / len(places)

    return min(every, key=lambda order: (how_often(order), chance(order)))


def _right_places(right: tuple[bool, ...], order: Order) -> list[int]:
    return [place for place, number in enumerate(order, 1) if right[number - 1]]
