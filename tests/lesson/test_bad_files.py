"""Files that are not what they should be, before anything in them is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from builder.activities import find_kinds
from builder.errors import Problem, ProblemsFound
from builder.lesson.loading import load_lesson
from tests.languages import TWO
from tests.lesson.faults import GOOD, assert_reads_well, told


def problems_of_file(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as caught:
        load_lesson(path, find_kinds(), TWO)
    for problem in caught.value.problems:
        assert_reads_well(problem)
        assert problem.position is not None
        assert problem.position.file == path
    return caught.value.problems


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"", "1:1 not-a-mapping", id="nothing"),
        pytest.param(b"\n\n# rien\n", "1:1 not-a-mapping", id="a comment only"),
        pytest.param(b"- a\n- b\n", "1:1 not-a-mapping", id="a list"),
        pytest.param(b"bonjour\n", "1:1 not-a-mapping", id="a word"),
        pytest.param(GOOD.encode("utf-16"), "1:1 wrong-encoding", id="UTF-16"),
        pytest.param(GOOD.encode("utf-16-le"), "1:1 wrong-encoding", id="UTF-16 without a mark"),
        pytest.param(
            'format: 1\ntitle: {fr: "Leçon"}\n'.encode("latin-1"),
            "2:16 wrong-encoding",
            id="Latin-1",
        ),
        pytest.param(
            b"format: 1\r\ntitle: \xc9t\xe9\r\n", "2:8 wrong-encoding", id="Windows-1252, CRLF"
        ),
        pytest.param(b"PK\x03\x04\x14\x00rest", "1:1 not-plain-text", id="Word"),
        pytest.param(b"{\\rtf1 {\\fonttbl}", "1:1 not-plain-text", id="RTF"),
        pytest.param(
            'id: a\ntitle: {bm: "bɛ", fr: "été"}\n'.encode().decode("cp1252").encode(),
            "2:15 wrong-encoding",
            id="UTF-8 taken for Windows-1252",
        ),
        pytest.param(b"a: 1\n" * 250_000, "1:1 file-too-large", id="a million bytes"),
        pytest.param(
            b"a: [" + b"x," * 60_000 + b"]\n", "1:99997 file-too-large", id="too many values"
        ),
        pytest.param(b"\x7fELF\x02\x01\x01" + bytes(200), "1:1 bad-character", id="a program"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "1:1 wrong-encoding", id="a picture"),
    ],
)
def test_a_file_that_is_no_lesson_is_told_so(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "leçon.yaml"
    path.write_bytes(content)
    assert told(problems_of_file(path)).split(", ")[0] == expected


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (problem,) = problems_of_file(tmp_path / "absente.yaml")
    assert problem.slug == "file-missing"
    assert "absente.yaml" in problem.message


def test_a_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "dossier.yaml").mkdir()
    (problem,) = problems_of_file(tmp_path / "dossier.yaml")
    assert problem.slug == "file-unreadable"


@pytest.mark.skipif(
    os.name == "nt" or getattr(os, "geteuid", lambda: 0)() == 0,
    reason="this account may read every file",
)
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    path = tmp_path / "fermee.yaml"
    path.write_text(GOOD, encoding="utf-8")
    path.chmod(0)
    (problem,) = problems_of_file(path)
    assert problem.slug == "file-unreadable"


def test_a_file_that_another_program_holds_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "The process cannot access the file")

    path = tmp_path / "occupee.yaml"
    path.write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    (problem,) = problems_of_file(path)
    assert problem.slug == "file-unreadable"
