"""Two copies of one small course: here, and in a centre without git."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from builder.exchange.choosing import chosen_sides
from builder.exchange.gathering import pack
from builder.exchange.merging import Plan, carry_out, plan
from builder.exchange.packet import open_packet
from builder.project import Project
from tests.conftest import ROOT

LESSON = Path("lessons") / "petite.yaml"


@dataclass(frozen=True)
class Centre:
    root: Path

    @property
    def project(self) -> Project:
        return Project(self.root)

    def write(self, place: str, content: str | bytes) -> None:
        file = self.root / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def read(self, place: str | Path) -> str:
        return (self.root / place).read_text("utf-8")

    def edit(self, old: str, new: str, place: str | Path = LESSON) -> None:
        text = self.read(place)
        assert old in text
        self.write(str(place), text.replace(old, new, 1))

    def packs(self) -> Path:
        path = self.root.with_suffix(".zip")
        pack(self.project, path, "Centre", takes=True)
        return path

    def merges(self, path: Path, *take: str) -> Plan:
        with open_packet(path) as packet:
            found = plan(self.project, packet)
            carry_out(found, chosen_sides(found.conflicts, take))
        return found


@pytest.fixture(scope="session")
def _both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two as they begin: there, what is here was received, so each knows what there was."""
    folder = tmp_path_factory.mktemp("centres")
    for name in ("ici", "là-bas"):
        shutil.copytree(ROOT / "tests" / "tiny" / "lessons", folder / name / "lessons")
    Centre(folder / "là-bas").merges(Centre(folder / "ici").packs())
    return folder


@pytest.fixture
def here(tmp_path: Path, _both: Path) -> Centre:
    shutil.copytree(_both / "ici", tmp_path / "ici")
    return Centre(tmp_path / "ici")


@pytest.fixture
def there(tmp_path: Path, _both: Path) -> Centre:
    shutil.copytree(_both / "là-bas", tmp_path / "là-bas")
    return Centre(tmp_path / "là-bas")
