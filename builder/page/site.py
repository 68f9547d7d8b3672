"""Renders every learner page: home, lessons and the neutral page, in both languages."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from builder.lesson.activity import Activity, Kinds
from builder.lesson.course import Course, Lesson
from builder.lesson.utterance import LANGUAGES, Language
from builder.narration.narrator import Narration
from builder.page.pictures import picture_name, publishable
from builder.page.published import published_files
from builder.page.speech import Speech

# The one script in a page: lays it out for the player before the first paint, and takes that
# back when the player does not come (missing file, older browser), so that all can be read.
EARLY = (
    'document.documentElement.className="js";addEventListener("load",function(){'
    'window.Kalankan||(document.documentElement.className="")})'
)
_EARLY_HASH = b64encode(sha256(EARLY.encode()).digest()).decode()
# Nothing of another origin, nothing else inline: neither ours nor an author's.
POLICY = (
    f"default-src 'none'; script-src 'self' 'sha256-{_EARLY_HASH}'; style-src 'self'; "
    "img-src 'self' data:; media-src 'self'; base-uri 'none'; form-action 'none'"
)
NEUTRAL_TITLES: Mapping[Language, str] = {"bm": "Jate", "fr": "Table de multiplication"}
HOMES: Mapping[Language, str] = {"bm": "index.html", "fr": "fr/index.html"}
NEUTRAL_PAGES: Mapping[Language, str] = {"bm": "jate.html", "fr": "fr/jate.html"}
_TABLE = "@clips@"


@dataclass(frozen=True)
class PageFile:
    """A file of the site, with its path from the site's root: `bm/1.html`."""

    path: str
    content: bytes


@dataclass(frozen=True)
class Rendered:
    """Learner pages with their css and js, and the files they need: path in the site → source."""

    pages: tuple[PageFile, ...]
    assets: Mapping[str, Path]


@dataclass(frozen=True)
class Screen:
    """One screen of a lesson; `kind` and `position` are None for the warning and the end."""

    name: str
    kind: str | None = None
    position: str | None = None
    html: str = ""


def render_site(
    course: Course, narration: Narration, *, overrides: Path, kinds: Kinds, cache: Path
) -> Rendered:
    """The learner's part of the site, the same bytes for the same sources.

    `cache` is where photos are kept in the size in which they are published.
    """
    renderer = _Renderer(course, narration, overrides, kinds, cache)
    pages = [*renderer.pages(), *(PageFile(*file) for file in published_files(overrides, kinds))]
    return Rendered(tuple(pages), dict(sorted(renderer.assets.items())))


