"""YAML source → plain data that remembers where each value stands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from builder.errors import LINE_BREAK, Position, Problem, ProblemsFound
from builder.source.encoding import line_and_column, read_text
from builder.source.syntax import odd_space, syntax_problem

MAX_DEPTH = 30
# A good lesson has under 5,000 parser events; without a bound, a hostile file could have millions.
MAX_EVENTS = 50_000

_FastLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
# Not allowed in YAML at all, or a line break for YAML and none for an editor.
_REFUSED_CHARACTER = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
# « Compose #144# » : for YAML, a space and « # » begin a comment, and the code is gone.
_NUMBER_AS_COMMENT = re.compile(r"\s*#[0-9*#]")


class PlacedMapping(dict[str, Any]):
    """A YAML mapping; `keys_at` and `values_at` give positions by key."""

    def __init__(self, position: Position) -> None:
        super().__init__()
        self.position = position
        self.keys_at: dict[str, Position] = {}
        self.values_at: dict[str, Position] = {}


class PlacedList(list[Any]):
    """A YAML list; `items_at` gives positions by index."""

    def __init__(self, position: Position) -> None:
        super().__init__()
        self.position = position
        self.items_at: list[Position] = []


@dataclass(frozen=True)
class Source:
    """A parsed file; not `whole` when pieces of it are missing because they are not YAML."""

    path: Path
    data: PlacedMapping
    whole: bool = True


@dataclass(frozen=True)
class ParsedText:
    """What came of a text: `broken` is the problem at which the parser stopped, if it did."""

    data: PlacedMapping | None
    problems: tuple[Problem, ...]
    broken: Problem | None
    whole: bool = True


def read_source(path: Path) -> Source:
    """The file's data with positions.

    Only true/false, numbers and null are read as such: `no`, `on`, `12:30` and dates stay text.
    Raises ProblemsFound with everything that can be said about the file.
    """
    return parse_source(path, read_text(path))


def parse_source(path: Path, text: str) -> Source:
    """As `read_source`, of a text that is already in memory; `path` is for positions."""
    parsed = parse_text(path, text)
    if parsed.problems or parsed.data is None:
        raise ProblemsFound(parsed.problems)
    return Source(path, parsed.data)


def parse_text(path: Path, text: str) -> ParsedText:
    """The text's data and every problem; the data is None only with a problem."""
    builder = _Builder(path, text)
    built = builder.build()
    data = built if isinstance(built, PlacedMapping) else None
    problems = builder.problems
    if not problems and data is None:
        problems.append(
            Problem(
                "not-a-mapping",
                "Le fichier est vide ou ne commence pas par des lignes « clé: valeur ».",
                "Écris au moins « format: 1 » et « id: … ».",
                Position(path),
            )
        )
    return ParsedText(data, tuple(problems), builder.broken)


