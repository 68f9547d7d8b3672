"""What a trainer has in hand for one lesson: plain data, of which pages and PDFs are made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from builder.lesson.activity import Activity, Phrase
from builder.lesson.course import Lesson
from builder.lesson.languages import Languages
from builder.lesson.text import Reviews, Text
from builder.lesson.utterance import Language
from builder.trainer.kinds import notes_of
from builder.trainer.runs import Run, minutes_of, runs_of
from builder.trainer.words import TrainerPages


@dataclass(frozen=True)
class Cell:
    """Words in one language; `draft` while nobody whose language it is has passed them."""

    language: Language
    words: str
    draft: bool


@dataclass(frozen=True)
class Row:
    """The same line in each language; `depth` tells what it hangs under, `right` an answer."""

    depth: int
    right: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Choice:
    """A picture of the step; `number` is the one on the screen, 0 for none."""

    number: int
    picture: str
    right: bool


@dataclass(frozen=True)
class StepSheet:
    """A step; pictures are files in the lessons' folder, `picture` empty for none."""

    number: int
    id: str
    name: str
    minutes: int
    picture: str
    choices: tuple[Choice, ...]
    rows: tuple[Row, ...]
    ask: tuple[Cell, ...]
    note: str
    avoid: str
    blind: str
    deaf: str
    meanwhile: str


@dataclass(frozen=True)
class Contact:
    """Someone who helps, as the trainer reads it."""

    name: str
    number: str
    unverified: bool
    source: str


@dataclass(frozen=True)
class Column:
    """A language of the sheet: tag, French name, and how many of its texts are drafts."""

    language: Language
    name: str
    drafts: int
    texts: int


@dataclass(frozen=True)
class Session:
    """All of a lesson's sheet."""

    number: int
    title: tuple[Cell, ...]
    picture: str
    sensitive: bool
    columns: tuple[Column, ...]
    aim: str
    note: str
    material: tuple[str, ...]
    prepare: tuple[str, ...]
    opening: tuple[Row, ...]
    warning: tuple[Cell, ...]
    care_first: tuple[str, ...]
    local_help: str
    contacts: tuple[Contact, ...]
    steps: tuple[StepSheet, ...]
    runs: tuple[Run, ...]
    without_device: str
    closing: tuple[str, ...]
    tell: tuple[Cell, ...]
    power_cut: tuple[str, ...]


def session_of(pages: TrainerPages, number: int, lesson: Lesson, languages: Languages) -> Session:
    """The sheet in the first language in which the lesson is there, and in the trainers' own."""
    words = pages.words
    own = languages.trainer_tag
    there = [tag for tag in (languages.first.tag, *languages.tags) if lesson.is_in(tag)]
    shown = list(dict.fromkeys([*there[:1], own if lesson.is_in(own) else there[0]]))
    maker = _Maker(pages, lesson, shown)
    steps = tuple(maker.step(place, step) for place, step in enumerate(lesson.steps, 1))
    said, review = pages.opening
    opening = (Row(depth=0, right=False, cells=maker.cells(text, review)) for text in said)
    session = lesson.session
    return Session(
        number=number,
        title=maker.cells(lesson.title),
        picture=lesson.picture,
        sensitive=lesson.sensitive,
        columns=tuple(maker.column(tag, languages[tag].french) for tag in shown),
        aim=session.aim or "",
        note=lesson.trainer or "",
        material=(*words.material, *session.material),
        prepare=tuple(words.prepare),
        opening=tuple(opening),
        warning=maker.cells(lesson.warning) if lesson.warning else (),
        care_first=tuple(words.care_first) if lesson.sensitive else (),
        local_help=lesson.local_help.words,
        contacts=tuple(_contacts(lesson, own)),
        steps=steps,
        runs=runs_of(lesson.steps, [step.minutes for step in steps], session),
        without_device=session.without_device or words.without_device,
        closing=(*session.closing, *words.closing),
        tell=maker.cells(lesson.tell) if lesson.tell else (),
        power_cut=tuple(words.power_cut),
    )


