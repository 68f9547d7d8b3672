"""What a speech recogniser hears of the voice: words of a closed set.

Needs pocketsphinx with its own American English model, and praat-parselmouth to resample.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from builder.narration.engines.espeak import Speaker
from builder.narration.voices import Sound
from builder.narration.voices.bambara.reading import read_text
from builder.narration.voices.bambara.table import built_in
from builder.narration.voices.bambara.voice import BambaraVoice

if TYPE_CHECKING:
    import parselmouth

_RECOGNISER_PHONES = {
    "i": "IY", "e": "EY", "ɛ": "EH", "a": "AA", "ɔ": "AO", "o": "OW", "u": "UW", "tʃ": "CH",
    "dʒ": "JH", "ɲ": "N Y", "ŋ": "NG", "j": "Y", "ɡ": "G", "r": "D", "h": "HH", "ʃ": "SH",
    **{c: c.upper() for c in "bdfklmnpstwz"},
}  # fmt: skip
"""IPA → the American English phones of pocketsphinx's own model; a tap is its D between vowels."""


def closed_set(count: int = 100) -> list[str]:
    """The words of the test: of two or three syllables, one in every so many of the table."""
    fit = [
        form for form, tones in built_in().tones.items()
        if 2 <= len(tones) <= 3 and 4 <= len(form) <= 7 and form.isalpha()
    ]  # fmt: skip
    return fit[:: len(fit) // count][:count]


def recognised_words(speaker: Speaker, words: list[str] | None = None) -> int:
    """Percent of a closed set that an English recogniser, told their phones, hears rightly.

    It hears the voice just as it comes.
    """
    words = words or closed_set()
    decode = _decoder(words)
    voice = BambaraVoice(speaker=speaker)
    heard = sum(decode(voice.speak(word)) == word for word in words)
    return round(100 * heard / len(words))


def _decoder(words: list[str]) -> Callable[[Sound], str]:
    import pocketsphinx

    with tempfile.TemporaryDirectory() as folder:
        dictionary, grammar = Path(folder) / "words.dict", Path(folder) / "words.jsgf"
        lines = [f"w{n} {_recogniser_phones(word)}" for n, word in enumerate(words)]
        dictionary.write_text("\n".join(lines) + "\n", encoding="ascii")
        choice = " | ".join(f"w{n}" for n in range(len(words)))
        grammar.write_text(f"#JSGF V1.0;\ngrammar g;\npublic <w> = {choice};\n", encoding="ascii")
        decoder = pocketsphinx.Decoder(dict=str(dictionary), jsgf=str(grammar), loglevel="FATAL")

    def decode(sound: Sound) -> str:
        heard = praat_sound(sound.samples, sound.rate_hz).resample(16000).values[0] * 30000
        decoder.start_utt()
        decoder.process_raw(heard.astype(np.int16).tobytes(), full_utt=True)
        decoder.end_utt()
        found = decoder.hyp()
        return words[int(found.hypstr[1:])] if found and found.hypstr else ""

    return decode


def _recogniser_phones(word: str) -> str:
    phones = []
    for phone in read_text(word)[0].phones:
        phones.append(_RECOGNISER_PHONES[phone.symbol])
        if phone.is_nasal:
            phones.append("N")
    return " ".join(phones)


def praat_sound(samples: NDArray[Any], rate_hz: int) -> parselmouth.Sound:
    import parselmouth

    return parselmouth.Sound(samples.astype(np.float64), rate_hz)
