"""Whether a learnt voice may speak: judged on sentences of hers that it was not made of."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np

from builder.narration.engines.unit_selection.coverage import covered_by_others, diphones
from builder.narration.engines.unit_selection.features import RATE_HZ
from builder.narration.engines.unit_selection.learning import Learnt, Lesson
from builder.narration.engines.unit_selection.quality import (
    SentenceMeasures,
    contour,
    distortion_of,
    doubts,
    measure,
)
from builder.narration.engines.unit_selection.speaker import Speaker
from builder.narration.mastering import resample

HELD_OUT = 20
FEWEST_TAKES = 30
LEAST_MINUTES = 4.0
GOOD_MINUTES = 10.0
MOST_REFUSED = 0.05
LEAST_COVERED = 0.98
LEAST_ORDER = 0.95
MOST_DISTORTION_DB = 6.5
LEAST_GAIN_DB = 3.0


@dataclass(frozen=True)
class Report:
    """How good a voice is. `failures` are slugs of what keeps it from speaking, none when it may.

    `covered` is the share of each sentence's joins of two sounds, tones included, that stand in
    another one. Distortion is against her own takes; `order` is the share of neighbouring
    syllables whose pitches lie as asked. Measures are 0 where there was too little to measure.
    """

    takes: int = 0
    minutes: float = 0.0
    refused_share: float = 0.0
    covered: float = 0.0
    distortion_db: float = 0.0
    gain_db: float = 0.0
    order: float = 0.0
    pairs: int = 0
    correlation: float = 0.0
    semitones: float = 0.0
    joins_a_second: float = 0.0
    doubtful: int = 0
    held_out: int = 0
    failures: tuple[str, ...] = ()

    @property
    def may_speak(self) -> bool:
        return not self.failures

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def judge(
    lessons: Sequence[Lesson],
    texts: Sequence[str],
    learnt: Learnt,
    speaker: Speaker,
    *,
    is_tonal: bool,
) -> Report:
    """`texts` are the words of the lessons; each held-out one is said without any take of it."""
    kept = [number for number in range(len(lessons)) if number not in learnt.refused]
    minutes = sum(len(lessons[n].measures.samples) for n in kept) / RATE_HZ / 60
    refused = 1 - len(kept) / max(len(lessons), 1)
    early = Report(len(kept), minutes, refused)
    if len(kept) < FEWEST_TAKES or minutes < LEAST_MINUTES:
        return failed(early, "too-little")
    measured: list[SentenceMeasures] = []
    ours, by_rule = [], []
    same: dict[str, list[int]] = {}
    for number in kept:
        same.setdefault(texts[number], []).append(number)
    held_out = _held_out(texts, kept)
    together = frozenset(n for one in held_out for n in same[texts[one]])
    for number in held_out:
        lesson = lessons[number]
        spoken = speaker.speak(lesson.reading, without=together)
        if spoken is None:
            continue
        measured.append(measure(spoken, lesson.reading, speaker.inventory.units, is_tonal=is_tonal))
        herself = lesson.measures.samples.astype(np.float32) / np.float32(32768)
        ours.append(distortion_of(herself, spoken.joined.samples))
        rule = resample(lesson.reading.samples, lesson.reading.rate_hz, RATE_HZ)
        by_rule.append(distortion_of(herself, rule))
    if not measured:
        return failed(early, "too-little")
    correlation, semitones = contour(measured)
    pairs = sum(one.pairs for one in measured)
    report = Report(
        takes=len(kept),
        minutes=minutes,
        refused_share=refused,
        covered=covered_by_others(
            diphones(lessons[numbers[0]].reading.phones, is_tonal=is_tonal)
            for numbers in same.values()
        ),
        distortion_db=float(np.mean(ours)),
        gain_db=float(np.mean(by_rule) - np.mean(ours)),
        order=sum(one.order for one in measured) / pairs if pairs else 0.0,
        pairs=pairs,
        correlation=correlation,
        semitones=semitones,
        joins_a_second=sum(m.joins for m in measured) / sum(m.seconds for m in measured),
        doubtful=sum(bool(doubts(one)) for one in measured),
        held_out=len(held_out),
    )
    return failed(report, *_failures(report, is_tonal=is_tonal))


def _failures(report: Report, *, is_tonal: bool) -> list[str]:
    bars: Mapping[str, bool] = {
        "refused": report.refused_share <= MOST_REFUSED,
        "covered": report.covered >= LEAST_COVERED,
        "distortion": report.distortion_db <= MOST_DISTORTION_DB,
        "gain": report.gain_db >= LEAST_GAIN_DB,
        "order": report.order >= LEAST_ORDER or not is_tonal,
    }
    return [name for name, is_held in bars.items() if not is_held]


def failed(report: Report, *failures: str) -> Report:
    """The report with these failures beside those that it has."""
    return replace(report, failures=(*report.failures, *failures))


def _held_out(texts: Sequence[str], kept: Sequence[int]) -> list[int]:
    """The same sentences each time, whatever the order of the takes; never most of them."""

    def key(number: int) -> str:
        return hashlib.sha256(texts[number].encode()).hexdigest()

    count = min(HELD_OUT, len(kept) // 3)
    return sorted(sorted(kept, key=key)[:count])
