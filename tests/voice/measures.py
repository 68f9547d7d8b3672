"""The voice measured by instruments: formants, pitch, length, and a recogniser.

Needs praat-parselmouth and pocketsphinx, which only tests and this module use. No listener has
taken part in any of it.
"""

from __future__ import annotations

import hashlib
import itertools
import math
import multiprocessing
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

import numpy as np

from builder.narration.engines.espeak import Speaker
from builder.narration.voices import Sound
from builder.narration.voices.bambara.reading import read_text
from builder.narration.voices.bambara.spelling import VOWELS
from builder.narration.voices.bambara.table import built_in
from builder.narration.voices.bambara.voice import BambaraVoice, Segment
from tests.voice.hearing import praat_sound, recognised_words

SPEAKERS: tuple[Speaker, ...] = ("woman", "man")
_HIGHEST_FORMANT_HZ: dict[Speaker, int] = {"woman": 5500, "man": 5000}
_ONSETS = ("b", "d", "k", "s", "")

TARGETS_HZ = {
    "i": (290, 2250),
    "e": (400, 2080),
    "ɛ": (580, 1780),
    "a": (760, 1300),
    "ɔ": (590, 960),
    "o": (430, 800),
    "u": (320, 760),
}
"""Fixed targets of a man's voice; a woman's are `_WOMAN` times higher."""
_WOMAN = 1.09
NAMES: dict[Speaker, str] = {"woman": "femme", "man": "homme"}

_BANDS_HZ = (50, 350, 550, 800, 1200, 1800, 2600, 3600)

SENTENCES = (
    "I kana i ka kumaden dogolen di mɔgɔ si ma.",
    "Ni mɔgɔ dɔ y’i bagabaga, a fɔ i bangebagaw ye.",
    "I tɛ mɔgɔ min dɔn, i kana i tɔgɔ fɔ o ye.",
    "Kumaden dogolen jan ka fisa ni kumaden dogolen surun ye.",
    "I bɛ se ka dɛmɛ ɲini karamɔgɔ fɛ.",
    "I man kan ka mɔgɔ neni ɛntɛrinɛti kan.",
    "Seku bɛ jɛgɛ fɛ, Musa tɛ nkɔni fɔ mɔgɔ ye.",
    "I ka telefɔni datugulen don wa ?",
    "Denmisɛn walima cɛkɔrɔba, nenini man di mɔgɔ si ye.",
    "Dugutigi ni muso fila bɛ sugu la bi.",
)


@dataclass(frozen=True)
class Row:
    """One measure; `bar` is what it has to reach, and `ok` whether it does."""

    measure: str
    value: str
    bar: str
    ok: bool


def measure(*, timed: bool = True) -> list[Row]:
    """Every bar of the voice, each by the worse of the two speakers; speed only if `timed`."""
    apart = {pair: min(_distance(pair, s) for s in SPEAKERS) for pair in ("eɛ", "oɔ")}
    vowels = min(vowel_identification(speaker) for speaker in SPEAKERS)
    nasals = min(nasal_identification(speaker) for speaker in SPEAKERS)
    tones, pairs = min((tone_obedience(speaker) for speaker in SPEAKERS), key=lambda x: x[0])
    length = min(length_ratio(speaker) for speaker in SPEAKERS)
    heard = {speaker: recognised_words(speaker) for speaker in SPEAKERS}
    reproducible, dropped = is_reproducible(), dropped_symbols()
    rows = [
        Row("distance e–ɛ (Bark)", f"{apart['eɛ']:.2f}", "≥ 1.5", apart["eɛ"] >= 1.5),
        Row("distance ɔ–o (Bark)", f"{apart['oɔ']:.2f}", "≥ 1.2", apart["oɔ"] >= 1.2),
        Row("voyelles orales reconnues", f"{vowels:.1%}", "≥ 95 %", vowels >= 0.95),
        Row("nasales et orales distinguées", f"{nasals:.1%}", "≥ 90 %", nasals >= 0.90),
        Row(f"haut au-dessus de bas ({pairs} paires)", f"{tones:.1%}", "≥ 99 %", tones >= 0.99),
        Row("voyelle longue / brève", f"{length:.2f}", "≥ 1.7", length >= 1.7),
        Row(
            "mêmes octets dans un autre processus",
            "oui" if reproducible else "non",
            "oui",
            reproducible,
        ),
        Row("sons perdus", str(dropped), "0", dropped == 0),
        *(
            Row(f"mots reconnus sur 100 ({NAMES[s]})", f"{n} %", "≥ 65 %", n >= 65)
            for s, n in heard.items()
        ),
    ]
    if timed:
        real_time = speed()
        rows.append(Row("vitesse (× temps réel)", f"{real_time:.0f}", "≥ 100", real_time >= 100))
    return rows


