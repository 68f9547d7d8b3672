"""What a person says of the differences: for all, or by their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.errors import BuilderError
from builder.exchange.differences import Difference, Side

_CHOICE = re.compile(r"(theirs|mine)(?::([0-9]+(?:-[0-9]+)?(?:,[0-9]+(?:-[0-9]+)?)*))?")


def chosen_sides(
    conflicts: Sequence[Difference], typed: Sequence[str]
) -> dict[tuple[str, str], Side]:
    """The side of each conflict of which something was typed; a number wins over all.

    Raises BuilderError.
    """
    chosen: dict[tuple[str, str], Side] = {}
    for numbered in (False, True):
        for one in typed:
            found = _CHOICE.fullmatch(one)
            if not found:
                raise BuilderError(
                    f"--take : « {one[:40]} » ne va pas. Écris theirs, mine, ou theirs:1,3-5."
                )
            side: Side = "theirs" if found[1] == "theirs" else "mine"
            if numbered == bool(found[2]):
                numbers = _numbers(found[2], len(conflicts))
                chosen |= {conflicts[number - 1].key: side for number in numbers}
    return chosen


def _numbers(listed: str | None, total: int) -> Iterator[int]:
    if listed is None:
        yield from range(1, total + 1)
        return
    for part in listed.split(","):
        first, _, last = part.partition("-")
        begin, end = int(first), int(last or first)
        if not 1 <= begin <= end <= total:
            raise BuilderError(f"--take : il n'y a pas de numéro {part}, mais {total} en tout.")
        yield from range(begin, end + 1)
