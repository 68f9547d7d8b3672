"""Words are changed in an author's file, and nothing else of it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.errors import Position
from builder.source.editing import Edit, EditRefused, edit_file, edited
from builder.source.tree import parse_source

FILE = Path("essai.yaml")
BRACES = 'a:   # à garder\n  - {bm: "I ni ce.",  fr: Bonjour}   # oui\nb: 1\n'
LINES = "a:\n    bm: I ni ce\n    fr: |\n      Bonjour\n      à toi\n# fin\nb: 1\n"


def at(line: int, column: int) -> Position:
    return Position(FILE, line, column)


@pytest.mark.parametrize(
    ("text", "edit", "result"),
    [
        (
            BRACES,
            Edit(at(2, 5), "fr", "Salut : toi"),
            'a:   # à garder\n  - {bm: "I ni ce.",  fr: "Salut : toi"}   # oui\nb: 1\n',
        ),
        (
            BRACES,
            Edit(at(2, 5), "ff", "Jam"),
            'a:   # à garder\n  - {bm: "I ni ce.",  fr: Bonjour, ff: "Jam"}   # oui\nb: 1\n',
        ),
        (
            LINES,
            Edit(at(2, 5), "bm", "I ni « sɔgɔma »"),
            LINES.replace("I ni ce", '"I ni « sɔgɔma »"'),
        ),
        (
            LINES,
            Edit(at(2, 5), "fr", "Salut"),
            'a:\n    bm: I ni ce\n    fr: "Salut"\n# fin\nb: 1\n',
        ),
        (
            LINES,
            Edit(at(2, 5), "ff", "Jam"),
            LINES.replace("à toi\n", 'à toi\n    ff: "Jam"\n'),
        ),
        ("a: {}\n", Edit(at(1, 4), "ff", "Jam"), 'a: {ff: "Jam"}\n'),
        ("a:\r\n  bm: x\r\nb: 1\r\n", Edit(at(2, 3), "fr", "y"), None),
    ],
)
def test_only_these_words_change(text: str, edit: Edit, result: str | None) -> None:
    expected = result or 'a:\r\n  bm: x\r\n  fr: "y"\r\nb: 1\r\n'
    assert edited(text, [edit]) == expected


def test_several_texts_of_a_file_change_at_once() -> None:
    edits = [Edit(at(2, 5), "bm", "A"), Edit(at(2, 5), "fr", "B"), Edit(at(2, 5), "ff", "C")]
    assert '{bm: "A",  fr: "B", ff: "C"}   # oui' in edited(BRACES, edits)


def test_a_place_without_a_text_is_refused_and_the_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "essai.yaml"
    path.write_text(BRACES, "utf-8")
    with pytest.raises(EditRefused, match="ligne 3"):
        edit_file(path, [Edit(at(2, 5), "fr", "Salut"), Edit(at(3, 1), "fr", "Salut")])
    assert path.read_text("utf-8") == BRACES


def test_a_file_that_began_with_a_mark_begins_with_it_still(tmp_path: Path) -> None:
    path = tmp_path / "essai.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + BRACES.encode())
    edit_file(path, [Edit(at(2, 5), "fr", "Salut")])
    assert path.read_bytes() == b"\xef\xbb\xbf" + BRACES.replace("Bonjour", '"Salut"').encode()


@settings(max_examples=150, deadline=None)
@given(words=st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp"))))
@pytest.mark.parametrize("text", [BRACES, LINES])
def test_any_words_are_read_back_as_they_were_given(text: str, words: str) -> None:
    place = at(2, 5)
    try:
        result = edited(text, [Edit(place, "fr", words)])
    except EditRefused:
        assert any(not character.isprintable() for character in words)
        return
    data = parse_source(FILE, result).data["a"]
    found = data[0] if isinstance(data, list) else data
    # What is read is put into one form of Unicode, whoever typed it.
    assert found["fr"] == unicodedata.normalize("NFC", words)
