"""Makes the pages of a course lesson by lesson; those that have not changed are left alone.

A course of thousands is never in memory: of each lesson, only its facts stay.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from builder.activities import find_kinds
from builder.errors import Problem, ProblemsFound
from builder.lesson.activity import Activity
from builder.lesson.course import Course, Lesson
from builder.lesson.loading import COURSE_FILE, RESERVED_IDS, Outline, read_lesson, read_outline
from builder.lesson.signatures import signature_files
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
from builder.website.insides import lesson_pages, printed_pages
from builder.website.ledger import Entry, Facts, Ledger
from builder.website.made import Clips, Made, Wanted, clips_of, digest_of, pages_of
from builder.website.said import said_beside, said_by
from builder.website.staging import Staging

Progress = Callable[[int, int], None]

_HELD_LESSONS = 100
"""Lessons read to find their faults and held until they are made; others are read twice."""
_BATCH_LESSONS = 25
"""Narrated together: enough to keep the workers busy."""


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
    _stats: dict[Path, str] = field(default_factory=dict)
    _made: int = 0
    _adopted: int = 0
    _told: list[Problem] = field(default_factory=list)
    _new: dict[str, Entry] = field(default_factory=dict)
    _dropped: set[str] = field(default_factory=set)
    _kinds_made: dict[tuple[Language, str], dict[str, Path]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.trainer = TrainerPages(self.project.overrides)

    def make(self) -> Made:
        """Stages the pages of every lesson that has changed, and notes what they came to.

        Raises ProblemsFound with every problem of the lessons.
        """
        outline = self._outline()
        course = outline.course()
        if any(voice_problems(course)):
            self.project.load_course()  # tells them with all others
        self.languages = course.languages
        self.renderer = self.project.renderer(course)
        known = {} if self.staging.whole else self.ledger.entries()
        own = self.project.own_voices(course)
        self._told += own.learn(self.progress)
        settings = f"{self._settings(outline)}\n{own.key()}"
        keys = {
            name: self._key(outline.folder / name, number, settings)
            for number, name in enumerate(outline.names, 1)
        }
        changed = [name for name in outline.names if not self._is_same(known.get(name), keys[name])]
        held, faults = self._read(outline, changed)
        kinds = {
            kind for name in outline.names if name in known for kind in known[name].facts.kinds
        }
        self.frames = self.frame()
        kinds |= {kind for _, found in held.values() for kind in found}
        session = Session(self.project.settings(course))
        try:
            with open_workers(self.workers) if self.workers else nullcontext() as executor:
                common = self._narrate(session, said_beside(self.project, course, kinds), executor)
                base = digest_of(common)
                if any(entry.key.partition(" ")[0] != base for entry in known.values()):
                    changed = list(outline.names)  # what all lessons say has changed
                    held, faults = self._read(outline, changed)
                for start in range(0, len(changed), _BATCH_LESSONS):
                    names = changed[start : start + _BATCH_LESSONS]
                    self._batch(session, course, names, outline, held, faults,
                                keys, base, common, executor)  # fmt: skip
            for lost in set(known) - set(outline.names):
                self._dropped |= self.ledger.assets_of(lost)
                self.ledger.forget(lost)
            facts = [(self._new.get(name) or known[name]).facts for name in outline.names]
            self._check_ids(facts)
            left_over = session.left_over(Wanted(facts, common))
        finally:
            session.close()
        warnings = (*outline.problems, *(p for one in facts for p in one.problems), *left_over)
        problems = tuple(dict.fromkeys([*warnings, *self._told]))
        if any(problem.severity == "error" for problem in problems):
            raise ProblemsFound(problems)
        told = tuple(problem.message for problem in (*left_over, *self._told))
        gone = pages_of(entry.facts for entry in known.values()) - pages_of(facts)
        return Made(
            outline,
            course,
            facts,
            common,
            base,
            tuple(sorted(gone)),
            self._dropped,
            problems,
            told,
            self._made,
            self._adopted,
        )

    # ---- What has changed

    def _outline(self) -> Outline:
        try:
            return read_outline(self.project.lessons)
        except ProblemsFound:
            self.project.load_course()  # tells the problems of every file at once
            raise

    def _settings(self, outline: Outline) -> str:
        """What course.yaml says for all lessons, and the files beside them: words, models."""
        listed = set(outline.names)
        beside = [path for path in sorted(outline.folder.iterdir())
                  if path.is_file() and path.name not in listed | {COURSE_FILE}]  # fmt: skip
        told = outline.file.model_dump_json(exclude={"lessons"})
        return "\n".join([told, *map(self._stat, [*beside, *signature_files(outline.folder)])])

    def _key(self, file: Path, number: int, settings: str) -> str:
        told = f"{settings}\0{number}\0".encode()
        return hashlib.sha256(told + file.read_bytes()).hexdigest()

    def _is_same(self, entry: Entry | None, key: str) -> bool:
        return (
            entry is not None
            and entry.key.partition(" ")[2] == key
            and entry.beside == self._beside(entry.facts)
        )

    def _beside(self, facts: Facts) -> str:
        """Of the lesson's pictures and recordings, by their dates."""
        folders = (
            self.project.recordings / language / facts.card.id for language in self.languages.tags
        )
        takes = [path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir())]
        parts = "\n".join(self._stat(path) for path in (*facts.pictures, *takes))
        return hashlib.sha256(parts.encode()).hexdigest()

    def _stat(self, path: Path) -> str:
        if path not in self._stats:
            try:
                stat = path.stat()
                self._stats[path] = f"{path} {stat.st_size} {stat.st_mtime_ns}"
            except OSError:
                self._stats[path] = f"{path} -"
        return self._stats[path]

    # ---- Lessons

    def _read(
        self, outline: Outline, names: Sequence[str]
    ) -> tuple[dict[str, tuple[Lesson | None, set[str]]], dict[str, tuple[Problem, ...]]]:
        """Each lesson with the kinds it uses, or None where it is read again; and its problems."""
        held: dict[str, tuple[Lesson | None, set[str]]] = {}
        problems: dict[str, tuple[Problem, ...]] = {}
        kinds = find_kinds()
        for name in names:
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
        self, session: Session, course: Course, names: Sequence[str], outline: Outline,
        held: Mapping[str, tuple[Lesson | None, set[str]]],
        faults: Mapping[str, tuple[Problem, ...]], keys: Mapping[str, str],
        base: str, common: Clips, executor: Executor | None,
    ) -> None:  # fmt: skip
        numbers = {name: number for number, name in enumerate(outline.names, 1)}
        lessons = {name: held[name][0] or self._again(outline, name) for name in names}
        said = {
            name: said_by(self.project, course, numbers[name], lesson)
            for name, lesson in lessons.items()
        }
        together = [utterance for one in said.values() for utterance in one]
        narrated = self._narrate(session, together, executor)
        for name, lesson in lessons.items():
            own = {clip_key(utterance): narrated[clip_key(utterance)] for utterance in said[name]}
            facts, assets = self._lesson(course, numbers[name], lesson, said[name], own, common,
                                         faults[name])  # fmt: skip
            entry = Entry(f"{base} {keys[name]}", self._beside(facts), facts)
            self._dropped |= self.ledger.assets_of(name)
            self._new[name] = entry
            self.ledger.note(name, entry, assets)

    def _again(self, outline: Outline, name: str) -> Lesson:
        lesson, problems = read_lesson(outline, name, find_kinds(), self.languages)
        if lesson is None:  # it was changed while we worked
            raise ProblemsFound(problems)
        return lesson

    def _narrate(
        self, session: Session, said: Sequence[Utterance], executor: Executor | None
    ) -> Clips:
        narration = session.narrate(said, executor=executor, progress=self.progress)
        self._made += narration.made
        self._adopted += len(narration.adopted)
        self._told += narration.problems
        return narration.clips

    def _lesson(
        self, course: Course, number: int, lesson: Lesson, said: Sequence[Utterance],
        own: Clips, common: Clips, problems: tuple[Problem, ...],
    ) -> tuple[Facts, list[str]]:  # fmt: skip
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
        picture = self.renderer.picture_address
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
            line=lesson_line(self.languages, number, lesson),
            kinds=tuple(sorted({step.kind for step in lesson.steps})),
            counts={language: count(clips_of(own, lesson.id, language)) for language in there},
            controls={key: count([one]) for key, one in own.items() if key[0] != lesson.id},
            spoken=tuple(self._for_the_card(own, number, lesson)),
            pages=tuple(pages),
            pictures=tuple(dict.fromkeys(course.folder / file for file, _, _ in lesson.pictures())),
            takes=frozenset(take_key(utterance) for utterance in said),
            problems=(*problems, *self.project.remarks(told, Narration(own))),
        )
        return facts, list(assets)

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

    def _check_ids(self, facts: Sequence[Facts]) -> None:
        ids = [one.card.id for one in facts]
        if len(set(ids)) < len(ids) or set(ids) & {*find_kinds(), *RESERVED_IDS}:
            self.project.load_course()  # tells where
