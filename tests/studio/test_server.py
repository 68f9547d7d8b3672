"""The studio answers its own page alone, and whatever it is sent, one French sentence."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable

import pytest

from builder.cli import main
from builder.lesson.course import Course
from builder.local import bodies
from builder.project import Project
from builder.recording import keeping
from builder.studio import recording
from tests.conftest import ROOT
from tests.studio.conftest import TITLE, Studio, spoken

Change = Callable[[str, str], None]


def test_the_figures_of_the_home_page_are_those_of_status(studio: Studio) -> None:
    studio.keep(spoken())
    coverage = studio.project.status(studio.project.load_course())
    wanted = {
        (row.source, row.language): (row.total, row.recorded, row.stale) for row in coverage.rows
    }
    home = studio.get("/home").told
    shown = {
        (part["source"], row["language"]): (row["total"], row["recorded"], row["stale"])
        for part in home["parts"]
        for row in part["rows"]
    }
    assert shown == wanted
    assert shown["petite", "bm"][1] == 1
    assert [part["source"] for part in home["parts"] if part["lesson"]] == ["petite"]
    assert home["unplayed"] == []


def test_a_course_that_would_not_play_the_takes_is_told(
    studio: Studio,
) -> None:
    file = studio.project.lessons / "course.yaml"
    text = file.read_text("utf-8").replace(
        "bambara, voices: [recording, embedded]", "bambara, voices: [embedded]"
    )
    file.write_text(text, "utf-8")
    assert studio.get("/home").told["unplayed"] == ["bambara"]


def test_a_line_comes_with_what_helps_to_read_it(studio: Studio) -> None:
    lines = {line["id"]: line for line in studio.get("/part/bm/petite").told["lines"]}
    assert list(lines)[:4] == ["title", "debut.picture", "debut.line-1", "debut.line-2"]
    answer = lines["lequel.answer-2"]
    assert answer["say"] == "Kumaden duuru"
    assert answer["helping"] == "Cinq mots"
    assert answer["role"] == "Réponse à choisir"
    assert answer["place"] == "Étape 2 sur 5 : lequel"
    assert answer["state"] == "missing"
    assert lines["debut.line-1"]["picture"]["alt"] == "C’est le marché."
    french = {line["id"]: line for line in studio.get("/part/fr/petite").told["lines"]}
    assert french["lequel.answer-2"]["helping"] == "Kumaden duuru"


def test_an_answer_has_its_own_drawing_and_a_narration_that_of_its_step(studio: Studio) -> None:
    lines = {line["id"]: line for line in studio.get("/part/bm/petite").told["lines"]}
    drawings = {"lequel.answer-2": "story", "lequel.answer-2-feedback": "story",
                "debut.line-1": "market", "title": "phone", "ordre.item-3": "block",
                "discussion.person-1": "awa"}  # fmt: skip
    for id, drawing in drawings.items():
        shown = studio.get("/picture/" + lines[id]["picture"]["name"])
        assert shown.content == (studio.project.lessons / f"pictures/{drawing}.svg").read_bytes()
        assert shown.headers["Content-Type"] == "image/svg+xml"
        assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert lines["ordre.question"]["picture"] is None


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        (b"", 422, "n'est pas un son lisible"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", 422, "n'est pas un son lisible"),
        (b"a letter, not a sound" * 1000, 422, "n'est pas un son lisible"),
        (spoken()[:43], 422, "n'est pas un son lisible"),
    ],
    ids=["nothing", "a head alone", "text", "cut in its head"],
)
def test_what_is_no_sound_is_refused(studio: Studio, body: bytes, status: int, told: str) -> None:
    answer = studio.keep(body)
    assert answer.status == status
    assert told in answer.told["error"]
    assert studio.files() == []


def test_a_take_that_is_too_large_is_refused(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "MAX_TAKE_BYTES", 50_000)
    answer = studio.keep(spoken())
    assert answer.status == 413
    assert "une seule phrase à la fois" in answer.told["error"]
    assert studio.files() == []
    assert keeping.MAX_TAKE_BYTES > 60 * 2 * 96_000


def test_a_take_that_stops_on_its_way_is_not_kept(studio: Studio) -> None:
    door = studio.server.door
    head = (
        f"POST {door.path}/take/bm/petite/title HTTP/1.1\r\nHost: 127.0.0.1:{door.port}\r\n"
        f"Origin: http://127.0.0.1:{door.port}\r\nX-Words: {studio.line().words}\r\n"
        f"Content-Length: {len(spoken())}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", door.port)) as connection:
        connection.sendall(head.encode() + spoken()[:-5])
        connection.shutdown(socket.SHUT_WR)
        assert b" 200 " not in connection.makefile("rb").readline()
    assert studio.get("/home").status == 200
    assert studio.files() == []


def test_a_take_that_never_ends_is_refused(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "BODY_TIMEOUT_S", 0.05)
    answer = studio.keep(spoken()[:-5], TITLE, Content_Length=str(len(spoken())))
    assert answer.status == 408
    assert "n'est pas arrivé entier" in answer.told["error"]
    assert studio.files() == []


def test_a_broken_lesson_is_told_with_its_place_and_forgiven_when_mended(
    studio: Studio, change_lesson: Change
) -> None:
    words = studio.line().words
    change_lesson("kind: choice", "kind: choix")
    for answer in (studio.get("/home"), studio.keep(spoken(), X_Words=words)):
        assert answer.status == 409
        (problem,) = answer.told["problems"]
        assert problem["place"] == "petite.yaml:18:11"
        assert "« choix » n'existe pas" in problem["message"]
        assert "choice" in problem["hint"]
    assert studio.files() == []
    change_lesson("kind: choix", "kind: choice")
    assert studio.keep(spoken()).status == 200


def test_a_phrase_of_the_player_that_changes_is_seen(studio: Studio) -> None:
    file = studio.project.overrides / "strings.yaml"
    (line, *_) = studio.get("/part/fr/interface").told["lines"]
    text = file.read_text("utf-8")
    assert line["say"] in text
    file.write_text(text.replace(f'"{line["say"]}"', '"Autre chose."', 1), "utf-8")
    assert studio.get("/part/fr/interface").told["lines"][0]["say"] == "Autre chose."


def test_a_fault_of_ours_is_told_without_a_traceback(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("builder.project.Project.status", lambda *_: 1 / 0)
    answer = studio.get("/home")
    assert answer.status == 500
    assert "ZeroDivisionError" in answer.told["error"]
    assert "Traceback" not in answer.content.decode() + capfd.readouterr().err


@pytest.mark.parametrize(("port", "told"), [("taken", "est pris"), ("70000", "n'existe pas")])
def test_a_port_that_cannot_be_had_is_one_line(
    studio: Studio, port: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    number = str(studio.server.door.port) if port == "taken" else port
    root = str(studio.project.root)
    assert main(["--root", root, "studio", "--no-browser", "--port", number]) == 1
    said = capsys.readouterr().err
    assert told in said
    assert "--port 0" in said
    assert said.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_ctrl_c_closes_the_studio_in_order(studio: Studio) -> None:
    command = [sys.executable, "-m", "builder.cli", "--root", str(studio.project.root)]
    with subprocess.Popen(
        [*command, "studio", "--no-browser", "--port", "0"], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUTF8": "1"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:  # fmt: skip
        assert process.stdout and process.stderr
        assert re.match(r"Le studio : http://127\.0\.0\.1:\d+/[\w-]+/ ", process.stdout.readline())
        process.send_signal(signal.SIGINT)
        rest, complaints = process.communicate(timeout=20)
    assert "Studio fermé." in rest
    assert complaints == ""
    assert process.returncode == 0


def test_lessons_that_have_not_changed_are_not_read_again(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, change_lesson: Change
) -> None:
    """At 500 lessons reading them takes half a minute, which nobody waits for at each line."""
    times = 0
    load = Project.load_course

    def count(project: Project) -> Course:
        nonlocal times
        times += 1
        return load(project)

    monkeypatch.setattr(Project, "load_course", count)
    for path in ("/home", "/part/bm/petite", "/home"):
        assert studio.get(path).status == 200
    assert studio.keep(spoken(), X_Words=studio.line().words).status == 200
    before = times
    assert studio.get("/home").told["parts"][0]["rows"][0]["recorded"] == 1
    assert times == before
    change_lesson("I yɛrɛ lakana", "I yɛrɛ tanga")
    assert studio.get("/home").told["parts"][0]["rows"][0]["stale"] == 1
    assert times == before + 1
