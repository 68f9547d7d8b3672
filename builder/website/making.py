"""Makes the pages of a course lesson by lesson; those that have not changed are left alone.

A course of thousands is never in memory: of each lesson, only its facts stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from builder.activities import find_kinds
from builder.errors import Problem, ProblemsFound
from builder.lesson.activity import Activity
from builder.lesson.course import Course, Lesson
from builder.lesson.loading import RESERVED_IDS, Outline, read_lesson, read_outline
from builder.lesson.utterance import Language, Utterance
from builder.narration.casting import voice_problems
from builder.narration.chain import take_key
from builder.narration.clip import Narrated
from builder.narration.narrator import Narration, Session, clip_key
from builder.narration.workers import workers as open_workers
from builder.page.pieces import Card, first_of_each_kind
from builder.project import Project
from builder.trainer.coverage import count
from builder.trainer.lessons import lesson_line
from builder.trainer.words import TrainerPages
from builder.website.adapter import SHEET, Frame
from builder.website.changes import Changes
from builder.website.insides import lesson_pages, printed_pages
from builder.website.ledger import Entry, Facts, Ledger
from builder.website.made import Clips, Made, Wanted, clips_of, digest, digest_of
from builder.website.said import by_lesson, said_beside, said_by
from builder.website.staging import Staging

Progress = Callable[[int, int], None]

_HELD_LESSONS = 100
"""Lessons read to find their faults and held until they are made; others are read twice."""
_BATCH_LESSONS = 25
"""Narrated together: enough to keep the workers busy."""


@dataclass(frozen=True)
class _Told:
    """A lesson's number, its clips, and what its narration told."""

    number: int
    clips: Clips
    remarks: tuple[Problem, ...]


