"""A real narrator's twenty minutes, in English: her voice against herself, line by line.

Run as a module it prints tab-separated rows for `rows.py`. Thirty sentences are held out.
"""

from __future__ import annotations

import time
from importlib.util import find_spec

import numpy as np
import soundfile

from builder.narration.engines.unit_selection import gate
from builder.narration.engines.unit_selection.analysis import measure as measure_take
from builder.narration.engines.unit_selection.features import RATE_HZ
from builder.narration.engines.unit_selection.learning import Lesson
from builder.narration.engines.unit_selection.quality import contour, measure
from builder.narration.loudness import Samples
from builder.narration.mastering import resample
from tests.unit_selection.english import EnglishReader
from tests.unit_selection.rows import SAMPLE, make_speaker

HELD_OUT = 30


def main() -> None:
    reader = EnglishReader()
    lines = (SAMPLE / "sentences.tsv").read_text("utf-8").splitlines()
    names, texts = zip(*(line.split("\t") for line in lines), strict=True)
    started = time.perf_counter()
    lessons = []
    for name, text in zip(names, texts, strict=True):
        samples, rate_hz = soundfile.read(SAMPLE / f"{name}.flac", dtype="float32")
        reading = reader.read(text)
        lessons.append(Lesson(measure_take(samples, rate_hz, reading), reading))
    learnt, speaker = make_speaker(lessons, reader)
    learning_s = time.perf_counter() - started
    held_out = frozenset(
        int(n) for n in np.random.RandomState(3).choice(len(lessons), HELD_OUT, replace=False)
    )
    measured, ours, herself, by_rule = [], [], [], []
    seconds = spent = 0.0
    for number in sorted(held_out):
        lesson = lessons[number]
        started = time.perf_counter()
        spoken = speaker.speak(lesson.reading, without=held_out)
        spent += time.perf_counter() - started
        if spoken is None:
            continue
        seconds += len(spoken.joined.samples) / RATE_HZ
        measured.append(measure(spoken, lesson.reading, learnt.units, is_tonal=False))
        ours.append(spoken.joined.samples)
        herself.append(lesson.measures.samples.astype(np.float32) / np.float32(32768))
        by_rule.append(resample(lesson.reading.samples, lesson.reading.rate_hz, RATE_HZ))
    report = gate.judge(lessons, texts, learnt, speaker, is_tonal=False)
    correlation, semitones = contour(measured)
    joins = sum(one.joins for one in measured) / seconds
    jumps = np.concatenate([one.pitch_jumps for one in measured])
    row("vraie narratrice, 20 minutes : apprendre", f"{learning_s:.0f} s", "≤ 600 s",
        kept=learning_s <= 600)  # fmt: skip
    row("parler, × temps réel", f"{seconds / spent:.0f}", "≥ 10", kept=seconds / spent >= 10)
    row("distorsion, sur 20 phrases mises de côté", f"{report.distortion_db:.1f} dB", "≤ 6,5",
        kept=report.distortion_db <= gate.MOST_DISTORTION_DB)  # fmt: skip
    row("mieux que la voix par règles de", f"{report.gain_db:.1f} dB", "≥ 3",
        kept=report.gain_db >= gate.LEAST_GAIN_DB)  # fmt: skip
    row("mélodie demandée : corrélation, demi-tons", f"{correlation:.2f}, {semitones:.2f}",
        "≥ 0,8, ≤ 1,3", kept=correlation >= 0.8 and semitones <= 1.3)  # fmt: skip
    row("suites de sons déjà dites", f"{report.covered:.1%}", "–", kept=True)
    row("joints par seconde ; saut de hauteur, médiane, 95 %",
        f"{joins:.1f} ; {np.median(jumps):.1f}, {np.percentile(jumps, 95):.1f} demi-tons", "–",
        kept=True)  # fmt: skip
    for what, value in opinion([herself, ours, by_rule]):
        row(what, value, "–", kept=True)


def opinion(sounds: list[list[Samples]]) -> list[tuple[str, str]]:
    """DistillMOS of herself, of her voice and of the voice by rule; relative figures."""
    if not find_spec("distillmos"):
        return [("DistillMOS", "sauté : distillmos et torch ne sont pas là")]
    import distillmos  # type: ignore[import-not-found]
    import torch  # type: ignore[import-not-found]

    model = distillmos.ConvTransformerSQAModel().eval()
    means = []
    for several in sounds:
        with torch.no_grad():
            scores = [
                model(torch.from_numpy(resample(one, RATE_HZ, 16_000))[None]).item()
                for one in several
            ]
        means.append(float(np.mean(scores)))
    told = "DistillMOS : elle-même, sa voix faite, la voix par règles"
    return [(told, ", ".join(f"{mean:.2f}" for mean in means))]


def row(what: str, measured: str, bar: str, *, kept: bool) -> None:
    print(what, measured, bar, kept, sep="\t", flush=True)


if __name__ == "__main__":
    main()
