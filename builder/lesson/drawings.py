"""What in an SVG file could run code or call another file."""

from __future__ import annotations

import re
from xml.etree import ElementTree

SVG = "http://www.w3.org/2000/svg"
XHTML = "http://www.w3.org/1999/xhtml"
ACTIVE_ELEMENTS = frozenset(
    {"script", "handler", "listener", "foreignobject", "iframe", "embed", "object", "audio"}
    | {"video", "animate", "animatemotion", "animatetransform", "set", "discard"}
)
_INNER_IMAGE = r"data:image/(?:png|jpeg|webp|gif);"
_INNER_LINK = re.compile(rf"\s*(?:#|{_INNER_IMAGE})", re.IGNORECASE)
# An escape could spell any of these another way.
_FETCHING_STYLE = re.compile(
    rf"@import|image-set\(|\\|url\(\s*['\"]?(?!#|{_INNER_IMAGE})|javascript:", re.IGNORECASE
)
_ENCODING = re.compile(r"<\?xml[^>]*encoding=['\"]([^'\"]+)", re.IGNORECASE)


def unsafe_part(raw: bytes) -> str | None:
    """What makes the drawing unsafe, in French; None when nothing does.

    Raises ValueError when it is no SVG in UTF-8.
    """
    text = raw.decode("utf-8-sig")
    encoding = _ENCODING.match(text)
    if encoding and encoding.group(1).lower() not in ("utf-8", "us-ascii", "ascii"):
        raise ValueError(encoding.group(1))
    # A document type of its own can hide anything; the plain one of SVG 1.1 is harmless.
    if re.search(r"<!ENTITY|<!DOCTYPE[^>\[]*\[", text, re.IGNORECASE):
        return "une déclaration <!ENTITY> ou <!DOCTYPE>"
    if "<?xml-stylesheet" in text.lower():
        return "une feuille de style d'un autre fichier"
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise ValueError(str(error)) from error
    if root.tag != f"{{{SVG}}}svg":
        raise ValueError(root.tag)
    for element in root.iter():
        part = _unsafe_element(element)
        if part:
            return part
    return None


def _unsafe_element(element: ElementTree.Element) -> str | None:
    namespace, _, tag = element.tag.rpartition("}")
    if tag.lower() in ACTIVE_ELEMENTS or namespace == "{" + XHTML:
        return f"un élément <{tag}>"
    for attribute, value in element.attrib.items():
        name = attribute.rpartition("}")[2].lower()
        leads_out = name in ("href", "src") and not _INNER_LINK.match(value)
        if name.startswith("on") or leads_out or _is_fetching(name, value):
            return f"l'attribut « {name} »"
    if tag.lower() == "style" and _FETCHING_STYLE.search(element.text or ""):
        return "un style qui va chercher un autre fichier"
    return None


def _is_fetching(name: str, value: str) -> bool:
    """Names of layers and files in Inkscape's own attributes may hold a backslash."""
    found = _FETCHING_STYLE.search(value)
    return found is not None and (name == "style" or found.group() != "\\")
