"""Checks the picture files an author names, before anything is drawn from them."""

from __future__ import annotations

import difflib
import re
import warnings
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

from PIL import Image, UnidentifiedImageError

from builder.errors import Position, Problem

MAX_MEGAPIXELS = 25
MAX_SVG_BYTES = 200_000
RASTER_FORMATS = {"JPEG", "PNG", "WEBP"}
_UNSAFE_SVG_ELEMENTS = {"script", "foreignObject", "iframe", "embed", "object", "audio", "video"}


def picture_problems(folder: Path, name: str, at: Position | None) -> Iterator[Problem]:
    """What is wrong with the picture `name`, a path inside `folder`."""
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts or "\\" in name or ":" in name:
        yield Problem("picture-outside", f"L'image « {name} » doit être dans le dossier des leçons.",
                      "Copie-la dans lessons/pictures et écris « pictures/nom.svg ».", at)  # fmt: skip
        return
    path = folder / pure
    if not path.is_file() or not _same_case(folder, pure):
        near = folder / pure.parent
        there = [p.name for p in near.iterdir()] if near.is_dir() else []
        close = difflib.get_close_matches(pure.name, there, 1, 0.5)
        hint = f"Voulais-tu écrire « {pure.parent / close[0]} » ?" if close else "Copie l'image dans lessons/pictures."
        yield Problem("picture-missing", f"L'image « {name} » n'existe pas.", hint, at)
        return
    if path.suffix.lower() == ".svg":
        yield from _svg_problems(path, name, at)
    else:
        yield from _raster_problems(path, name, at)


def _same_case(folder: Path, pure: PurePosixPath) -> bool:
    """Upper and lower case must match: Windows forgives it, a phone does not."""
    current = folder
    for part in pure.parts:
        if part not in (entry.name for entry in current.iterdir()):
            return False
        current = current / part
    return True


def _svg_problems(path: Path, name: str, at: Position | None) -> Iterator[Problem]:
    raw = path.read_bytes()
    if len(raw) > MAX_SVG_BYTES:
        yield Problem("picture-too-large", f"Le dessin « {name} » pèse {len(raw) // 1000} ko ; {MAX_SVG_BYTES // 1000} ko au plus.",
                      "Simplifie-le, ou enregistre-le en PNG.", at)  # fmt: skip
        return
    if re.search(rb"<!(DOCTYPE|ENTITY)", raw, re.IGNORECASE):
        yield _unsafe(name, "une déclaration <!DOCTYPE> ou <!ENTITY>", at)
        return
    try:
        root = ElementTree.fromstring(raw)
    except (ElementTree.ParseError, ValueError):
        yield Problem("picture-broken", f"Le dessin « {name} » n'est pas un SVG correct.",
                      "Enregistre-le de nouveau depuis ton logiciel de dessin.", at)  # fmt: skip
        return
    if root.tag != "{http://www.w3.org/2000/svg}svg":
        yield Problem("picture-broken", f"Le fichier « {name} » n'est pas un dessin SVG.",
                      "Enregistre-le de nouveau depuis ton logiciel de dessin.", at)  # fmt: skip
        return
    for element in root.iter():
        tag = str(element.tag).rpartition("}")[2]
        if tag in _UNSAFE_SVG_ELEMENTS:
            yield _unsafe(name, f"un élément <{tag}>", at)
            return
        for attribute, value in element.attrib.items():
            local = attribute.rpartition("}")[2].lower()
            outside = local == "href" and not value.strip().startswith(("#", "data:image/"))
            if local.startswith("on") or outside or _fetches(value):
                yield _unsafe(name, f"l'attribut « {local} »", at)
                return
        if tag == "style" and _fetches(element.text or ""):
            yield _unsafe(name, "un style qui va chercher un autre fichier", at)
            return


def _fetches(css: str) -> bool:
    return "@import" in css or bool(re.search(r"url\(\s*['\"]?(?!#|data:image/)", css))


def _unsafe(name: str, what: str, at: Position | None) -> Problem:
    return Problem("picture-unsafe", f"Le dessin « {name} » contient {what} : il pourrait exécuter du code.",
                   "Enregistre-le en « SVG simple » ou en PNG.", at)  # fmt: skip


def _raster_problems(path: Path, name: str, at: Position | None) -> Iterator[Problem]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path) as image:
                megapixels = image.width * image.height / 1e6
                if image.format not in RASTER_FORMATS:
                    yield Problem("picture-format", f"L'image « {name} » est en {image.format}.",
                                  "Enregistre-la en JPEG, PNG, WebP ou SVG.", at)  # fmt: skip
                    return
                if megapixels > MAX_MEGAPIXELS:
                    yield _too_many_pixels(name, megapixels, at)
                    return
                image.load()
    except Image.DecompressionBombError:
        yield _too_many_pixels(name, None, at)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        yield Problem("picture-broken", f"L'image « {name} » est abîmée ou n'est pas une image.",
                      "Ouvre-la dans un logiciel d'images et enregistre-la de nouveau.", at)  # fmt: skip


def _too_many_pixels(name: str, megapixels: float | None, at: Position | None) -> Problem:
    size = f"{megapixels:.0f} mégapixels" if megapixels else "beaucoup trop de pixels"
    return Problem("picture-too-large", f"L'image « {name} » a {size} ; {MAX_MEGAPIXELS} au plus.",
                   "Réduis-la, par exemple à 1600 × 1200.", at)  # fmt: skip