@dataclass(frozen=True)
class _Maker:
    pages: TrainerPages
    lesson: Lesson
    shown: Sequence[Language]

    def cells(self, text: Text, review: Reviews | None = None) -> tuple[Cell, ...]:
        default = review or self.lesson.review
        return tuple(
            Cell(tag, text.shown_or_first(tag), text.review_in(tag, default).state != "reviewed")
            for tag in self.shown
        )

    def column(self, language: Language, name: str) -> Column:
        phrases = list(self.lesson.phrases())
        return Column(language, name, len(self._drafts(phrases, language)), len(phrases))

    def step(self, number: int, step: Activity) -> StepSheet:
        notes, told = notes_of(step, self.pages.overrides), step.session
        spoken = sum(
            len(phrase.text.shown_or_first(self.shown[0]))
            for phrase in step.phrases()
            if phrase.role != "picture"
        )
        choices = choices_of(step)
        return StepSheet(
            number=number,
            id=step.id,
            name=notes.name,
            minutes=minutes_of(step, notes.talk_seconds, spoken),
            picture=step.picture.file if step.picture else "" if choices else self.lesson.picture,
            choices=choices,
            rows=tuple(self._rows(step)),
            ask=self.cells(told.ask or notes.ask),
            note=step.trainer or "",
            avoid=told.avoid or notes.avoid,
            blind=told.blind or notes.blind,
            deaf=told.deaf or notes.deaf,
            meanwhile=told.meanwhile or notes.meanwhile,
        )

    def _rows(self, step: Activity) -> list[Row]:
        """The lines of every language beside one another: a kind gives the same in each.

        A line is a draft unless a text in it was passed and none in it was not.
        """
        phrases = list(step.phrases())
        drafts = [self._words(self._drafts(phrases, tag), tag) for tag in self.shown]
        every = [self._words(phrases, tag) for tag in self.shown]
        rows = []
        for lines in zip(*(step.sheet(tag) for tag in self.shown), strict=True):
            depth = len(lines[0]) - len(lines[0].lstrip("\t"))
            cells = [
                Cell(
                    tag,
                    line.lstrip("\t"),
                    draft=any(draft in line for draft in own)
                    or not any(passed in line for passed in known - own),
                )
                for tag, line, own, known in zip(self.shown, lines, drafts, every, strict=True)
            ]
            rows.append(Row(depth, "✓" in lines[0], tuple(cells)))
        return rows

    @staticmethod
    def _words(phrases: Iterable[Phrase], language: Language) -> set[str]:
        return {phrase.text.shown_or_first(language) for phrase in phrases}

    def _drafts(self, phrases: Iterable[Phrase], language: Language) -> list[Phrase]:
        return [
            phrase
            for phrase in phrases
            if phrase.text.review_in(language, self.lesson.review).state != "reviewed"
        ]


def choices_of(step: Activity) -> tuple[Choice, ...]:
    """The pictures that are chosen, once each, with their numbers on the screen."""
    found: dict[tuple[int, str], Choice] = {}
    for moment in step.moments():
        for answer in moment.answers:
            if answer.picture:
                known = found.get((answer.number, answer.picture))
                right = answer.right or bool(known and known.right)
                found[answer.number, answer.picture] = Choice(answer.number, answer.picture, right)
    return tuple(found.values())


def _contacts(lesson: Lesson, language: Language) -> list[Contact]:
    told = []
    for _, contact in lesson.contacts():
        source = f"{contact.source}, {contact.date or 'on ne sait pas de quand'}"
        seen = getattr(contact, "seen", None)
        if seen:
            source += f" ; vu le {seen} par : {getattr(contact, 'by', '')}"
            source += f" ; à revoir après le {getattr(contact, 'last_day', '')}"
        name = contact.name.shown_or_first(language)
        told.append(Contact(name, contact.number or "", contact.grade == "C", source))
    return told
