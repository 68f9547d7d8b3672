"""YAML as authors write it: what stays text, where things stand, what is shown of a problem."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.errors import Position, Problem, render
from builder.source.tree import PlacedList, parse_source


def value_of(written: str) -> object:
    return parse_source(Path("essai.yaml"), f"a: {written}\n").data["a"]


@pytest.mark.parametrize(
    "text",
    [
        *("no", "yes", "on", "off", "oui", "non", "True", "FALSE", "Null", "12:30", "2026-12-01"),
        *("0123", "1e3", "0x1F", "1_000", "+5", ".5", "5.", "07", "1,5", "9" * 20, ".inf", "Ɛ"),
    ],
)
def test_what_older_yaml_would_change_stays_as_it_was_written(text: str) -> None:
    assert value_of(text) == text


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-7", -7),
        ("1.5", 1.5),
        ("'true'", "true"),
        ('"1"', "1"),
        ("|\n  un\n  deux\n", "un\ndeux"),
        (">\n  un\n  deux\n", "un deux"),
        ("'l''eau'", "l'eau"),
        ("L’eau d'ici", "L’eau d'ici"),
        ("Appelle le 1 # une note", "Appelle le 1"),
    ],
)
def test_values_are_read_as_the_guide_says(written: str, value: object) -> None:
    read = value_of(written)
    assert read == value
    assert type(read) is type(value)


def test_an_accent_typed_in_two_parts_is_the_same_word() -> None:
    assert value_of("te\u0301le\u0301phone") == "téléphone"


def test_keys_values_and_items_know_their_place() -> None:
    data = parse_source(Path("essai.yaml"), "a: 1\nb:\n  - x\n  - {c: ɛ, d: 2}\n").data
    assert data.keys_at["b"] == Position(Path("essai.yaml"), 2, 1)
    items = data["b"]
    assert isinstance(items, PlacedList)
    assert items.items_at[1] == Position(Path("essai.yaml"), 4, 5)
    assert items[1].values_at["d"] == Position(Path("essai.yaml"), 4, 15)


def rendered(folder: Path, line: str, column: int) -> list[str]:
    path = folder / "essai.yaml"
    path.write_bytes(line.encode())
    problem = Problem("slug", "Quoi.", "Écris ceci.", Position(path, 1, column))
    return render(problem).split("\n")


def test_a_problem_shows_its_line_a_caret_and_what_to_type(tmp_path: Path) -> None:
    first, line, caret, hint = rendered(tmp_path, "id: Été\n", 5)
    assert first.endswith("essai.yaml:1:5: error: Quoi. [slug]")
    assert line == "    id: Été"
    assert caret == "        ^"
    assert hint == "    → Écris ceci."


@pytest.mark.parametrize(
    ("line", "column", "caret"),
    [
        ("\tid: x", 6, 5),
        ("bm: ɛ̀ɔ́ x", 9, 6),
        ("fr: 你好 x", 8, 9),
        ("a" * 200, 150, 59),
    ],
)
def test_the_caret_stands_under_the_sign(
    tmp_path: Path, line: str, column: int, caret: int
) -> None:
    assert rendered(tmp_path, line, column)[2].index("^") == 4 + caret


def test_what_could_command_a_terminal_is_not_shown(tmp_path: Path) -> None:
    shown = "\n".join(rendered(tmp_path, "fr: \x1b[31m\x07\u202e", 1))
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)


def test_lines_are_counted_as_editors_count_them(tmp_path: Path) -> None:
    path = tmp_path / "essai.yaml"
    path.write_bytes("un\r\ndeux\rtrois\nqu\u2028atre".encode())
    shown = [
        render(Problem("s", "M.", position=Position(path, n))).split("\n")[1] for n in (2, 3, 4)
    ]
    assert shown == ["    deux", "    trois", "    qu\u2028atre"]


@pytest.mark.parametrize("content", ["format: 1".encode("utf-16"), None])
def test_a_file_that_cannot_be_shown_leaves_the_message(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "essai.yaml"
    if content:
        path.write_bytes(content)
    told = render(Problem("s", "Quoi.", "Fais ceci.", Position(path)))
    assert told.split("\n")[1:] == ["    → Fais ceci."]


def test_a_problem_without_a_place_is_told_too() -> None:
    assert render(Problem("slug", "Quoi.", severity="warning")) == "warning: Quoi. [slug]"
