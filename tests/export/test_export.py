"""Packages: whole or not at all, the same bytes each time, one line for each mistake."""

from __future__ import annotations

import hashlib
import os
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

import builder.export.formats
from builder.cli import main
from builder.disk import whole_file, whole_folder
from builder.errors import BuilderError
from builder.export import export, format_names
from builder.export.formats.single_file import MOST_BYTES
from builder.project import BuiltCourse, Project
from builder.terminal import RUN

ROOT = Path(__file__).resolve().parents[2]
SECOND_FORMAT = '''
"""Each lesson's title in a text file: as small as a format can be."""

from builder.disk import whole_file
from builder.export import Package

ABOUT = "les titres"


def write(course, folder):
    for number, lesson in enumerate(course.course.lessons, 1):
        target = folder / f"titre-{number}.txt"
        with whole_file(target) as file:
            file.write(lesson.title.shown("fr").encode())
        yield Package(target, "un titre")
'''


@pytest.fixture(scope="session")
def built() -> BuiltCourse:
    return Project(ROOT).build_course()


@pytest.fixture(scope="session")
def files(built: BuiltCourse, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("partage")
    return [package.path for package in export(built, "single-file", folder)]


@pytest.fixture
def second_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A format that comes with the test: one folder, and nothing else is changed."""
    folder = tmp_path / "formats" / "only_titles"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(textwrap.dedent(SECOND_FORMAT), "utf-8")
    (folder.parent / "not_a_format.py").write_text("", "utf-8")
    monkeypatch.setattr(builder.export, "FORMATS", folder.parent)
    monkeypatch.setattr(builder.export.formats, "__path__", [str(folder.parent)])
    yield "only-titles"


@pytest.mark.parametrize("name", format_names())
def test_the_same_course_gives_the_same_packages(
    name: str, built: BuiltCourse, tmp_path: Path
) -> None:
    def digests(folder: Path) -> list[tuple[str, str]]:
        packages = list(export(built, name, folder))
        return [(p.path.name, hashlib.sha256(p.path.read_bytes()).hexdigest()) for p in packages]

    first = digests(tmp_path / "one")
    assert digests(tmp_path / "two") == first
    assert len({package for package, _ in first}) == len(first) > 0


def test_the_file_of_a_sensitive_lesson_says_nothing_of_it_by_its_name(
    built: BuiltCourse, files: list[Path]
) -> None:
    names = [path.name for path in files]
    assert names[:2] == ["kalankan-1-bm.html", "kalankan-1-fr.html"]
    assert not any(lesson.id in name for lesson in built.course.lessons for name in names)


def test_a_single_file_can_be_sent_by_bluetooth_or_message(files: list[Path]) -> None:
    assert max(path.stat().st_size for path in files) <= MOST_BYTES


def test_export_writes_every_format_and_says_what_each_file_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(ROOT), "export", "-o", str(tmp_path)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert len(told) == len(list(tmp_path.iterdir())) > 0
    assert told[0].startswith(str(tmp_path / "fiche-1.pdf"))
    (first,) = [line for line in told if line.startswith(str(tmp_path / "kalankan-1-bm.html"))]
    assert "leçon 1, en bambara : " in first


def test_an_unknown_format_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(ROOT), "export", "pdf"]) == 1
    told = capsys.readouterr().err
    assert told == f"{RUN} : Le format « pdf » n'existe pas. Écris : sheets, single-file.\n"


def test_a_folder_is_a_format_found_by_listing_and_a_helper_is_none(
    second_format: str, built: BuiltCourse, tmp_path: Path
) -> None:
    assert format_names() == [second_format]
    packages = list(export(built, second_format, tmp_path / "partage"))
    lessons = built.course.lessons
    expected = [f"titre-{number}.txt" for number in range(1, len(lessons) + 1)]
    assert [p.path.name for p in packages] == expected
    assert packages[0].path.read_text("utf-8") == lessons[0].title.shown("fr")


def test_the_help_lists_the_formats_that_exist(
    second_format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["export", "--help"])
    told = capsys.readouterr().out
    assert second_format in told
    assert "single-file" not in told


def test_a_disk_that_refuses_leaves_the_old_package_and_no_part_of_a_new_one(
    second_format: str, built: BuiltCourse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "partage"
    folder.mkdir()
    (folder / "titre-1.txt").write_text("old")

    def refuse(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(BuilderError, match="n'a pas pu être écrit : le disque est plein"):
        list(export(built, second_format, folder))
    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [("titre-1.txt", "old")]


def test_what_a_killed_export_has_left_is_swept(
    second_format: str, built: BuiltCourse, tmp_path: Path
) -> None:
    left, at_work = (tmp_path / f".titre-9.txt.{n}.part" for n in (1, 2))
    for path in (left, at_work):
        path.write_text("half")
    os.utime(left, (0, 0))
    list(export(built, second_format, tmp_path))
    assert not left.exists()
    assert at_work.exists()


def test_a_folder_appears_whole_or_the_old_one_stays(tmp_path: Path) -> None:
    target = tmp_path / "paquet"

    def fill(word: str, *, cut: bool = False) -> None:
        with whole_folder(target) as folder:
            (folder / "a.txt").write_text(word)
            if cut:
                raise KeyboardInterrupt

    fill("first")
    with pytest.raises(KeyboardInterrupt):
        fill("second", cut=True)
    assert (target / "a.txt").read_text() == "first"
    fill("third")
    assert (target / "a.txt").read_text() == "third"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_that_is_cut_short_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "paquet.html"
    target.write_text("old")
    with pytest.raises(KeyboardInterrupt), whole_file(target) as file:
        file.write(b"half")
        raise KeyboardInterrupt
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
