"""Each command says what it did, or one clear line about what it could not do."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import soundfile

from builder.cli import main
from builder.commands import find_commands

ROOT = Path(__file__).resolve().parent.parent
TINY = ROOT / "tests" / "tiny"


def test_check_passes_the_real_lessons(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(ROOT), "check"]) == 0
    assert "rien n'empêche de construire" in capsys.readouterr().out


def test_check_of_a_broken_lesson_gives_its_line_and_status_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lessons = tmp_path / "lessons"
    lessons.mkdir()
    (lessons / "course.yaml").write_text("format: 1\ntitel: x\n", "utf-8")
    assert main(["--root", str(tmp_path), "check"]) == 1
    told = capsys.readouterr().err
    assert "course.yaml:2:1: error:" in told
    assert "title" in told
    assert "Traceback" not in told


def test_a_build_with_errors_says_that_the_site_is_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "course.yaml").write_text("format: 1\ntitel: x\n", "utf-8")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("avant", "utf-8")
    assert main(["--root", str(tmp_path), "build"]) == 1
    assert "celui d'avant reste tel quel" in capsys.readouterr().err
    assert (tmp_path / "site" / "index.html").read_text("utf-8") == "avant"


def test_pronounce_writes_one_line_for_each_line_it_reads(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("muso\ncɛ\n"))
    assert main(["--root", str(TINY), "pronounce"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["muso", "cɛ"]
    assert all(line.split("\t")[1] for line in lines)


@pytest.mark.parametrize("name", ["phrase.wav", "phrase.mp3"])
@pytest.mark.parametrize("options", [[], ["-l", "fr"], ["-v", "man"], ["--slow"]])
def test_say_writes_a_sound_that_can_be_read(tmp_path: Path, name: str, options: list[str]) -> None:
    target = tmp_path / "à écouter" / name
    target.parent.mkdir()
    assert main(["--root", str(TINY), "say", "I ni ce", *options, "-o", str(target)]) == 0
    samples, rate_hz = soundfile.read(target)
    assert 0.3 < len(samples) / rate_hz < 4
    assert abs(samples).max() > 0.05


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["say", "  "], "vide"),
        (["say", "a", "-o", "a.doc"], ".wav ou .mp3"),
        (["say", "a", "-v", "robot"], "woman ou -v man"),
        (["say", "a", "-o", "nulle-part/a.wav"], "n'a pas pu être écrit"),
    ],
)
def test_a_wrong_say_is_one_line(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(["--root", str(TINY), *arguments]) == 1
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_status_as_json_counts_every_phrase(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(ROOT), "status", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    lessons = {row["source"] for row in rows}
    assert {"mots-de-passe", "donnees-personnelles", "harcelement", "interface"} <= lessons
    for row in rows:
        states = ("recorded", "model", "machine", "online", "missing")
        assert sum(row[state] for state in states) == row["total"]


def test_pictures_shows_each_drawing_with_what_to_type(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "lessons" / "pictures"
    folder.mkdir(parents=True)
    for name in ("moto rapide.svg", "awa.png", "credits.yaml"):
        (folder / name).touch()
    shutil.copytree(ROOT / "site_overrides" / "authors", tmp_path / "site_overrides" / "authors")
    assert main(["--root", str(tmp_path), "pictures", "--no-browser"]) == 0
    page = Path(capsys.readouterr().out.strip().removeprefix("Les dessins : "))
    shown = re.findall(
        r'src="([^"]+)" alt="" loading="lazy"> <code>([^<]+)', page.read_text("utf-8")
    )
    assert shown == [
        ((folder / "awa.png").as_uri(), "pictures/awa.png"),
        ((folder / "moto rapide.svg").as_uri(), "pictures/moto rapide.svg"),
    ]
    shutil.rmtree(folder)
    assert main(["--root", str(tmp_path), "pictures", "--no-browser"]) == 1
    told = capsys.readouterr().err
    assert (
        "pictures » : ce dossier n'existe pas. Va dans le dossier du projet, puis relance." in told
    )


def test_a_fault_of_ours_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("builder.project.Project.load_course", lambda self: 1 / 0)
    assert main(["--root", str(TINY), "check"]) == 1
    told = capsys.readouterr().err
    assert "ZeroDivisionError" in told
    assert "Traceback" not in told


def test_a_reader_that_leaves_early_is_no_fault() -> None:
    command = [sys.executable, "-m", "builder.cli", "--root", str(ROOT), "status"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUTF8": "1"},
    ) as process:  # fmt: skip
        assert process.stdout and process.stderr
        process.stdout.close()
        assert "Traceback" not in process.stderr.read().decode()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "il manque : commande"),
        (["chek"], "'chek' n'existe pas. Écris : "),
        (["serve", "--port", "x"], "--port : 'x' n'est pas un nombre entier"),
        (["say", "-l"], "-l/--language : il manque ce qui suit"),
        (["check", "encore"], "en trop : encore"),
    ],
)
def test_a_mistyped_command_is_told_in_french(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    said = capsys.readouterr().err
    assert left.value.code == 2
    assert told in said
    assert not re.search(r"usage:|invalid|required|argument|choose", said)


def test_every_command_has_a_french_sentence() -> None:
    commands = find_commands()
    assert {"check", "build", "say", "export"} <= commands.keys()
    for command in commands.values():
        assert len(command.HELP) > 10
        assert command.HELP[0].islower()
        assert not command.HELP.endswith(".")
