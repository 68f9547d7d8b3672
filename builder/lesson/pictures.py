"""Checks the picture files an author names, before anything is drawn from them."""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath

from builder.errors import Position, Problem
from builder.lesson.drawings import unsafe_part
from builder.lesson.messages import nearest, shortened

MAX_MEGAPIXELS = 25
MAX_SVG_BYTES = 200_000
# Samsung phones put two pictures in one JPEG file: MPO.
RASTER_FORMATS = {"JPEG", "MPO", "PNG", "WEBP"}
RASTER_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}
PICTURES = "pictures"
SAVE_AGAIN = "Ouvre-la dans un logiciel d'images et enregistre-la de nouveau."


class PictureFolder:
    """A folder of lessons, whose listings are read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._names = cache(_names_in)

    def problems(self, name: str, at: Position | None) -> Iterator[Problem]:
        """What is wrong with the picture `name`, a path inside the folder."""
        pure = PurePosixPath(name)
        shown = shortened(name)
        if "\\" in name and ":" not in name:
            yield Problem(
                "picture-outside",
                f"Le chemin « {shown} » a des « \\ ».",
                "Écris-le avec des « / » : pictures/nom.svg.",
                at,
            )
        elif pure.is_absolute() or ".." in pure.parts or ":" in name or self._leaves(pure):
            yield Problem(
                "picture-outside",
                f"L'image « {shown} » n'est pas dans le dossier des leçons.",
                "Copie-la dans lessons/pictures et écris « pictures/nom.svg ».",
                at,
            )
        elif not self._is_there(pure):
            meant = self._meant(pure)
            yield Problem(
                "picture-missing",
                f"L'image « {shown} » n'existe pas.",
                f"Voulais-tu écrire « {meant} » ?"
                if meant
                else "Copie l'image dans lessons/pictures, sans accents dans son nom.",
                at,
            )
        elif pure.suffix.lower() == ".svg":
            yield from _svg_problems(self.folder / pure, shown, at)
        else:
            yield from _raster_problems(self.folder / pure, shown, at)

    def _meant(self, pure: PurePosixPath) -> PurePosixPath | None:
        """The picture that was probably meant; None when none is near."""
        usual = PurePosixPath(PICTURES)
        if pure.name in self._names(self.folder / usual):
            return usual / pure.name
        near = nearest(pure.name, self._names(self.folder / pure.parent))
        return pure.parent / near if near and near != pure.name else None

    def _is_there(self, pure: PurePosixPath) -> bool:
        """Upper and lower case must match: Windows forgives it, a phone does not."""
        current = self.folder
        for part in pure.parts:
            if part not in self._names(current):
                return False
            current = current / part
        return current.is_file()

    def _leaves(self, pure: PurePosixPath) -> bool:
        """Whether a link on the way leads out of the folder."""
        try:
            return not (self.folder / pure).resolve().is_relative_to(self.folder.resolve())
        except (OSError, ValueError, RuntimeError):
            return False  # not there, then; RuntimeError: links in a circle


def _names_in(folder: Path) -> frozenset[str]:
    """Names in the folder, in the form that `source` gives; empty when it cannot be listed."""
    try:
        names = [entry.name for entry in folder.iterdir()]
    except (OSError, ValueError):
        return frozenset()
    return frozenset(name for name in names if unicodedata.is_normalized("NFC", name))


def _svg_problems(path: Path, name: str, at: Position | None) -> Iterator[Problem]:
    try:
        raw = path.read_bytes()
    except OSError:
        yield _unreadable(name, at)
        return
    if len(raw) > MAX_SVG_BYTES:
        yield Problem(
            "picture-too-large",
            f"Le dessin « {name} » pèse {len(raw) // 1000} ko :"
            f" {MAX_SVG_BYTES // 1000} ko au plus.",
            "Simplifie-le, ou enregistre-le en PNG.",
            at,
        )
        return
    try:
        part = unsafe_part(raw)
    except ValueError:
        yield Problem(
            "picture-broken",
            f"Le fichier « {name} » n'est pas un dessin SVG correct.",
            "Enregistre-le de nouveau, en « SVG simple » et en UTF-8.",
            at,
        )
        return
    if part:
        yield Problem(
            "picture-unsafe",
            f"Le dessin « {name} » contient {part}.",
            "Enregistre-le en « SVG simple » ou en PNG : rien ne doit y agir seul.",
            at,
        )


def _raster_problems(path: Path, name: str, at: Position | None) -> Iterator[Problem]:
    # Only photos need Pillow, and it takes a while to load.
    from PIL import Image

    if path.suffix.lower() not in RASTER_SUFFIXES:
        yield _wrong_format(name, path.suffix.lstrip(".").upper(), at)
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path) as image:
                format, moves = image.format or "", getattr(image, "is_animated", False)
                megapixels = image.width * image.height / 1e6
                if format not in RASTER_FORMATS:
                    yield _wrong_format(name, format, at)
                elif megapixels > MAX_MEGAPIXELS:
                    yield _too_many_pixels(name, f"{megapixels:.0f} mégapixels", at)
                elif moves and format != "MPO":
                    yield Problem(
                        "picture-moves",
                        f"L'image « {name} » est animée.",
                        "Enregistre une seule image : rien ne bouge pendant la voix.",
                        at,
                    )
                else:
                    image.draft("L", (64, 64))  # a JPEG is read whole, but decoded small
                    image.load()
    except Image.DecompressionBombError:
        yield _too_many_pixels(name, "beaucoup trop de pixels", at)
    except PermissionError:
        yield _unreadable(name, at)
    except Exception:  # noqa: BLE001 -- a broken file makes Pillow raise almost anything
        yield Problem(
            "picture-broken",
            f"L'image « {name} » est abîmée ou n'est pas une image.",
            SAVE_AGAIN,
            at,
        )


def _too_many_pixels(name: str, size: str, at: Position | None) -> Problem:
    return Problem(
        "picture-too-large",
        f"L'image « {name} » a {size} : {MAX_MEGAPIXELS} au plus.",
        "Réduis-la, par exemple à 1600 × 1200.",
        at,
    )


def _wrong_format(name: str, format: str, at: Position | None) -> Problem:
    said = f"est en {format}" if format else "n'a pas de format connu"
    return Problem(
        "picture-format",
        f"L'image « {name} » {said}.",
        "Enregistre-la en JPEG, PNG, WebP ou SVG.",
        at,
    )


def _unreadable(name: str, at: Position | None) -> Problem:
    return Problem(
        "picture-unreadable",
        f"L'image « {name} » ne peut pas être lue.",
        "Ferme les programmes qui l'utilisent, ou copie-la de nouveau.",
        at,
    )
