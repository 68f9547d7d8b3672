"""The pipeline beside a bare loop, a cluster beside local processes, and a hundred kills.

`python -m tests.narration.bench` prints the table; `rows()` is what `run.py bench` takes.
"""

from __future__ import annotations

import hashlib
import itertools
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from statistics import median
from unittest import mock

import numpy as np

from builder.lesson.utterance import Utterance
from builder.narration.cache import ClipCache
from builder.narration.engines.espeak import Engine, Spoken, voice_engine
from builder.narration.fingerprint import fingerprint, normal_form, voice_key
from builder.narration.mastering import Mastering, encode, preferred_encoder
from builder.narration.narrator import NarrationSettings, narrate
from builder.narration.voices.bambara import BambaraVoice
from builder.narration.workers import local_workers
from tests.bench.row import Row
from tests.narration.killing import kill_at_random
from tests.narration.tone_voice import ToneVoice, line

PROCESSES = 2
TURNS = 5
CLIPS_PER_CALL = 8
SECONDS_PER_CLIP = 6.0
_TEXT = """I kana i ka kumaden dogolen di mɔgɔ si ma. Cikan bɔra mɔgɔ min fɛ, i b’o dɔn wa?
Ni mɔgɔ dɔ ye kumaden ɲini i fɛ, i kana a di. Kumaden jan ka gɛlɛn sonyalikɛla bolo."""

Call = tuple[str, str, int]
"""Phonemes, espeak-ng voice and pace."""
BareClip = tuple[list[Call], int]
"""What is said, and the number of samples with the pauses between sentences."""


def rows(*, clips: int = 500, cached: int = 10_000, kills: int = 100) -> list[Row]:
    """Every measure of the pipeline, one after the other."""
    with tempfile.TemporaryDirectory(prefix="kalankan-bench-") as folder:
        root = Path(folder)
        return [
            *speed(root / "speed", clips),
            no_op(root / "no-op", cached),
            *cluster(root / "cluster", clips),
            survival(root / "kills", kills),
        ]


def speed(folder: Path, clips: int) -> Iterator[Row]:
    """Ours and the bare loop on the same texts and processes, in turns: on a machine that also
    does other things, only neighbours in time can be compared. Medians of the turns."""
    size = clips // TURNS
    lines = six_second_lines(size * TURNS)
    settings = NarrationSettings(folder, {"bm": [BambaraVoice()]})
    bare_clips = [bare_clip(one.spoken) for one in lines]
    ours_s, bare_s = [], []
    with local_workers(PROCESSES) as pool:
        timed_narration(lines[:32], replace(settings, cache=folder / "warm"), pool)
        for turn in range(TURNS):
            part = slice(turn * size, (turn + 1) * size)
            bare_s.append(bare(bare_clips[part], settings.mastering, pool))
            ours_s.append(timed_narration(lines[part], settings, pool))
    sound_ms = sum(entry.duration_ms for entry in ClipCache(folder).entries())
    ratio = median(one / other for one, other in zip(ours_s, bare_s, strict=True))
    whole_min, best_min = (
        seconds / size * 10_000 / 60 for seconds in (median(ours_s), min(ours_s))
    )
    yield Row(
        f"{size * TURNS} clips de {sound_ms / len(lines) / 1000:.1f} s contre synthèse et "
        f"encodage nus, {PROCESSES} processus",
        f"{median(ours_s):.2f} s / {median(bare_s):.2f} s = {ratio:.2f} ×",
        "1,3 ×",
        ratio <= 1.3,
    )
    yield Row(
        "10 000 clips, extrapolé de la tournée médiane (et de la meilleure)",
        f"{whole_min:.1f} min ({best_min:.1f} min)",
        "3 min",
        whole_min <= 3,
    )


def no_op(folder: Path, cached: int) -> Row:
    """A second run over clips that are all there; the cache is filled with one clip's bytes."""
    settings = NarrationSettings(folder, {"bm": [ToneVoice()]})
    lines = [line(f"l-{n}", f"kalan kan {n}", source=f"lesson-{n // 100}") for n in range(cached)]
    sound = ToneVoice().speak("a" * 280, "bm")
    mp3 = encode(sound.samples, settings.mastering)
    key = voice_key(ToneVoice())
    cache = ClipCache(folder)
    for one in lines:
        name = fingerprint(normal_form(one.spoken), "bm", key, settings.mastering.settings)
        cache.put(name, mp3, duration_ms=6000, word_starts_ms=(50, 900, 1800))
    cache.close()
    started = time.perf_counter()
    narration = narrate(lines, settings)
    spent_s = time.perf_counter() - started
    assert (narration.made, narration.count("machine")) == (0, cached)
    return Row(f"{cached} clips déjà faits", f"{spent_s:.2f} s", "1 s", spent_s <= 1)


