"""One person: head with a feeling, clothes, two arms that reach what they hold."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from builder.drawing.parts import Gesture, Look, Parts, Thing
from builder.drawing.shapes import INK, Point, number, path, placed

SHOULDER = Point(23, 13)
UPPER_ARM, FOREARM = 30.0, 30.0
SLEEVE_WIDTH, ARM_WIDTH = 15.0, 10.0
CUFF = 0.62
"""Where a short sleeve ends on the upper arm, and a long one on the forearm."""
ACROSS = 8.0
"""A hand nearer than this to the middle of the body may cross the other arm."""
Line = tuple[Point, ...]
HEAD = Point(0, -32)
FACE_LINE = 2.6
# The face is drawn once, in `feelings.yaml`; the eyes alone move, by this much.
GAZE = {"ahead": Point(0, 0), "left": Point(-2, 0), "right": Point(2, 0), "down": Point(0, 2),
        "up": Point(0, -2)}  # fmt: skip
BODIES = {
    "bust": "M-11-5Q-26-2-30 15L-34 150H34L30 15Q26-2 11-5Q0 7-11-5Z",
    "stand": "M-11-5Q-26-2-29 14L-26 66H26L29 14Q26-2 11-5Q0 7-11-5Z",
}
BODIES["sit"] = BODIES["stand"]
BODIES["portrait"] = "M-11-5Q-26-2-30 36H30Q26-2 11-5Q0 7-11-5Z"
_EARS = '<path d="M-22-4a5 5 0 1 0 2 10M22-4a5 5 0 1 1-2 10" fill="@skin"/>'
_SHADE = '<path d="M17-11Q22 2 14 15" opacity=".16" stroke-width="7"/>'
_FEET = '<path d="M-22 143h17v8h-22q-2-6 5-8Zm44 0h-17v8h22q2-6-5-8Z" fill="{skin}"/>'
LEGS = {
    "skirt": _FEET + '<path d="M-26 62L-31 143Q0 150 31 143L26 62Z" fill="{cloth}"/>',
    "trousers": _FEET + '<path d="M-26 62L-25 145H-3L0 88 3 145H25L26 62Z" fill="{cloth}"/>',
    "robe": _FEET + '<path d="M-27 50L-36 140Q0 147 36 140L27 50Z" fill="{cloth}"/>',
}
SEATED = {
    "skirt": _FEET + '<path d="M-26 56Q-40 62-38 84L-30 142Q0 148 30 142L38 84Q40 62 26 56Z"'
    ' fill="{cloth}"/><path d="M-38 84Q-16 96 0 82 16 96 38 84" fill="none"/>',
    "trousers": _FEET + '<path d="M-26 56Q-42 62-38 86L-32 144H-10L-8 92H8L10 144H32L38 86Q42 62'
    ' 26 56Z" fill="{cloth}"/><path d="M-38 86Q-20 96-8 84M8 84Q20 96 38 86" fill="none"/>',
}
SEATED["robe"] = SEATED["skirt"]


class Arm(NamedTuple):
    """Lines of an arm, the outermost layer first; its hand, and where; how far to its own side."""

    lines: tuple[str, ...]
    hand: str
    reach: float
    at: Point
    holds: bool


class Figure:
    """A person at the origin, the neck's foot; about 210 high when standing."""

    def __init__(
        self, look: Look, parts: Parts, *, cloth: str, line: float, shaded: bool = True
    ) -> None:
        """`cloth` is the fill of the clothes; `line` the outline's width in figure units;
        `shaded`: light falls on the face from one side, as it does in a scene."""
        self.look, self.parts, self.cloth, self.line = look, parts, cloth, line
        self.shaded = shaded

    def body(self, posture: str) -> str:
        legs = ""
        if posture in ("stand", "sit"):
            forms = LEGS if posture == "stand" else SEATED
            fill = self.cloth if self.look.legs == "robe" else self.look.below or self.cloth
            legs = forms[self.look.legs].format(cloth=fill, skin=self.look.skin)
        torso = f'<path d="{BODIES[posture]}" fill="{self.cloth}"/>'
        neck = f'<path d="M-9-16V-3Q0 10 9-3V-16Z" fill="{self.look.skin}"/>'
        clothes = self.parts.clothes
        over = clothes.get(f"{self.look.over}-{posture}", clothes.get(self.look.over, ""))
        return f"{legs}{torso}{over}{neck}"

    def head(self, feeling: str, looks: str, tilt: float) -> str:
        head = self.parts.heads[self.look.head]
        drawn = (
            f'{"" if head.covers_ears else _EARS}<ellipse rx="22" ry="24" fill="@skin"/>'
            f"{_SHADE if self.shaded else ''}"
            f"{head.front}{self._features(feeling, looks)}"
        )
        if self.look.glasses:
            drawn += self.parts.clothes["glasses"]
        return self._on_neck(drawn, tilt)

    def face(self, feeling: str) -> str:
        """Brows, eyes and mouth alone, to lie on a head that was drawn without any."""
        return self._on_neck(self._features(feeling, "ahead"), 0)

    def _features(self, feeling: str, looks: str) -> str:
        face, gaze = self.parts.feelings[feeling], GAZE[looks]
        eyes = face.hidden if self.look.glasses else face.eyes
        moved = f' transform="translate({number(gaze.x)} {number(gaze.y)})"' if any(gaze) else ""
        return face.face + eyes.replace(' transform="@gaze"', moved)

    def _on_neck(self, drawn: str, tilt: float) -> str:
        look, drawn = self.look, self._coloured(drawn)
        turn = f"rotate({number(tilt)})" if tilt else ""
        where = f"translate({number(HEAD.x)} {number(HEAD.y)}){turn}"
        if look.head_size != 1:
            where += f"scale({look.head_size:g})"
        # On a small face a full outline would leave no room for eyes and mouth.
        thin = number(min(self.line / look.head_size, FACE_LINE))
        finer = f' stroke-width="{thin}"' if thin != number(self.line) else ""
        return f'<g transform="{where}"{finer}>{drawn}</g>'

    def behind(self) -> str:
        """What hangs behind the body: long hair, a veil."""
        back = self.parts.heads[self.look.head].back
        where = f"translate({number(HEAD.x)} {number(HEAD.y)})"
        return f'<g transform="{where}">{self._coloured(back)}</g>' if back else ""

    def arm(self, side: int, hand: Point, gesture: Gesture, held: str) -> Arm:
        """The arm of `side` (-1 left in the picture, 1 right), its hand at `hand`."""
        shoulder = Point(SHOULDER.x * side, SHOULDER.y)
        if gesture.elbow:
            elbow = Point(gesture.elbow.x * side, gesture.elbow.y)
        else:
            elbow, hand = _bent(shoulder, hand, side)
        elbow, hand = _whole(elbow), _whole(hand)
        sleeve, bare = self._dressed(shoulder, elbow, hand)
        inside = Point(shoulder.x - 5 * side, shoulder.y + 4)
        angle = math.degrees(math.atan2(hand.y - elbow.y, hand.x - elbow.x))
        # The sleeve begins inside the body, so that no outline parts it from the body.
        lines = (path(*bare), path(*bare), path(*sleeve), path(inside, *sleeve))
        drawn = held + self._hand(hand, angle, gesture.hand, side)
        return Arm(lines, drawn, hand.x * side, hand, bool(held))

    def arms(self, arms: Sequence[Arm]) -> str:
        """The arms as drawn; a hand that goes across the body lies over the other arm."""
        apart = all(arm.reach > ACROSS for arm in arms)
        together = [[*arms]] if apart else [[arm] for arm in sorted(arms, key=lambda a: -a.reach)]
        edge = 2 * self.line
        strokes = (
            ("", ARM_WIDTH + edge),
            (f' stroke="{self.look.skin}"', ARM_WIDTH),
            ("", SLEEVE_WIDTH + edge),
            (f' stroke="{self.cloth}"', SLEEVE_WIDTH),
        )
        drawn = ""
        for group in filter(None, together):
            for layer, (colour, width) in enumerate(strokes):
                lines = "".join(arm.lines[layer] for arm in group)
                drawn += f'<path d="{lines}"{colour} stroke-width="{round(width)}"/>'
            drawn += "".join(arm.hand for arm in group)
        return drawn

    def _dressed(self, shoulder: Point, elbow: Point, hand: Point) -> tuple[Line, Line]:
        """The part of the arm in the sleeve, and the bare one."""
        match self.look.sleeves:
            case "short":
                cuff = _between(shoulder, elbow, CUFF)
                return (shoulder, cuff), (cuff, elbow, hand)
            case "long":
                cuff = _between(elbow, hand, CUFF)
                return (shoulder, elbow, cuff), (cuff, hand)
        return (shoulder, elbow), (elbow, hand)

    def _hand(self, at: Point, angle: float, name: str, side: int) -> str:
        hand = self.parts.hands[name]
        turn = angle if hand.follows else 0.0
        mirror = "scale(1 -1)" if hand.follows and side > 0 else ""
        if not hand.follows and side < 0:
            mirror = "scale(-1 1)"
        where = f"translate({number(at.x)} {number(at.y)})"
        if turn:
            where += f"rotate({round(turn)})"
        return f'<g transform="{where}{mirror}">{self._coloured(hand.drawn)}</g>'

    def _coloured(self, drawn: str) -> str:
        look = self.look
        return (
            drawn.replace("@skin", look.skin)
            .replace("@hair", look.hair)
            .replace("@scarf", look.scarf or look.colour)
            .replace("@ink", INK)
        )


