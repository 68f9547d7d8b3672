"""Where two sides differ, and which of them it is when one has changed nothing since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from builder.exchange.packet import Texts
from builder.exchange.texts import BETWEEN, SHAPE, TextFile, digest
from builder.source.editing import Edit, edited

Side = Literal["mine", "theirs"]


@dataclass(frozen=True)
class Difference:
    """One thing that is not the same on both sides; `side` is None where a person has to say.

    `mine` and `theirs` are to be shown; empty where it is not there.
    """

    place: str
    path: str
    mine: str
    theirs: str
    side: Side | None

    @property
    def key(self) -> tuple[str, str]:
        return self.place, self.path


def side_of(mine: str | None, theirs: str | None, base: str | None) -> Side | None:
    """Whose it is, of three digests; `base` is None where it is not known what there was."""
    if base is None:
        return None
    return "theirs" if mine == base else "mine" if theirs == base else None


def text_differences(
    place: str, mine: TextFile, theirs: TextFile, base: Texts | None
) -> Iterator[Difference]:
    """The shape first, then each text that both sides can have."""
    known = base or {}
    shared = set(shared_paths(mine, theirs))
    if mine.shape != theirs.shape:
        side = side_of(mine.shape, theirs.shape, known.get(SHAPE))
        if side == "theirs" and not mine.comments <= theirs.comments:
            side = None
        left = theirs if side == "mine" else mine
        for path in left.texts.keys() - shared if side else ():
            if known.get(path) != digest(left.texts[path].words):
                side = None
        yield Difference(place, SHAPE, *_shown_shapes(mine, theirs), side)
    for path in shared_paths(mine, theirs):
        own, other = mine.texts.get(path), theirs.texts.get(path)
        if own and other and own.words == other.words:
            continue
        if not other:  # nothing is taken away for not being there
            side = "mine"
        elif not own:
            side = "mine" if path in known else "theirs"
        else:
            side = side_of(digest(own.words), digest(other.words), known.get(path))
        shown = (own.words if own else "", other.words if other else "")
        yield Difference(place, path, *shown, side)


def shared_paths(mine: TextFile, theirs: TextFile) -> Iterator[str]:
    """Paths of texts that mean the same on both sides, and can be written on both."""
    differing = [
        path
        for path in mine.shapes.keys() & theirs.shapes.keys()
        if mine.shapes[path] != theirs.shapes[path]
        and (mine.numbered(path) or theirs.numbered(path))
    ]
    for path in dict.fromkeys([*mine.texts, *theirs.texts]):
        within = any(path.startswith(path_of + BETWEEN) for path_of in differing)
        if not within and mine.place_of(path) and theirs.place_of(path):
            yield path


def merged(mine: TextFile, theirs: TextFile, sides: dict[str, Side]) -> str:
    """The content of the file once each difference has its side. Raises EditRefused."""
    start, other = (theirs, mine) if sides.get(SHAPE) == "theirs" else (mine, theirs)
    own: Side = "theirs" if start is theirs else "mine"
    edits = []
    for path, side in sides.items():
        wanted, place = other.texts.get(path), start.place_of(path)
        # What only the start has stays in it.
        if path != SHAPE and side != own and wanted and place:
            edits.append(Edit(place[0], place[1], wanted.words))
    return edited(start.content, edits) if edits else start.content


def _shown_shapes(mine: TextFile, theirs: TextFile) -> tuple[str, str]:
    """What only one side has, and where the same list has other items."""
    here = [path for path in mine.shapes if mine.shapes[path] != theirs.shapes.get(path)]
    there = [path for path in theirs.shapes if theirs.shapes[path] != mine.shapes.get(path)]
    return _listed(mine, here), _listed(theirs, there)


def _listed(file: TextFile, paths: list[str]) -> str:
    told = [f"{path} : {file.shapes[path]}" if file.shapes[path] else path for path in paths]
    return " ; ".join(told[:3]) + (f" ; et {len(told) - 3} autre(s)" if len(told) > 3 else "")
