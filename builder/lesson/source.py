"""YAML source → plain data that remembers where each value stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from builder.errors import Position, Problem, ProblemsFound

MAX_SOURCE_BYTES = 1_000_000
MAX_DEPTH = 30

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")


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
    """A parsed file: its data and its lines, for showing the line under a problem."""

    path: Path
    data: PlacedMapping


def read_source(path: Path) -> Source:
    """The file's data with positions.

    Only true/false, numbers and null are read as such: `no`, `on`, `12:30` and dates stay text.
    Raises ProblemsFound with everything that can be said about the file.
    """
    text = _read_text(path)
    data, problems = _build(path, text)
    if not problems and not isinstance(data, PlacedMapping):
        problems.append(
            Problem(
                "not-a-mapping",
                "Le fichier est vide ou ne commence pas par des lignes « clé: valeur ».",
                "Écris au moins « format: 1 » et « id: … ».",
                Position(path),
            )
        )
    if problems:
        raise ProblemsFound(problems)
    assert isinstance(data, PlacedMapping)
    return Source(path, data)


def _read_text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise _refusal("file-missing", path, f"Le fichier « {path.name} » n'existe pas.",
                       "Vérifie le nom du fichier, lettre par lettre.") from None  # fmt: skip
    except OSError as error:
        raise _refusal("file-unreadable", path, f"Le fichier ne peut pas être lu ({error.strerror}).",
                       "Ferme les autres programmes qui l'utilisent et vérifie tes droits.") from error  # fmt: skip
    if len(raw) > MAX_SOURCE_BYTES:
        raise _refusal("file-too-large", path, "Le fichier dépasse 1 Mo : ce n'est pas une leçon.",
                       "Partage-le en plusieurs leçons.")  # fmt: skip
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refusal("wrong-encoding", path, "Le fichier est enregistré en UTF-16.",
                       "Dans ton éditeur : Enregistrer sous… → Encodage → UTF-8.")  # fmt: skip
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        problem = Problem(
            "wrong-encoding",
            "Le fichier n'est pas en UTF-8 : un caractère ne peut pas être lu ici.",
            "Dans ton éditeur : Enregistrer sous… → Encodage → UTF-8.",
            Position(path, line, column),
        )
        raise ProblemsFound([problem]) from error


def _refusal(slug: str, path: Path, message: str, hint: str) -> ProblemsFound:
    return ProblemsFound([Problem(slug, message, hint, Position(path))])


def _build(path: Path, text: str) -> tuple[Any, list[Problem]]:
    """Builds from the event stream, without recursion: depth and aliases are refused on sight."""
    problems: list[Problem] = []
    root: list[Any] = []
    stack: list[tuple[Any, list[Any]]] = []
    documents = 0

    def place(event: Any) -> Position:
        mark = event.start_mark
        return Position(path, mark.line + 1, mark.column + 1)

    def put(value: Any, at: Position) -> None:
        if not stack:
            root.append(value)
            return
        parent, pending = stack[-1]
        if isinstance(parent, PlacedList):
            parent.append(value)
            parent.items_at.append(at)
        elif not pending:
            pending.append((value, at))
        else:
            key, key_at = pending.pop()
            problem = _key_problem(parent, key, key_at)
            if problem:
                problems.append(problem)
            else:
                parent[key] = value
                parent.keys_at[key] = key_at
                parent.values_at[key] = at

    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    problems.append(Problem("two-documents", "Une ligne « --- » coupe le fichier en deux.",
                                            "Enlève cette ligne : un fichier, une leçon.", place(event)))  # fmt: skip
                    break
            elif isinstance(event, yaml.AliasEvent):
                problems.append(Problem("alias-refused", f"Le raccourci YAML « *{event.anchor} » n'est pas permis.",
                                        "Recopie le texte en entier.", place(event)))  # fmt: skip
                put(None, place(event))
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                problems.extend(_mark_problems(event, place(event)))
                if len(stack) >= MAX_DEPTH:
                    problems.append(Problem("too-deep", "Il y a trop de niveaux les uns dans les autres.",
                                            "Regarde les exemples : une leçon en a moins de dix.", place(event)))  # fmt: skip
                    break
                is_mapping = isinstance(event, yaml.MappingStartEvent)
                stack.append(((PlacedMapping if is_mapping else PlacedList)(place(event)), []))
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                value, _ = stack.pop()
                put(value, value.position)
            elif isinstance(event, yaml.ScalarEvent):
                problems.extend(_mark_problems(event, place(event)))
                put(_scalar(event), place(event))
    except yaml.MarkedYAMLError as error:
        problems.append(_syntax_problem(path, text, error))
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        at = Position(path, before.count("\n") + 1, error.position - before.rfind("\n"))
        problems.append(Problem("bad-character", f"Le caractère invisible U+{ord(str(error.character)[0]) if isinstance(error.character, str) else int(error.character):04X} n'est pas permis ici.",
                                "Efface la ligne et retape-la.", at))  # fmt: skip
    return (root[0] if root else None), problems


def _mark_problems(event: Any, at: Position) -> Iterator[Problem]:
    if event.anchor:
        yield Problem("alias-refused", f"L'ancre YAML « &{event.anchor} » n'est pas permise.",
                      "Enlève-la ; mets le texte entre guillemets s'il commence par « & ».", at)  # fmt: skip
    if event.tag:
        yield Problem("tag-refused", f"L'étiquette YAML « {event.tag} » n'est pas permise.",
                      "Enlève-la ; mets le texte entre guillemets s'il commence par « ! ».", at)  # fmt: skip


def _key_problem(parent: PlacedMapping, key: Any, at: Position) -> Problem | None:
    if not isinstance(key, str):
        return Problem("key-not-text", f"Une clé doit être un mot, pas « {key} ».",
                       "Écris « nom: valeur », ou mets le texte entre guillemets.", at)  # fmt: skip
    if key in parent:
        first = parent.keys_at[key].line
        return Problem("duplicate-key", f"La clé « {key} » est écrite deux fois (déjà ligne {first}).",
                       "Garde une seule des deux lignes.", at)  # fmt: skip
    return None


def _scalar(event: Any) -> Any:
    value: str = event.value
    if event.style in ("'", '"', "|", ">"):
        return value
    if value in ("true", "false"):
        return value == "true"
    if value in ("", "null", "~"):
        return None
    if _INTEGER.fullmatch(value) and len(value) < 16:
        return int(value)
    if _DECIMAL.fullmatch(value):
        return float(value)
    return value


def _syntax_problem(path: Path, text: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.split("\n")
    shown = lines[line - 1] if line <= len(lines) else ""
    at = Position(path, line, column)
    said = f"{error.context or ''} {error.problem or ''}"
    if "\t" in shown[:column] or "'\\t'" in said:
        tab = shown.find("\t") + 1
        return Problem("tab", "Il y a une tabulation : YAML veut des espaces.",
                       "Remplace la tabulation par deux espaces.", Position(path, line, max(tab, 1)))  # fmt: skip
    if "mapping values are not allowed" in said:
        return Problem("colon-in-text", "Un deuxième « : » coupe le texte.",
                       'Mets le texte entre guillemets : fr: "Ton texte : la suite".', at)  # fmt: skip
    if "cannot start any token" in said:
        return Problem("quotes-needed", f"Un texte ne peut pas commencer par « {shown[column - 1 : column]} ».",
                       "Mets le texte entre guillemets droits : \"…\".", at)  # fmt: skip
    if "while scanning a quoted scalar" in said or "found unexpected end of stream" in said:
        start = error.context_mark
        if start:
            at = Position(path, start.line + 1, start.column + 1)
        return Problem("quote-not-closed", "Un guillemet est ouvert et jamais fermé.",
                       "Ajoute le guillemet qui manque à la fin du texte.", at)  # fmt: skip
    if "expected <block end>" in said or "could not find expected ':'" in said:
        return Problem("indentation", "Cette ligne n'est pas alignée avec celles du même niveau, ou il lui manque « : ».",
                       "Aligne-la avec des espaces et écris « clé: valeur ».", at)  # fmt: skip
    if "expected ',' or" in said:
        return Problem("braces", "Une accolade ou un crochet n'est pas fermé, ou il manque une virgule.",
                       'Écris {bm: "…", fr: "…"} avec des guillemets autour de chaque texte.', at)  # fmt: skip
    return Problem("broken-yaml", "Le fichier n'est pas du YAML correct à cet endroit.",
                   "Compare cette ligne avec un exemple du guide.", at)  # fmt: skip
