"""Every good example of every kind as a real lesson page, and a page as a tree."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

from builder.activities import find_kinds
from builder.format.examples import read_examples
from builder.lesson.course import Course, Lesson, name_id
from builder.lesson.loading import load_course
from builder.lesson.utterance import Language, Utterance
from builder.narration.clip import Clip, Narrated
from builder.narration.narrator import Narration, clip_key
from builder.page import Rendered, render_site
from builder.project import Project
from tests.languages import TWO

ROOT = Path(__file__).parents[2]
LESSONS = ROOT / "lessons"
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img"}
    | {"input", "link", "meta", "source", "track", "wbr"}
)


@dataclass
class Element:
    """One element of a page; `content` holds texts and elements in order."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    content: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in order."""
        yield self
        for part in self.content:
            if isinstance(part, Element):
                yield from part.walk()

    def ancestors(self) -> Iterator[Element]:
        """This element and all around it."""
        current: Element | None = self
        while current:
            yield current
            current = current.parent

    def text(self) -> str:
        """All text in it, scripts and `noscript` left out."""
        parts = (part if isinstance(part, str) else part.text() for part in self.content)
        return (
            "" if self.tag in ("script", "style", "noscript") else " ".join("".join(parts).split())
        )

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def keys(self, *names: str) -> list[str]:
        """The utterances that the attributes name."""
        return [key for name in names for key in self.get(name).split()]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#document", {})
        self.current = self.root
        self.strays: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.current)
        self.current.content.append(element)
        if tag not in VOID:
            self.current = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.current.tag == tag and self.current.parent:
            self.current = self.current.parent
        else:
            self.strays.append(tag)

    def handle_data(self, data: str) -> None:
        self.current.content.append(data)


def parse(html: str) -> Element:
    """The page as a tree; every element but the void ones is closed where it was opened."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert not builder.strays, f"closed without being open: {builder.strays}"
    assert builder.current is builder.root, f"never closed: {builder.current.tag}"
    return builder.root


@dataclass(frozen=True)
class Page:
    """A rendered lesson in one language, with everything it can say."""

    name: str
    language: Language
    lesson: Lesson
    html: str
    utterances: dict[str, Utterance]

    def tree(self) -> Element:
        return parse(self.html)

    def step(self) -> Element:
        """The screen of the lesson's first step."""
        return next(element for element in self.tree().walk() if "data-step" in element.attributes)

    def text(self, key: str) -> str:
        """What the utterance shows; a key without a source belongs to the lesson."""
        full = key if "/" in key else f"{self.lesson.id}/{key}"
        return self.utterances[full].text

    def table(self) -> dict[str, list[object]]:
        """The clips that the page can play, by key."""
        (script,) = [e for e in self.tree().walk() if e.get("id") == "clips"]
        table: dict[str, list[object]] = json.loads("".join(map(str, script.content)))
        return table


def narrated(utterances: Sequence[Utterance]) -> Narration:
    """A clip for each utterance, without a sound being made."""
    clips = {}
    for utterance in utterances:
        place = f"{utterance.source}/{utterance.id}/{utterance.language}"
        fingerprint = hashlib.sha256(place.encode()).hexdigest()[:16]
        clip = Clip(fingerprint, Path(f"{fingerprint}.mp3"), 1000, "machine", "silent")
        clips[clip_key(utterance)] = Narrated(utterance, clip)
    return Narration(clips)


def pages_of(lessons: Sequence[Lesson], names: Sequence[str]) -> tuple[Rendered, list[Page]]:
    """The lessons as one site, and each lesson's page in each language."""
    real = load_course(LESSONS, find_kinds())
    own = [lesson.model_copy(update={"id": f"l{n}"}) for n, lesson in enumerate(lessons, 1)]
    for lesson in own:
        lesson.know(real.aid)
    course = Course(LESSONS, real.file, tuple(own), aid=real.aid)
    project = Project(ROOT)
    utterances = project.utterances(course)
    with TemporaryDirectory() as cache:  # for photos only: the examples have drawings
        rendered = render_site(
            course,
            narrated(utterances),
            overrides=project.overrides,
            kinds=find_kinds(),
            cache=Path(cache),
        )
    files = {page.path: page.content for page in rendered.pages}
    pages = [
        Page(
            f"{name} ({language})",
            language,
            lesson,
            files[f"{language}/{number}.html"].decode(),
            {
                f"{u.source}/{u.id}": u
                for u in utterances
                if u.language == language or u.id == name_id(u.language)
            },
        )
        for number, (lesson, name) in enumerate(zip(own, names, strict=True), 1)
        for language in TWO.tags
    ]
    return rendered, pages


@lru_cache(maxsize=1)
def example_site() -> tuple[Rendered, list[Page]]:
    """A site with one lesson for each good example of each kind."""
    kinds = find_kinds()
    examples = [
        (f"{name}: {example.name}", example.lesson(LESSONS, kinds, TWO))
        for name, kind in kinds.items()
        for example in read_examples(kind)
        if example.is_good
    ]
    return pages_of([lesson for _, lesson in examples], [name for name, _ in examples])
