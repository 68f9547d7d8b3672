"""A folder that replaces another: at no moment are both of them gone for good."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.disk import sweep, whole_folder


class PowerCut(BaseException):
    """What no program gets to hear of."""


@pytest.fixture
def cut_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that was being replaced when the power went, between the two renames."""
    target = tmp_path / "paquet"
    fill(target, "old")
    replace = Path.replace
    renamed: list[Path] = []

    def once(this: Path, other: Path) -> Path:
        if renamed:
            raise PowerCut
        renamed.append(other)
        return replace(this, other)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", once)
        with pytest.raises(PowerCut):
            fill(target, "new")
    assert not target.exists()
    return target


def fill(target: Path, word: str) -> None:
    with whole_folder(target) as folder:
        (folder / "a.txt").write_text(word)


@pytest.mark.parametrize("age_s", [0, 10_000])
def test_the_next_start_puts_it_back_however_long_ago_that_was(cut_short: Path, age_s: int) -> None:
    (left,) = cut_short.parent.iterdir()
    then = left.stat().st_mtime - age_s
    os.utime(left, (then, then))
    assert sweep(cut_short.parent) == []
    assert (cut_short / "a.txt").read_text() == "old"
    assert list(cut_short.parent.iterdir()) == [cut_short]


def stop(target: Path) -> None:
    with pytest.raises(KeyboardInterrupt), whole_folder(target):
        raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("then", "word"), [(stop, "old"), (lambda target: fill(target, "newer"), "newer")]
)
def test_the_next_to_write_it_puts_it_back_first(
    cut_short: Path, then: Callable[[Path], None], word: str
) -> None:
    then(cut_short)
    assert (cut_short / "a.txt").read_text() == word
    assert list(cut_short.parent.iterdir()) == [cut_short]


def test_what_was_replaced_does_not_come_back(tmp_path: Path) -> None:
    target, old = tmp_path / "paquet", tmp_path / ".paquet.old.part"
    fill(target, "new")
    old.mkdir()
    os.utime(old, (0, 0))
    assert sweep(tmp_path) == [old]
    assert (target / "a.txt").read_text() == "new"