class _Builder:
    """Builds from the event stream, without recursion: depth and aliases are refused on sight."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.broken: Problem | None = None
        for match in _REFUSED_CHARACTER.finditer(text):
            at = Position(path, *line_and_column(text, match.start()))
            self.problems.append(invisible_character(match.group(), at))
            break
        # A space in its place: the rest of the file is still read, for its other problems.
        self.text = _REFUSED_CHARACTER.sub(" ", text)
        self.lines = LINE_BREAK.split(self.text)
        self.anchors: set[str] = set()
        self.root: list[Any] = []
        self.stack: list[tuple[PlacedMapping | PlacedList, list[tuple[Any, Position]]]] = []

    def build(self) -> Any:
        """The first document's value; None when there is none. Fills `problems`."""
        try:
            self._read_events()
        except yaml.YAMLError as error:
            self.broken = syntax_problem(self.path, self.text, self.lines, error)
            self.problems.append(self.broken)
        return self.root[0] if self.root else None

    def _read_events(self) -> None:
        documents = 0
        for number, event in enumerate(yaml.parse(self.text, Loader=_FastLoader)):
            start: Any = event.start_mark
            at = Position(self.path, start.line + 1, start.column + 1)
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._say(
                        "two-documents",
                        "Une ligne « --- » coupe le fichier en deux.",
                        "Enlève cette ligne : un fichier, une leçon.",
                        at,
                    )
                    self.root.clear()
                    return
            elif isinstance(event, yaml.AliasEvent):
                if event.anchor not in self.anchors:  # else its anchor has been told
                    self._say(
                        "alias-refused",
                        f"Le raccourci YAML « *{event.anchor} » n'est pas permis.",
                        'Recopie le texte en entier, ou mets-le entre guillemets : "*…".',
                        at,
                    )
                self._put(None, at)
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                self._read_marks(event, at)
                if len(self.stack) >= MAX_DEPTH:
                    self._say(
                        "too-deep",
                        "Il y a trop de niveaux les uns dans les autres.",
                        "Regarde les exemples : une leçon en a moins de dix.",
                        at,
                    )
                    return
                is_mapping = isinstance(event, yaml.MappingStartEvent)
                self.stack.append(((PlacedMapping if is_mapping else PlacedList)(at), []))
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                value, _ = self.stack.pop()
                self._put(value, value.position)
            elif isinstance(event, yaml.ScalarEvent):
                self._read_scalar(event, at)
            if number > MAX_EVENTS:
                self._say(
                    "file-too-large",
                    "Le fichier a trop de lignes : ce n'est pas une leçon.",
                    "Partage-le en plusieurs leçons.",
                    at,
                )
                return

    def _read_marks(self, event: Any, at: Position) -> None:
        advice = "Enlève-la, ou mets tout le texte entre guillemets."
        if event.anchor:
            self.anchors.add(event.anchor)
            self._say(
                "alias-refused", f"L'ancre YAML « &{event.anchor} » n'est pas permise.", advice, at
            )
        if event.tag:
            written = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._say(
                "tag-refused", f"L'étiquette YAML « {written} » n'est pas permise.", advice, at
            )

    def _read_scalar(self, event: Any, at: Position) -> None:
        self._read_marks(event, at)
        end: Any = event.end_mark
        rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        if not event.style and _NUMBER_AS_COMMENT.match(rest):
            column = end.column + rest.index("#") + 1
            self._say(
                "hash-in-text",
                "Le signe « # » après une espace coupe le texte.",
                'Mets tout le texte entre guillemets : "Compose #144#".',
                Position(self.path, end.line + 1, column),
            )
        self._put(_scalar(event), at)

    def _put(self, value: Any, at: Position) -> None:
        if not self.stack:
            self.root.append(value)
            return
        parent, pending = self.stack[-1]
        if isinstance(parent, PlacedList):
            parent.append(value)
            parent.items_at.append(at)
        elif not pending:
            pending.append((value, at))
        else:
            key, key_at = pending.pop()
            if isinstance(key, str) and key != key.strip():  # for YAML, « id » is another key
                key = key.strip()
                self.problems.append(odd_space(key_at, f"Efface-la et tape « {key}: »."))
            if not isinstance(key, str):
                self._say(
                    "key-not-text",
                    "Il faut un mot avant « : ».",
                    "Écris « nom: valeur », ou mets le texte entre guillemets.",
                    key_at,
                )
            elif key in parent and self._is_item(parent) and key == next(iter(parent)):
                self._say(
                    "dash-missing",
                    f"Il manque un tiret devant « {key} » : ici commence un autre morceau.",
                    f"Écris « - {key}: », le tiret sous celui de la ligne {parent.position.line}.",
                    key_at,
                )
                self._begin_item(key, value, key_at, at)
            elif key in parent:
                first = parent.keys_at[key].line
                self._say(
                    "duplicate-key",
                    f"La clé « {key} » est écrite deux fois (déjà ligne {first}).",
                    "Garde une seule des deux lignes.",
                    key_at,
                )
            else:
                parent[key] = value
                parent.keys_at[key] = key_at
                parent.values_at[key] = at

    def _is_item(self, mapping: PlacedMapping) -> bool:
        """Whether the mapping being read stands in a list, as steps and answers do."""
        return len(self.stack) > 1 and isinstance(self.stack[-2][0], PlacedList)

    def _begin_item(self, key: str, value: Any, key_at: Position, at: Position) -> None:
        """What follows is read as the item it was meant to be, so that its faults are told too."""
        item, _ = self.stack.pop()
        self._put(item, item.position)
        following = PlacedMapping(key_at)
        following[key] = value
        following.keys_at[key], following.values_at[key] = key_at, at
        self.stack.append((following, []))

    def _say(self, slug: str, message: str, hint: str, at: Position) -> None:
        self.problems.append(Problem(slug, message, hint, at))


def invisible_character(character: str, at: Position | None) -> Problem:
    """The problem of a character that nobody sees and that breaks a text."""
    return Problem(
        "bad-character",
        f"Il y a ici un caractère invisible (U+{ord(character):04X}).",
        "Efface la ligne et retape-la.",
        at,
    )


def _scalar(event: Any) -> Any:
    """The value; texts in one Unicode form, so that the same word has the same clip everywhere."""
    value: str = unicodedata.normalize("NFC", event.value)
    if event.style in ("|", ">"):
        return value.rstrip("\n")
    if event.style:
        return value
    if value in ("true", "false"):
        return value == "true"
    if value in ("", "null", "~"):
        return None
    if _INTEGER.fullmatch(value):
        return int(value)
    if _DECIMAL.fullmatch(value):
        return float(value)
    return value
