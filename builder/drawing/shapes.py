"""Little words of SVG: numbers as short as they can be, a group, a line."""

from __future__ import annotations

from typing import NamedTuple

INK = "#211"


class Point(NamedTuple):
    """A place in a picture or in a figure; y grows downwards."""

    x: float
    y: float


ORIGIN = Point(0, 0)


def number(value: float) -> str:
    """The number with one decimal at most."""
    return f"{round(value, 1) or 0:g}"


def path(*points: Point) -> str:
    """A broken line through the points, as the `d` of a path."""
    moves = (f"{number(point.x)} {number(point.y)}" for point in points)
    return "M" + "L".join(moves)


def placed(
    content: str, at: Point, scale: float, line: float, *, middle: Point = ORIGIN,
    turn: float = 0.0, flip: bool = False,
) -> str:  # fmt: skip
    """`content` with its `middle` at `at`; its outline is `line` wide in the whole picture."""
    factor = float(f"{scale:.3g}")
    if not turn and not flip:
        at, middle = Point(at.x - factor * middle.x, at.y - factor * middle.y), ORIGIN
    where = f"translate({round(at.x)} {round(at.y)})"
    if turn:
        where += f"rotate({number(turn)})"
    where += f"scale(-{factor:g} {factor:g})" if flip else f"scale({factor:g})"
    if middle != ORIGIN:
        where += f"translate({number(-middle.x)} {number(-middle.y)})"
    return f'<g transform="{where}" stroke-width="{number(line / scale)}">{content}</g>'
