"""A composition becomes one plain static SVG: no script, no style, no text, few bytes."""

from __future__ import annotations

from builder.drawing.figure import Arm, Figure, held_thing, prints
from builder.drawing.parts import Gesture, Parts, parts
from builder.drawing.shapes import INK, Point, placed
from builder.drawing.spec import GROUNDS, SIZES, Composition, Piece, Size

# The outline's width in the units of the picture: about 2 pixels where it is usually shown.
LINES = {"card": 3.6, "scene": 3.0}
POSTURES = {"card": "bust", "scene": "stand"}
_NIGHT = "#16233f"
MOODS = {"pleased": "glad", "worried": "worried"}
"""The other faces of a picture that has three: the end of its address, and the feeling."""
_APART = 300
"""How far beside the picture its other faces lie, out of sight."""
_HAND = 17.0
"""How far a hand reaches around its place, in figure units."""


def compose(composition: Composition) -> str:
    """The picture as SVG. Every part that is named must exist."""
    all = parts()
    width, height = SIZES[composition.size]
    line = LINES[composition.size]
    drawn, patterns = [], {}
    changing = _changing(composition) if composition.faces else None
    if composition.ground:
        drawn.append(_sheet(width, height, GROUNDS[composition.ground]))
    if composition.place:
        place = all.places[composition.place]
        scale = max(width / place.width, height / place.height)
        middle = Point(width / 2, height - place.height * scale / 2)
        drawn.append(placed(place.drawn, middle, scale, line, middle=place.middle))
    if composition.night:
        drawn.append(_sheet(width, height, _NIGHT, 'opacity=".6"'))
    for piece in composition.parts:
        if piece.thing:
            thing = all.things[piece.thing]
            scale = (piece.size or thing.usual) / thing.height
            at = Point(*piece.at)
            drawn.append(
                placed(
                    thing.drawn, at, scale, line,
                    middle=thing.middle, turn=piece.turn, flip=piece.flip,
                )
            )  # fmt: skip
        elif piece.person:
            feeling = "none" if piece is changing else piece.feeling
            drawn.append(_person(piece, all, line, composition.size, feeling))
            look = all.people[piece.person]
            patterns.update({piece.person: "".join(prints(look, _pattern(piece.person)))})
    patterned = "".join(patterns.values())
    # Most lines are filled with nothing: said once, for all.
    content, views = patterned + "".join(drawn), ""
    if changing:
        content, views = _three_faces(changing, all, line, content, (width, height))
    content = content.replace(' fill="none"', "")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{views}'
        f'<g fill="none" stroke="{INK}" stroke-width="{line}"'
        f' stroke-linecap="round" stroke-linejoin="round">{content}</g></svg>\n'
    )


def _changing(composition: Composition) -> Piece | None:
    return next((piece for piece in composition.parts if piece.person), None)


def _three_faces(
    piece: Piece, all: Parts, line: float, content: str, frame: tuple[int, int]
) -> tuple[str, str]:
    """The faceless `content` three times side by side, each with a face; and the ways to see them.

    A page that adds `#pleased` or `#worried` to the picture's address sees that face: one file,
    one request, and a browser that does not know of it shows the first.
    """
    figure, origin, scale = _figure(piece, all, line)
    feelings = (piece.feeling, *MOODS.values())
    faces = (placed(figure.face(feeling), origin, scale, line) for feeling in feelings)
    width, height = frame
    beside = [n * _APART for n in range(len(feelings))]
    views = "".join(
        f'<view id="{name}" viewBox="{x} 0 {width} {height}"/>'
        for name, x in zip(MOODS, beside[1:], strict=True)
    )
    again = "".join(f'<use href="#all" x="{x}"/>' for x in beside[1:])
    laid = "".join(
        f'<g transform="translate({x})">{face}</g>' if x else face
        for x, face in zip(beside, faces, strict=True)
    )
    return f'<g id="all">{content}</g>{again}{laid}', views


def _figure(piece: Piece, all: Parts, line: float) -> tuple[Figure, Point, float]:
    """The person of `piece`, where it stands and how large."""
    assert piece.person is not None
    look = all.people[piece.person]
    scale = (piece.size or 1.0) * look.size
    cloth = f"url(#{_pattern(piece.person)})" if look.print else look.colour
    is_scene = line == LINES["scene"]
    figure = Figure(look, all, cloth=cloth, line=line / scale, shaded=is_scene)
    return figure, Point(*piece.at), scale


def _person(piece: Piece, all: Parts, line: float, size: Size, feeling: str) -> str:
    figure, origin, scale = _figure(piece, all, line)
    tilt = piece.tilt or all.feelings[feeling].tilt * (-1 if piece.flip else 1)
    drawn = figure.behind() + figure.body(piece.posture or POSTURES[size])
    head = figure.head(feeling, piece.looks, tilt)
    arms = [
        _seen(arm, origin, scale, size) if not piece.turn else arm
        for side, name in ((-1, "left"), (1, "right"))
        if (arm := _arm(piece, figure, all, side, name, origin, scale))
    ]
    return placed(drawn + head + figure.arms(arms), origin, scale, line, turn=piece.turn)


def _seen(arm: Arm, origin: Point, scale: float, size: Size) -> Arm:
    """The arm without a hand that lies outside the picture: nobody sees it, all wait for it."""
    width, height = SIZES[size]
    edge = _HAND * scale
    x, y = origin.x + scale * arm.at.x, origin.y + scale * arm.at.y
    inside = -edge < x < width + edge and -edge < y < height + edge
    return arm if inside or arm.holds else arm._replace(hand="")


def _arm(
    piece: Piece, figure: Figure, all: Parts, side: int, name: str, origin: Point, scale: float
) -> Arm | None:
    """The arm called `name`; None for one that is not drawn."""
    named = getattr(piece, name)
    spot = getattr(piece, f"{name}_at")
    if piece.posture == "portrait" or (named is None and spot is None):
        return None
    gesture = all.gestures[named or "down"]
    hand = Point(gesture.at.x * side, gesture.at.y)
    if spot:
        hand = Point((spot[0] - origin.x) / scale, (spot[1] - origin.y) / scale)
    shape = getattr(piece, f"{name}_hand") or gesture.hand
    holds = getattr(piece, f"{name}_holds") or gesture.holds
    held = ""
    if holds:
        thing = all.things[holds]
        size = (piece.held_size or thing.usual) / scale
        held = held_thing(thing, hand, size, piece.held_turn, figure.line)
    meant = Gesture("", hand, shape, holds, None if spot else gesture.elbow)
    return figure.arm(side, hand, meant, held)


def _pattern(person: str) -> str:
    return person[:3]


def _sheet(width: int, height: int, colour: str, more: str = "") -> str:
    more = f" {more}" if more else ""
    return f'<path d="M0 0h{width}v{height}H0Z" fill="{colour}"{more} stroke="none"/>'
