"""A reviewer with a spreadsheet: the table is made, filled in, and read back."""

from __future__ import annotations

import shutil
from html import escape
from pathlib import Path

import pytest

from builder.cli import main
from builder.lesson.signatures import read_opinions, signatures_path
from builder.table import read_table, write_table
from tests.conftest import ROOT

FILL = {"Sugu don.": ("oui", "", ""), "Kumaden duuru": ("", "Kumaden 5", ""),
        "I yɛrɛ lakana": ("", "", "Pour qui ?"), "A fɔ i teri ye.": ("", "<b>", "")}  # fmt: skip


def test_what_a_spreadsheet_says_is_kept_and_what_has_changed_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "tests" / "tiny" / "lessons", tmp_path / "lessons")
    shutil.copytree(ROOT / "site_overrides", tmp_path / "site_overrides")
    assert main(["--root", str(tmp_path), "review"]) == 0
    table = tmp_path / "relecture-bm.csv"
    assert main(["--root", str(tmp_path), "review"]) != 0, "a filled table is never overwritten"
    head, *rows = read_table(table)
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    for row in rows:
        row[-4:-1] = FILL.get(row[1], ("", "", ""))
    paper = table.with_suffix(".html").read_text("utf-8")
    assert all(f"<b>{row[0]}</b>" in paper and escape(row[1]) in paper for row in rows)
    assert "http://" not in paper
    old = ["999", "Tuma kɔrɔ", "Vieux", "oui", "", "", "00000000"]
    write_table(table, [head, *rows, old])
    before = (tmp_path / "lessons" / "petite.yaml").read_bytes()
    assert main(["--root", str(tmp_path), "review", str(table)]) != 0
    assert main(["--root", str(tmp_path), "review", str(table), "--by", "Awa"]) != 0
    told = capsys.readouterr().out
    assert "3 avis gardés" in told
    assert "n° 999 : Ce texte a changé" in told
    assert "balise" in told
    kept = read_opinions(signatures_path(tmp_path / "lessons", "bm"))
    assert {(one.words, one.says) for one in kept} == {
        ("Sugu don.", "accept"), ("Kumaden duuru", "propose"), ("I yɛrɛ lakana", "question"),
    }  # fmt: skip
    assert {one.by for one in kept} == {"Awa"}
    assert (tmp_path / "lessons" / "petite.yaml").read_bytes() == before
