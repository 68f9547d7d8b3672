"""A YAML file as its texts and its shape: what two people's files are compared by.

A text is a value of a mapping that is written as text; its path is made of keys, of the ids of
steps and of the numbers of other items. The shape is everything else: which pieces there are, in
which order, and what is a number, true or false.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from builder.errors import Position, ProblemsFound
from builder.source.tree import PlacedList, PlacedMapping, parse_source

BETWEEN = " › "
SHAPE = ""
"""The path under which the digest of a shape is kept."""
_COMMENT = re.compile(r"(?:^|\s)(#.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Text:
    """A text where it stands: the mapping that begins at `at` has it under `key`."""

    at: Position
    key: str
    words: str


@dataclass(frozen=True)
class TextFile:
    """One side's file; `texts` in their order."""

    content: str
    data: PlacedMapping
    texts: Mapping[str, Text]
    mappings: Mapping[str, Position]
    """Where each mapping is, by its path."""
    shapes: Mapping[str, str]
    """What each piece that is no text comes to, by its path."""

    @cached_property
    def shape(self) -> str:
        return digest("\n".join(f"{path}\0{shape}" for path, shape in self.shapes.items()))

    @cached_property
    def comments(self) -> frozenset[str]:
        return frozenset(found.strip() for found in _COMMENT.findall(self.content))

    def place_of(self, path: str) -> tuple[Position, str] | None:
        """The mapping and the key of a text, written or to write; None without that mapping."""
        if path in self.texts:
            return self.texts[path].at, self.texts[path].key
        above, _, key = path.rpartition(BETWEEN)
        at = self.mappings.get(above) if above else self.data.position
        return (at, key) if at else None

    def numbered(self, path: str) -> bool:
        """Whether it is a list whose items are told apart by their numbers alone."""
        names = self.shapes.get(path, "").split()
        return path in self.shapes and names == [str(n) for n in range(1, len(names) + 1)]

    def digests(self) -> dict[str, str]:
        """What is remembered of the file by whoever received it."""
        return {SHAPE: self.shape, **{path: digest(one.words) for path, one in self.texts.items()}}


def digest(words: str) -> str:
    """Twelve hexadecimal digits: enough for the texts of one place."""
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def text_file(path: Path, content: str, without: tuple[str, ...] = ()) -> TextFile:
    """The file as it is compared; keys of `without`, at the top, do not count.

    Raises ProblemsFound.
    """
    lines = [line for line in content.splitlines() if line.split("#")[0].strip()]
    if not lines:
        nothing = PlacedMapping(Position(path))
        return TextFile(content, nothing, {}, {}, {})
    data = parse_source(path, content).data
    texts: dict[str, Text] = {}
    mappings: dict[str, Position] = {}
    shapes: dict[str, str] = {}
    for where, value, holder, key in _pieces(data):
        if where.split(BETWEEN)[0] in without:
            continue
        if isinstance(value, PlacedMapping):
            mappings[where] = value.position
            shapes[where] = ""
        elif isinstance(value, PlacedList):
            shapes[where] = " ".join(_names(value))
        elif isinstance(value, str) and isinstance(holder, PlacedMapping):
            texts[where] = Text(holder.position, key, value)
        else:
            shapes[where] = repr(value)
    return TextFile(content, data, texts, mappings, shapes)


def parsed_or_none(path: Path, content: bytes, without: tuple[str, ...] = ()) -> TextFile | None:
    """None where it cannot be read as text by text."""
    try:
        return text_file(path, content.decode("utf-8-sig"), without)
    except (ProblemsFound, UnicodeDecodeError):
        return None


def _pieces(data: PlacedMapping) -> Iterator[tuple[str, Any, Any, str]]:
    """Path, value, what holds it, and its key there; in the order of the file."""
    waiting: list[tuple[str, Any, Any, str]] = [("", data, None, "")]
    while waiting:
        where, value, holder, key = waiting.pop()
        if where:
            yield where, value, holder, key
        inner: list[tuple[str, Any, Any, str]] = []
        if isinstance(value, PlacedMapping):
            inner = [(_under(where, name), one, value, name) for name, one in value.items()]
        elif isinstance(value, PlacedList):
            named = zip(_names(value), value, strict=True)
            inner = [(_under(where, name), one, value, name) for name, one in named]
        waiting.extend(reversed(inner))


def _under(where: str, name: str) -> str:
    return f"{where}{BETWEEN}{name}" if where else name


def _names(items: PlacedList) -> list[str]:
    """What tells the items of a list apart: their ids where all have one, else their numbers."""
    ids = [item.get("id") if isinstance(item, dict) else None for item in items]
    if all(isinstance(id, str) for id in ids) and len(set(ids)) == len(ids):
        return [str(id) for id in ids]
    return [str(number) for number in range(1, len(items) + 1)]