def vowel_identification(speaker: Speaker) -> float:
    """Share of oral vowels nearest to their own target (Bark), over onsets, tones and lengths."""
    return _share(_nearest(f, speaker) == v for v, f in _oral_vowels(speaker))


@lru_cache
def _oral_vowels(speaker: Speaker) -> tuple[tuple[str, tuple[float, float]], ...]:
    found = []
    for vowel, onset, mark, double in itertools.product(VOWELS, _ONSETS, "\u0300\u0301", (0, 1)):
        text = f"{onset}{vowel}{mark}{vowel * double}"
        sound, segments = _voice(speaker).segments(text)
        found.append((vowel, formants_of(sound, nucleus_of(segments), speaker)))
    return tuple(found)


def _distance(pair: str, speaker: Speaker) -> float:
    """Between the medians of two vowels in the F1–F2 plane, in Bark."""
    centres = []
    for vowel in pair:
        formants = [f for v, f in _oral_vowels(speaker) if v == vowel]
        centres.append(tuple(median(_bark(f[i]) for f in formants) for i in (0, 1)))
    return math.dist(*centres)


def _nearest(formants: tuple[float, float], speaker: Speaker) -> str:
    scale = _WOMAN if speaker == "woman" else 1.0
    here = [_bark(f) for f in formants]
    return min(TARGETS_HZ, key=lambda v: math.dist(here, [_bark(f * scale) for f in TARGETS_HZ[v]]))


def _bark(hz: float) -> float:
    """Source: Traunmüller (1990)."""
    return 26.81 * hz / (1960 + hz) - 0.53


def nasal_identification(speaker: Speaker) -> float:
    """Share of vowels told oral or nasal without knowing which vowel it is.

    A rule over the levels of `_BANDS_HZ` and their products, fitted by least squares on the other
    onsets (leave one onset out).
    """
    values: list[tuple[str, bool, list[float]]] = []
    for vowel, onset, mark, nasal in itertools.product(
        VOWELS, _ONSETS[:-1], "\u0300\u0301", (False, True)
    ):
        sound, segments = _voice(speaker).segments(f"{onset}{vowel}{mark}{'n' * nasal}")
        values.append((onset, nasal, _band_levels(sound, nucleus_of(segments))))
    right = []
    for left_out in _ONSETS[:-1]:
        known = [(n, x) for onset, n, x in values if onset != left_out]
        inputs = np.array([[1.0, *x] for _, x in known])
        weights = np.linalg.lstsq(inputs, np.array([1.0 if n else -1.0 for n, _ in known]))[0]
        for onset, nasal, levels in values:
            if onset == left_out:
                right.append((np.dot([1.0, *levels], weights) > 0) == nasal)
    return _share(right)


def tone_obedience(speaker: Speaker) -> tuple[float, int]:
    """Share of neighbouring high–low pairs where high is above low, and how many there are."""
    right = []
    for text in SENTENCES:
        sound, segments = _voice(speaker).segments(text)
        nuclei = [(s.phone.tone, _pitch(sound, s)) for s in segments if s.phone.is_nucleus]
        for (a, hz_a), (b, hz_b) in itertools.pairwise(nuclei):
            if {a, b} == {"H", "L"}:
                right.append((hz_a > hz_b) == (a == "H"))
    return _share(right), len(right)