@dataclass
class _Renderer:
    course: Course
    narration: Narration
    overrides: Path
    kinds: Kinds
    cache: Path
    assets: dict[str, Path] = field(default_factory=dict)
    _pictures: dict[Path, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        folders = dict.fromkeys(kind.folder().parent for kind in self.kinds.values())
        self.templates = Environment(
            loader=ChoiceLoader([FileSystemLoader(path) for path in (self.overrides, *folders)]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def pages(self) -> Iterator[PageFile]:
        for language in LANGUAGES:
            yield self._home(language)
            yield self._neutral(language)
            for number, lesson in enumerate(self.course.lessons, 1):
                yield self._lesson(language, number, lesson)
            for step in self._first_of_each_kind():
                yield from self._sheets(language, step)

    def _home(self, language: Language) -> PageFile:
        path, other = HOMES[language], HOMES[_other(language)]
        up = _up(path)
        cards = [
            {
                "lesson": lesson,
                "href": f"{up}{language}/{number}.html",
                "title": f"{lesson.id}/title",
                "say": f"interface/number-{number} {lesson.id}/title",
                "picture": self._picture(self.course.folder / lesson.picture, up),
            }
            for number, lesson in enumerate(self.course.lessons, 1)
        ]
        return self._page("learner/home.html", path, self._speech(language, "course", up),
                          first_clip="", other=up + other, cards=cards,
                          machine_voice=self._has_machine_voice(language, "interface"))  # fmt: skip

    def _neutral(self, language: Language) -> PageFile:
        html = self.templates.get_template("learner/neutral.html").render(
            lang=language, title=NEUTRAL_TITLES[language]
        )
        return PageFile(NEUTRAL_PAGES[language], html.encode())

    def _lesson(self, language: Language, number: int, lesson: Lesson) -> PageFile:
        path = f"{language}/{number}.html"
        up = _up(path)
        speech = self._speech(language, lesson.id, up)
        screens = list(self._screens(lesson, speech, up))
        kinds = {step.kind for step in lesson.steps}
        scripted = sorted(kind for kind in kinds if self._has(kind, "activity.js"))
        return self._page(
            "learner/lesson.html", path, speech,
            lesson=lesson,
            name=f"interface/lesson-{number}" if lesson.sensitive else "title",
            screens=screens,
            steps=len(lesson.steps),
            scripted=scripted,
            sheets=[kind for kind in scripted if self._has(kind, "sheet.js")],
            first_clip=_first_clip(lesson, speech),
            machine_voice=self._has_machine_voice(language, lesson.id),
            home=up + HOMES[language],
            neutral=NEUTRAL_PAGES[language],
            other=f"{up}{_other(language)}/{number}.html",
        )  # fmt: skip

    def _has_machine_voice(self, language: Language, source: str) -> bool:
        """Whether a machine says any of it; then the help card tells so."""
        return any(
            narrated.clip is not None and narrated.clip.origin == "machine"
            for (told_by, _, lang), narrated in self.narration.clips.items()
            if (told_by, lang) == (source, language)
        )

    def _has(self, kind: str, name: str) -> bool:
        return (self.kinds[kind].folder() / name).is_file()

    def _first_of_each_kind(self) -> Iterator[Activity]:
        steps = [step for lesson in self.course.lessons for step in lesson.steps]
        first = {step.kind: step for step in reversed(steps)}
        yield from (step for _, step in sorted(first.items()))

    def _screens(self, lesson: Lesson, speech: Speech, up: str) -> Iterator[Screen]:
        if lesson.warning:
            yield Screen("warning")
        total = len(lesson.steps)
        for number, step in enumerate(lesson.steps, 1):
            anchor = f"s{number - 1 + bool(lesson.warning)}"
            html = self._step(step, speech, up, first=number == 1, anchor=anchor)
            yield Screen(step.id, step.kind, f"interface/position-{number}-{total}", Markup(html))
        yield Screen("end")

    def _step(self, step: Activity, speech: Speech, up: str, **more: Any) -> str:
        folder = step.folder()
        template = self.templates.get_template(f"{folder.name}/template.html")
        context = {**self._context(speech, up, folder), **step.context()}
        return template.render({**context, "step": step, "id": step.id, **more})

    def _sheets(self, language: Language, step: Activity) -> Iterator[PageFile]:
        """What a kind has too much of for each lesson's page: its `sheet.html` and `sheet.js`."""
        folder = step.folder()
        for suffix in (".html", ".js"):
            if self._has(step.kind, f"sheet{suffix}"):
                path = f"{language}/{step.kind}{suffix}"
                speech = self._speech(language, step.kind, _up(path))
                name = f"{folder.name}/sheet{suffix}"
                yield self._page(name, path, speech, folder, **step.context())

    def _context(self, speech: Speech, up: str, folder: Path | None = None) -> dict[str, Any]:
        """What every template gets; `own_picture` looks in the activity's own folder."""
        own = folder or self.course.folder
        return {
            "lang": speech.language,
            "up": up,
            "text": speech.text,
            "clip": speech.clip,
            "spoken": speech.spoken,
            "picture": lambda file: self._picture(self.course.folder / file, up),
            "own_picture": lambda file: self._picture(own / file, up),
        }

    def _speech(self, language: Language, source: str, up: str) -> Speech:
        return Speech(self.narration.clips, language, source, f"{up}a/")

    def _page(
        self, template: str, path: str, speech: Speech, folder: Path | None = None, **more: Any
    ) -> PageFile:
        context = {
            **self._context(speech, _up(path), folder),
            "policy": POLICY,
            "early": Markup(EARLY),
            **more,
        }
        html = self.templates.get_template(template).render(context, table=Markup(_TABLE))
        self.assets.update(speech.files(html))
        return PageFile(path, html.replace(_TABLE, speech.table(html)).encode())

    def _picture(self, path: Path, up: str) -> str:
        if path not in self._pictures:
            published = publishable(path, self.cache)
            self._pictures[path] = picture_name(published)
            self.assets[self._pictures[path]] = published
        return up + self._pictures[path]


def _first_clip(lesson: Lesson, speech: Speech) -> str:
    """What is said first, asked for before the scripts are there."""
    if lesson.warning:
        return speech.clip("warning")
    step = lesson.steps[0]
    first = next(phrase for phrase in step.phrases() if phrase.role != "picture")
    return speech.clip(f"{step.id}.{first.id}")


def _up(path: str) -> str:
    """From a page to the site's root."""
    return "../" * path.count("/")


def _other(language: Language) -> Language:
    return "fr" if language == "bm" else "bm"
