"""Packages: whole or not at all, the same bytes each time, one line for each mistake."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import builder.export
from builder.cli import main
from builder.errors import BuilderError
from builder.export import Package, export, exporters
from builder.project import BuiltCourse, Project
from builder.terminal import RUN

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def built() -> BuiltCourse:
    return Project(ROOT).build_course()


@pytest.mark.parametrize("name", exporters())
def test_the_same_course_gives_the_same_packages(name: str, built: BuiltCourse) -> None:
    first, again = (list(exporters()[name].packages(built)) for _ in range(2))
    assert first == again
    assert len({package.name for package in first}) == len(first) > 0


def test_the_file_of_a_sensitive_lesson_says_nothing_of_it_by_its_name(built: BuiltCourse) -> None:
    names = [package.name for package in exporters()["single-file"].packages(built)]
    assert names[:2] == ["kalankan-1-bm.html", "kalankan-1-fr.html"]
    assert not any(lesson.id in name for lesson in built.course.lessons for name in names)


def test_a_single_file_can_be_sent_by_bluetooth_or_message(built: BuiltCourse) -> None:
    sizes = [len(package.content) for package in exporters()["single-file"].packages(built)]
    assert max(sizes) < 16_000_000  # what WhatsApp takes of any kind of file, since 2016


def test_export_writes_every_format_and_says_what_each_file_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(ROOT), "export", "-o", str(tmp_path)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert len(told) == len(list(tmp_path.iterdir())) > 0
    assert told[0].startswith(str(tmp_path / "kalankan-1-bm.html"))
    assert told[0].endswith("leçon 1, en bambara : Les mots de passe")


def test_an_unknown_format_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(ROOT), "export", "pdf"]) == 1
    told = capsys.readouterr().err
    assert told == f"{RUN} : Le format « pdf » n'existe pas. Écris : single-file.\n"


def test_a_disk_that_refuses_leaves_the_old_package(
    built: BuiltCourse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.html").write_text("old")

    class Format:
        def packages(self, built: BuiltCourse) -> Iterator[Package]:
            yield Package("a.html", b"new", "")

    def refuse(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(builder.export, "exporters", lambda: {"html": Format()})
    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(BuilderError, match="n'a pas pu être écrit"):
        export(built, "html", tmp_path)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.html", "old")]
