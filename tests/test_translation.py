"""A language is added by one command, filled in with a spreadsheet, and put back in place."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from builder.cli import main
from builder.project import Project
from builder.table import read_table, write_table
from tests.conftest import ROOT

TABLE = "traduction-ff.csv"
ADD = ["add-language", "ff", "--name", "Pulaar « Futa »", "--french", "peul"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project whose phrase books of activities are the program's own: these are not written."""
    shutil.copytree(ROOT / "tests" / "tiny" / "lessons", tmp_path / "lessons")
    shutil.copytree(ROOT / "site_overrides", tmp_path / "site_overrides")
    return tmp_path


def fill(table: Path, words: dict[str, str]) -> None:
    """As somebody does with a spreadsheet: some cells of the last column."""
    head, *rows = read_table(table)
    for row in rows:
        row[-1] = words.get(row[1], row[-1])
    write_table(table, [head, *rows])


def test_a_language_is_added_filled_in_and_in_its_place(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (root / "lessons" / "petite.yaml").read_text("utf-8")
    assert main(["--root", str(root), *ADD]) == 0
    course = Project(root).load_course()
    assert course.languages.tags == ("bm", "fr", "ff")
    assert course.languages["ff"].name == "Pulaar « Futa »"
    assert course.languages["ff"].partial
    assert (root / "lessons" / "petite.yaml").read_text("utf-8") == before
    head, *rows = read_table(root / TABLE)
    assert head == ["où", "bm", "fr", "ff"]
    title = course.lessons[0].title
    assert any(row[1:] == [title.shown("bm"), title.shown("fr"), ""] for row in rows)
    assert len({row[1] for row in rows}) == len(rows), "each text is asked for once"

    fill(root / TABLE, {title.shown("bm"): "Reen hoore maa"})
    capsys.readouterr()
    assert main(["--root", str(root), "add-language", "ff", "--from", str(root / TABLE)]) == 0
    assert "mis en place" in capsys.readouterr().out
    now = (root / "lessons" / "petite.yaml").read_text("utf-8")
    assert Project(root).load_course().lessons[0].title.shown("ff") == "Reen hoore maa"
    assert now.replace(', ff: "Reen hoore maa"', "") == before


def test_a_table_is_not_written_over_another(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / TABLE).write_text("déjà rempli", "utf-8")
    assert main(["--root", str(root), *ADD]) == 1
    assert "existe déjà" in capsys.readouterr().err
    assert (root / TABLE).read_text("utf-8") == "déjà rempli"


def test_a_language_without_its_names_is_asked_for_them(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(root), "add-language", "ff"]) == 1
    assert '--name "…" --french "…"' in capsys.readouterr().err


@pytest.mark.parametrize("tag", ["F F", "../x", "é"])
def test_a_tag_that_is_none_is_refused(
    root: Path, tag: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(root), "add-language", tag, "--name", "Aa", "--french", "aa"]) == 1
    assert "étiquette" in capsys.readouterr().err


def test_words_that_have_left_the_course_are_told_and_left_aside(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(root), *ADD]) == 0
    head, *_ = read_table(root / TABLE)
    write_table(root / TABLE, [head, ["", "Nin tɛ yan", "", "Jam"]])
    capsys.readouterr()
    assert main(["--root", str(root), "add-language", "ff", "--from", str(root / TABLE)]) == 0
    assert "Nin tɛ yan" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content", [b"", b"a;b\r\n", b"\xff\xfe\x00", b'"' * 50, b"o\xc3\xb9;bm;fr\r\n1;2;3\r\n"]
)
def test_a_table_that_is_none_is_one_sentence(
    root: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(root), *ADD]) == 0
    (root / TABLE).write_bytes(content)
    capsys.readouterr()
    assert main(["--root", str(root), "add-language", "ff", "--from", str(root / TABLE)]) == 1
    told = capsys.readouterr().err
    assert "Traceback" not in told
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize("words", ["=1+1", "+223", "-5", "@awa", "'=1", "'", "a;b", 'a"b', "ɛɔ"])
def test_a_cell_is_never_a_formula_and_comes_back_as_it_was(tmp_path: Path, words: str) -> None:
    path = tmp_path / "table.csv"
    write_table(path, [["a", words]])
    with path.open(encoding="utf-8-sig", newline="") as file:
        seen = next(csv.reader(file, delimiter=";"))[1]
    assert not seen.startswith(("=", "+", "-", "@"))
    assert read_table(path) == [["a", words]]
