"""Little words of SVG: numbers as short as they can be, a group, a line."""

from __future__ import annotations

from typing import NamedTuple

INK = "#1d1410"


class Point(NamedTuple):
    """A place in a picture or in a figure; y grows downwards."""

    x: float
    y: float


def number(value: float) -> str:
    """The number with one decimal at most."""
    return (
        f"{round(value, 1):g}".replace("-0", "0") if abs(value) < 0.05 else f"{round(value, 1):g}"
    )


def path(*points: Point) -> str:
    """A broken line through the points, as the `d` of a path."""
    moves = (f"{number(point.x)} {number(point.y)}" for point in points)
    return "M" + "L".join(moves)


def placed(content: str, at: Point, scale: float, line: float, *, turn: float = 0.0,
           flip: bool = False) -> str:  # fmt: skip
    """`content` drawn around `at`; its outline keeps the width `line` of the whole picture."""
    where = f"translate({number(at.x)} {number(at.y)})"
    if turn:
        where += f"rotate({number(turn)})"
    factor = f"{scale:.3g}"
    where += f"scale(-{factor} {factor})" if flip else f"scale({factor})"
    return f'<g transform="{where}" stroke-width="{number(line / scale)}">{content}</g>'
