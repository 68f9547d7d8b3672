"""A take that is kept is used by the next build, and nothing that was there is lost."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from builder.local.server import LocalServer
from builder.narration.narrator import narrate
from builder.narration.takes import find_takes, state_of
from builder.project import Project
from builder.recording.keeping import TakeUnwritable, keep_take
from builder.studio.server import open_studio
from tests.studio.conftest import TITLE, Studio, spoken, wav

Change = Callable[[str, str], None]


def origins(project: Project) -> dict[str, str]:
    """Who says each Bambara line of the lesson after a narration, by id."""
    course = project.load_course()
    said = [
        one for one in project.utterances(course) if (one.source, one.language) == ("petite", "bm")
    ]
    with ThreadPoolExecutor(1) as here:
        narration = narrate(said, project.settings(course), executor=here)
    assert narration.problems == ()
    return {
        key[1]: told.clip.origin for key, told in narration.clips.items() if told.clip is not None
    }


def test_a_kept_take_is_what_learners_hear(studio: Studio) -> None:
    answer = studio.keep(spoken())
    assert answer.status == 200
    assert answer.told["line"]["state"] == "recorded"
    assert answer.told["remarks"] == []
    assert studio.files() == ["bm/petite/title.json", "bm/petite/title.wav"]
    heard = origins(studio.project)
    assert heard.pop("title") == "recorded"
    assert set(heard.values()) == {"machine"}


def test_the_clip_to_hear_is_the_machines_and_then_the_persons(studio: Studio) -> None:
    before = studio.get("/clip/bm/petite/title")
    assert before.headers["X-Origin"] == "machine"
    studio.keep(spoken())
    after = studio.get("/clip/bm/petite/title")
    assert after.headers["X-Origin"] == "recorded"
    assert after.content != before.content
    assert after.headers["Content-Type"] == "audio/mpeg"


def test_every_line_of_every_part_can_be_kept(studio: Studio) -> None:
    for part in studio.get("/home").told["parts"]:
        (line, *_) = studio.get(f"/part/fr/{part['source']}").told["lines"]
        key = ("fr", part["source"], line["id"])
        assert studio.keep(spoken(2.0), key).status == 200
        assert (studio.audio / "/".join(key)).with_name(f"{line['id']}.wav").is_file()


def test_new_words_make_the_take_stale_until_it_is_made_again(
    studio: Studio, change_lesson: Change
) -> None:
    studio.keep(spoken())
    change_lesson("I yɛrɛ lakana", "I yɛrɛ tanga")
    (line, *_) = studio.get("/part/bm/petite").told["lines"]
    assert (line["say"], line["state"]) == ("I yɛrɛ tanga", "stale")
    assert studio.keep(spoken(hz=300)).told["line"]["state"] == "recorded"


def test_a_take_of_words_that_changed_meanwhile_is_refused(
    studio: Studio, change_lesson: Change
) -> None:
    words = studio.line().words
    change_lesson("I yɛrɛ lakana", "I yɛrɛ tanga")
    answer = studio.keep(spoken(), X_Words=words)
    assert answer.status == 409
    assert "a changé pendant que tu enregistrais" in answer.told["error"]
    assert studio.files() == []


def test_takes_that_are_replaced_are_kept_aside_whatever_their_kind(studio: Studio) -> None:
    folder = studio.audio / "bm" / "petite"
    folder.mkdir(parents=True)
    (folder / "title.m4a").write_bytes(b"from a telephone")
    (folder / "title.ogg").write_bytes(b"another")
    first, second = spoken(hz=200), spoken(hz=300)
    studio.keep(first)
    studio.keep(second)
    aside = studio.audio / ".remplacees" / "bm" / "petite"
    assert (aside / "title.1.m4a").read_bytes() == b"from a telephone"
    assert (aside / "title.1.ogg").read_bytes() == b"another"
    assert (aside / "title.2.wav").read_bytes() == first
    assert (aside / "title.2.json").is_file()
    assert (folder / "title.wav").read_bytes() == second
    ((key, take),) = find_takes(studio.audio).items()
    assert (key, take.others) == (TITLE, ())


@pytest.mark.parametrize(
    ("sound", "told"),
    [
        (wav(np.zeros(48_000, dtype=np.float32)), "ne contient que du silence"),
        (spoken(level=0.0008), "trop faible"),
        (spoken(0.2), "trop court"),
    ],
    ids=["silent", "too quiet", "too short"],
)
def test_a_take_that_the_build_would_refuse_replaces_nothing(
    studio: Studio, sound: bytes, told: str
) -> None:
    good = spoken()
    studio.keep(good)
    answer = studio.keep(sound)
    assert answer.status == 422
    assert told in answer.told["error"]
    assert "Rien n'a été remplacé." in answer.told["error"]
    assert studio.files() == ["bm/petite/title.json", "bm/petite/title.wav"]
    assert (studio.audio / "bm/petite/title.wav").read_bytes() == good


def test_a_doubtful_take_is_kept_and_the_narrator_is_told(studio: Studio) -> None:
    clipped = wav(np.clip(np.sin(np.arange(60_000) / 40) * 3, -1, 1).astype(np.float32))
    for sound, told in ((clipped, "saturé"), (spoken(9), "bien plus long")):
        answer = studio.keep(sound)
        assert answer.status == 200
        (remark,) = answer.told["remarks"]
        assert told in remark["message"]
        assert answer.told["line"]["state"] == "recorded"


def test_a_full_disk_leaves_the_old_take(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    good = spoken()
    studio.keep(good)

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    answer = studio.keep(spoken(hz=300))
    assert answer.status == 507
    assert "le disque est plein" in answer.told["error"]
    assert (studio.audio / "bm/petite/title.wav").read_bytes() == good
    assert studio.files() == ["bm/petite/title.json", "bm/petite/title.wav"]


def test_a_take_that_cannot_be_put_in_its_place_gives_the_old_one_back(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = spoken()
    studio.keep(good)
    note = (studio.audio / "bm/petite/title.json").read_bytes()
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if Path(target).suffix == ".wav":
            raise PermissionError(errno.EACCES, "denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    answer = studio.keep(spoken(hz=300))
    assert answer.status == 507
    assert "le dossier est protégé" in answer.told["error"]
    assert studio.files() == ["bm/petite/title.json", "bm/petite/title.wav"]
    assert (studio.audio / "bm/petite/title.wav").read_bytes() == good
    assert (studio.audio / "bm/petite/title.json").read_bytes() == note


def test_a_folder_in_the_way_is_told(studio: Studio) -> None:
    studio.audio.write_bytes(b"a file where the folder should be")
    answer = studio.keep(spoken())
    assert answer.status == 507
    assert "n'a pas pu être écrit" in answer.told["error"]


def test_wherever_a_write_fails_the_old_take_or_the_new_one_is_whole(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The n-th write, rename or sync fails, for each n, as if the power were cut there."""
    course = studio.project.load_course()
    said = next(one for one in studio.project.utterances(course) if one.id == "title")
    old, new = spoken(), spoken(hz=300)
    keep_take(studio.audio, said, old)
    new_words = replace(said, spoken="I yɛrɛ tanga")
    calls = 0

    def failing_at(n: int, name: str, whole: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls >= n:
                raise OSError(errno.EIO, name)
            return whole(*given, **named)

        return call

    kept = 0
    for n in range(1, 40):
        calls = 0
        with monkeypatch.context() as broken:
            broken.setattr(os, "fsync", failing_at(n, "fsync", os.fsync))
            broken.setattr(Path, "replace", failing_at(n, "replace", Path.replace))
            broken.setattr(Path, "unlink", failing_at(n, "unlink", Path.unlink))
            with suppress(TakeUnwritable, OSError):
                keep_take(studio.audio, new_words, new)
                kept += 1
        ((_, take),) = find_takes(studio.audio).items()
        content = take.file.read_bytes()
        assert content in (old, new)
        words = said.spoken if content == old else new_words.spoken
        assert state_of(take, words, sha256_of) == "fresh", n
        if content == new:
            keep_take(studio.audio, said, old)
        if kept:
            break
    assert kept and n > 8


def sha256_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_what_a_power_cut_left_is_swept_and_told(
    studio: Studio, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = studio.audio / "bm" / "petite"
    folder.mkdir(parents=True)
    for name in (".title.wav.77.part", ".title.json.77.part", "title.wav"):
        (folder / name).write_bytes(b"RIFF")
        os.utime(folder / name, (0, 0))
    monkeypatch.setattr(LocalServer, "serve", lambda server, _ready: server.close())
    open_studio(studio.project, 0, browser=False)
    told = capsys.readouterr().out
    assert ".title.wav.77.part" in told
    assert "Refais-la" in told
    assert studio.files() == ["bm/petite/title.wav"]
