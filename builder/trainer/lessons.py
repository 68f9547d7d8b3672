"""Where a trainer starts: each lesson in each language, and its sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from builder.lesson.course import Lesson
from builder.lesson.languages import Languages
from builder.lesson.utterance import Language
from builder.page import addresses
from builder.trainer.session import choices_of
from builder.trainer.words import PictureAddress, TrainerPages

SITTING_NAMES: Mapping[str, str] = {
    "before": "Avant la formation",
    "after": "Après la formation",
    "later": "Trois semaines plus tard",
}


@dataclass(frozen=True)
class LessonLine:
    """What lists of lessons say of one; `titles` by language in which the lesson is there."""

    number: int
    title: str
    titles: Mapping[Language, str]
    minutes: int
    picture: str
    """A file in the lessons' folder."""
    sensitive: bool
    has_cards: bool = False
    """Whether pictures are chosen in it, which are then also cards to cut."""


def lesson_line(languages: Languages, number: int, lesson: Lesson) -> LessonLine:
    titles = {tag: lesson.title.shown(tag) for tag in languages.tags if lesson.is_in(tag)}
    title = lesson.title.shown_or_first(languages.trainer_tag)
    has_cards = any(choices_of(step) for step in lesson.steps)
    return LessonLine(
        number, title, titles, lesson.minutes, lesson.picture, lesson.sensitive, has_cards
    )


def lessons_page(
    pages: TrainerPages,
    languages: Languages,
    lessons: Sequence[LessonLine],
    picture: PictureAddress,
    asked: Iterable[Language] = (),
) -> str:
    """All lessons, in order; the trainers' own language comes first. `asked` are languages in
    which there are situations before and after."""
    own = languages[languages.trainer_tag]
    names = [own, *(one for one in languages if one is not own)]
    return pages.render(
        "lessons", addresses.LESSONS,
        lessons=lessons, names=names, picture=picture, asked=list(asked), sittings=SITTING_NAMES,
    )  # fmt: skip
