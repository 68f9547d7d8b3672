"""The pages that a course has once: homes, neutral pages, what trainers read and use."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import partial
from pathlib import Path

from builder.activities import find_kinds
from builder.lesson.course import Course, Lesson
from builder.lesson.credits import CREDITS_FILE
from builder.lesson.languages import Languages
from builder.lesson.signatures import read_signatures
from builder.lesson.sittings import SITTINGS, Sittings
from builder.lesson.utterance import Language
from builder.narration.clip import Narrated
from builder.narration.consent import read_consents
from builder.narration.narrator import ClipKey, clip_key
from builder.page import LearnerPage, Renderer, addresses
from builder.page.pieces import SHELF_LESSONS, Card, shelf_count
from builder.project import BuiltCourse, Project
from builder.trainer.care import care_page
from builder.trainer.classroom import class_page, sitting_page
from builder.trainer.coverage import Counts, Row, count, coverage_page, source_name
from builder.trainer.credits import credits_page
from builder.trainer.group import group_addresses, group_page
from builder.trainer.lessons import LessonLine, lesson_line, lessons_page
from builder.trainer.paper_pages import paper_page, papers_page
from builder.trainer.papers import course_papers, lesson_papers
from builder.trainer.sheets import session_sheet, sheet_title, sheets_page
from builder.trainer.words import PictureAddress, TrainerPages
from builder.website.adapter import SHEET, Frame
from builder.website.made import Made, digest


@dataclass(frozen=True)
class Draft:
    """A page that is rendered only where its `key` is not the one of last time."""

    address: str
    key: str
    render: Callable[[], LearnerPage]


def learner_pages(renderer: Renderer, made: Made) -> Iterator[Draft]:
    """The shelves of lessons and the page where "leave" goes, in each language."""
    for language in made.course.languages.tags:
        cards = made.cards(language)
        asked = made.course.sittings_in(language)
        asked_key = asked.model_dump_json() if asked else ""
        shelves = shelf_count(len(cards))
        for shelf in range(1, shelves + 1):
            near = slice(max(0, (shelf - 2) * SHELF_LESSONS), (shelf + 1) * SHELF_LESSONS)
            said = [one.shown for one in made.entries[near]]
            yield Draft(
                addresses.home(made.course.languages, language, shelf),
                digest([made.base, shelves == shelf, cards[near], *said, asked_key]),
                partial(_home, renderer, made, language, cards, shelf, near, asked),
            )
        neutral = addresses.neutral(made.course.languages, language)
        yield Draft(neutral, made.base, partial(renderer.neutral, language, made.common))
        if asked:
            key = digest([made.base, asked_key])
            for sitting in SITTINGS:
                render = partial(renderer.sitting, language, sitting, asked, made.common)
                yield Draft(addresses.sitting(language, sitting), key, render)
                together = partial(sitting_page, renderer, language, sitting, asked, made.common)
                yield Draft(addresses.class_sitting(language, sitting), key, together)
    for address in group_addresses(made.course.languages):
        yield Draft(address, made.base, partial(group_page, renderer, address, made.common))


def _home(
    renderer: Renderer, made: Made, language: Language, cards: Sequence[Card],
    shelf: int, near: slice, asked: Sittings | None,
) -> LearnerPage:  # fmt: skip
    own = {clip_key(one.utterance): one for facts in made.facts(near) for one in facts.spoken}
    return renderer.home(language, cards, {**made.common, **own}, shelf, asked)


def lesson_pages(
    renderer: Renderer, number: int, lesson: Lesson, clips: Mapping[ClipKey, Narrated]
) -> Iterator[LearnerPage]:
    """A lesson in every language, for one learner and for a class."""
    for tag in renderer.languages.tags:
        if lesson.is_in(tag):
            yield renderer.lesson(tag, number, lesson, clips)
            yield class_page(renderer, tag, number, lesson, clips)
        else:
            yield renderer.absent(tag, number, lesson, clips)


def pages_together(built: BuiltCourse) -> Iterator[LearnerPage]:
    """Pages for whole classes and for groups, of a course that is whole in memory."""
    clips, languages = built.narration.clips, built.course.languages
    for number, lesson in enumerate(built.course.lessons, 1):
        for language in filter(lesson.is_in, languages.tags):
            yield class_page(built.renderer, language, number, lesson, clips)
    for language in languages.tags:
        if asked := built.course.sittings_in(language):
            for sitting in SITTINGS:
                yield sitting_page(built.renderer, language, sitting, asked, clips)
    for address in group_addresses(languages):
        yield group_page(built.renderer, address, clips)


@dataclass(frozen=True)
class Told:
    """What trainer pages say of all lessons; `course` is needed for its voices only."""

    course: Course
    lines: Sequence[LessonLine]
    rows: Sequence[Row]
    remarks: Sequence[str]
    kinds: frozenset[str]


def told_of(made: Made) -> Told:
    lines = [facts.line for facts in made.facts()]
    kinds = frozenset(kind for entry in made.entries for kind in entry.kinds)
    return Told(made.course, lines, _rows(made), made.told, kinds)


def told_key(project: Project, made: Made) -> str:
    """Another one when trainer pages would say something else."""
    credits = [path.stat().st_mtime_ns for path in _credits(project.lessons) if path.is_file()]
    lent = read_consents(project.recordings)
    return digest([made.listed, made.told, credits, lent, project.models(made.course)])


def trainer_pages(
    project: Project, told: Told, frames: Mapping[str, Frame], picture: PictureAddress
) -> Iterator[tuple[str, str]]:
    """Address and HTML of each page. Raises ProblemsFound when credits are wrong."""
    pages = TrainerPages(project.overrides)
    languages = told.course.languages
    papers = list(course_papers(pages, told.course, told.lines, told.kinds))
    licences = (f"{one.file.name} : {one.licence_text}" for one in project.models(told.course))
    insides = {
        addresses.LESSONS: lessons_page(
            pages, languages, told.lines, picture, filter(told.course.sittings_in, languages.tags)
        ),
        addresses.SESSIONS: sheets_page(pages, told.lines),
        addresses.PAPERS: papers_page(pages, papers, told.lines),
        addresses.CARE: care_page(pages),
        addresses.COVERAGE: coverage_page(
            pages, languages, told.rows, told.remarks, read_signatures(project.lessons)
        ),
        addresses.CREDITS: credits_page(
            pages, _credits(project.lessons), licences, _voices(project, told)
        ),
    }
    for address, inside in insides.items():
        yield address, frames[address].around(inside)
    yield addresses.TRAINER_DOOR, pages.render("door", addresses.TRAINER_DOOR)
    for paper in papers:
        inside = paper_page(pages, paper, languages, picture)
        yield addresses.paper(paper.id), frames[SHEET].around(inside, paper.title)


def printed_pages(
    pages: TrainerPages, number: int, lesson: Lesson, languages: Languages, frame: Frame,
    picture: PictureAddress,
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Address and HTML of what is printed of one lesson: its sheet, its cards to cut."""
    title = lesson.title.shown_or_first(languages.trainer_tag)
    yield (
        addresses.session_sheet(number),
        frame.around(
            session_sheet(pages, number, lesson, languages, picture),
            sheet_title(number, title, lesson.minutes),
        ),
    )
    for paper in lesson_papers(number, lesson, languages):
        yield (
            addresses.paper(paper.id),
            frame.around(paper_page(pages, paper, languages, picture), paper.title),
        )


