"""The lines of `python3 run.py bench takes`: a voice made of takes, measured by instruments.

Our own embedded voice is a narrator whose truth is known; a real one, in English and in the public
domain, is measured where the workshop has her. No listener has taken part.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from builder.narration.engines.unit_selection.analysis import measure as measure_take
from builder.narration.engines.unit_selection.learning import Learnt, Lesson, learn_voice
from builder.narration.engines.unit_selection.quality import SentenceMeasures, contour, measure
from builder.narration.engines.unit_selection.search import Inventory
from builder.narration.engines.unit_selection.speaker import Speaker, Spoken, Take
from builder.narration.voices.bambara.spelling import VOWELS
from builder.narration.voices.bambara.voice import Segment
from builder.narration.voices.takes.reading import LanguageReader, symbol_of
from builder.narration.voices.takes.voice import speaking_settings
from builder.project import Project
from tests.bench.row import Row
from tests.unit_selection.narrator import NARRATOR, READER

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT.parent / "shared" / "narrator-sample"
READ, NEW = 60, 60
LONG = "ː"


def rows() -> Iterator[Row]:
    yield from own_rows()
    if not SAMPLE.is_dir():
        yield Row("une vraie narratrice", "sautée : l'échantillon n'est pas là", "–", kept=True)
        return
    # One espeak-ng a process: English needs its own.
    made = subprocess.run(
        [sys.executable, "-m", "tests.unit_selection.sample"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    for line in made.stdout.splitlines():
        what, measured, bar, kept = line.split("\t")
        yield Row(what, measured, bar, kept == "True")


def make_speaker(lessons: Sequence[Lesson], reader: LanguageReader) -> tuple[Learnt, Speaker]:
    """The voice of these takes, all of them."""
    learnt = learn_voice(lessons)
    kinds = [reader.sound_class(symbol) for symbol in learnt.symbols]
    names = sorted(set(kinds))
    classes = np.array([names.index(kind) for kind in kinds], np.int16)
    takes = {
        number: Take(one.measures.samples, one.measures.analysis.hz, one.measures.analysis.beats)
        for number, one in enumerate(lessons)
    }
    numbers = {symbol: number for number, symbol in enumerate(learnt.symbols)}
    settings = speaking_settings(is_tonal=reader.is_tonal)
    inventory = Inventory(learnt.units, learnt.context, classes)
    return learnt, Speaker(numbers, inventory, learnt.prosody, takes, settings)


def own_rows() -> Iterator[Row]:
    """Sixty sentences read by our own voice, sixty others said by the voice made of them."""
    project = Project(ROOT)
    said = dict.fromkeys(
        one.spoken
        for one in project.utterances(project.load_course())
        if one.language == "bm" and len(one.spoken.split()) >= 4
    )
    texts = [list(said)[n] for n in np.random.RandomState(5).permutation(len(said))]
    lessons, truths = [], []
    for text in texts[NEW : NEW + READ]:
        sound, segments = NARRATOR.segments(text)
        reading = READER.read(text)
        lessons.append(Lesson(measure_take(sound.samples, sound.rate_hz, reading), reading))
        truths.append(_as_trimmed(lessons[-1], len(sound.samples), segments))
    learnt, speaker = make_speaker(lessons, READER)
    measured: list[SentenceMeasures] = []
    right: list[bool] = []
    lengths: dict[bool, list[int]] = {False: [], True: []}
    started, lacking = time.perf_counter(), 0
    for text in texts[:NEW]:
        reading = READER.read(text)
        spoken = speaker.speak(reading)
        if spoken is None:
            lacking += 1
            continue
        measured.append(measure(spoken, reading, learnt.units, is_tonal=True))
        right += _right_sounds(spoken, learnt, truths, [p.symbol for p in reading.phones])
        lasts = np.diff(spoken.joined.edges)
        for number, phone in enumerate(reading.phones):
            if phone.symbol[0] in VOWELS:
                length = int(lasts[2 * number] + lasts[2 * number + 1])
                lengths[LONG in phone.symbol].append(length)
    speed = sum(one.seconds for one in measured) / (time.perf_counter() - started)
    order = sum(one.order for one in measured) / sum(one.pairs for one in measured)
    ratio = float(np.median(lengths[True]) / np.median(lengths[False]))
    correlation, semitones = contour(measured)
    who = f"{READ} phrases lues par notre voix, {NEW} nouvelles"
    yield Row(
        f"{who} : sons justes", f"{np.mean(right):.1%}", "≥ 97 %", bool(np.mean(right) >= 0.97)
    )
    yield Row("haut au-dessus de bas", f"{order:.1%}", "≥ 95 %", order >= 0.95)
    yield Row("voyelle longue / brève", f"{ratio:.2f}", "≥ 1,6", ratio >= 1.6)
    yield Row("mélodie demandée : corrélation, demi-tons",
              f"{correlation:.2f}, {semitones:.2f}", "≥ 0,8, ≤ 1,3",
              correlation >= 0.8 and semitones <= 1.3)  # fmt: skip
    yield Row("phrases dont un son manque, laissées à la machine", str(lacking), "–", kept=True)
    yield Row("parler, × temps réel", f"{speed:.0f}", "≥ 10", speed >= 10)


def _as_trimmed(lesson: Lesson, length: int, segments: Sequence[Segment]) -> list[Segment]:
    """Where each sound truly lies in the take as it was kept: silence was cut off its start."""
    first = max(segments[0].start - 150 * 22_050 // 1000, 0)
    hop = 110
    cut = min(max(0, length - len(lesson.measures.samples)), first // hop * hop)
    return [Segment(one.phone, one.start - cut, one.end - cut) for one in segments]


def _right_sounds(
    spoken: Spoken, learnt: Learnt, truths: Sequence[Sequence[Segment]], asked: Sequence[str]
) -> Iterator[bool]:
    """Whether the middle of each piece that was taken lies in the very sound that was asked."""
    units = learnt.units
    for place, unit in enumerate(spoken.chosen.units):
        middle = (int(units.start[unit]) + int(units.end[unit])) // 2
        here = [s for s in truths[int(units.take[unit])] if s.start <= middle < s.end]
        yield bool(here) and symbol_of(here[0].phone) == asked[place // 2]
