"""Renders learner pages one at a time; owns Jinja."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from builder.lesson.activity import Activity, Kinds
from builder.lesson.course import Lesson
from builder.lesson.languages import Languages
from builder.lesson.sittings import SITTINGS_SOURCE, Sitting, Sittings
from builder.lesson.utterance import Language
from builder.page import addresses
from builder.page.pictures import Pictures
from builder.page.pieces import (
    SHELF_LESSONS,
    Card,
    Clips,
    Screen,
    first_clip,
    first_of_each_kind,
    has_machine_voice,
    own_voices,
)
from builder.page.policy import EARLY
from builder.page.published import published_files
from builder.page.reach import Beside, Inside, Reach, script_inside, style_inside
from builder.page.record import LearnerPage, Record, in_script
from builder.page.shelves import card_of, shelf_of
from builder.page.sittings import SITTING_SCRIPTS, doors, sitting_parts
from builder.page.speech import Speech
from builder.page.templates import read_templates
from builder.page.tongues import Tongues

AT_THE_END = ("again", "ending")
"""The script of the last screen, which comes with those of the kinds; not in sensitive lessons."""


@dataclass(frozen=True)
class Renderer:
    """The templates of a project. `lessons` is the folder in which lessons name pictures."""

    lessons: Path
    overrides: Path
    kinds: Kinds
    pictures: Pictures
    languages: Languages
    reach: Reach = field(default_factory=Beside)

    @cached_property
    def templates(self) -> Environment:
        folders = dict.fromkeys(kind.folder().parent for kind in self.kinds.values())
        environment = read_templates([self.overrides, *folders])
        environment.globals["early"] = Markup(EARLY)
        environment.filters["in_script"] = lambda value: Markup(in_script(value))
        return environment

    @cached_property
    def shared_files(self) -> Mapping[str, bytes]:
        """The site's own styles and scripts, by address."""
        return dict(published_files(self.overrides, self.kinds))

    # ---- Pages

    def home(
        self,
        language: Language,
        cards: Sequence[Card],
        clips: Clips,
        shelf: int = 1,
        asked: Sittings | None = None,
    ) -> LearnerPage:
        """One shelf of the lessons `cards`, counted from 1; the only one when they are few."""
        path = addresses.home(self.languages, language, shelf)
        first = (shelf - 1) * SHELF_LESSONS
        here = cards[first : first + SHELF_LESSONS]
        record = self._record(path, self._speech(clips, language, "course"))
        up = addresses.up(record.path)
        return self._page(
            record, "learner/home.html",
            scripts=(addresses.PLAYER, addresses.shared("home.js")),
            first_clip="",
            others=self._tongues(record.speech).homes(up, shelf),
            cards=[card_of(record, card) for card in here],
            before=shelf_of(record, cards, shelf - 1, self.languages),
            after=shelf_of(record, cards, shelf + 1, self.languages),
            doors=doors(record, asked),
            machine_voice=has_machine_voice(clips, language, "interface"),
            own_voices=own_voices(clips, language, "interface"),
        )  # fmt: skip

    def picture_address(self, file: str) -> str:
        return self.pictures.published(self.lessons / file)[0]

    def noting(self, shown: dict[str, Path]) -> Callable[[str], str]:
        """As `picture_address`; puts into `shown` each file to publish, by address."""

        def address_of(file: str) -> str:
            address, shown[address] = self.pictures.published(self.lessons / file)
            return address

        return address_of

    def sitting(
        self, language: Language, sitting: Sitting, asked: Sittings, clips: Clips
    ) -> LearnerPage:
        """The situations, asked without a verdict, and the tree that grows of them."""
        speech = self._speech(clips, language, SITTINGS_SOURCE)
        record = self._record(addresses.sitting(language, sitting), speech)
        parts = sitting_parts(record, self._tongues(speech), sitting, asked)
        return self._page(record, "learner/sitting.html", SITTING_SCRIPTS, **parts)

    def neutral(self, language: Language, clips: Clips) -> LearnerPage:
        path = addresses.neutral(self.languages, language)
        record = self._record(path, self._speech(clips, language, "interface"))
        html = self.templates.get_template("learner/neutral.html").render(
            **record.functions(), **self._tongues(record.speech).functions()
        )
        return LearnerPage(path, language, html)

    def absent(self, language: Language, number: int, lesson: Lesson, clips: Clips) -> LearnerPage:
        """Says, where a lesson would be, that it isn't in this language yet, and where it is."""
        path = addresses.lesson(language, number)
        record = self._record(path, self._speech(clips, language, "interface"))
        up = addresses.up(record.path)
        return self._page(
            record, "learner/absent.html",
            scripts=(addresses.PLAYER,),
            number=number,
            first_clip=record.clip("not-yet"),
            home=up + addresses.home(self.languages, language),
            others=self._tongues(record.speech).lessons(up, number, lesson),
        )  # fmt: skip

    def lesson(self, language: Language, number: int, lesson: Lesson, clips: Clips) -> LearnerPage:
        path = addresses.lesson(language, number)
        record = self._record(path, self._speech(clips, language, lesson.id))
        return self._lesson(record, number, lesson, clips)

    def lesson_alone(
        self, language: Language, number: int, lesson: Lesson, clips: Clips,
        *, before: str,
    ) -> LearnerPage:  # fmt: skip
        """The same page with all it needs inside.

        `before` is a script of the one who wants it, that runs before the player.
        """
        sheets = [
            self._sheet(language, step, ".js", clips, self.reach_of_sheets())
            for step in first_of_each_kind(lesson.steps)
            if self._has(step.kind, "sheet.js")
        ]
        sources = [
            before, self._shared_text(addresses.PLAYER),
            *(page.html for _, page in sheets),
            *(self._shared_text(addresses.shared(f"{kind}.js")) for kind in self._scripted(lesson)),
        ]  # fmt: skip
        reach = Inside(
            style_inside(self._shared_text(addresses.STYLE)),
            tuple(script_inside(source) for source in sources),
            self.shared_files,
        )
        path = addresses.lesson(language, number)
        record = self._record(path, self._speech(clips, language, lesson.id), reach)
        for of_sheet, _ in sheets:
            record.adopt(of_sheet)
        return self._lesson(record, number, lesson, clips)

    def sheets(self, language: Language, step: Activity, clips: Clips) -> Iterator[LearnerPage]:
        """What a kind has too much of for each lesson's page: its `sheet.html` and `sheet.js`."""
        for suffix in (".html", ".js"):
            if self._has(step.kind, f"sheet{suffix}"):
                yield self._sheet(language, step, suffix, clips, self.reach)[1]

    def speaking(
        self, path: str, language: Language, lesson: Lesson | None, template: str, clips: Clips,
        source: str = "interface", **context: Any,
    ) -> LearnerPage:  # fmt: skip
        """A page that somebody else lays out; it says what the lesson, or `source`, says."""
        record = self._record(path, self._speech(clips, language, lesson.id if lesson else source))
        return self._page(record, template, lesson=lesson, **context)

    # ---- Pieces of pages

    def _lesson(self, record: Record, number: int, lesson: Lesson, clips: Clips) -> LearnerPage:
        language, up = record.speech.language, addresses.up(record.path)
        scripted = self._scripted(lesson)
        sheets = [kind for kind in scripted if kind in self.kinds and self._has(kind, "sheet.js")]
        alone = record.reach.inside is not None
        return self._page(
            record, "learner/lesson.html",
            scripts=(
                addresses.PLAYER,
                *(addresses.sheet(language, kind, ".js") for kind in sheets),
                *(addresses.shared(f"{kind}.js") for kind in scripted),
            ),
            lesson=lesson,
            name=f"interface/lesson-{number}" if lesson.sensitive else "title",
            screens=list(self._screens(lesson, record)),
            steps=len(lesson.steps),
            scripted=[] if alone else scripted,
            sheets=[] if alone else sheets,
            first_clip="" if alone else first_clip(lesson, record),
            machine_voice=has_machine_voice(clips, language, lesson.id),
            own_voices=own_voices(clips, language, lesson.id),
            home=up + addresses.home(self.languages, language),
            neutral=up + addresses.neutral(self.languages, language),
            others=self._tongues(record.speech).lessons(up, number),
        )  # fmt: skip

    def _screens(self, lesson: Lesson, record: Record) -> Iterator[Screen]:
        if lesson.warning:
            yield Screen("warning")
        total = len(lesson.steps)
        for number, step in enumerate(lesson.steps, 1):
            anchor = f"s{number - 1 + bool(lesson.warning)}"
            html = self._step(step, record, first=number == 1, anchor=anchor)
            position = f"interface/position-{number}-{total}"
            yield Screen(step.id, step.kind, position, Markup(html))
        yield Screen("end")

    def _step(self, step: Activity, record: Record, **more: Any) -> str:
        folder = step.folder()
        template = self.templates.get_template(f"{folder.name}/template.html")
        has_sheet = self._has(step.kind, "sheet.html") and record.reach.inside is None
        sheet = addresses.sheet(record.speech.language, step.kind, ".html")
        context = {
            **record.functions(folder),
            **self._tongues(record.speech).functions(),
            **step.context(),
            "sheet": addresses.up(record.path) + sheet if has_sheet else "",
        }
        return template.render({**context, "step": step, "id": step.id, **more})

    def _sheet(
        self, language: Language, step: Activity, suffix: str, clips: Clips, reach: Reach
    ) -> tuple[Record, LearnerPage]:
        folder = step.folder()
        path = addresses.sheet(language, step.kind, suffix)
        record = self._record(path, self._speech(clips, language, step.kind), reach, folder)
        page = self._page(record, f"{folder.name}/sheet{suffix}", **step.context())
        return record, page

    def reach_of_sheets(self) -> Inside:
        """Their pictures are held, their scripts are the page's."""
        return Inside(Markup(), (), self.shared_files)

    def _page(
        self, record: Record, template: str, scripts: tuple[str, ...] = (),
        lesson: Lesson | None = None, **more: Any,
    ) -> LearnerPage:  # fmt: skip
        context = {
            **record.functions(),
            **self._tongues(record.speech).functions(),
            "clips_folder": addresses.up(record.path) + addresses.CLIPS,
            "scripts_folder": addresses.up(record.path) + addresses.SHARED,
            "lesson": lesson,
            **more,
        }
        html = self.templates.get_template(template).render(context)
        return record.page(html, scripts=scripts, lesson=lesson.id if lesson else None)

    def _record(
        self, path: str, speech: Speech, reach: Reach | None = None, own: Path | None = None
    ) -> Record:
        own_folder = own or self.lessons
        return Record(path, speech, reach or self.reach, self.pictures, self.lessons, own_folder)

    def _speech(self, clips: Clips, language: Language, source: str) -> Speech:
        return Speech(clips, language, source, self.languages.tags)

    def _tongues(self, speech: Speech) -> Tongues:
        return Tongues(self.languages, speech)

    def _scripted(self, lesson: Lesson) -> list[str]:
        kinds = {step.kind for step in lesson.steps}
        scripted = sorted(kind for kind in kinds if self._has(kind, "activity.js"))
        return scripted if lesson.sensitive else [*scripted, *AT_THE_END]

    def _has(self, kind: str, name: str) -> bool:
        return (self.kinds[kind].folder() / name).is_file()

    def _shared_text(self, address: str) -> str:
        return self.shared_files[address].decode()
