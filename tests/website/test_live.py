"""What is saved is seen at once, at the step where one was; the published site is not touched."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import pytest
from playwright.sync_api import Page, expect

from builder.errors import ProblemsFound
from builder.local.server import LocalServer
from builder.project import Project
from builder.website.live import live
from builder.website.preview import Preview, View
from builder.website.serve import changes, preview_server
from tests.conftest import Pages
from tests.website.conftest import ROOT
from tests.website.test_build import contents, first_lesson

BOARD = "#live-problems"


@dataclass(frozen=True)
class Serving:
    root: Path
    preview: Preview
    server: LocalServer

    def change(self, old: str, new: str) -> None:
        lesson = first_lesson(self.root)
        text = lesson.read_text("utf-8")
        assert old in text
        lesson.write_text(text.replace(old, new), "utf-8")

    def get(self, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.door.port, timeout=20)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            told = {name.title(): value for name, value in answer.getheaders()}
            return answer.status, answer.read(), told
        finally:
            connection.close()


@pytest.fixture
def serving(new_project: Callable[[], Path]) -> Iterator[Serving]:
    """A preview that follows its sources, as the command makes one."""
    root = new_project()
    preview, stop = Preview(Project(root)), Event()
    server = preview_server(preview, 0)

    def follow() -> None:
        for _ in changes(root, stop):
            try:
                preview.make(at_once=True)
            except ProblemsFound:
                continue

    preview.make(at_once=True)
    following = Thread(target=follow)
    following.start()
    with server.running():
        yield Serving(root, preview, server)
    stop.set()
    following.join()


def at_second_step(page: Page, serving: Serving) -> None:
    page.goto(f"{serving.server.address}fr/1.html#s1")
    expect(page.locator("main > section.step").nth(1)).to_be_visible()


def test_the_open_page_comes_again_at_its_step_with_what_was_saved(
    serving: Serving, page: Page
) -> None:
    published = contents(serving.root / "site")
    at_second_step(page, serving)
    serving.change("Cinq mots", "Cinq petits mots")
    second = page.locator("main > section.step").nth(1)
    expect(second).to_contain_text("Cinq petits mots", timeout=15_000)
    expect(second).to_be_visible()
    assert contents(serving.root / "site") == published


def test_a_mistake_shows_in_the_open_page_and_goes_when_it_is_mended(
    serving: Serving, page: Page
) -> None:
    published = contents(serving.root / "site")
    at_second_step(page, serving)
    serving.change("kind: choice", "kind: <b>choix")
    board = page.locator(BOARD)
    expect(board).to_contain_text("petite.yaml:18:11", timeout=15_000)
    expect(board).to_contain_text("« <b>choix » n'existe pas")
    assert board.locator("b").count() == 0
    expect(page.locator("main > section.step").nth(1)).to_be_visible()
    serving.change("kind: <b>choix", "kind: choice")
    expect(board).to_have_count(0, timeout=15_000)
    expect(page.locator("main > section.step").nth(1)).to_be_visible()
    assert contents(serving.root / "site") == published


def test_trainer_pages_follow_too(serving: Serving, page: Page) -> None:
    page.goto(f"{serving.server.address}formateurs/fiche-1.html")
    serving.change("Cinq mots", "Cinq petits mots")
    expect(page.locator("body")).to_contain_text("Cinq petits mots", timeout=15_000)


def test_lessons_that_cannot_be_built_at_first_are_told_in_a_page(
    new_project: Callable[[], Path], new_page: Pages
) -> None:
    root = new_project()
    lesson = first_lesson(root)
    text = lesson.read_text("utf-8")
    lesson.write_text(text.replace("kind: choice", "kind: <script>choix"), "utf-8")
    preview = Preview(Project(root))
    server = preview_server(preview, 0)
    with pytest.raises(ProblemsFound):
        preview.make(at_once=True)
    with server.running():
        page = new_page()
        answer = page.goto(f"{server.address}bm/1.html")
        assert answer and "default-src 'none'" in answer.headers["content-security-policy"]
        expect(page.locator("main, body").first).to_contain_text("petite.yaml:18:11")
        expect(page.locator("body")).to_contain_text("« <script>choix » n'existe pas")
        lesson.write_text(text, "utf-8")
        preview.make(at_once=True)
        expect(page.locator("main > section.step").first).to_be_visible()
        page.close()


def test_sound_comes_in_parts_and_nothing_else_of_the_computer(serving: Serving) -> None:
    assert serving.preview.view.files is not None
    clip = next(name for name in serving.preview.view.files if name.endswith(".mp3"))
    status, content, headers = serving.get(f"/{clip}", Range="bytes=2-11")
    assert (status, len(content), headers["Content-Type"]) == (206, 10, "audio/mpeg")
    for path in ("/../mkdocs.yml", "/..%2fmkdocs.yml", "/lessons/petite.yaml", "/formateurs/x"):
        assert serving.get(path)[0] == 404
    assert serving.get("/", Host="rebound.example")[0] == 403
    assert serving.get("/")[0] == 200


@pytest.mark.parametrize("quote", ["'", "&#39;"])
def test_the_policy_of_a_page_lets_the_script_of_the_preview_in_and_nothing_more(
    quote: str,
) -> None:
    page = f'<meta content="default-src {quote}none{quote}; img-src data:"><p>x</p>'
    made = live(page.encode(), View(3)).decode().replace("&#39;", "'")
    policy = "default-src 'none'; connect-src 'self'; script-src 'self'; img-src data:"
    assert f'content="{policy}"' in made
    assert made.endswith('data-version="3"></script>')


def test_half_written_files_and_notes_of_takes_are_no_change(tmp_path: Path) -> None:
    for name in ("lessons", "audio"):
        (tmp_path / name).mkdir()
    stop, seen = Event(), Event()

    def look() -> None:
        for _ in changes(tmp_path, stop):
            seen.set()

    looking = Thread(target=look)
    looking.start()
    try:
        assert seen.wait(10)
        seen.clear()
        for name in ("lessons/.a.yaml.swp", "lessons/a.yaml~", "audio/a.json", "audio/.a.1.part"):
            (tmp_path / name).write_text("x", "utf-8")
        assert not seen.wait(1)
        (tmp_path / "mkdocs.yml").write_text("x", "utf-8")
        assert seen.wait(10)
        seen.clear()
        (tmp_path / "docs").mkdir()
        assert seen.wait(10)
        seen.clear()
        (tmp_path / "docs" / "a.md").write_text("x", "utf-8")
        assert seen.wait(10)
    finally:
        stop.set()
        looking.join()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_ctrl_c_stops_at_once_though_a_page_is_open(new_project: Callable[[], Path]) -> None:
    command = [sys.executable, "-m", "builder.cli", "--root", str(new_project())]
    with subprocess.Popen(
        [*command, "serve", "--port", "0"], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONUTF8": "1"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:  # fmt: skip
        assert process.stdout
        told = process.stdout.readline()
        port = int(told.partition("127.0.0.1:")[2].partition("/")[0])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", "/")
        assert connection.getresponse().read()
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=20)
        connection.close()
    assert "Arrêté." in rest
    assert process.returncode == 0
