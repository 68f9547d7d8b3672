"""A made-up narrator: our own embedded man reads, so that what she says is known to the sample."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from builder.narration.fingerprint import normal_form
from builder.narration.lending import Wanted, give
from builder.narration.loudness import Samples
from builder.narration.takes import Take, TakeNote, read_note, write_note
from builder.narration.voices.bambara.voice import BambaraVoice
from builder.narration.voices.takes.reading import BambaraReader
from builder.narration.voices.takes.school import School
from builder.narration.voices.takes.sources import Source, Sources
from builder.narration.voices.takes.store import Store

NARRATOR = BambaraVoice(speaker="man")
READER = BambaraReader(BambaraVoice(speaker="woman"))

READ = (
    "I ka kumaden dogolen kana fɔ mɔgɔ si ye.",
    "Ni mɔgɔ dɔ y’i bagabaga, a fɔ i bangebagaw ye.",
    "I tɛ mɔgɔ min dɔn, i kana i tɔgɔ fɔ o ye.",
    "Kumaden dogolen jan ka fisa ni kumaden dogolen surun ye.",
    "I bɛ se ka dɛmɛ ɲini karamɔgɔ fɛ.",
    "I man kan ka mɔgɔ neni ɛntɛrinɛti kan.",
    "Seku bɛ jɛgɛ fɛ, Musa tɛ nkɔni fɔ mɔgɔ ye.",
    "I ka telefɔni datugulen don wa ?",
    "Denmisɛn walima cɛkɔrɔba, nenini man di mɔgɔ si ye.",
    "Dugutigi ni muso fila bɛ sugu la bi.",
    "Awa ye bataki sɔrɔ telefɔni kan.",
    "A y’a fɔ ko wari bɛ ka na.",
    "Fanta b’a fɔ ko o ye nkalon ye.",
    "An ka kan ka ɲɔgɔn dɛmɛ.",
    "Ja kana di mɔgɔ ma, i tɛ min dɔn.",
    "Mɔgɔ si man kan k’i ka ja bila a kan.",
)
NEW = ("Awa bɛ dɛmɛ ɲini Fanta fɛ.", "I kana wari di mɔgɔ si ma, i tɛ min dɔn.")


@dataclass(frozen=True)
class Centre:
    """A folder of takes; `consent` writes what she allows."""

    root: Path

    @property
    def recordings(self) -> Path:
        return self.root / "audio"

    def read(self, text: str, id: str, samples: Samples | None = None, voice: str = "") -> Path:
        """She reads a text, or `samples` stand in for what she said."""
        said = NARRATOR.speak(text)
        file = self.recordings / "bm" / "lecon" / f"{id}.wav"
        file.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(file, said.samples if samples is None else samples, said.rate_hz)
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        write_note(Take(file), TakeNote(normal_form(text), digest, voice=voice))
        return file

    def consent(self, name: str = "Awa T.", *, own_voice: bool = True) -> None:
        give(self.recordings, Wanted(name, ("bm",), own_voice=own_voice))

    def school(self) -> School:
        return School(Store(self.root / "learnt"), "awa-t", "bm", READER)

    def sources(self) -> Sources:
        found = []
        for file in sorted((self.recordings / "bm" / "lecon").glob("*.wav")):
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            note = read_note(Take(file))
            found.append(Source(file, digest, note.text if note else ""))
        return Sources(tuple(found))

    def copy(self, to: Path) -> Centre:
        shutil.copytree(self.root, to)
        return Centre(to)


def noise(count: int, level: float, seed: int = 0) -> Samples:
    return (level * np.random.RandomState(seed).standard_normal(count)).astype(np.float32)
