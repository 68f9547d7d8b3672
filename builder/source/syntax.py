"""The YAML parser's complaints → one French sentence each, with the place and what to type."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from builder.errors import Position, Problem
from builder.source.encoding import line_and_column

QUOTES_HINT = 'Mets tout le texte entre guillemets droits : "…".'
# What Word and web pages put where YAML wants a plain space, a plain hyphen.
_ODD_SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_ODD_INDENT = re.compile(f"(?m)^( *)[{_ODD_SPACES}][ {_ODD_SPACES}]*")
_ODD_AFTER_COLON = re.compile(f"[ -]*[\\w-]+ *:[{_ODD_SPACES}]")
_ODD_DASH = re.compile(r" *([–—−‐‑•·▪●◦])\s*[\w{\"]")
_NO_SPACE_AFTER_DASH = re.compile(r" *-(\w[\w-]*:)(\s|$)")
_NO_SPACE_AFTER_COLON = re.compile(r"[ -]*([\w-]+):[^\s:]")
_WORD_QUOTE = re.compile("[“”„]")
_APOSTROPHE_IN_QUOTES = re.compile(r"[:{\[,-]\s*'[^']*'(?=\w)")
_QUESTION_MARK = re.compile(r"([^\s:{,\[-][ \u00a0\u202f]*)\?")
_NEXT_KEY = re.compile(r"[;.]?\s*([\w-]+)\s*:")


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
            "Remplace chaque tabulation par des espaces, autant que devant les lignes voisines.",
            Position(path, at.line, tab + 1),
        )
    typed = _typed_wrong(path, lines, mark.line) or _wrong_quotes(path, line, mark)
    if typed is not None:
        return typed
    if "mapping values are not allowed" in said and ":" not in before:
        return _not_aligned(Position(path, at.line, len(line) - len(line.lstrip()) + 1))
    if "mapping values are not allowed" in said or "got ':'" in said:
        return Problem(
            "colon-in-text",
            "Un « : » de trop coupe le texte.",
            'Mets le texte entre guillemets : "Ton texte : la suite".',
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
    if "<scalar>'" in said and before.endswith(("'", '"')):
        return _after_quote(path, text, line, mark)
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
            'Écris chaque texte entre guillemets, une virgule entre deux : {…: "…", …: "…"}.',
            Position(path, opened.line + 1, opened.column + 1),
        )
    if "expected <block end>" in said or "expected '<document start>'" in said:
        return _not_aligned(at)
    if "could not find expected ':'" in said:
        opened = error.context_mark or mark
        typed = _typed_wrong(path, lines, opened.line)
        if typed is not None:
            return typed
        return Problem(
            "colon-missing",
            "Il manque « : » sur cette ligne, ou elle n'est pas alignée.",
            "Écris « clé: valeur », aligné avec les lignes voisines.",
            Position(path, opened.line + 1, opened.column + 1),
        )
    return _unclear(at)


def _in_plain_words(text: str, error: yaml.YAMLError) -> yaml.YAMLError:
    """The same complaint from the pure Python parser.

    It says more, and the same on every machine; it is too slow to read good files with. Alone it
    refuses « {text: Qui ?} », which is no fault: it is not shown these question marks.
    """
    try:
        for _ in yaml.parse(_QUESTION_MARK.sub(r"\1.", text), Loader=yaml.SafeLoader):
            pass
    except yaml.YAMLError as clearer:
        return clearer
    except (ValueError, IndexError, OverflowError):
        return error  # its own faults, on escapes outside Unicode
    return error


def _typed_wrong(path: Path, lines: list[str], index: int) -> Problem | None:
    """A sign that looks right and is not, on the line of that index or the one before."""
    for number in (index, index - 1):
        line = lines[number] if 0 <= number < len(lines) else ""
        start = Position(path, number + 1, len(line) - len(line.lstrip(" ")) + 1)
        found = _ODD_AFTER_COLON.match(line)
        if found:
            at = Position(path, number + 1, found.end())
            return odd_space(at, "Efface-la et tape une espace ordinaire.")
        found = _ODD_DASH.match(line)
        if found:
            return Problem(
                "dash",
                f"Une ligne de liste ne commence pas par « {found.group(1)} ».",
                "Efface ce signe et tape un tiret simple et une espace : « - ».",
                start,
            )
        found = _NO_SPACE_AFTER_DASH.match(line)
        if found:
            return Problem(
                "space-missing",
                "Il manque une espace après le tiret.",
                f"Écris « - {found.group(1)} … ».",
                start,
            )
        found = _NO_SPACE_AFTER_COLON.match(line) if number == index else None
        if found:
            return space_missing(found.group(1), start)
    return None


def _wrong_quotes(path: Path, line: str, mark: yaml.Mark) -> Problem | None:
    """Quotation marks on that line that do not hold a text together."""
    found = _WORD_QUOTE.search(line)
    if found and '"' not in line[: found.start()]:
        return Problem(
            "curly-quotes",
            f"Les guillemets « {found[0]} » de Word ne tiennent pas le texte.",
            'Tape des guillemets droits : "…".',
            Position(path, mark.line + 1, found.start() + 1),
        )
    found = _APOSTROPHE_IN_QUOTES.search(line)
    if found:
        return _quote_too_early(Position(path, mark.line + 1, found.end() + 1), single=True)
    return None


def _after_quote(path: Path, text: str, line: str, mark: yaml.Mark) -> Problem:
    """Words follow a quotation: why."""
    at = Position(path, mark.line + 1, mark.column + 1)
    before = _quotation_before(text, mark.index)
    if before is not None and before.start_mark.line < before.end_mark.line:
        start = before.start_mark
        return _open_quote(Position(path, start.line + 1, start.column + 1))
    following = _NEXT_KEY.match(line, mark.column)
    if following:
        return Problem(
            "comma-missing",
            f"Il manque une virgule avant « {following.group(1)}: ».",
            f'Écris-la entre les deux textes : "…", {following.group(1)}: "…".',
            at,
        )
    return _quote_too_early(at, single=before is not None and before.style == "'")


def _quote_too_early(at: Position, *, single: bool) -> Problem:
    return Problem(
        "quote-too-early",
        "Le guillemet d'avant ferme le texte trop tôt.",
        'Mets le texte entre guillemets doubles : "l\'eau".'
        if single
        else "À l'intérieur d'un texte, écris les guillemets « » au lieu de \".",
        at,
    )


def _quotation_before(text: str, index: int) -> yaml.ScalarToken | None:
    """The last quoted text that ends before the character `index`."""
    last = None
    try:
        for token in yaml.scan(_QUESTION_MARK.sub(r"\1.", text), Loader=yaml.SafeLoader):
            if token.start_mark.index >= index:
                break
            if isinstance(token, yaml.ScalarToken) and token.style:
                last = token
    except (yaml.YAMLError, ValueError, IndexError, OverflowError):
        pass  # it stops where the parser did
    return last


def with_plain_indents(path: Path, text: str) -> tuple[str, list[Problem]]:
    """The text with plain spaces before each line, and the one problem of those that were not."""
    found = list(_ODD_INDENT.finditer(text))
    if not found:
        return text, []
    line, column = line_and_column(text, found[0].end(1))
    where = f", ici et sur {len(found) - 1} autres lignes" if len(found) > 2 else ""
    hint = f"Remplace-la par une espace ordinaire{where}."
    plain = _ODD_INDENT.sub(lambda indent: " " * len(indent[0]), text)
    return plain, [odd_space(Position(path, line, column), hint)]


def odd_space(at: Position, hint: str) -> Problem:
    """The problem of a space that looks plain and is not."""
    message = "Il y a ici une espace insécable, comme en met Word."
    return Problem("odd-space", message, hint, at)


def space_missing(key: str, at: Position) -> Problem:
    """The problem of « text:"…" »."""
    return Problem(
        "space-missing", f"Il manque une espace après « {key}: ».", f"Écris « {key}: … ».", at
    )


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
