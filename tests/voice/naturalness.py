"""How unhurried and moving the voice is: pace, pitch, roughness, and a judge made of numbers.

Needs praat-parselmouth; the judge, DistillMOS, needs torch, which the project never asks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from statistics import mean, median

import numpy as np
from numpy.typing import NDArray

from builder.narration.engines.espeak import Speaker
from builder.narration.voices import Sound
from builder.narration.voices.bambara.voice import BambaraVoice, Segment
from tests.voice.hearing import praat_sound
from tests.voice.measures import NAMES, SENTENCES, SPEAKERS, Row, formants_of, nucleus_of

OPEN_NASALS_HZ = {"a": 702, "ɛ": 594, "ɔ": 685}
"""First formants of a woman's open nasals (17, 6 and 5 tokens of one speaker)."""
_NASAL_TOLERANCE_HZ = 40
_PITCH_FLOOR_HZ: dict[Speaker, int] = {"woman": 90, "man": 60}
_PITCH_CEILING_HZ = 450
_MOS_BEFORE: dict[Speaker, float] = {"woman": 2.29, "man": 2.45}
"""What DistillMOS gave version 4 of the voice for the same sentences."""
_MOS_GAIN = 0.3


@dataclass(frozen=True)
class Saying:
    """A sentence as a speaker says it, and its pitch every 5 ms in Hz, 0 where there is none."""

    sound: Sound
    segments: tuple[Segment, ...]
    pitch_hz: NDArray[np.float64]

    def pitch_in(self, segment: Segment) -> NDArray[np.float64]:
        """The pitches within a segment, in order."""
        first, last = (200 * at // self.sound.rate_hz for at in (segment.start, segment.end))
        inside = self.pitch_hz[first + 1 : last]
        return inside[inside > 0]


def measure() -> Iterator[Row]:
    """The rows of naturalness, in both speakers where one number would hide the other."""
    normal, slow = pace(slow=False), pace(slow=True)
    yield Row("syllabes par seconde", f"{normal:.2f}", "4,3–4,7", 4.3 <= normal <= 4.7)
    yield Row("syllabes par seconde, lent", f"{slow:.2f}", "3,3–3,7", 3.3 <= slow <= 3.7)
    for speaker in SPEAKERS:
        name = NAMES[speaker]
        wide, (noise, jitter) = pitch_range(speaker), roughness(speaker)
        yield Row(f"étendue de la voix, demi-tons ({name})", f"{wide:.1f}", "≥ 6", wide >= 6)
        yield Row(f"harmoniques sur bruit, dB ({name})", f"{noise:.1f}", "≤ 20", noise <= 20)
        yield Row(f"irrégularité, % ({name})", f"{jitter:.2f}", "0,7–1,8", 0.7 <= jitter <= 1.8)
    off = nasal_error_hz()
    tolerated = _NASAL_TOLERANCE_HZ
    yield Row("F1 des nasales ouvertes, écart Hz", f"{off:.0f}", "≤ 40", off <= tolerated)
    for speaker in SPEAKERS:
        bar = _MOS_BEFORE[speaker] + _MOS_GAIN
        score = distill_mos(speaker)
        value = "pas sous la main" if score is None else f"{score:.2f}"
        ok = score is None or score >= bar
        yield Row(f"DistillMOS, relatif ({NAMES[speaker]})", value, f"≥ {bar:.2f}", ok)


@lru_cache(maxsize=64)
def saying(text: str, speaker: Speaker, *, slow: bool = False) -> Saying:
    sound, segments = BambaraVoice(speaker=speaker, slow=slow).segments(text)
    track = praat_sound(sound.samples, sound.rate_hz).to_pitch_ac(
        time_step=0.005, pitch_floor=_PITCH_FLOOR_HZ[speaker], pitch_ceiling=_PITCH_CEILING_HZ
    )
    times = np.arange(200 * len(sound.samples) // sound.rate_hz) / 200
    pitch_hz = np.nan_to_num([track.get_value_at_time(time) for time in times])
    return Saying(sound, segments, pitch_hz)


def pace(*, slow: bool) -> float:
    """Syllables a second, without pauses."""
    said = [saying(text, "woman", slow=slow) for text in SENTENCES]
    count = sum(s.phone.is_nucleus for one in said for s in one.segments)
    seconds = sum((s.end - s.start) / one.sound.rate_hz for one in said for s in one.segments)
    return count / seconds


def pitch_range(speaker: Speaker) -> float:
    """Semitones from the 5th to the 95th percentile of pitch."""
    pitches = np.concatenate([saying(text, speaker).pitch_hz for text in SENTENCES])
    low, high = np.percentile(pitches[pitches > 0], [5, 95])
    return float(12 * np.log2(high / low))


def roughness(speaker: Speaker) -> tuple[float, float]:
    """Harmonics to noise in dB, and jitter in percent."""
    from parselmouth.praat import call

    noises, jitters = [], []
    for text in SENTENCES:
        sound = saying(text, speaker).sound
        praat = praat_sound(sound.samples, sound.rate_hz)
        harmonicity = praat.to_harmonicity_cc().values
        noises.append(harmonicity[harmonicity > -100].mean())
        pitch = praat.to_pitch_ac(
            pitch_floor=_PITCH_FLOOR_HZ[speaker], pitch_ceiling=_PITCH_CEILING_HZ
        )
        pulses = call([praat, pitch], "To PointProcess (cc)")
        jitters.append(100 * call(pulses, "Get jitter (local)", 0, 0, 0.0001, 0.02, 1.3))
    return float(mean(noises)), float(mean(jitters))


def nasal_error_hz() -> float:
    """How far the worst open nasal of the woman is from its target."""
    worst = 0.0
    for vowel, target in OPEN_NASALS_HZ.items():
        found = []
        for onset in "bdks":
            sound, segments = BambaraVoice().segments(f"{onset}{vowel}\u0301n")
            found.append(formants_of(sound, nucleus_of(segments), "woman")[0])
        worst = max(worst, abs(median(found) - target))
    return worst


def final_falls(speaker: Speaker) -> list[float]:
    """Semitones that pitch falls by inside the last syllable of each statement."""
    falls = []
    for text in (text for text in SENTENCES if not text.endswith("?")):
        said = saying(text, speaker)
        last = [s for s in said.segments if s.phone.is_nucleus][-1]
        pitch = said.pitch_in(last)
        falls.append(float(12 * np.log2(pitch[:3].mean() / pitch[-3:].mean())))
    return falls


def declination(speaker: Speaker) -> list[float]:
    """Semitones from the first high syllable of each sentence down to its last but one."""
    falls: list[float] = []
    for text in (text for text in SENTENCES if not text.endswith("?")):
        said = saying(text, speaker)
        inner = [s for s in said.segments if s.phone.is_nucleus][:-1]
        highs = [float(np.median(said.pitch_in(s))) for s in inner if s.phone.tone == "H"]
        falls.append(float(12 * np.log2(highs[0] / highs[-1])))
    return falls


def distill_mos(speaker: Speaker) -> float | None:
    """The mean of DistillMOS over the sentences; None where torch or it is not at hand.

    A relative figure: it compares two states of one voice, and is no judgement of people.
    """
    try:
        distillmos, torch = import_module("distillmos"), import_module("torch")
    except (ImportError, OSError):
        return None
    judge = distillmos.ConvTransformerSQAModel().eval()
    scores = []
    for text in SENTENCES:
        sound = saying(text, speaker).sound
        heard = praat_sound(sound.samples, sound.rate_hz).resample(16000).values
        with torch.no_grad():
            scores.append(float(judge(torch.tensor(heard.astype(np.float32)))))
    return mean(scores)
