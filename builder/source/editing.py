"""Changes words in a file of an author: only those, and every other character stays as it was.

The words of a text are values of one mapping, a language each, in braces or on lines of their
own. Comments, order, quotes and line ends around it are the author's, and stay hers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from builder.disk import write_whole
from builder.errors import BuilderError, Position
from builder.source.encoding import read_text


class EditRefused(BuilderError):
    """The file is not as it was when the words were read; nothing of it was changed."""


@dataclass(frozen=True)
class Edit:
    """The value of `key` in the mapping that begins at `at` becomes `words`; added if missing."""

    at: Position
    key: str
    words: str


def edit_file(path: Path, edits: Iterable[Edit]) -> None:
    """Makes all the edits in one file, or none. Raises EditRefused and OSError."""
    text = read_text(path)
    mark = "\ufeff" if path.read_bytes().startswith(b"\xef\xbb\xbf") else ""
    write_whole(path, (mark + edited(text, edits)).encode())


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with its edits. Raises EditRefused when a place holds no mapping."""
    wanted = list(edits)
    root = _composed(text)
    mappings = {_place(node): node for node in _mappings(root)}
    starts = _line_starts(text)
    splices: list[tuple[int, int, str]] = []
    expected = _plain(root)
    for edit in wanted:
        node = mappings.get((edit.at.line - 1, edit.at.column - 1))
        if node is None:
            raise EditRefused(
                f"{edit.at.file.name}, ligne {edit.at.line} : le texte n'est plus à cette place. "
                "Recharge la page, puis recommence."
            )
        splices.append(_splice(text, starts, node, edit))
    result = text
    for start, end, words in sorted(splices, reverse=True):
        result = result[:start] + words + result[end:]
    _check(result, expected, mappings, wanted)
    return result


def _splice(
    text: str, starts: Sequence[int], node: yaml.MappingNode, edit: Edit
) -> tuple[int, int, str]:
    """From where to where the file changes, and what stands there then."""
    words = _quoted(edit.words)
    for key, value in node.value:
        if key.value == edit.key:
            begin = _offset(starts, value.start_mark)
            end = _offset(starts, value.end_mark)
            # A folded or literal block ends at the next line's beginning.
            block = text[begin:end]
            return begin, begin + len(block.rstrip()), words
    last = node.value[-1][1] if node.value else None
    if node.flow_style or last is None:
        end = _offset(starts, node.end_mark) - 1
        kept = len(text[:end].rstrip())
        comma = ", " if last is not None and text[kept - 1] != "," else ""
        return kept, kept, f"{comma}{edit.key}: {words}"
    end = _offset(starts, last.end_mark)
    end = len(text[:end].rstrip())
    newline = text.find("\n", end)
    end = newline if newline >= 0 else len(text)
    if end and text[end - 1] == "\r":
        end -= 1
    line_end = "\r\n" if "\r\n" in text else "\n"
    indent = " " * node.value[0][0].start_mark.column
    return end, end, f"{line_end}{indent}{edit.key}: {words}"


def _quoted(words: str) -> str:
    """A double-quoted scalar: what JSON writes is YAML too."""
    return json.dumps(words, ensure_ascii=False)


def _composed(text: str) -> Any:
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise EditRefused("Ce fichier n'est pas du YAML : corrige-le d'abord.") from error


def _mappings(node: Any) -> Iterator[yaml.MappingNode]:
    """Every mapping below `node`, without recursion."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, yaml.MappingNode):
            yield here
            waiting.extend(value for _, value in here.value)
        elif isinstance(here, yaml.SequenceNode):
            waiting.extend(here.value)


def _place(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line, node.start_mark.column


def _line_starts(text: str) -> list[int]:
    starts = [0]
    while (found := text.find("\n", starts[-1])) >= 0:
        starts.append(found + 1)
    return starts


def _offset(starts: Sequence[int], mark: Any) -> int:
    return starts[int(mark.line)] + int(mark.column)


def _plain(root: Any) -> list[tuple[str, ...]]:
    """Every scalar with the keys that lead to it: what a change may not touch elsewhere."""
    found: list[tuple[str, ...]] = []
    waiting: list[tuple[tuple[str, ...], Any]] = [((), root)]
    while waiting:
        path, node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            waiting.extend(((*path, key.value), value) for key, value in node.value)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(((*path, str(at)), value) for at, value in enumerate(node.value))
        elif node is not None:
            found.append((*path, node.value))
    return sorted(found)


def _check(
    result: str,
    before: list[tuple[str, ...]],
    mappings: Mapping[tuple[int, int], yaml.MappingNode],
    edits: Sequence[Edit],
) -> None:
    """Raises EditRefused unless the result says what was there, with just these words changed."""
    after = _plain(_composed(result))
    gone = list(before)
    for scalar in after:
        if scalar in gone:
            gone.remove(scalar)
    new = list(after)
    for scalar in before:
        if scalar in new:
            new.remove(scalar)
    words = sorted((edit.key, edit.words) for edit in edits)
    changed = sorted((path[-2], path[-1]) for path in new)
    unchanged = {(edit.key, edit.words) for edit in edits} - set(changed)
    same = {
        (key.value, value.value)
        for edit in edits
        for key, value in mappings[edit.at.line - 1, edit.at.column - 1].value
        if isinstance(value, yaml.ScalarNode)
    }
    if [one for one in words if one not in unchanged] != changed or not unchanged <= same:
        raise EditRefused("Ce texte n'a pas pu être changé sans toucher au reste du fichier.")