@dataclass
class Maker:
    """One run."""

    project: Project
    ledger: Ledger
    staging: Staging
    frame: Callable[[], Mapping[str, Frame]]
    """Asked once the lessons are known to be right."""
    workers: str
    progress: Progress | None
    _made: int = 0
    _adopted: int = 0
    _told: list[Problem] = field(default_factory=list)
    _dropped: set[str] = field(default_factory=set)
    _kinds_made: dict[tuple[Language, str], dict[str, Path]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.trainer = TrainerPages(self.project.overrides)

    def make(self) -> Made:
        """Stages the pages of every lesson that has changed, and notes what they came to.

        Raises ProblemsFound with every problem of the lessons, LedgerBroken, and OSError.
        """
        outline = self._outline()
        course = outline.course()
        if any(voice_problems(course)):
            self.project.load_course()  # tells them with all others
        self.languages = course.languages
        self.renderer = self.project.renderer(course)
        known = {} if self.staging.whole else self.ledger.entries()
        before = dict(known)
        own = self.project.own_voices(course)
        self._told += own.learn(self.progress)
        self.changes = Changes(outline, self.project.recordings, own.key())
        changed = self.changes.changed(self.ledger, known)
        held, faults = self._read(outline, changed)
        kinds = {kind for name in outline.names if name in known for kind in known[name].kinds}
        self.frames = self.frame()
        kinds |= {kind for _, found in held.values() for kind in found}
        session = Session(self.project.settings(course))
        try:
            with open_workers(self.workers) if self.workers else nullcontext() as executor:
                common = self._common(session, course, kinds, executor)
                base = digest_of(common)
                if any(entry.base != base for entry in known.values()):
                    changed = list(outline.names)  # what all lessons say has changed
                    held, faults = self._read(outline, changed)
                for start in range(0, len(changed), _BATCH_LESSONS):
                    names = changed[start : start + _BATCH_LESSONS]
                    batch = {name: held[name][0] or self._again(outline, name) for name in names}
                    said = self._batch(session, course, batch, outline, executor)
                    for name, lesson in batch.items():
                        known[name] = self._lesson(
                            course, name, lesson, said[name], common, base, faults[name]
                        )
            for lost in set(before) - set(outline.names):
                self._dropped |= self.ledger.assets_of(lost)
                self.ledger.forget(lost)
            entries = {name: known[name] for name in outline.names}
            self._check_ids(list(entries.values()))
            left_over = session.left_over(Wanted(self.ledger, entries, common))
        finally:
            session.close()
        facts = [self.ledger.facts(name) for name, entry in entries.items() if entry.is_told]
        remarks = [*left_over, *self._told, *(told for one in facts for told in one.remarks)]
        warnings = [*outline.problems, *(problem for one in facts for problem in one.problems)]
        problems = tuple(dict.fromkeys([*warnings, *remarks]))
        if any(problem.severity == "error" for problem in problems):
            raise ProblemsFound(problems)
        gone = {page for one in before.values() for page in one.pages}
        gone -= {page for one in entries.values() for page in one.pages}
        return Made(
            outline,
            course,
            self.ledger,
            list(entries.values()),
            common,
            base,
            self.changes.settings,
            tuple(sorted(gone)),
            self._dropped,
            problems,
            tuple(dict.fromkeys(problem.message for problem in remarks)),
            self._made,
            self._adopted,
        )

    def _outline(self) -> Outline:
        try:
            return read_outline(self.project.lessons)
        except ProblemsFound:
            self.project.load_course()  # tells the problems of every file at once
            raise

    # ---- Lessons

    def _read(
        self, outline: Outline, names: Sequence[str]
    ) -> tuple[dict[str, tuple[Lesson | None, set[str]]], dict[str, tuple[Problem, ...]]]:
        """Each lesson with the kinds it uses, or None where it is read again; and its problems."""
        held: dict[str, tuple[Lesson | None, set[str]]] = {}
        problems: dict[str, tuple[Problem, ...]] = {}
        kinds = find_kinds()
        for name in names:
            self.changes.content(name)
            lesson, problems[name] = read_lesson(outline, name, kinds, self.languages)
            if lesson:
                used = {step.kind for step in lesson.steps}
                held[name] = (lesson if len(held) < _HELD_LESSONS else None, used)
        found = [problem for told in problems.values() for problem in told]
        if any(problem.severity == "error" for problem in found):
            self.project.load_course()
            raise ProblemsFound([*outline.problems, *found])
        return held, problems

    def _batch(
        self, session: Session, course: Course, lessons: Mapping[str, Lesson], outline: Outline,
        executor: Executor | None,
    ) -> dict[str, _Told]:  # fmt: skip
        """What these lessons say, narrated together."""
        numbers = {name: number for number, name in enumerate(outline.names, 1)}
        said = {
            name: said_by(self.project, course, numbers[name], lesson)
            for name, lesson in lessons.items()
        }
        together = [utterance for one in said.values() for utterance in one]
        narration = self._narrate(session, together, executor)
        sorted_out = by_lesson(narration.problems, self.project, lessons)
        self._told += sorted_out.pop("", [])
        return {
            name: _Told(
                numbers[name], {clip_key(one): narration.clips[clip_key(one)] for one in own},
                tuple(sorted_out.get(name, ())),
            )
            for name, own in said.items()
        }  # fmt: skip

    def _again(self, outline: Outline, name: str) -> Lesson:
        lesson, problems = read_lesson(outline, name, find_kinds(), self.languages)
        if lesson is None:  # it was changed while we worked
            raise ProblemsFound(problems)
        return lesson

    def _common(
        self, session: Session, course: Course, kinds: set[str], executor: Executor | None
    ) -> Clips:
        """What is said beside the lessons."""
        said = said_beside(self.project, course, kinds)
        narration = self._narrate(session, said, executor)
        self._told += narration.problems
        return narration.clips

    def _narrate(
        self, session: Session, said: Sequence[Utterance], executor: Executor | None
    ) -> Narration:
        narration = session.narrate(said, executor=executor, progress=self.progress)
        self._made += narration.made
        self._adopted += len(narration.adopted)
        return narration

    def _lesson(
        self, course: Course, name: str, lesson: Lesson, said: _Told, common: Clips, base: str,
        problems: tuple[Problem, ...],
    ) -> Entry:  # fmt: skip
        """Stages its pages, and notes what it came to."""
        number, own = said.number, said.clips
        clips = {**common, **own}
        assets: dict[str, Path] = {}
        pages = []
        there = [language for language in self.languages.tags if lesson.is_in(language)]
        for page in lesson_pages(self.renderer, number, lesson, clips):
            self.staging.write(page.path, page.html.encode())
            assets.update(page.assets)
            pages.append(page.path)
        for language in there:
            for step in first_of_each_kind(lesson.steps):
                assets.update(self._sheets(language, step, clips))
        picture, line = self.renderer.picture_address, lesson_line(self.languages, number, lesson)
        for address, html in printed_pages(
            self.trainer, number, lesson, self.languages, self.frames[SHEET], picture
        ):
            self.staging.write(address, html.encode())
            pages.append(address)
        for address, source in assets.items():
            self.staging.copy(address, source)
        told = replace(course, lessons=(lesson,))
        facts = Facts(
            card=Card(number, lesson.id, lesson.picture, lesson.sensitive),
            line=line,
            counts={language: count(clips_of(own, lesson.id, language)) for language in there},
            controls={key: count([one]) for key, one in own.items() if key[0] != lesson.id},
            spoken=tuple(self._for_the_card(own, number, lesson)),
            takes=frozenset(take_key(one.utterance) for one in own.values()),
            problems=(*problems, *self.project.remarks(told, Narration(own))),
            remarks=said.remarks,
        )
        pictures = tuple(dict.fromkeys(str(course.folder / one) for one, _, _ in lesson.pictures()))
        kinds = tuple(sorted({step.kind for step in lesson.steps}))
        entry = Entry(
            key=self.changes.key(name, number),
            seen=self.changes.seen(name),
            base=base,
            beside=self.changes.beside(lesson.id, pictures),
            id=lesson.id,
            picture=lesson.picture,
            sensitive=lesson.sensitive,
            there=tuple(there),
            kinds=kinds,
            pages=tuple(pages),
            pictures=pictures,
            shown=digest_of({clip_key(one.utterance): one for one in facts.spoken}),
            listed=digest([kinds, facts.line, facts.counts, facts.controls]),
            is_told=bool(facts.problems or facts.remarks),
        )
        self._dropped |= self.ledger.assets_of(name)
        self.ledger.note(name, entry, facts, assets)
        return entry

    def _sheets(self, language: Language, step: Activity, clips: Clips) -> dict[str, Path]:
        """Stages what a kind has too much of for each page, once a run; the files of it."""
        if (language, step.kind) not in self._kinds_made:
            assets: dict[str, Path] = {}
            for page in self.renderer.sheets(language, step, clips):
                self.staging.write(page.path, page.html.encode())
                assets.update(page.assets)
            self._kinds_made[language, step.kind] = assets
        return self._kinds_made[language, step.kind]

    def _for_the_card(self, own: Clips, number: int, lesson: Lesson) -> Iterator[Narrated]:
        """In those languages in which it is said."""
        for language in self.languages.tags:
            for key in ((lesson.id, "title"), ("interface", f"number-{number}")):
                if (*key, language) in own:
                    yield own[*key, language]

    def _check_ids(self, entries: Sequence[Entry]) -> None:
        ids = [one.id for one in entries]
        if len(set(ids)) < len(ids) or set(ids) & {*find_kinds(), *RESERVED_IDS}:
            self.project.load_course()  # tells where
