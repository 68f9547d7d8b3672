"""Brings a packet in: what differs is told one by one, and all of it comes or nothing does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from builder.errors import BuilderError
from builder.exchange.consents import consent_differences, merged_consents, withdrawn
from builder.exchange.differences import Difference, Side, merged, side_of, text_differences
from builder.exchange.gathering import LISTED_APART, digests_of, received, received_place
from builder.exchange.opinions import merged_opinions
from builder.exchange.packet import Packet, PacketRefused, Texts
from builder.exchange.places import CONSENTS, COURSE, is_signatures, is_take, is_yaml
from builder.exchange.takes import kept_aside, take_places
from builder.exchange.texts import SHAPE, TextFile, parsed_or_none
from builder.exchange.trial import try_out
from builder.format.new_pieces import with_lesson
from builder.landing import Landing, landing
from builder.project import Project
from builder.source.editing import EditRefused

Sides = Mapping[tuple[str, str], Side]


@dataclass
class Plan:
    """What a packet comes to here. `new` are files that only it has; `kept_out` those that were
    here when it was begun and were taken out since."""

    project: Project
    packet: Packet
    differences: list[Difference] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    kept_out: list[str] = field(default_factory=list)
    opinions: int = 0
    withdrawn: list[str] = field(default_factory=list)

    @property
    def conflicts(self) -> list[Difference]:
        return [one for one in self.differences if one.side is None]

    def decided(self, side: Side) -> int:
        """How many differences are one side's without a question."""
        return sum(one.side == side for one in self.differences)

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.opinions or self.conflicts or self.decided("theirs"))


def plan(project: Project, packet: Packet) -> Plan:
    """Compares, and writes nothing. Raises PacketRefused; and ProblemsFound when the course here
    has mistakes of its own, which come first."""
    project.load_course()
    found = Plan(project, packet)
    if not _same_course(project, packet):
        raise PacketRefused("Ce paquet est d'un autre cours : aucune leçon n'est la même.")
    seen = received(project.root)
    for place in packet.manifest.files:
        base = packet.manifest.base.get(place)
        file = project.root / PurePosixPath(place)
        if is_signatures(place) or place == CONSENTS:
            continue
        if is_take(place) or place.endswith((".json", ".txt")):
            continue
        if not file.exists():
            (found.kept_out if base else found.new).append(place)
        elif _digest(file.read_bytes()) != packet.manifest.files[place]:
            told = _differences(place, file.read_bytes(), packet.read(place), base)
            found.differences += (_unless_decided(one, packet, seen) for one in told)
    _plan_takes(found)
    _plan_people(found)
    return found


def carry_out(found: Plan, chosen: Sides) -> None:
    """Puts everything in its place; `chosen` has a side for each conflict.

    Raises BuilderError when the course would have mistakes, or the disk refuses: nothing changes.
    """
    sides = {one.key: one.side or chosen[one.key] for one in found.differences}
    contents = dict(_contents(found, sides))
    try_out(found.project, contents)
    root = found.project.root
    with landing(root) as together:
        for place, content in contents.items():
            together.bring(place, content)
        _bring_takes(found, sides, together)
        together.bring(received_place(), _remembered(found))


def _same_course(project: Project, packet: Packet) -> bool:
    """Whether a lesson has the same name on both sides."""
    own = {f"lessons/{file.name}" for file in project.lessons.glob("*.y*ml")}
    own -= {COURSE, "lessons/aide.yaml", "lessons/prononciation.yaml"}
    return COURSE in packet.manifest.files and bool(own & packet.manifest.files.keys())


def _differences(
    place: str, mine: bytes, theirs: bytes, base: Texts | None
) -> Iterator[Difference]:
    here, there = _parsed(place, mine), _parsed(place, theirs)
    if here and there:
        yield from text_differences(place, here, there, base)
        return
    known = (base or {}).get(SHAPE)
    side = side_of(_digest(mine)[:12], _digest(theirs)[:12], known)
    yield Difference(place, SHAPE, f"{len(mine)} octets", f"{len(theirs)} octets", side)


def _unless_decided(one: Difference, packet: Packet, seen: Mapping[str, Texts]) -> Difference:
    """What was left as it is here when the same came before is not asked again."""
    if one.side is not None:
        return one
    there = digests_of(one.place, packet.read(one.place)).get(one.path)
    if there is None or seen.get(one.place, {}).get(one.path) != there:
        return one
    return Difference(one.place, one.path, one.mine, one.theirs, "mine")


