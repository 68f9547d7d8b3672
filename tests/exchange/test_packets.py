"""A packet from a stranger: whatever it should not hold is refused in one sentence."""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from builder.cli import main
from builder.exchange.packet import LIST, PacketRefused, open_packet
from builder.exchange.places import is_allowed
from tests.exchange.conftest import Centre

COURSE = "lessons/course.yaml"
HOSTILE_NAMES = [
    "../lessons/a.yaml", "/etc/passwd", "lessons/../run.py", "C:\\a.yaml", "lessons\\a.yaml",
    "run.py",
    "lessons/con.yaml", "lessons/.a.yaml", "lessons/a.yaml.", "lessons/a .yaml/b.yaml",
    "lessons/relectures/../../x.yaml", "audio/bm/petite/a.exe", "audio/bm/a.wav",
    "lessons/a\n.yaml",
    "lessons/pictures/a/b/c.svg", "builder/cli.py", ".cache/recu.json", "lessons/e\u0301.yaml",
    "lessons/\u202elmay.yaml", "audio/.remplacees/petite/a.wav", "lessons/a:b.yaml",
    "site/index.html",
]  # fmt: skip


def packet(path: Path, files: Mapping[str, bytes], /, **manifest: object) -> Path:
    told = {"format": 1, "on": "2026-11-24", "files": {n: _sha(c) for n, c in files.items()}}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(LIST, json.dumps({**told, **manifest}))
        for name, content in files.items():
            packed.writestr(name, content)
    return path


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def refused(path: Path) -> str:
    with pytest.raises(PacketRefused) as caught, open_packet(path) as opened:
        for place in opened.manifest.files:
            opened.read(place)
    told = str(caught.value)
    assert "\n" not in told
    assert len(told) < 300
    return told


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_name_is_refused(tmp_path: Path, name: str) -> None:
    assert not is_allowed(name)
    refused(packet(tmp_path / "a.zip", {COURSE: b"a", name: b"x"}))


def test_a_link_is_refused(tmp_path: Path) -> None:
    path = packet(
        tmp_path / "a.zip",
        {COURSE: b"a"},
        files={COURSE: _sha(b"a"), "lessons/b.yaml": _sha(b"/etc")},
    )
    with zipfile.ZipFile(path, "a") as packed:
        info = zipfile.ZipInfo("lessons/b.yaml")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(info, b"/etc")
    assert "lien" in refused(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    assert "trop grand" in refused(packet(tmp_path / "a.zip", {COURSE: b"0" * 50_000_000}))


def test_a_size_that_lies_is_refused(tmp_path: Path) -> None:
    content = b"0" * 5_000_000
    path = packet(tmp_path / "a.zip", {COURSE: content})
    lying = path.read_bytes().replace(len(content).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    path.write_bytes(lying)
    refused(path)


def test_what_is_damaged_or_foreign_is_refused(tmp_path: Path) -> None:
    good = packet(tmp_path / "a.zip", {COURSE: b"a"}).read_bytes()
    for number in range(0, len(good), 7):
        path = tmp_path / "b.zip"
        path.write_bytes(good[:number])
        refused(path)
    assert "autre" not in refused(packet(tmp_path / "c.zip", {COURSE: b"a"}, files={}))
    assert "abîmé" in refused(packet(tmp_path / "d.zip", {COURSE: b"a"}, files={COURSE: "0" * 64}))
    assert "récente" in refused(packet(tmp_path / "e.zip", {COURSE: b"a"}, format=2))
    refused(packet(tmp_path / "f.zip", {COURSE: b"a"}, format="[" * 100_000))
    with zipfile.ZipFile(tmp_path / "g.zip", "w") as packed:
        packed.writestr(COURSE, b"a")
    assert "run.py pack" in refused(tmp_path / "g.zip")
    refused(tmp_path / "rien.zip")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    path = packet(tmp_path / "a.zip", {COURSE: b"a", "lessons/Course.yaml": b"b"})
    assert "deux fois" in refused(path)


def test_a_packet_names_no_place_of_the_machine_and_holds_takes_and_consents(here: Centre) -> None:
    here.write("audio/bm/petite/debut.line-1.wav", b"RIFF")
    here.write("audio/.remplacees/bm/petite/debut.line-1.1.wav", b"RIFF")
    here.write("audio/voix.yaml", "format: 1\n")
    path = here.packs()
    first = path.read_bytes()
    with open_packet(here.packs()) as opened:
        assert all(opened.read(place) is not None for place in opened.manifest.files)
        named = opened.manifest.model_dump_json()
    assert path.read_bytes() == first, "the same packet has the same bytes"
    assert str(here.root) not in named
    assert "remplacees" not in named
    for place in ("audio/voix.yaml", "audio/bm/petite/debut.line-1.wav", COURSE):
        assert place in named


def test_the_commands_say_what_they_did(here: Centre, capsys: pytest.CaptureFixture[str]) -> None:
    out = here.root / "envoi.zip"
    assert main(["--root", str(here.root), "pack", str(out), "--no-takes"]) == 0
    assert "merge envoi.zip" in capsys.readouterr().out
    assert main(["--root", str(here.root), "merge", str(out)]) == 0
    assert "Rien de nouveau" in capsys.readouterr().out
    assert main(["--root", str(here.root), "merge", str(out), "--take", "tout"]) == 1
    assert "Traceback" not in capsys.readouterr().err
