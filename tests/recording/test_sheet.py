"""A narrator gets a sheet: what is missing, numbered, on paper, as text and as a table."""

from __future__ import annotations

from html import escape

import pytest

from builder.cli import main
from builder.errors import BuilderError
from builder.project import Project
from builder.recording.keeping import keep_take
from builder.recording.script import read_script
from builder.recording.sheet import read_sheet
from builder.table import read_table, write_table
from tests.studio.conftest import spoken

TITLE = ("bm", "petite", "title")


def test_a_sheet_has_what_is_missing_once_numbered_with_its_french_beside(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    script = read_script(project)
    keep_take(project.recordings, script.lines[TITLE].utterance, spoken())
    assert main(["--root", str(project.root), "sheet", "--lesson", "petite"]) == 0
    assert "feuille-bm.html" in capsys.readouterr().out
    table = project.root / "feuille-bm.csv"
    lines = read_sheet(table)
    expected = [key for key in script.lines if key[:2] == ("bm", "petite") and key != TITLE]
    assert [line.key for line in lines] == expected
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    page, text = (table.with_suffix(end).read_text("utf-8") for end in (".html", ".txt"))
    for line in lines:
        of_today = line.found_in(script)
        assert of_today and of_today.helping
        said = escape(line.text)
        assert f'<b>{line.number}</b><div><p class="say" lang="bm">{said}</p>' in page
        assert escape(of_today.helping.text) in page
        assert f"{line.number}. {line.text}\n   ({of_today.helping.text})" in text
    assert "Protège-toi" in page, "the lesson's name stands over its lines"


def test_a_sheet_is_never_written_over_another(project: Project) -> None:
    for name in ("feuille-bm", "feuille-bm-2", "feuille-bm-3"):
        assert main(["--root", str(project.root), "sheet", "--lesson", "petite", "--every"]) == 0
        assert all((project.root / f"{name}{end}").exists() for end in (".csv", ".html", ".txt"))


def test_a_line_that_says_something_else_by_now_is_not_found(project: Project) -> None:
    main(["--root", str(project.root), "sheet", "--lesson", "petite"])
    lines = read_sheet(project.root / "feuille-bm.csv")
    lesson = project.lessons / "petite.yaml"
    lesson.write_text(lesson.read_text("utf-8").replace("I yɛrɛ lakana", "I yɛrɛ tanga"), "utf-8")
    script = read_script(project)
    gone = [line.key for line in lines if line.found_in(script) is None]
    assert gone == [TITLE]


def test_a_stale_line_is_to_be_said_again(project: Project) -> None:
    keep_take(project.recordings, read_script(project).lines[TITLE].utterance, spoken())
    lesson = project.lessons / "petite.yaml"
    lesson.write_text(lesson.read_text("utf-8").replace("I yɛrɛ lakana", "I yɛrɛ tanga"), "utf-8")
    main(["--root", str(project.root), "sheet", "--lesson", "petite"])
    head, first, *_ = read_table(project.root / "feuille-bm.csv")
    told = dict(zip(head, first, strict=True))
    assert (told["à dire"], told["état"]) == ("I yɛrɛ tanga", "périmée : le texte a changé")


@pytest.mark.parametrize("wrong", [["-l", "xx"], ["--lesson", "lune"]])
def test_what_the_course_has_not_is_told(
    project: Project, wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(project.root), "sheet", *wrong]) != 0
    assert wrong[1] in capsys.readouterr().err
    assert not list(project.root.glob("feuille*"))


HEAD = ["n°", "langue", "partie", "phrase", "empreinte"]
ROW = ["1", "bm", "petite", "title", "0"]


@pytest.mark.parametrize("rows", [[["a", "b"]], [HEAD], [HEAD, ROW, ROW]])
def test_a_table_that_is_no_sheet_is_refused(project: Project, rows: list[list[str]]) -> None:
    table = project.root / "feuille.csv"
    write_table(table, rows)
    with pytest.raises(BuilderError, match=r"feuille\.csv"):
        read_sheet(table)
