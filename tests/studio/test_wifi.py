"""Telephones on the Wi-Fi of the classroom: as strict as at the computer, and nothing is lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from builder.errors import BuilderError
from builder.lesson.signatures import read_opinions, signatures_path
from builder.local.neighbours import wifi_address
from builder.project import Project
from builder.recording.script import read_script
from builder.studio.server import studio_server
from tests.conftest import ROOT, Pages
from tests.narration.tone_voice import tone
from tests.studio.conftest import Studio, spoken, wav

HOST = "127.0.0.2"
"""Stands for the address on the Wi-Fi: another than the loopback's own."""


class WifiStudio(Studio):
    """Asked by its address on the Wi-Fi."""

    @property
    def origin(self) -> str:
        return f"http://{HOST}:{self.server.door.port}"

    def send(self, path: str, body: bytes, **headers: str) -> int:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("POST", path, body, {"Origin": self.origin, **given}).status


@pytest.fixture
def wifi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WifiStudio]:
    root = tmp_path / "cours"
    shutil.copytree(ROOT / "tests" / "tiny" / "lessons", root / "lessons")
    shutil.copytree(ROOT / "site_overrides", root / "site_overrides")
    project = Project(root)
    server = studio_server(project, 0, HOST)
    monkeypatch.setattr("tests.studio.conftest.ADDRESS", HOST)
    with server.running():
        yield WifiStudio(project, server)


def others(studio: Studio) -> dict[Path, bytes]:
    """Every file but recordings and signatures."""
    root = studio.project.root
    apart = (studio.audio, studio.project.lessons / "relectures")
    return {
        file: file.read_bytes()
        for file in root.rglob("*")
        if file.is_file() and not any(folder in file.parents for folder in apart)
    }


def test_a_neighbour_records_and_reviews_and_writes_nothing_else(wifi: WifiStudio) -> None:
    before = others(wifi)
    assert wifi.get("/clip/bm/petite/title").headers["X-Origin"] == "machine"
    words = wifi.line().words
    assert wifi.send("/take/bm/petite/title", spoken(), X_Words=words) == 200
    assert wifi.get("/clip/bm/petite/title").headers["X-Origin"] == "recorded"
    string = wifi.get("/review/bm").told["strings"][0]
    opinion = {"by": "Awa", "says": "propose", "proposal": "I yɛrɛ tanga dɛ"}
    address = f"bm/{string['of']}"
    assert wifi.send(f"/opinion/{address}", json.dumps(opinion).encode()) == 200
    assert wifi.send(f"/taken/{address}", json.dumps(opinion).encode()) in (404, 405)
    assert wifi.send(f"/left/{address}", json.dumps(opinion).encode()) in (404, 405)
    assert [one.says for one in read_opinions(signatures_path(wifi.project.lessons, "bm"))] == [
        "propose"
    ]
    assert wifi.files() == ["bm/petite/title.json", "bm/petite/title.wav"]
    assert others(wifi) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "localhost"}, {"Host": "127.0.0.1"}, {"Host": "another.example"},
        {"Origin": "http://another.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1"},
    ],
)  # fmt: skip
def test_another_name_or_another_page_gets_nothing(
    wifi: WifiStudio, headers: dict[str, str]
) -> None:
    port = str(wifi.server.door.port)
    named = {
        name: value + (f":{port}" if value[-1].isdigit() or value == "localhost" else "")
        for name, value in headers.items()
    }
    assert wifi.send("/take/bm/petite/title", spoken(), X_Words=wifi.line().words, **named) == 403
    assert wifi.files() == []


def test_without_the_token_a_neighbour_gets_nothing(wifi: WifiStudio) -> None:
    for path in ("/", "/home", "/guessed/home", "/take/bm/petite/title"):
        assert wifi.ask_at("GET", path, None, {}).status == 403


def test_what_a_telephone_sends_is_kept_as_a_wave_and_judged(wifi: WifiStudio) -> None:
    words = wifi.line().words
    flac = wav(tone(200, 1.2, level=0.3, rate_hz=22_050), 22_050, "FLAC")
    assert wifi.send("/take/bm/petite/title", flac, X_Words=words, X_Name="note.flac") == 200
    assert (wifi.audio / "bm/petite/title.wav").read_bytes().startswith(b"RIFF")
    kept = (wifi.audio / "bm/petite/title.wav").read_bytes()
    for name in ("../../lessons/petite.yaml", "a.m4a", "a.amr", "", "é" * 3):
        sent = name.encode("ascii", "ignore").decode()
        assert (
            wifi.send("/take/bm/petite/title", b"no sound" * 9, X_Words=words, X_Name=sent) == 422
        )
    silent = wav(tone(200, 1.2, level=0.0001, rate_hz=22_050), 22_050, "FLAC")
    assert wifi.send("/take/bm/petite/title", silent, X_Words=words, X_Name="a.flac") == 422
    assert (wifi.audio / "bm/petite/title.wav").read_bytes() == kept


def test_forty_telephones_at_once_lose_no_take(wifi: WifiStudio) -> None:
    keys = [key for key in read_script(wifi.project).lines if key[0] == "bm"][:40]
    words = {key: line.words for key, line in read_script(wifi.project).lines.items()}
    takes = {key: spoken(3.0, hz=150 + 5 * n) for n, key in enumerate(keys)}
    with ThreadPoolExecutor(40) as phones:
        told = list(
            phones.map(
                lambda key: wifi.send("/take/" + "/".join(key), takes[key], X_Words=words[key]),
                keys,
            )
        )
    assert told == [200] * len(keys)
    for key, take in takes.items():
        assert (wifi.audio / key[0] / key[1] / f"{key[2]}.wav").read_bytes() == take


def test_a_telephone_whose_page_cannot_hear_records_with_its_own_recorder(
    wifi: WifiStudio, new_page: Pages, tmp_path: Path
) -> None:
    context = new_page.open_context(viewport={"width": 360, "height": 640})
    context.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'mediaDevices', {get: () => undefined});"
    )
    page = context.new_page()
    page.goto(f"{wifi.server.address}#bm/petite/title")
    (tmp_path / "note.wav").write_bytes(spoken())
    with page.expect_file_chooser() as chooser:
        page.locator("#record").click()
    chooser.value.set_files(tmp_path / "note.wav")
    page.locator("#keep").click()
    page.get_by_text("Enregistré.").wait_for()
    assert wifi.files() == ["bm/petite/title.json", "bm/petite/title.wav"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_only_an_address_of_neighbours_is_taken() -> None:
    assert wifi_address("192.168.43.1") == "192.168.43.1"
    for wrong in ("8.8.8.8", "0.0.0.0", "example.org", "::1", "192.168.1"):
        with pytest.raises(BuilderError, match="--wifi"):
            wifi_address(wrong)
