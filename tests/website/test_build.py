"""The site is whole or it is the old one; what has not changed is not made again."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.cli import main
from builder.errors import BuilderError, ProblemsFound
from builder.website import assembly
from builder.website.build import build_if_changed

LESSON = "petite.yaml"


def contents(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }


def first_lesson(root: Path) -> Path:
    return root / "lessons" / LESSON


def test_a_second_build_makes_nothing(built_project: Path) -> None:
    before = contents(built_project / "site")
    report = build_if_changed(built_project)
    assert report.unchanged
    assert contents(built_project / "site") == before


def test_the_same_sources_give_the_same_bytes_on_another_day(
    new_project: Callable[[], Path], built_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = new_project()
    (root / ".cache" / "built.json").unlink()
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    report = build_if_changed(root)
    assert not report.unchanged
    assert contents(root / "site") == contents(built_project / "site")


def test_a_file_missing_from_the_site_is_made_again(new_project: Callable[[], Path]) -> None:
    root = new_project()
    before = contents(root / "site")
    (root / "site" / "bm" / "1.html").unlink()
    assert not build_if_changed(root).unchanged
    assert contents(root / "site") == before


def test_an_edited_sentence_is_said_and_shown(new_project: Callable[[], Path]) -> None:
    root = new_project()
    clips = {path.name for path in (root / "site" / "a").iterdir()}
    lesson = first_lesson(root)
    text = lesson.read_text("utf-8")
    old = re.findall(r'fr: "([^"]+)"', text)[1]
    lesson.write_text(text.replace(old, "Voici du nouveau.", 1), "utf-8")
    build_if_changed(root)
    pages = "".join(page.read_text("utf-8") for page in (root / "site").rglob("fr/**/*.html"))
    assert "Voici du nouveau." in pages
    new = {path.name for path in (root / "site" / "a").iterdir()} - clips
    assert len(new) == 1


def test_a_sentence_saved_while_a_build_runs_is_in_the_next_one(
    new_project: Callable[[], Path],
) -> None:
    root = new_project()
    lesson = first_lesson(root)
    text = lesson.read_text("utf-8")
    old = re.findall(r'fr: "([^"]+)"', text)[1]

    def save(new: str) -> None:
        lesson.write_text(text.replace(old, new, 1), "utf-8")

    def pages() -> str:
        return "".join(page.read_text("utf-8") for page in (root / "site").rglob("fr/**/*.html"))

    save("Première version.")
    build_if_changed(root, lambda done, total: save("Seconde version."))
    assert "Première version." in pages()
    assert not build_if_changed(root).unchanged
    assert "Seconde version." in pages()
    assert build_if_changed(root).unchanged


def test_a_mistake_leaves_the_old_site_as_it_was(new_project: Callable[[], Path]) -> None:
    root = new_project()
    before = contents(root / "site")
    lesson = first_lesson(root)
    lesson.write_text(lesson.read_text("utf-8").replace("kind: choice", "kind: chioce"), "utf-8")
    with pytest.raises(ProblemsFound) as found:
        build_if_changed(root)
    assert [problem.slug for problem in found.value.problems] == ["kind-unknown"]
    assert contents(root / "site") == before


def test_two_builds_at_once_do_not_write_into_one_another_s_site(
    new_project: Callable[[], Path],
) -> None:
    root = new_project()
    (root / ".cache" / "built.json").unlink()
    shutil.rmtree(root / "site")
    others, left = root / "site.new" / "1", root / "site.new" / "2"
    for folder in (others, left):
        folder.mkdir(parents=True)
        (folder / "index.html").write_text("x", "utf-8")
    os.utime(left, (0, 0))
    build_if_changed(root)
    assert (root / "site" / "index.html").is_file()
    assert (others / "index.html").is_file()
    assert not left.exists()


def test_a_full_disk_leaves_the_old_site_and_nothing_beside_it(
    new_project: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = new_project()
    before = contents(root / "site")
    (root / ".cache" / "built.json").unlink()

    def no_room(*_all: object) -> None:
        (root / "site.new").mkdir(exist_ok=True)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(assembly, "assemble", no_room)
    with pytest.raises(BuilderError, match="Le disque est plein"):
        build_if_changed(root)
    assert contents(root / "site") == before
    assert not (root / "site.new").exists()


def test_a_read_only_folder_is_told_in_one_line(
    new_project: Callable[[], Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = new_project()
    before = contents(root / "site")
    (root / ".cache" / "built.json").unlink()

    def refuse(*_all: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(assembly, "assemble", refuse)
    assert main(["--root", str(root), "build"]) == 1
    told = capsys.readouterr().err
    assert "ne peut pas être écrit" in told
    assert "Traceback" not in told
    assert contents(root / "site") == before


def test_a_folder_that_is_no_project_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(tmp_path), "build"]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "mkdocs.yml" in told


def test_nothing_that_no_page_uses_is_published(built_project: Path) -> None:
    site = built_project / "site"
    assert not list(site.rglob("*.map"))
    assert not (site / "assets" / "javascripts").exists()
    pages = "".join(page.read_text("utf-8") for page in site.rglob("*.html"))
    scripts = "".join(page.read_text("utf-8") for page in site.rglob("*.js"))
    unused = [
        path.name
        for path in [*(site / "a").iterdir(), *(site / "p").iterdir()]
        if path.stem not in pages + scripts
    ]
    assert unused == []


def test_each_page_of_the_site_forbids_other_hosts(built_project: Path) -> None:
    pages = list((built_project / "site").rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        html = page.read_text("utf-8")
        assert "default-src &#39;none&#39;" in html or "default-src 'none'" in html, page.name
        assert 'src="http' not in html, page.name
        assert 'src="//' not in html, page.name


@pytest.mark.parametrize("stands", [True, False])
def test_a_crash_between_the_two_renames_is_mended_at_the_next_start(
    new_project: Callable[[], Path], *, stands: bool
) -> None:
    root = new_project()
    before = contents(root / "site")
    old = root / "site.old"
    shutil.copytree(root / "site", old)
    if not stands:
        shutil.rmtree(root / "site")
    lesson = first_lesson(root)
    lesson.write_text(lesson.read_text("utf-8").replace("kind: choice", "kind: chioce"), "utf-8")
    with pytest.raises(ProblemsFound):
        build_if_changed(root)
    assert contents(root / "site") == before