def _plan_takes(found: Plan) -> None:
    root, packet = found.project.root, found.packet
    for place in filter(is_take, packet.manifest.files):
        base = packet.manifest.base.get(place)
        mine = take_places(root, place)
        if not mine:
            (found.kept_out if base else found.new).append(place)
            continue
        digests = [_digest((root / PurePosixPath(one)).read_bytes()) for one in mine]
        theirs = packet.manifest.files[place]
        if theirs in digests:
            continue
        side = side_of(digests[0][:12], theirs[:12], (base or {}).get(SHAPE))
        told = Difference(place, SHAPE, f"une prise ({mine[0]})", "une autre prise", side)
        found.differences.append(_unless_decided(told, packet, received(root)))


def _plan_people(found: Plan) -> None:
    packet, root = found.packet, found.project.root
    for place in packet.manifest.files:
        if is_signatures(place):
            found.opinions += merged_opinions(place, _here(root, place), packet.read(place))[1]
    base = packet.manifest.base.get(CONSENTS)
    there = packet.read(CONSENTS) if CONSENTS in packet.manifest.files else None
    if there is not None:
        found.differences += consent_differences(_here(root, CONSENTS), there, base)
    found.withdrawn = withdrawn(_here(root, CONSENTS), there, base)


def _contents(found: Plan, sides: Sides) -> Iterator[tuple[str, bytes]]:
    """Place and content of each file, other than takes, that changes."""
    root, packet = found.project.root, found.packet
    new = [place for place in found.new if not is_take(place)]
    course = _here(root, COURSE) or b""
    yield from ((place, packet.read(place)) for place in new)
    by_place: dict[str, dict[str, Side]] = {}
    for (place, path), side in sides.items():
        by_place.setdefault(place, {})[path] = side
    for place, decided in by_place.items():
        if is_take(place) or "theirs" not in decided.values():
            continue
        mine, theirs = _here(root, place), packet.read(place)
        if place == CONSENTS:
            taken = [id for id, side in decided.items() if side == "theirs"]
            yield place, merged_consents(mine, theirs, taken)
            continue
        content = _merged_file(place, mine or b"", theirs, decided)
        if place == COURSE:
            course = content
        else:
            yield place, content
    for place in filter(is_signatures, packet.manifest.files):
        content, count = merged_opinions(place, _here(root, place), packet.read(place))
        if count:
            yield place, content
    listed = _with_lessons(found, course, new)
    if listed != _here(root, COURSE):
        yield COURSE, listed


def _merged_file(place: str, mine: bytes, theirs: bytes, decided: dict[str, Side]) -> bytes:
    here, there = _parsed(place, mine), _parsed(place, theirs)
    if not (here and there):
        return theirs
    try:
        content = merged(here, there, decided)
    except EditRefused as refused:
        raise BuilderError(f"Rien n'a changé. « {place} » : {refused}") from refused
    mark = b"\xef\xbb\xbf" if mine.startswith(b"\xef\xbb\xbf") else b""
    return mark + content.encode()


def _with_lessons(found: Plan, course: bytes, new: list[str]) -> bytes:
    """The course file with the lessons that come, where the other side lists them."""
    listed = _lessons(found.packet.read(COURSE))
    text, own = course.decode("utf-8-sig"), set(_lessons(course))
    for name in listed:
        if f"lessons/{name}" in new and name not in own:
            text = with_lesson(found.project.lessons / "course.yaml", name, text)
    return text.encode() if text != course.decode("utf-8-sig") else course


def _lessons(course: bytes) -> list[str]:
    file = parsed_or_none(Path(COURSE), course)
    listed = file.data.get("lessons") if file else None
    return [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []


def _bring_takes(found: Plan, sides: Sides, together: Landing) -> None:
    root, packet = found.project.root, found.packet
    chosen = [place for (place, _), side in sides.items() if side == "theirs" and is_take(place)]
    for place in (*filter(is_take, found.new), *chosen):
        for old, aside in kept_aside(root, place):
            together.bring(aside, root / PurePosixPath(old))
            together.take_away(old)
        stem = place.rpartition(".")[0]
        for one in (place, f"{stem}.json", f"{stem}.txt"):
            if one in packet.manifest.files:
                together.bring(one, packet.read(one))


def _remembered(found: Plan) -> bytes:
    told = {place: dict(texts) for place, texts in received(found.project.root).items()}
    for place in found.packet.manifest.files:
        told[place] = (
            {SHAPE: found.packet.manifest.files[place][:12]}
            if is_take(place)
            else digests_of(place, found.packet.read(place))
        )
    return json.dumps(told, ensure_ascii=False).encode()


def _parsed(place: str, content: bytes) -> TextFile | None:
    if not is_yaml(place):
        return None
    return parsed_or_none(Path(place), content, LISTED_APART if place == COURSE else ())


def _here(root: Path, place: str) -> bytes | None:
    file = root / PurePosixPath(place)
    return file.read_bytes() if file.is_file() else None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
