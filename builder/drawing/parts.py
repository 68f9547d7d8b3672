"""The parts at hand: people, heads, feelings, hands, things and places, found by listing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from builder.drawing.shapes import Point

FOLDER = Path(__file__).parent / "parts"
_ROOT = re.compile(r"<svg\b([^>]*)>(.*)</svg>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_TITLE = re.compile(r"\s*<title>(.*?)</title>", re.DOTALL)


@dataclass(frozen=True)
class Thing:
    """One drawing of `things/` or `places/`; `height` in its own units, `usual` in a picture's."""

    name: str
    fr: str
    drawn: str
    width: float
    height: float
    usual: float
    grip: Point

    @property
    def middle(self) -> Point:
        """The middle of the drawing, in its own units."""
        return Point(self.width / 2, self.height / 2)


@dataclass(frozen=True)
class Look:
    """What makes a person this person, in every picture."""

    fr: str
    head: str
    colour: str
    skin: str = "#6f4529"
    hair: str = "#1d1410"
    scarf: str = ""
    print: tuple[int, str] | None = None
    sleeves: str = "elbow"
    legs: str = "skirt"
    below: str = ""
    over: str = ""
    glasses: bool = False
    size: float = 1.0
    head_size: float = 1.0


@dataclass(frozen=True)
class Head:
    """Hair or headscarf around the face: what is behind it, what is before it."""

    back: str
    front: str
    covers_ears: bool


@dataclass(frozen=True)
class Feeling:
    """`eyes` are drawn where they look; `hidden` is what stays of them behind dark glasses."""

    fr: str
    face: str
    eyes: str
    hidden: str
    tilt: float


@dataclass(frozen=True)
class Hand:
    """A hand at the origin; one that `follows` points where the forearm does."""

    fr: str
    drawn: str
    follows: bool


@dataclass(frozen=True)
class Gesture:
    """Where a right hand goes, what it does there, what it usually holds; its elbow, if told."""

    fr: str
    at: Point
    hand: str
    holds: str
    elbow: Point | None = None


@dataclass(frozen=True)
class Parts:
    """Everything that a composition can name."""

    people: dict[str, Look]
    heads: dict[str, Head]
    feelings: dict[str, Feeling]
    hands: dict[str, Hand]
    gestures: dict[str, Gesture]
    clothes: dict[str, str]
    things: dict[str, Thing]
    places: dict[str, Thing]


@lru_cache(maxsize=1)
def parts() -> Parts:
    """The parts of this installation; read once."""
    people = _yaml("people.yaml")
    prints = {name: (size, drawn) for name, (size, drawn) in people["prints"].items()}
    faces = _yaml("faces.yaml")
    bodies = _yaml("bodies.yaml")
    return Parts(
        people={name: _look(one, prints) for name, one in people["people"].items()},
        heads={
            name: Head(one.get("back", ""), one.get("front", ""), bool(one.get("covers_ears")))
            for name, one in people["heads"].items()
        },
        feelings={
            name: Feeling(
                one["fr"],
                faces["brows"][one["brows"]] + one["mouth"] + one.get("nose", faces["nose"]),
                faces["eyes"][one["eyes"]] + one.get("more", ""),
                one.get("more", ""),
                one.get("tilt", 0.0),
            )
            for name, one in faces["feelings"].items()
        },
        hands={
            name: Hand(one["fr"], one["drawn"], one.get("follows", True))
            for name, one in bodies["hands"].items()
        },
        gestures={
            name: Gesture(
                one["fr"], Point(*one["at"]), one.get("hand", "fist"), one.get("holds", ""),
                Point(*one["elbow"]) if "elbow" in one else None,
            )
            for name, one in bodies["gestures"].items()
        },
        clothes=bodies["clothes"],
        things=_drawings("things"),
        places=_drawings("places"),
    )  # fmt: skip


def _look(one: dict[str, Any], prints: dict[str, tuple[int, str]]) -> Look:
    name, ink = (one.get("print") or "plain white").split()
    size, drawn = prints[name]
    cloth = (size, drawn.replace("@print", ink)) if drawn else None
    return Look(**{**one, "print": cloth})


def _yaml(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text("utf-8"))


def _drawings(folder: str) -> dict[str, Thing]:
    return {file.stem: _drawing(file) for file in sorted((FOLDER / folder).glob("*.svg"))}


def _drawing(file: Path) -> Thing:
    found = _ROOT.search(file.read_text("utf-8"))
    if found is None:
        raise ValueError(file)
    attributes = dict(_ATTRIBUTE.findall(found[1]))
    left, top, width, height = map(float, attributes["viewBox"].split())
    if left or top:
        raise ValueError(f"{file}: viewBox")
    title = _TITLE.match(found[2])
    x, y = map(float, attributes.get("data-grip", f"{width / 2} {height * 0.7}").split())
    drawn = re.sub(r"\s*\n\s*", "", _TITLE.sub("", found[2]))
    return Thing(
        file.stem, title[1] if title else file.stem, drawn, width, height,
        float(attributes.get("data-size", height)), Point(x, y),
    )  # fmt: skip
