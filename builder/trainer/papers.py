"""Papers to print, hang up or cut: plain data, of which pages and PDFs are made."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from builder.activities.passphrase.activity import Passphrase, picture_words
from builder.lesson.activity import Activity
from builder.lesson.course import Course, Lesson
from builder.lesson.languages import Languages
from builder.lesson.text import Text
from builder.trainer.lessons import LessonLine
from builder.trainer.paper_words import PaperWords, Pictured
from builder.trainer.session import Cell, choices_of
from builder.trainer.words import TrainerPages

CARDS_OF_A6 = 4
BLANK_PROMISES = 4
"""Frames of the poster that the group fills in."""


@dataclass(frozen=True)
class PaperCard:
    """What stands in one frame; all of it may be empty.

    `picture` is a path from the lessons' folder, or a whole one; `source` is small, at the foot.
    """

    number: str = ""
    picture: str = ""
    cells: tuple[Cell, ...] = ()
    source: str = ""
    rows: tuple[PaperCard, ...] = ()
    """Cards of one line each, under the words."""
    blank: bool = False
    """Whether a line to write on stands after the rows."""


@dataclass(frozen=True)
class Paper:
    """Frames of one size on A4; `id` names its file, `title` is the trainer's, `head` the group's.

    `blanks` are filled in by hand under the frames; `foot` says where things come from.
    """

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
    head: tuple[Cell, ...] = ()
    blanks: tuple[tuple[Cell, ...], ...] = ()
    top: bool = False
    """Whether things stand at the top of their frame, and leave room to write."""
    cut: bool = True
    """Whether frames are lines to cut along."""


def drafts_on(paper: Paper, languages: Languages) -> str:
    """Which languages of it nobody has passed, in one sentence; empty where there are none."""
    cards = [one for card in paper.cards for one in (card, *card.rows)]
    cells = [*paper.head, *(cell for card in cards for cell in card.cells)]
    tags = dict.fromkeys(cell.language for cell in cells if cell.draft)
    named = ", ".join(languages[tag].french for tag in tags)
    return f"Brouillon, pas relu : {named}." if named else ""


@dataclass(frozen=True)
class _Printer:
    """Words beside one another in the language of the lessons and in the trainers' own."""

    languages: Languages

    def cells(self, text: Text) -> tuple[Cell, ...]:
        shown = dict.fromkeys([self.languages.first.tag, self.languages.trainer_tag])
        return tuple(Cell(tag, text.shown_or_first(tag), draft=True) for tag in shown)


def course_papers(
    pages: TrainerPages, course: Course, lessons: Sequence[LessonLine], kinds: Collection[str]
) -> Iterator[Paper]:
    """Those that a course has once, the answer cards first; `kinds` are those of its steps."""
    words, printer = pages.paper_words, _Printer(course.languages)
    yield Paper(
        "cartes-reponses",
        "Cartes de réponse 1 à 4, une série pour chaque personne",
        tuple(PaperCard(number=str(number)) for number in range(1, 5)),
        columns=2,
        height_mm=120,
        number_pt=200,
        hint="Coupe sur les traits. Qui ne lit pas les nombres compte les points avec les doigts.",
    )
    yield _feedback(pages, words, printer)
    yield _certificate(words, printer, lessons)
    yield _parents(pages, words, printer, course)
    if course.aid.commitments:
        yield _poster(words, printer, course)
    if Passphrase.kind_name() in kinds:
        yield _hundred(printer)


def lesson_papers(number: int, lesson: Lesson, languages: Languages) -> Iterator[Paper]:
    """The pictures that are chosen in it, to cut; nothing where none is."""
    files = dict.fromkeys(choice.picture for step in lesson.steps for choice in choices_of(step))
    words, printer = dict(_words_of_pictures(lesson.steps)), _Printer(languages)
    if files:
        yield Paper(
            picture_cards(number),
            f"Cartes images de la leçon {number}",
            tuple(
                PaperCard(picture=file, cells=printer.cells(words[file]) if file in words else ())
                for file in files
            ),
            columns=3,
            height_mm=66,
            hint="Coupe sur les traits ; elles remplacent l’écran quand le courant s’arrête.",
        )


def picture_cards(number: int) -> str:
    """The id of a lesson's picture cards."""
    return f"cartes-images-{number}"


def _feedback(pages: TrainerPages, words: PaperWords, printer: _Printer) -> Paper:
    asked = words.feedback

    def card(one: Pictured) -> PaperCard:
        return PaperCard(picture=pages.drawing(one.picture), cells=printer.cells(one.text))

    faces = [card(face) for face in asked.faces]
    return Paper(
        "avis",
        "L’avis du groupe, en images",
        tuple(each for question in asked.questions for each in (card(question), *faces)),
        columns=len(faces) + 1,
        height_mm=58,
        picture_mm=18,
        hint=asked.hint,
        head=printer.cells(asked.head),
        top=True,
        cut=False,
    )


def _certificate(words: PaperWords, printer: _Printer, lessons: Sequence[LessonLine]) -> Paper:
    own = printer.languages.trainer_tag
    shown = list(dict.fromkeys([printer.languages.first.tag, own]))
    cards = [
        PaperCard(
            number=f"☐ {line.number}",
            picture=line.picture,
            cells=tuple(
                Cell(tag, line.titles[tag], draft=True) for tag in shown if tag in line.titles
            ),
        )
        for line in lessons
    ]
    told = words.certificate
    return Paper(
        "attestation",
        "L’attestation du groupe",
        tuple(cards),
        columns=3,
        height_mm=58,
        picture_mm=28,
        hint=told.hint,
        head=printer.cells(told.head),
        blanks=tuple(printer.cells(blank) for blank in told.blanks),
        cut=False,
    )


def _parents(pages: TrainerPages, words: PaperWords, printer: _Printer, course: Course) -> Paper:
    told, local = words.parents, course.aid.local
    tools = [aid.address for aid in course.aid.aids.values() if aid.address]
    rows = [
        PaperCard(picture=pages.drawing(line.picture), cells=printer.cells(line.text))
        for line in told.lines
    ]
    card = PaperCard(
        number=local.words,
        cells=printer.cells(told.head),
        source=" ".join([told.source, *tools]),
        rows=(*rows, PaperCard(cells=printer.cells(told.help))),
        blank=not local.filled,
    )
    return Paper(
        "carte-parents",
        "La carte des parents, quatre par feuille",
        (card,) * CARDS_OF_A6,
        columns=2,
        height_mm=130,
        number_pt=11,
        text_pt=11,
        hint=told.hint,
    )


def _poster(words: PaperWords, printer: _Printer, course: Course) -> Paper:
    published = [
        PaperCard(
            picture=one.picture,
            cells=printer.cells(one.text),
            source=f"« {one.quote} »",
        )
        for one in course.aid.commitments.values()
    ]
    ours = PaperCard(cells=printer.cells(words.poster.ours))
    known = (f"{one.source}, {one.date or 'sans date'}" for one in course.aid.commitments.values())
    return Paper(
        "affiche",
        "L’affiche des engagements",
        (*published, *([ours] * BLANK_PROMISES)),
        columns=2,
        height_mm=58,
        picture_mm=30,
        text_pt=12,
        hint=words.poster.hint,
        foot="Source : " + " ; ".join(dict.fromkeys(known)) + ".",
        head=printer.cells(words.poster.head),
        cut=False,
    )


def _hundred(printer: _Printer) -> Paper:
    return Paper(
        "cent-images",
        "Cent images pour tirer cinq mots",
        tuple(
            PaperCard(
                picture=str(Passphrase.folder() / word.picture), cells=printer.cells(word.text)
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
