"""A studio over the tiny course, and someone who writes to it without a browser."""

from __future__ import annotations

import http.client
import io
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import soundfile

from builder.local.server import LocalServer
from builder.narration.loudness import Samples
from builder.project import Project
from builder.recording.script import Line, read_script
from builder.studio.server import studio_server
from tests.conftest import ROOT
from tests.narration.tone_voice import tone

RATE_HZ = 48_000
ADDRESS = "127.0.0.1"
TITLE = ("bm", "petite", "title")


@dataclass(frozen=True)
class Answer:
    status: int
    content: bytes
    headers: Mapping[str, str]

    @property
    def told(self) -> Any:
        return json.loads(self.content)


@dataclass(frozen=True)
class Studio:
    """A running studio; `audio` is its recordings folder."""

    project: Project
    server: LocalServer

    @property
    def audio(self) -> Path:
        return self.project.recordings

    def line(self, key: tuple[str, str, str] = TITLE) -> Line:
        lines: Mapping[Any, Line] = read_script(self.project).lines
        return lines[key]

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, None, headers)

    def keep(self, wav: bytes, key: tuple[str, str, str] = TITLE, **headers: str | None) -> Answer:
        """As the page does; a header given as None is left out."""
        usual = {
            "Origin": f"http://127.0.0.1:{self.server.door.port}",
            "X-Words": self.line(key).words if "X_Words" not in headers else "",
        }
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        wanted = {name: value for name, value in {**usual, **given}.items() if value is not None}
        return self.ask("POST", "/take/" + "/".join(key), wav, wanted)

    def ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        """`path` is what follows the token."""
        return self.ask_at(method, self.server.door.path + path, body, headers)

    def ask_at(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Answer:
        connection = http.client.HTTPConnection(ADDRESS, self.server.door.port, timeout=20)
        try:
            connection.request(method, path, body, dict(headers))
            answer = connection.getresponse()
            told = {name.title(): value for name, value in answer.getheaders()}
            return Answer(answer.status, answer.read(), told)
        finally:
            connection.close()

    def files(self) -> list[str]:
        """What is in the recordings folder, like `bm/petite/title.wav`."""
        found = (path for path in self.audio.rglob("*") if path.is_file())
        return sorted(path.relative_to(self.audio).as_posix() for path in found)


def wav(samples: Samples, rate_hz: int = RATE_HZ, format: str = "WAV") -> bytes:
    written = io.BytesIO()
    soundfile.write(written, samples, rate_hz, format=format, subtype="PCM_16")
    return written.getvalue()


def spoken(seconds: float = 1.2, hz: float = 200, level: float = 0.3) -> bytes:
    """A good take of a short line."""
    return wav(tone(hz, seconds, level=level, rate_hz=RATE_HZ))


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    root = tmp_path / "leçons de Kayes"
    shutil.copytree(ROOT / "tests" / "tiny" / "lessons", root / "lessons")
    shutil.copytree(ROOT / "site_overrides", root / "site_overrides")
    project = Project(root)
    server = studio_server(project, 0)
    with server.running():
        yield Studio(project, server)


@pytest.fixture
def change_lesson(studio: Studio) -> Callable[[str, str], None]:
    """Replaces words in the lesson while the studio is open."""

    def change(old: str, new: str) -> None:
        file = studio.project.lessons / "petite.yaml"
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    return change