def cluster(folder: Path, clips: int) -> Iterator[Row]:
    """Two dask workers beside two local processes, all already started, in turns."""
    distributed = import_module("distributed")
    size = clips // TURNS
    lines = six_second_lines(size * TURNS)
    local = NarrationSettings(folder / "local", {"bm": [BambaraVoice()]})
    dask = replace(local, cache=folder / "dask")
    local_s, dask_s = [], []
    with (
        local_workers(PROCESSES) as processes,
        distributed.LocalCluster(
            n_workers=PROCESSES, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as started,
        distributed.Client(started) as client,
    ):
        executor = client.get_executor(pure=False)
        for warm, where in (("warm-1", processes), ("warm-2", executor)):
            timed_narration(lines[:32], replace(local, cache=folder / warm), where)
        for turn in range(TURNS):
            part = lines[turn * size : (turn + 1) * size]
            local_s.append(timed_narration(part, local, processes))
            dask_s.append(timed_narration(part, dask, executor))
    same = digest(local.cache) == digest(dask.cache)
    ratio = median(one / other for one, other in zip(dask_s, local_s, strict=True))
    yield Row(
        "deux ouvriers dask contre deux processus",
        f"{median(dask_s):.2f} s / {median(local_s):.2f} s = {ratio:.2f} ×",
        "1,5 ×",
        ratio <= 1.5,
    )
    yield Row("… mêmes octets", "oui" if same else "non", "oui", same)


def survival(folder: Path, kills: int) -> Row:
    folder.mkdir()
    lines = six_second_lines(80)
    settings = NarrationSettings(folder / "cache", {"bm": [BambaraVoice()]})
    aftermath = kill_at_random(lines, settings, folder, kills=kills)
    bad = aftermath.wrong + aftermath.missing
    return Row(
        f"{kills} kill −9 au hasard ({aftermath.interrupted} en plein travail, "
        f"{aftermath.resumed} reprises)",
        f"{bad} clip(s) faux ou cassé(s)",
        "0",
        bad == 0,
    )


def six_second_lines(count: int) -> list[Utterance]:
    """Texts all different and about six seconds long, made of attested sentences' words."""
    length = _words_per_clip()
    endless = itertools.cycle(_TEXT.split())
    words = list(itertools.islice(endless, count + length))
    lines = []
    for number in range(count):
        own = words[number : number + length]
        own.insert(number // len(_TEXT.split()) % length, "ani")
        lines.append(line(f"l-{number}", " ".join(own)))
    return lines


def bare_clip(text: str) -> BareClip:
    """What the Bambara voice hands to espeak-ng for a text."""
    calls: list[Call] = []
    speak = Engine.speak

    def listen(self: Engine, text: str, *, voice: str, words_per_minute: int) -> Spoken:
        calls.append((text, voice, words_per_minute))
        return speak(self, text, voice=voice, words_per_minute=words_per_minute)

    with mock.patch.object(Engine, "speak", listen):
        sound = BambaraVoice().speak(text, "bm")
    return calls, len(sound.samples)


def bare(clips: Sequence[BareClip], mastering: Mastering, pool: Executor) -> float:
    """Seconds for the same phonemes with nothing around them."""
    starts = range(0, len(clips), CLIPS_PER_CALL)
    parts = [clips[start : start + CLIPS_PER_CALL] for start in starts]
    started = time.perf_counter()
    list(pool.map(bare_part, parts, [mastering] * len(parts)))
    return time.perf_counter() - started


def bare_part(clips: Sequence[BareClip], mastering: Mastering) -> int:
    engine = voice_engine()
    size_bytes = 0
    for calls, length in clips:
        samples = np.zeros(length, np.float32)
        start = 0
        for phonemes, voice, pace in calls:
            spoken = engine.speak(phonemes, voice=voice, words_per_minute=pace).samples
            spoken = spoken[: length - start]
            samples[start : start + len(spoken)] = spoken
            start += len(spoken)
        size_bytes += len(encode(samples / np.float32(32768), mastering))
    return size_bytes


def timed_narration(
    lines: Sequence[Utterance], settings: NarrationSettings, executor: Executor
) -> float:
    started = time.perf_counter()
    assert narrate(lines, settings, executor=executor).made == len(lines)
    return time.perf_counter() - started


def digest(cache: Path) -> str:
    whole = hashlib.sha256()
    for file in sorted((cache / "clips").iterdir()):
        whole.update(file.name.encode() + file.read_bytes())
    return whole.hexdigest()


def _words_per_clip() -> int:
    """From the text said in parts of that length: each has its own pauses and its own ends."""
    words = _TEXT.split()
    length = len(words) // 2
    parts = [" ".join(words[start : start + length]) for start in range(0, len(words), length)]
    sounds = [BambaraVoice().speak(part, "bm") for part in parts]
    seconds = sum(len(sound.samples) / sound.rate_hz for sound in sounds)
    return round(SECONDS_PER_CLIP / seconds * len(words)) - 1  # one word more tells clips apart


if __name__ == "__main__":
    from tests.bench.row import table

    sizes = dict(zip(("clips", "cached", "kills"), map(int, sys.argv[1:]), strict=False))
    print(f"Encodeur : {preferred_encoder()}\n\n{table(rows(**sizes))}")
