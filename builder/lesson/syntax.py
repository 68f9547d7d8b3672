"""The YAML parser's complaints → one French sentence each, with the place and what to type."""

from __future__ import annotations

from pathlib import Path

import yaml

from builder.errors import Position, Problem

QUOTES_HINT = 'Mets tout le texte entre guillemets droits : fr: "…".'


def syntax_problem(path: Path, text: str, lines: list[str], error: yaml.YAMLError) -> Problem:
    """What is wrong where the parser stopped; `lines` are the lines of `text`."""
    error = _in_plain_words(text, error)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if not isinstance(error, yaml.MarkedYAMLError) or mark is None:
        return _unclear(Position(path))
    line = lines[mark.line] if mark.line < len(lines) else ""
    at = Position(path, mark.line + 1, mark.column + 1)
    said = f"{error.context or ''} {error.problem or ''}"
    before = line[: mark.column].rstrip()

    tab = _first_tab(line, mark.column)
    if tab is not None:
        return Problem(
            "tab",
            "Il y a une tabulation : YAML veut des espaces.",
            "Remplace la tabulation par deux espaces.",
            Position(path, at.line, tab + 1),
        )
    if "mapping values are not allowed" in said and ":" not in before:
        return _not_aligned(Position(path, at.line, len(line) - len(line.lstrip()) + 1))
    if "mapping values are not allowed" in said:
        return Problem(
            "colon-in-text",
            "Un « : » de trop coupe le texte.",
            'Mets le texte entre guillemets : fr: "Ton texte : la suite".',
            at,
        )
    if "quoted scalar" in said and "escape" in said:
        return Problem(
            "backslash",
            "Le signe « \\ » ne peut pas être écrit ainsi entre guillemets.",
            "Enlève-le, ou écris « \\\\ ».",
            at,
        )
    if "quoted scalar" in said:
        opened = error.context_mark or mark
        return _open_quote(Position(path, opened.line + 1, opened.column + 1))
    if "found '<scalar>'" in said and before.endswith(("'", '"')):
        return Problem(
            "quote-too-early",
            "Le guillemet d'avant ferme le texte trop tôt.",
            'Mets le texte entre guillemets doubles : fr: "l\'eau".',
            at,
        )
    if _starts_badly(said, before):
        return Problem(
            "quotes-needed",
            "Ce texte commence ou continue par un signe qui a un sens pour YAML.",
            QUOTES_HINT,
            at,
        )
    if "expected ',' or" in said or "flow" in said:
        opened = error.context_mark or mark
        quote = _odd_quote(lines[opened.line]) if opened.line < len(lines) else None
        if quote is not None:
            return _open_quote(Position(path, opened.line + 1, quote + 1))
        return Problem(
            "braces",
            "Une accolade ou un crochet n'est pas fermé, ou il manque une virgule.",
            'Écris {bm: "…", fr: "…"} avec des guillemets autour de chaque texte.',
            Position(path, opened.line + 1, opened.column + 1),
        )
    if "expected <block end>" in said or "expected '<document start>'" in said:
        return _not_aligned(at)
    if "could not find expected ':'" in said:
        opened = error.context_mark or mark
        return Problem(
            "colon-missing",
            "Il manque « : » sur cette ligne, ou elle n'est pas alignée.",
            "Écris « clé: valeur », aligné avec les lignes voisines.",
            Position(path, opened.line + 1, opened.column + 1),
        )
    return _unclear(at)


def _in_plain_words(text: str, error: yaml.YAMLError) -> yaml.YAMLError:
    """The same complaint from the pure Python parser.

    It says more, and the same on every machine; it is too slow to read good files with.
    """
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
    except yaml.YAMLError as clearer:
        return clearer
    except (ValueError, IndexError, OverflowError):
        return error  # its own faults, on escapes outside Unicode
    return error


def _first_tab(line: str, column: int) -> int | None:
    """Where a tab indents the line or stands where the parser stopped; None without one."""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        return indent.index("\t")
    return column if line[column : column + 1] == "\t" else None


def _starts_badly(said: str, before: str) -> bool:
    return (
        "cannot start any token" in said
        or ("found '<scalar>'" in said and before.endswith(("]", "}")))
        or "expected a comment or a line break" in said
        or "chomping or indentation" in said
        or "are not allowed here" in said
        or "while scanning a directive" in said
        or "while scanning an alias" in said
        or "while scanning an anchor" in said
        or "while parsing a tag" in said
        or "while scanning a tag" in said
    )


def _odd_quote(line: str) -> int | None:
    """Where the last quotation mark of a line is that has one too few; None when they pair."""
    return line.rindex('"') if line.replace('\\"', "").count('"') % 2 else None


def _open_quote(at: Position) -> Problem:
    return Problem(
        "quote-not-closed",
        "Un guillemet est ouvert ici et jamais fermé.",
        "Ajoute le guillemet qui manque à la fin du texte.",
        at,
    )


def _not_aligned(at: Position) -> Problem:
    return Problem(
        "indentation",
        "Cette ligne n'est pas alignée avec celles du même niveau.",
        "Mets devant elle autant d'espaces que devant ses voisines.",
        at,
    )


def _unclear(at: Position) -> Problem:
    return Problem(
        "broken-yaml",
        "Le fichier n'est pas du YAML correct à cet endroit.",
        "Compare cette ligne avec un exemple du guide.",
        at,
    )
