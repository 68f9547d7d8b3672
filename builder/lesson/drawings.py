"""What in an SVG file could run code, call another file, move, or cost a phone too much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

import tinycss2

SVG = "http://www.w3.org/2000/svg"
XHTML = "http://www.w3.org/1999/xhtml"
ACTIVE_ELEMENTS = frozenset(
    {"script", "handler", "listener", "foreignobject", "iframe", "embed", "object", "audio"}
    | {"video", "animate", "animatemotion", "animatetransform", "set", "discard"}
)
INNER_IMAGES = tuple(f"data:image/{kind};" for kind in ("png", "jpeg", "webp", "gif"))
ENCODINGS = ("utf-8", "us-ascii", "ascii")
MAX_DEPTH = 60
"""Groups inside groups; a browser lays a picture out by recursion."""
MAX_ELEMENTS = 5_000
MAX_DRAWN_ELEMENTS = 20_000
"""Elements drawn once every <use> is replaced by what it repeats."""
_MOVING_RULES = ("keyframes", "-webkit-keyframes", "-moz-keyframes")
# Between the parser's namespace and name, as expat is asked to write them.
_JOINT = " "


class _Unsafe(Exception):
    """Stops the reading; its text says in French what was found."""


def unsafe_part(raw: bytes) -> str | None:
    """What makes the drawing unsafe, in French; None when nothing does.

    Raises ValueError when it is no SVG in UTF-8.
    """
    raw.decode("utf-8-sig")
    reading = _Reading()
    try:
        reading.parser().Parse(raw, True)  # noqa: FBT003 -- the library names it so
        reading.check_repetitions()
    except _Unsafe as found:
        return str(found)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    return None


@dataclass
class _Reading:
    """One drawing while it is read; nothing of it is kept but what repeats what."""

    depth: int = 0
    elements: int = 0
    style: list[str] | None = None
    """The pieces of the <style> being read, also those after a child of it; None outside."""
    style_depth: int = 0
    open_ids: list[str | None] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)
    """Elements inside each id, itself included, before any <use> is replaced."""
    uses: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    """For each <use>: the ids it stands in, and the id it repeats."""

    def parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator=_JOINT)
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        return parser

    def check_repetitions(self) -> None:
        """Raises _Unsafe when <use> repeats itself, or repeats too much."""
        drawn = self.elements
        inside: dict[str, list[str]] = {}
        for places, target in self.uses:
            for place in places:
                inside.setdefault(place, []).append(target)
        weights: dict[str, int] = {}
        for _, target in self.uses:
            drawn += _weight(target, self.sizes, inside, weights, ())
            if drawn > MAX_DRAWN_ELEMENTS:
                raise _Unsafe("des éléments <use> qui répètent trop de dessins")

    # ---- What the parser meets

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() not in ENCODINGS:
            raise expat.ExpatError(encoding)

    def _doctype(self, name: str, system: str | None, public: str | None, own: int) -> None:
        # A document type of its own can hide anything; the plain one of SVG 1.1 is harmless.
        if own:
            raise _Unsafe("une déclaration <!ENTITY> ou <!DOCTYPE>")

    def _entity(self, *_: object) -> None:
        raise _Unsafe("une déclaration <!ENTITY> ou <!DOCTYPE>")

    def _instruction(self, target: str, data: str) -> None:
        if target.lower() == "xml-stylesheet":
            raise _Unsafe("une feuille de style d'un autre fichier")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        namespace, _, tag = name.rpartition(_JOINT)
        if not self.elements and (namespace, tag) != (SVG, "svg"):
            raise expat.ExpatError(name)
        self.elements += 1
        self.depth += 1
        if self.elements > MAX_ELEMENTS:
            raise _Unsafe(f"plus de {MAX_ELEMENTS} éléments")
        if self.depth > MAX_DEPTH:
            raise _Unsafe(f"plus de {MAX_DEPTH} groupes l'un dans l'autre")
        if tag.lower() in ACTIVE_ELEMENTS or namespace == XHTML:
            raise _Unsafe(f"un élément <{tag}>")
        for full_name, value in attributes.items():
            _check_attribute(full_name.rpartition(_JOINT)[2].lower(), value)
        self._place(tag.lower(), attributes)
        if tag.lower() == "style" and self.style is None:
            self.style, self.style_depth = [], self.depth

    def _place(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.open_ids.append(attributes.get("id"))
        places = tuple(id for id in self.open_ids if id)
        for id in places:
            self.sizes[id] = self.sizes.get(id, 0) + 1
        if tag == "use":
            links = (value for name, value in attributes.items() if name.endswith("href"))
            self.uses.extend((places, link.strip().removeprefix("#")) for link in links)

    def _text(self, text: str) -> None:
        if self.style is not None:
            self.style.append(text)

    def _end(self, name: str) -> None:
        if self.style is not None and self.depth == self.style_depth:
            _check_css(tinycss2.parse_stylesheet("".join(self.style)))
            self.style = None
        self.open_ids.pop()
        self.depth -= 1


def _weight(
    id: str,
    sizes: Mapping[str, int],
    inside: Mapping[str, Iterable[str]],
    known: dict[str, int],
    within: tuple[str, ...],
) -> int:
    """Elements drawn for one <use> of `id`, which stands in what repeats `within`.

    Raises _Unsafe for one that repeats itself, or repeats through too many others.
    """
    if id in within:
        raise _Unsafe("un élément <use> qui se répète lui-même")
    if len(within) > MAX_DEPTH:
        raise _Unsafe("des éléments <use> qui répètent trop de dessins")
    if id not in known:
        total = sizes.get(id, 0)
        for target in inside.get(id, ()):
            total += _weight(target, sizes, inside, known, (*within, id))
            if total > MAX_DRAWN_ELEMENTS:
                break
        known[id] = total
    return known[id]


def _check_attribute(name: str, value: str) -> None:
    if name.startswith("on") or name == "ping":
        raise _Unsafe(f"l'attribut « {name} »")
    if name in ("href", "src") and not _is_inner(value):
        raise _Unsafe(f"l'attribut « {name} »")
    if "(" not in value and "@" not in value and "\\" not in value:
        return
    try:
        if name == "style":
            _check_css(tinycss2.parse_declaration_list(value))
        else:
            _check_values(tinycss2.parse_component_value_list(value))
    except _Unsafe as found:
        raise _Unsafe(f"l'attribut « {name} »") from found


def _check_css(nodes: Iterable[Any]) -> None:
    for node in nodes:
        if node.type == "at-rule" and node.lower_at_keyword in _MOVING_RULES:
            raise _Unsafe("un style qui fait bouger le dessin")
        if node.type == "at-rule" and node.lower_at_keyword == "import":
            raise _Unsafe("un style qui va chercher un autre fichier")
        if node.type == "declaration":
            _check_values(node.value)
        else:
            _check_values(getattr(node, "prelude", None) or ())
            _check_values(getattr(node, "content", None) or ())


def _check_values(values: Iterable[Any]) -> None:
    """Raises _Unsafe for an address that leads out, however it is written."""
    for value in _with_inner(values):
        if value.type == "url" and not _is_inner(value.value):
            raise _Unsafe("un style qui va chercher un autre fichier")
        if value.type == "at-keyword" and value.lower_value in (*_MOVING_RULES, "import"):
            raise _Unsafe("un style qui va chercher un autre fichier")
        if value.type == "function" and value.lower_name in ("url", "src", "image", "image-set"):
            addresses = [inner.value for inner in value.arguments if inner.type == "string"]
            if value.lower_name != "url" or not all(map(_is_inner, addresses)):
                raise _Unsafe("un style qui va chercher un autre fichier")
        if value.type == "error" and "url" in value.kind:
            raise _Unsafe("un style qui va chercher un autre fichier")


def _with_inner(values: Iterable[Any]) -> Iterator[Any]:
    """The values and all that stands in their brackets, without recursion."""
    waiting = list(values)
    while waiting:
        value = waiting.pop()
        yield value
        waiting.extend(getattr(value, "content", None) or getattr(value, "arguments", None) or ())


def _is_inner(address: str) -> bool:
    """Whether an address stays in the drawing: a part of it, or a picture written into it."""
    plain = address.strip().lower()
    return not plain or plain.startswith(("#", *INNER_IMAGES))
