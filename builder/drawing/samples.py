"""One small picture of every part, for authors who choose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from builder.drawing.compose import compose
from builder.drawing.parts import parts
from builder.drawing.spec import GROUNDS, Composition

Sample = tuple[str, str, str]
"""The name to type, what it is in French, and the drawing as SVG."""


def samples() -> Mapping[str, list[Sample]]:
    """Every part by what it is, in French; each list in order of name."""
    return {
        "Personnes (person)": list(_people()),
        "Sentiments (feeling)": list(_feelings()),
        "Gestes (left, right)": list(_gestures()),
        "Mains (left_hand, right_hand)": list(_hands()),
        "Choses (thing, left_holds, right_holds)": list(_things()),
        "Lieux (place)": list(_places()),
        "Fonds (ground)": [(name, "", _drawn("star", ground=name)) for name in GROUNDS],
    }


def _people() -> Iterator[Sample]:
    for name, look in sorted(parts().people.items()):
        yield name, look.fr, _drawn(person=name, at=(100, 118), size=1.5 / look.size)


def _feelings() -> Iterator[Sample]:
    for name, feeling in sorted(parts().feelings.items()):
        yield name, feeling.fr, _drawn(
            person="awa", at=(100, 168), size=2.5, posture="portrait", feeling=name
        )  # fmt: skip


def _gestures() -> Iterator[Sample]:
    for name, gesture in sorted(parts().gestures.items()):
        yield name, gesture.fr, _drawn(person="kadi", at=(86, 112), size=1.2, right=name)


def _hands() -> Iterator[Sample]:
    for name, hand in sorted(parts().hands.items()):
        yield name, hand.fr, _drawn(
            person="kadi", at=(70, 112), size=1.4, right="wave", right_hand=name
        )  # fmt: skip


def _things() -> Iterator[Sample]:
    for name, thing in sorted(parts().things.items()):
        high = min(180.0, 180 * thing.height / thing.width)
        yield name, thing.fr, _drawn(name, at=(100, 100), size=high)


def _places() -> Iterator[Sample]:
    for name, place in sorted(parts().places.items()):
        yield name, place.fr, _drawn("shadow", at=(500, 0), place=name)


def _drawn(
    thing: str | None = None, *, at: tuple[float, float] = (100, 100), place: str | None = None,
    ground: str | None = None, **piece: object,
) -> str:  # fmt: skip
    whole = Composition.model_validate(
        {
            "fr": "-", "size": "scene" if place else "card", "place": place, "ground": ground,
            "parts": [{"thing": thing, "at": [*at], **piece}],
        }
    )  # fmt: skip
    return compose(whole)
