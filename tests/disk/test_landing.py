"""Files that come together: whichever write fails, and whenever it is killed, all or none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from builder.landing import DECIDED, NotLanded, finish, landing
from tests.disk.refusing import refusing

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="which file a sync is of is read off /proc"
)
OLD = {"a/un.yaml": b"1", "a/deux.wav": b"2"}
NEW = {"a/un.yaml": b"11", "b/c/trois.json": b"3"}


class Killed(BaseException):
    """As by a power cut: nothing that mends runs after it."""


def begin(root: Path) -> None:
    for place, content in OLD.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_bytes(content)


def change(root: Path) -> None:
    """One file is edited, one comes, one goes."""
    with landing(root) as together:
        for place, content in NEW.items():
            together.bring(place, content)
        together.take_away("a/deux.wav")


def contents(root: Path) -> dict[str, bytes]:
    found = (file for file in root.rglob("*") if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in found}


def writes(root: Path) -> int:
    begin(root)
    with refusing(root) as disk:
        change(root)
    assert contents(root) == NEW
    return len(disk.done)


def test_whichever_write_fails_all_comes_or_nothing_does(tmp_path: Path) -> None:
    total = writes(tmp_path / "compte")
    for fails_at in range(total):
        root = tmp_path / str(fails_at)
        begin(root)
        with refusing(root, fails_at) as disk:
            try:
                change(root)
            except NotLanded as error:
                assert "Rien n'a changé" in str(error)
        assert contents(root) in (OLD, NEW), disk.done[fails_at]


def test_killed_at_any_write_it_is_ended_by_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    total = writes(tmp_path / "compte")
    landed = 0
    for killed_at in range(total):
        root = tmp_path / str(killed_at)
        begin(root)
        with refusing(root) as disk:
            plain = disk.note

            def note(what: str, path: object, plain=plain, disk=disk, at=killed_at) -> None:  # type: ignore[no-untyped-def]
                plain(what, path)
                if len(disk.done) > at:
                    raise Killed

            monkeypatch.setattr(disk, "note", note)
            with pytest.raises(Killed):
                change(root)
        finish(root)
        assert contents(root) in (OLD, NEW), disk.done[killed_at]
        assert not (root / DECIDED).exists()
        landed += contents(root) == NEW
    assert 0 < landed < total
