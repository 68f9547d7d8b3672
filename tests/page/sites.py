"""Sites of a few screens for the player's tests, spoken by tones."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import soundfile

from builder.activities import find_kinds
from builder.lesson.course import Course, utterances_of
from builder.lesson.loading import load_course
from builder.lesson.utterance import Utterance
from builder.narration.clip import Clip, Narrated
from builder.narration.narrator import Narration
from builder.page import Rendered, interface_utterances, render_site
from tests.languages import IN_A_COURSE

ROOT = Path(__file__).parents[2]
OVERRIDES = ROOT / "site_overrides"
TINY = ROOT / "tests" / "tiny" / "lessons"
RATE_HZ = 22_050

SENSITIVE = """\
format: 1
id: discret
sensitive: true
title: {bm: "Tɔɔrɔli", fr: "Le harcèlement"}
picture: pictures/phone.svg
warning: {bm: "I bɛ se ka jɔ tuma o tuma.", fr: "Tu peux t’arrêter quand tu veux."}
care:
  lines:
    - {bm: "Jalaki t’i la.", fr: "Ce n’est pas ta faute."}
  contacts:
    - name: {bm: "Polisi", fr: "La police"}
      number: "80 00 11 15"
      grade: C
      source: "Ambassade de France"
      date: "2024"
steps:
  - id: scene
    kind: scene
    picture: {file: pictures/market.svg, alt: {bm: "Sugu don.", fr: "C’est le marché."}}
    lines:
      - {bm: "I kana siran.", fr: "N’aie pas peur."}
  - id: lequel
    kind: choice
    shuffle: false
    question: {bm: "Mun ka kan ka kɛ ?", fr: "Que faut-il faire ?"}
    answers:
      - picture: pictures/tell.svg
        text: {bm: "A fɔ", fr: "Le dire"}
        right: true
        feedback: {bm: "A ɲɛna.", fr: "Bravo."}
      - picture: pictures/code.svg
        text: {bm: "I makun", fr: "Se taire"}
        feedback: {bm: "Ayi.", fr: "Non."}
"""
PASSPHRASE = """
  - id: mot
    kind: passphrase
    question: {bm: "Kumaden duuru ta.", fr: "Tire cinq mots."}
"""
COURSE = (
    """\
format: 1
title: {bm: "Kalan", fr: "Le cours"}
lessons: [petite.yaml, discret.yaml]
"""
    + IN_A_COURSE
)


@dataclass(frozen=True)
class BuiltSite:
    """A rendered site on disk, with what it was made of."""

    folder: Path
    course: Course
    narration: Narration
    rendered: Rendered

    def address(self, path: str) -> str:
        return (self.folder / path).as_uri()


def write_lessons(folder: Path) -> Path:
    """The tiny lesson of all kinds and a sensitive one."""
    pictures = folder / "pictures"
    pictures.mkdir(parents=True)
    for picture in (TINY / "pictures").iterdir():
        (pictures / picture.name).write_bytes(picture.read_bytes())
    petite = (TINY / "petite.yaml").read_text("utf-8")
    if "kind: passphrase" not in petite:
        petite += PASSPHRASE
    (folder / "petite.yaml").write_text(petite, "utf-8")
    (folder / "discret.yaml").write_text(SENSITIVE, "utf-8")
    (folder / "course.yaml").write_text(COURSE, "utf-8")
    return folder


def build(folder: Path, lessons: Path) -> BuiltSite:
    """Renders `lessons` into `folder/site`."""
    course = load_course(lessons, find_kinds())
    narration = narrated(said_by(course), folder / "clips")
    rendered = render_site(
        course, narration, overrides=OVERRIDES, kinds=find_kinds(), cache=folder / "cache"
    )
    site = folder / "site"
    contents: Mapping[str, bytes] = {
        **{page.path: page.content for page in rendered.pages},
        **{path: source.read_bytes() for path, source in rendered.assets.items()},
    }
    for path, content in contents.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content)
    return BuiltSite(site, course, narration, rendered)


def said_by(course: Course) -> Iterator[Utterance]:
    yield from course.utterances()
    for name, kind in find_kinds().items():
        for phrase, review in kind.own_phrases():
            yield from utterances_of(
                name, phrase.id, phrase.text, course.languages.tags, phrase.role, review
            )
    yield from interface_utterances(course, OVERRIDES)


def narrated(said: Iterator[Utterance], clips: Path) -> Narration:
    """Short tones, 0.15 s and more with the length of the text, with a time for each word."""
    clips.mkdir()
    spoken = {}
    for utterance in said:
        duration_ms = 150 + 5 * min(len(utterance.spoken), 40)
        path = clips / f"{duration_ms}.mp3"
        if not path.exists():
            path.write_bytes(_tone(duration_ms))
        name = hashlib.sha256(f"{utterance.language} {utterance.spoken}".encode()).hexdigest()[:16]
        words = utterance.spoken.split()
        starts = tuple(duration_ms * at // len(words) for at in range(len(words)))
        clip = Clip(name, path, duration_ms, "machine", "tone", starts)
        spoken[utterance.source, utterance.id, utterance.language] = Narrated(utterance, clip)
    return Narration(spoken)


@lru_cache(maxsize=64)
def _tone(duration_ms: int) -> bytes:
    t = np.arange(RATE_HZ * duration_ms // 1000) / RATE_HZ
    samples = (0.1 * np.sin(2 * np.pi * 220 * t)).astype(np.float32)
    file = io.BytesIO()
    soundfile.write(file, samples, RATE_HZ, format="MP3")
    return file.getvalue()
