"""Only what changed is made again; a home of many lessons is shelves of a few."""

from __future__ import annotations

import sqlite3
import wave
from contextlib import closing
from pathlib import Path

import pytest

from builder.page.pieces import SHELF_LESSONS, shelf_count
from builder.website.build import build_if_changed
from tests.bench.house import edit, make_course

ROOT = Path(__file__).resolve().parents[2]
LESSONS = SHELF_LESSONS + 2


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built course of two shelves."""
    folder = make_course(ROOT, tmp_path_factory.mktemp("many") / "cours", LESSONS)
    build_if_changed(folder)
    return folder


def dates(root: Path) -> dict[str, int]:
    site = root / "site"
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.stat().st_mtime_ns for path in files}


def changed(before: dict[str, int], after: dict[str, int]) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def test_a_shelf_has_a_few_lessons_and_leads_to_the_next(root: Path) -> None:
    first = (root / "site" / "index.html").read_text("utf-8")
    second = (root / "site" / "index-2.html").read_text("utf-8")
    assert first.count('data-lesson="') == SHELF_LESSONS
    assert second.count('data-lesson="') == LESSONS - SHELF_LESSONS
    assert 'href="index-2.html"' in first
    assert 'href="index.html"' in second
    assert f'data-say="interface/next interface/number-{SHELF_LESSONS + 1}"' in first
    assert 'href="fr/index-2.html"' in second


@pytest.mark.parametrize(("lessons", "shelves"), [(0, 1), (1, 1), (8, 1), (9, 2), (3000, 375)])
def test_shelves_are_counted(lessons: int, shelves: int) -> None:
    assert shelf_count(lessons) == shelves


def test_an_edited_sentence_touches_its_own_pages_and_no_other(root: Path) -> None:
    before = dates(root)
    edit(root / "lessons" / "l4.yaml", "Voici un autre marché.")
    build_if_changed(root)
    touched = changed(before, dates(root))
    assert "fr/4.html" in touched
    assert not {f"fr/{n}.html" for n in range(1, LESSONS + 1)} & (touched - {"fr/4.html"})
    assert "Voici un autre marché." in (root / "site/fr/4.html").read_text("utf-8")
    assert build_if_changed(root).unchanged


def test_what_was_made_in_steps_is_what_is_made_at_once(root: Path) -> None:
    edit(root / "lessons" / "l5.yaml", "Encore un marché.")
    build_if_changed(root)
    in_steps = {p.relative_to(root): p.read_bytes() for p in sorted((root / "site").rglob("*.*"))}
    (root / ".cache" / "lessons.db").unlink()
    (root / ".cache" / "built.json").unlink()
    build_if_changed(root)
    at_once = {p.relative_to(root): p.read_bytes() for p in sorted((root / "site").rglob("*.*"))}
    assert in_steps == at_once


def test_a_lesson_that_goes_takes_its_pages_and_the_shelf_with_it(root: Path) -> None:
    course = root / "lessons" / "course.yaml"
    text = course.read_text("utf-8")
    for n in (LESSONS - 1, LESSONS):
        text = text.replace(f"  - l{n}.yaml\n", "")
        (root / "lessons" / f"l{n}.yaml").unlink()
    course.write_text(text, "utf-8")
    before = dates(root)
    build_if_changed(root)
    after = dates(root)
    gone = {f"{language}/{n}.html" for language in ("bm", "fr") for n in (LESSONS - 1, LESSONS)}
    assert not (gone | {"index-2.html", "fr/index-2.html"}) & after.keys()
    assert before["fr/1.html"] == after["fr/1.html"]


def test_a_ledger_that_is_no_ledger_costs_work_and_nothing_else(root: Path) -> None:
    (root / ".cache" / "lessons.db").write_bytes(b"not a database")
    edit(root / "lessons" / "l6.yaml", "Un marché de plus.")
    build_if_changed(root)
    assert "Un marché de plus." in (root / "site/fr/6.html").read_text("utf-8")


def test_a_row_that_cannot_be_read_costs_work_and_nothing_else(root: Path) -> None:
    edit(root / "lessons" / "l2.yaml", "Le marché de l’autre jour.")
    build_if_changed(root)
    with closing(sqlite3.connect(root / ".cache" / "lessons.db")) as rows:
        rows.execute("update lesson set facts = x'00'")
        rows.commit()
    lesson = root / "lessons" / "l7.yaml"
    lesson.write_text(lesson.read_text("utf-8").replace("Leçon 7", "La leçon sept"), "utf-8")
    build_if_changed(root)
    assert "La leçon sept" in (root / "site/fr/index.html").read_text("utf-8")


def test_what_is_wrong_with_a_recording_is_told_until_it_is_mended(root: Path) -> None:
    take = root / "audio" / "fr" / "l8" / "title.wav"
    take.parent.mkdir(parents=True)
    with wave.open(str(take), "wb") as sound:
        sound.setparams((1, 2, 16000, 0, "NONE", ""))
        sound.writeframes(bytes(2 * 16000))
    first = build_if_changed(root).problems
    edit(root / "lessons" / "l3.yaml", "Un marché plus loin.")
    assert "recording-silent" in {problem.slug for problem in first}
    assert build_if_changed(root).problems == first
