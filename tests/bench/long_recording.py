"""A made-up narrator reads a sheet in one go: noise, coughs, false starts, repeats, all known.

Our own embedded man reads, at his pace; a test makes a few lines, the bench an hour.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from builder.narration.loudness import Samples
from builder.narration.voices.bambara.voice import BambaraVoice
from builder.narration.voices.takes.reading import BambaraReader
from builder.project import Project
from builder.recording.cutting import Cut, cut
from builder.recording.long_sound import open_long
from builder.recording.script import read_script

NARRATOR = BambaraVoice(speaker="man")


@dataclass(frozen=True)
class LongReading:
    """`spans` are the seconds of the last good reading of each line, by its place; `earlier`
    those of the good ones before it."""

    samples: Samples
    rate_hz: int
    spans: dict[int, tuple[float, float]]
    earlier: dict[int, tuple[float, float]]


def read_aloud(
    texts: Sequence[str], *, seed: int = 7, false_starts: float = 0.15, repeats: float = 0.15,
    coughs: float = 0.1, noise_dbfs: float = -52, gap_s: float = 2.0, skipped: Sequence[int] = (),
) -> LongReading:  # fmt: skip
    """Shares are of lines; `gap_s` is the mean silence between two sentences."""
    chance = np.random.default_rng(seed)
    reader = BambaraReader(NARRATOR)
    rate_hz = reader.read(texts[0]).rate_hz
    parts: list[Samples] = []
    spans: dict[int, tuple[float, float]] = {}
    earlier: dict[int, tuple[float, float]] = {}
    at = 0

    def add(samples: Samples) -> tuple[float, float]:
        nonlocal at
        start = at
        parts.append(samples.astype(np.float32))
        at += len(samples)
        return start / rate_hz, at / rate_hz

    def pause(mean_s: float) -> None:
        seconds = mean_s * chance.uniform(0.6, 1.5)
        add(np.zeros(round(seconds * rate_hz), np.float32))

    pause(gap_s)
    for place, text in enumerate(texts):
        if place in skipped:
            continue
        reading = reader.read(text)
        said = reading.samples * np.float32(0.5 * chance.uniform(0.6, 1.2))
        words = [one for one in reading.word_starts if one < len(reading.phones)]
        if chance.random() < coughs:
            add(_cough(chance, rate_hz))
            pause(gap_s / 2)
        if chance.random() < false_starts and len(words) > 3:
            cut = reading.phones[words[chance.integers(2, len(words))]].start
            add(said[:cut])
            pause(0.9)
        if chance.random() < repeats:
            earlier[place] = add(said)
            pause(gap_s)
        spans[place] = add(said)
        pause(gap_s)
    clean = np.concatenate(parts)
    noise = chance.standard_normal(len(clean)).astype(np.float32)
    return LongReading(clean + noise * np.float32(10 ** (noise_dbfs / 20)), rate_hz, spans, earlier)


def _cough(chance: np.random.Generator, rate_hz: int) -> Samples:
    length = round(rate_hz * chance.uniform(0.25, 0.5))
    noise = chance.standard_normal(length) * 0.25
    shaped: Samples = (noise * np.exp(-np.arange(length) / (length / 4))).astype(np.float32)
    return shaped


def main() -> None:
    """Hours of a hundred lines each, told in one line each."""
    project = Project(Path(__file__).resolve().parents[2])
    script = read_script(project)
    mine = {key: line for key, line in script.lines.items() if key[0] == "bm"}
    every = [line.utterance.spoken for line in mine.values()]
    texts = [line.utterance.spoken for key, line in mine.items() if script.is_lesson(key[1])]
    voice = project.embedded_voice("bm", script.course)
    with tempfile.TemporaryDirectory() as folder:
        for number, noise_dbfs in enumerate((-52.0, -45.0, -40.0, -52.0, -48.0)):
            read = texts[100 * number : 100 * number + 100]
            long = read_aloud(read, seed=number + 1, noise_dbfs=noise_dbfs, skipped=(3, 50))
            file = Path(folder, f"{number}.wav")
            soundfile.write(file, long.samples, long.rate_hz)
            began = time.monotonic()
            cutting = cut(open_long(file), read, every, voice, "bm", lambda done, total: None)
            right = [one for one in cutting.cuts if is_right(one, long)]
            silent = [one for one in cutting.cuts if not one.doubts and not is_whole(one, long)]
            sure = sum(not one.doubts for one in cutting.cuts)
            print(
                f"{cutting.seconds / 60:.0f} min, noise {noise_dbfs:.0f} dBFS: {len(right)} of "
                f"{len(long.spans)} cut right, {sure} without a question, {len(silent)} wrong "
                f"among these, {time.monotonic() - began:.0f} s"
            )


def is_right(one: Cut, long: LongReading) -> bool:
    """Whether it has the last good reading of its line, whole, and nothing else."""
    return _is(one, long.spans.get(one.place))


def is_whole(one: Cut, long: LongReading) -> bool:
    """Whether it says its line and nothing else: the last reading of it, or one before."""
    return is_right(one, long) or _is(one, long.earlier.get(one.place))


def _is(one: Cut, span: tuple[float, float] | None) -> bool:
    near = 0.45
    return bool(span and abs(one.start_s - span[0]) < near and abs(one.end_s - span[1]) < near)


if __name__ == "__main__":
    main()
