"""A source file's bytes → its text, or what is wrong with the file itself."""

from __future__ import annotations

from pathlib import Path

from builder.errors import LINE_BREAK, Position, Problem, ProblemsFound

MAX_SOURCE_BYTES = 1_000_000


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
    try:
        return raw.decode("utf-8-sig")
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


def _refusal(slug: str, path: Path, message: str, hint: str) -> ProblemsFound:
    return ProblemsFound([Problem(slug, message, hint, Position(path))])


def line_and_column(text: str, index: int) -> tuple[int, int]:
    """Where an editor shows the character `index`; both count from 1."""
    lines = LINE_BREAK.split(text[:index])
    return len(lines), len(lines[-1]) + 1