def held_thing(thing: Thing, hand: Point, size: float, turn: float, line: float) -> str:
    """`thing` with its grip in the hand; `size` is its height in figure units."""
    scale = size / thing.height
    angle = math.radians(turn)
    off = Point(thing.width / 2 - thing.grip.x, thing.height / 2 - thing.grip.y)
    centre = Point(
        hand.x + scale * (off.x * math.cos(angle) - off.y * math.sin(angle)),
        hand.y + scale * (off.x * math.sin(angle) + off.y * math.cos(angle)),
    )
    return placed(thing.drawn, centre, scale, line, middle=thing.middle, turn=turn)


def _whole(point: Point) -> Point:
    """The point in whole units: what nobody sees need not be sent."""
    return Point(round(point.x), round(point.y))


def _between(start: Point, end: Point, share: float) -> Point:
    return Point(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share)


def _bent(shoulder: Point, hand: Point, side: int) -> tuple[Point, Point]:
    """Elbow and hand; a hand out of reach is brought to where the stretched arm ends."""
    gap = math.dist(shoulder, hand)
    reach = (UPPER_ARM + FOREARM) * 0.995
    if gap > reach:
        hand = _between(shoulder, hand, reach / gap)
        gap = reach
    middle = _between(shoulder, hand, 0.5)
    high = math.sqrt(max(UPPER_ARM**2 - (gap / 2) ** 2, 0.0))
    away = Point(-(hand.y - shoulder.y) / max(gap, 1), (hand.x - shoulder.x) / max(gap, 1))
    elbows = [Point(middle.x + s * high * away.x, middle.y + s * high * away.y) for s in (1, -1)]

    def outward(elbow: Point) -> float:
        return elbow.x * side + 0.6 * elbow.y

    return max(elbows, key=outward), hand


def prints(look: Look, id: str) -> Iterator[str]:
    """The pattern of the cloth, to be named by `id`; nothing for plain cloth."""
    if look.print:
        size, drawn = look.print
        yield (
            f'<pattern id="{id}" width="{size}" height="{size}" patternUnits="userSpaceOnUse">'
            f'<path d="M0 0h{size}v{size}H0Z" fill="{look.colour}" stroke="none"/>{drawn}</pattern>'
        )