def trainer_pages_of(
    project: Project, built: BuiltCourse, frames: Mapping[str, Frame], picture: PictureAddress
) -> Iterator[tuple[str, str]]:
    """As `trainer_pages`, with the sheets, of a course that is whole in memory."""
    grouped = _grouped(built.narration.clips)
    languages = built.course.languages
    lessons = list(enumerate(built.course.lessons, 1))
    lines = [lesson_line(languages, number, lesson) for number, lesson in lessons]
    own = {lesson.id: line.title for line, (_, lesson) in zip(lines, lessons, strict=True)}
    others = {source: source_name(source) for source, _ in sorted(grouped) if source not in own}
    named = {**own, **others}.items()
    told = Told(
        built.course,
        lines,
        [_row(languages, name, grouped, source) for source, name in named],
        [problem.message for problem in built.narration.problems],
        frozenset(step.kind for lesson in built.course.lessons for step in lesson.steps),
    )
    yield from trainer_pages(project, told, frames, picture)
    pages = TrainerPages(project.overrides)
    for number, lesson in lessons:
        yield from printed_pages(pages, number, lesson, languages, frames[SHEET], picture)


def _voices(project: Project, told: Told) -> Iterator[tuple[str, int]]:
    """The name of each person who lends a voice, and how many lines are made of her takes."""
    own = project.own_voices(told.course)
    speaking = {tag: own.voices(tag)[:1] for tag in told.course.languages.tags}
    for lent in read_consents(project.recordings).lending("recordings"):
        tags = [tag for tag, voices in speaking.items() for one in voices if one.person == lent.id]
        lines = sum(row.counts[tag].takes for row in told.rows for tag in tags if tag in row.counts)
        yield lent.name, lines


_Grouped = Mapping[tuple[str, Language], Sequence[Narrated]]


def totals(made: Made) -> Counts:
    """All lines of the course, in all languages."""
    words = made.ledger.told("totals", made.listed)
    if words is None:
        total = _sum([one for row in _rows(made) for one in row.counts.values()])
        words = json.dumps(astuple(total))
        made.ledger.note_told("totals", made.listed, words)
    return Counts(*json.loads(words))


def _rows(made: Made) -> list[Row]:
    """Lessons in their order, then what is said beside them."""
    grouped = _grouped(made.common)
    lessons = []
    beside: dict[str, dict[Language, list[Counts]]] = {}
    for (source, language), told in grouped.items():
        beside.setdefault(source, {}).setdefault(language, []).append(count(told))
    shared: dict[ClipKey, Counts] = {}
    for facts in made.facts():
        lessons.append(Row(facts.line.title, facts.counts))
        shared.update(facts.controls)
    for key, counts in shared.items():
        if key not in made.common:
            beside.setdefault(key[0], {}).setdefault(key[2], []).append(counts)
    others = [
        Row(source_name(source), {language: _sum(told) for language, told in by_language.items()})
        for source, by_language in sorted(beside.items())
    ]
    return [*lessons, *others]


def _sum(several: Sequence[Counts]) -> Counts:
    total: Counter[str] = Counter()
    for one in several:
        total.update(vars(one))
    return Counts(**total)


def _row(languages: Languages, name: str, grouped: _Grouped, source: str) -> Row:
    told = {tag: grouped.get((source, tag)) for tag in languages.tags}
    return Row(name, {tag: count(one) for tag, one in told.items() if one})


def _grouped(clips: Mapping[ClipKey, Narrated]) -> _Grouped:
    grouped: dict[tuple[str, Language], list[Narrated]] = {}
    for (source, _, language), narrated in clips.items():
        grouped.setdefault((source, language), []).append(narrated)
    return grouped


def _credits(lessons: Path) -> list[Path]:
    folders = [lessons, *(kind.folder() for kind in find_kinds().values())]
    return [folder / CREDITS_FILE for folder in folders]
