"""Papers to print and cut: answer cards, a lesson's pictures, a kind's hundred picture words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.activities.passphrase.activity import Passphrase, picture_words
from builder.lesson.activity import Activity
from builder.lesson.course import Course
from builder.lesson.languages import Languages
from builder.lesson.text import Text
from builder.trainer.session import Cell, Session


@dataclass(frozen=True)
class PaperCard:
    """What stands in one frame; `number` and `picture` may be empty.

    `picture` is a path from the lessons' folder, or a whole one.
    """

    number: str = ""
    picture: str = ""
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Paper:
    """Frames of one size on A4; `id` names its file."""

    id: str
    title: str
    cards: tuple[PaperCard, ...]
    columns: int
    height_mm: int
    picture_mm: int = 40
    number_pt: int = 14
    text_pt: int = 10
    hint: str = ""
    foot: str = ""


def papers_of(course: Course, sessions: Sequence[Session]) -> Iterator[Paper]:
    """All papers of a course, the answer cards first."""
    yield Paper(
        "cartes-reponses",
        "Cartes de réponse 1 à 4 : une série pour chaque personne",
        tuple(PaperCard(number=str(number)) for number in range(1, 5)),
        columns=2,
        height_mm=120,
        number_pt=200,
        hint="Coupe sur les traits. Qui ne lit pas les nombres compte les points avec les doigts.",
    )
    languages = course.languages
    for session, lesson in zip(sessions, course.lessons, strict=True):
        files = dict.fromkeys(
            choice.picture for step in session.steps for choice in step.choices
        )  # fmt: skip
        words = dict(_words_of_pictures(lesson.steps))
        cards = [
            PaperCard(picture=file, cells=_cells(languages, words[file]) if file in words else ())
            for file in files
        ]
        if cards:
            yield Paper(
                f"cartes-images-{session.number}",
                f"Cartes images de la leçon {session.number}",
                tuple(cards),
                columns=3,
                height_mm=66,
                hint="Coupe sur les traits ; elles remplacent l’écran quand le courant s’arrête.",
            )
    if any(isinstance(step, Passphrase) for lesson in course.lessons for step in lesson.steps):
        yield Paper(
            "cent-images",
            "Cent images pour tirer cinq mots",
            tuple(
                PaperCard(
                    picture=str(Passphrase.folder() / word.picture),
                    cells=_cells(languages, word.text),
                )
                for word in picture_words().words
            ),
            columns=5,
            height_mm=38,
            picture_mm=20,
            text_pt=9,
            hint="Coupe, mets tout dans un sac, tire cinq fois et remets chaque image.",
        )


def _words_of_pictures(steps: Sequence[Activity]) -> Iterator[tuple[str, Text]]:
    """Each picture that has words beside it in its piece, with them."""
    for step in steps:
        for piece in step.pieces():
            words, file = getattr(piece, "text", None), getattr(piece, "picture", None)
            if isinstance(words, Text) and isinstance(file, str):
                yield file, words


def _cells(languages: Languages, text: Text) -> tuple[Cell, ...]:
    shown = dict.fromkeys([languages.first.tag, languages.trainer_tag])
    return tuple(Cell(tag, text.shown_or_first(tag), draft=True) for tag in shown)
