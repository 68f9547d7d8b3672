"""A source file's bytes → its text, or what is wrong with the file itself."""

from __future__ import annotations

import re
from pathlib import Path

from builder.errors import LINE_BREAK, Position, Problem, ProblemsFound

MAX_SOURCE_BYTES = 1_000_000
# First bytes of what a word processor saves, even under the name of a lesson.
_NO_TEXT = {b"PK\x03\x04": "un document Word ou un ZIP", b"{\\rtf": "un document RTF"}
# é, è, à, ê, ç, ô, É, ɛ, ɔ, ɲ, ŋ and ’ in UTF-8, read as Windows-1252 and saved again.
_DECODED_TWICE = re.compile("Ã[©¨ªà\u00a0§´‰]|É[›”²]|Å‹|â€™")


def read_text(path: Path) -> str:
    """The file as text, without its byte order mark. Raises ProblemsFound."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_SOURCE_BYTES + 1)
    except FileNotFoundError:
        raise _refusal(
            "file-missing",
            path,
            f"Le fichier « {path.name} » n'existe pas.",
            "Vérifie le nom du fichier, lettre par lettre.",
        ) from None
    except (OSError, ValueError) as error:
        raise _refusal(
            "file-unreadable",
            path,
            f"Le fichier « {path.name} » ne peut pas être lu.",
            "Ferme les programmes qui l'utilisent, ou copie le dossier à un endroit "
            "où tu as le droit de lire.",
        ) from error
    if len(raw) > MAX_SOURCE_BYTES:
        raise _refusal(
            "file-too-large",
            path,
            "Le fichier dépasse 1 Mo : ce n'est pas une leçon.",
            "Partage-le en plusieurs leçons.",
        )
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw[:2]:
        raise _refusal(
            "wrong-encoding",
            path,
            "Le fichier est enregistré en UTF-16.",
            "Dans ton éditeur, choisis Enregistrer sous… → Encodage → UTF-8.",
        )
    for start, what in _NO_TEXT.items():
        if raw.startswith(start):
            raise _refusal(
                "not-plain-text",
                path,
                f"Ce fichier est {what}, pas un texte simple.",
                "Copie son texte dans le Bloc-notes, puis Enregistrer sous… → Encodage → UTF-8.",
            )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig", errors="replace")
        line, column = line_and_column(before, len(before))
        problem = Problem(
            "wrong-encoding",
            "Le fichier n'est pas en UTF-8 : un caractère ne peut pas être lu ici.",
            "Dans ton éditeur, choisis Enregistrer sous… → Encodage → UTF-8.",
            Position(path, line, column),
        )
        raise ProblemsFound([problem]) from error
    twice = _DECODED_TWICE.search(text)
    if twice:
        problem = Problem(
            "wrong-encoding",
            f"Les accents et les lettres du bambara sont abîmés ici : « {twice.group()} ».",
            "Reprends une copie d'avant, et enregistre-la toujours en UTF-8.",
            Position(path, *line_and_column(text, twice.start())),
        )
        raise ProblemsFound([problem])
    return text


def _refusal(slug: str, path: Path, message: str, hint: str) -> ProblemsFound:
    return ProblemsFound([Problem(slug, message, hint, Position(path))])


def line_and_column(text: str, index: int) -> tuple[int, int]:
    """Where an editor shows the character `index`; both count from 1."""
    lines = LINE_BREAK.split(text[:index])
    return len(lines), len(lines[-1]) + 1