def length_ratio(speaker: Speaker) -> float:
    """Median length of long vowels over that of short ones."""
    lasts: dict[bool, list[int]] = {False: [], True: []}
    for vowel, onset, double in itertools.product(VOWELS, _ONSETS[:-1], (False, True)):
        _, segments = _voice(speaker).segments(f"{onset}{vowel}{vowel * double}{onset}a")
        nucleus = next(s for s in segments if s.phone.is_nucleus)
        lasts[double].append(nucleus.end - nucleus.start)
    return median(lasts[True]) / median(lasts[False])


def is_reproducible() -> bool:
    """Whether a new process gives the same bytes, after other words were said in this one."""
    _voice("man").speak(SENTENCES[1])
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        elsewhere = pool.apply(sound_digest, (SENTENCES[0],))
    return bool(elsewhere == sound_digest(SENTENCES[0]))


def sound_digest(text: str) -> str:
    return hashlib.sha256(BambaraVoice().speak(text).samples.tobytes()).hexdigest()


def dropped_symbols() -> int:
    """Phones of the table's words that give no sound of at least 10 ms."""
    dropped = 0
    for word in list(built_in().tones)[::40]:
        sound, segments = _voice("woman").segments(word)
        least = sound.rate_hz // 100
        wanted = sum(len(said.phones) for said in read_text(word))
        dropped += wanted - sum(s.end - s.start >= least for s in segments)
    return dropped


def speed() -> float:
    """Seconds of sound a second of work gives."""
    voice = _voice("woman")
    started = time.perf_counter()
    seconds = 0.0
    for text in SENTENCES * 3:
        sound = voice.speak(text)
        seconds += len(sound.samples) / sound.rate_hz
    return seconds / (time.perf_counter() - started)


def _voice(speaker: Speaker) -> BambaraVoice:
    return BambaraVoice(speaker=speaker)


def nucleus_of(segments: Iterable[Segment]) -> Segment:
    return next(segment for segment in segments if segment.phone.is_nucleus)


def formants_of(sound: Sound, segment: Segment, speaker: Speaker) -> tuple[float, float]:
    """F1 and F2 in the middle half of a segment, in Hz."""
    track = praat_sound(sound.samples, sound.rate_hz).to_formant_burg(
        maximum_formant=_HIGHEST_FORMANT_HZ[speaker]
    )
    times = np.linspace(segment.start, segment.end, 9)[2:7] / sound.rate_hz
    first, second = (
        float(np.nanmedian([track.get_value_at_time(n, t) for t in times])) for n in (1, 2)
    )
    return first, second


def _pitch(sound: Sound, segment: Segment) -> float:
    """Median pitch of the middle half of a segment, in Hz."""
    track = praat_sound(sound.samples, sound.rate_hz).to_pitch_ac(
        time_step=0.005, pitch_floor=60, pitch_ceiling=450
    )
    times = np.linspace(segment.start, segment.end, 11)[3:9] / sound.rate_hz
    return float(np.nanmedian([track.get_value_at_time(t) for t in times]))


def _band_levels(sound: Sound, segment: Segment) -> list[float]:
    """Levels of `_BANDS_HZ` against the whole in the middle of a segment, in dB; their products."""
    middle = (segment.start + segment.end) // 2
    half = min((segment.end - segment.start) // 2, sound.rate_hz // 25)
    window = sound.samples[middle - half : middle + half] * np.hanning(2 * half)
    power = np.abs(np.fft.rfft(window, 8192)) ** 2 + 1e-12
    hz = np.fft.rfftfreq(8192, 1 / sound.rate_hz)
    levels = [
        10 * math.log10(power[(hz >= low) & (hz < high)].sum() / power.sum())
        for low, high in itertools.pairwise(_BANDS_HZ)
    ]
    products = (a * b / 20 for a, b in itertools.combinations_with_replacement(levels, 2))
    return [*levels, *products]


def _share(results: Iterable[bool]) -> float:
    answers = list(results)
    return sum(answers) / len(answers)


def table(rows: Iterable[Row]) -> Iterator[str]:
    """The rows as lines of a Markdown table."""
    yield "| mesure | valeur | barre | |"
    yield "|---|---|---|---|"
    for row in rows:
        yield f"| {row.measure} | {row.value} | {row.bar} | {'✓' if row.ok else '✗'} |"


if __name__ == "__main__":
    print("\n".join(table(measure())))
