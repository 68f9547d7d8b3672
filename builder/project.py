"""One Project, passed explicitly, wires the chain: Course → Utterances → Clips → pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from builder.activities import find_kinds
from builder.disk import disk_trouble
from builder.drawing import Workshop, samples
from builder.errors import BuilderError, Problem, ProblemsFound
from builder.lesson.course import Course, utterances_of
from builder.lesson.loading import LessonsBefore, load_course
from builder.lesson.signatures import read_signatures
from builder.lesson.utterance import Language, Utterance
from builder.narration.cache import ClipCache
from builder.narration.casting import voice_order, voice_problems
from builder.narration.consent import read_consents
from builder.narration.coverage import Coverage, status
from builder.narration.foresight import foresee
from builder.narration.narrator import Narration, NarrationSettings, narrate
from builder.narration.sound_file import write_sound
from builder.narration.voices import Voice
from builder.narration.voices.bambara import BambaraVoice
from builder.narration.voices.embedded import EMBEDDED_LANGUAGES, embedded_voice
from builder.narration.voices.gtts import GttsVoice
from builder.narration.voices.model import ModelVoice
from builder.narration.voices.takes.own_voices import OwnVoices, own_voices
from builder.narration.workers import workers as open_workers
from builder.page import (
    PageFile,
    Renderer,
    gallery,
    interface_utterances,
    parts_page,
    render_course,
)
from builder.page.pictures import Pictures
from builder.proofreading import long_steps, proofread

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class BuiltCourse:
    """Everything a site or a package is made of; `assets` are target path → file to copy.

    `renderer` makes a lesson's page again where a format wants it otherwise."""

    course: Course
    narration: Narration
    renderer: Renderer
    pages: Sequence[PageFile]
    assets: Mapping[str, Path]
    problems: tuple[Problem, ...] = ()
    model_licences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Project:
    """A folder with lessons, recordings and overrides; `root` holds mkdocs.yml. With
    `lessons_before`, only lessons that have changed since are read again."""

    root: Path
    lessons_before: LessonsBefore | None = field(
        default=None, compare=False, repr=False, kw_only=True
    )

    @property
    def lessons(self) -> Path:
        return self.root / "lessons"

    @property
    def recordings(self) -> Path:
        return self.root / "audio"

    @property
    def cache(self) -> Path:
        return self.root / ".cache" / "narration"

    @property
    def overrides(self) -> Path:
        return self.root / "site_overrides"

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def packages(self) -> Path:
        """Where files to hand on are written."""
        return self.root / "partage"

    @property
    def built(self) -> Path:
        """What the site was last made of; without it the next build makes it anew."""
        return self.root / ".cache" / "built.json"

    @property
    def pronunciations(self) -> Path | None:
        """The authors' own pronunciations; None when there are none."""
        path = self.lessons / "prononciation.yaml"
        return path if path.is_file() else None

    def load_course(self) -> Course:
        """Raises ProblemsFound with every problem of every lesson."""
        course = load_course(self.lessons, find_kinds(), self.lessons_before)
        if problems := list(voice_problems(course)):
            raise ProblemsFound([*course.warnings, *problems])
        return course

    def utterances(self, course: Course) -> list[Utterance]:
        """Everything that is said: by the lessons, by the kinds they use, by the player."""
        said, tags = list(course.utterances()), course.languages.tags
        used = {step.kind for lesson in course.lessons for step in lesson.steps}
        for name, kind in find_kinds().items():
            for phrase, review in kind.own_phrases() if name in used else ():
                said += utterances_of(name, phrase.id, phrase.text, tags, phrase.role, review)
        said += interface_utterances(course, self.overrides, read_consents(self.recordings))
        return read_signatures(self.lessons).signed(said)

    def settings(self, course: Course) -> NarrationSettings:
        """The voices that `course.yaml` asks for."""
        tags = course.languages.tags
        return NarrationSettings(
            cache=self.cache,
            voices={tag: self._voices(course, tag) for tag in tags},
            recordings=self.recordings,
            order={tag: voice_order(course, tag) for tag in tags},
        )

    def _voices(self, course: Course, language: Language) -> Sequence[Voice]:
        embedded = self.embedded_voice(language, course)
        voices: list[Voice] = [embedded] if embedded else []
        voices += self.own_voices(course).voices(language)
        if course.file.gtts and language in GttsVoice().languages:
            voices.append(GttsVoice())
        voices.extend(model for model in self.models(course) if model.language == language)
        return voices

    def own_voices(self, course: Course) -> OwnVoices:
        """The voices made of takes whose narrators have lent theirs for that."""
        readers = {tag: self.embedded_voice(tag, course) for tag in course.languages.tags}
        return own_voices(
            self.recordings, self.cache, readers, lambda: self.utterances(self.load_course())
        )

    def models(self, course: Course) -> list[ModelVoice]:
        """The speech models that the owner of the site has brought."""
        return [
            ModelVoice(self.lessons / model.file, model.language, model.licence, model.speaker)
            for model in course.file.model
        ]

    def embedded_voice(
        self, language: Language, course: Course | None = None, *, slow: bool = False
    ) -> Voice | None:
        """None where nothing but recordings and models can speak."""
        listed = course and language in course.languages
        return embedded_voice(
            language,
            speaker=course.languages[language].speaker if course and listed else "woman",
            slow=slow,
            pronunciations=self.pronunciations,
            dictionary=self._dictionary(course),
        )

    def _dictionary(self, course: Course | None) -> Path | None:
        """The Bamadaba file that the course names, if any. Raises ProblemsFound when it is lost."""
        if not course or not (name := course.file.dictionary):
            return None
        if not (path := self.lessons / name).is_file():
            raise ProblemsFound([Problem(
                "dictionary-missing", f"Le dictionnaire « {name} » n'est pas dans lessons/.",
                "Copie le fichier dans lessons/, ou enlève la ligne « dictionary ».",
                course.file.position("dictionary"))])  # fmt: skip
        return path

    def narrate(
        self, course: Course, progress: Progress | None = None, workers: str = "",
        *, executor: Executor | None = None,
    ) -> Narration:  # fmt: skip
        """Every utterance with its clip. `workers` is what follows --workers; without it
        `executor` does the work, None being as many processes as there are cores."""
        told = self.own_voices(course).learn(progress)
        said, settings = self.utterances(course), self.settings(course)
        with open_workers(workers) if workers else nullcontext(executor) as chosen:
            narration = narrate(said, settings, executor=chosen, progress=progress)
        return replace(narration, problems=(*told, *narration.problems))

    def verify_clips(self) -> int:
        """Reads every clip that is kept; how many had changed and will be made again, in the site
        too, by the next build. Raises CacheUnwritable."""
        changed = len(ClipCache(self.cache).verify())
        if changed:
            self.built.unlink(missing_ok=True)
        return changed

    def build_course(
        self,
        progress: Progress | None = None,
        workers: str = "",
        *,
        executor: Executor | None = None,
    ) -> BuiltCourse:
        """All of the chain but the frame. Raises BuilderError, and ProblemsFound for any error."""
        course = self.load_course()
        narration = self.narrate(course, progress, workers, executor=executor)
        rendered = render_course(renderer := self.renderer(course), course, narration)
        problems = (*course.warnings, *narration.problems, *self.remarks(course, narration))
        if any(problem.severity == "error" for problem in problems):
            raise ProblemsFound(problems)
        licences = tuple(f"{one.file.name} : {one.licence_text}" for one in self.models(course))
        return BuiltCourse(
            course, narration, renderer, rendered.pages, rendered.assets, problems, licences
        )

    def remarks(self, course: Course, narration: Narration) -> list[Problem]:
        """What can only be told of lessons once they are spoken."""
        return list(long_steps(course, narration.durations_ms))

    def renderer(self, course: Course) -> Renderer:
        """What makes learner pages; photos are kept in the size in which they are published."""
        pictures = Pictures(self.root / ".cache" / "pictures")
        return Renderer(self.lessons, self.overrides, find_kinds(), pictures, course.languages)

    def status(self, course: Course) -> Coverage:
        return status(self.utterances(course), self.settings(course))

    def check(self, course: Course) -> list[Problem]:
        """What an author should look at before the texts are spoken; makes no sound."""
        voices = [self.embedded_voice(tag, course) for tag in course.languages.tags]
        table = next((voice.table for voice in voices if isinstance(voice, BambaraVoice)), None)
        said = self.utterances(course)
        foreseen = foresee(said, self.settings(course))
        return [
            *course.warnings,
            *self.workshop().problems(),
            *proofread(course, said, table),
            *foreseen.problems,
            *long_steps(course, foreseen.durations_ms),
            *(problem for model in self.models(course) for problem in model.check()),
            *self.own_voices(course).check(),
        ]

    def workshop(self) -> Workshop:
        """Where the pictures of the lessons are composed."""
        return Workshop(self.lessons)

    def workshops(self) -> list[Workshop]:
        """That of the lessons, then those of the kinds which have pictures of their own."""
        kinds = (Workshop(kind.folder()) for kind in find_kinds().values())
        return [self.workshop(), *(workshop for workshop in kinds if workshop.compositions)]

    def gallery(self) -> Path:
        """Writes the page that shows every picture an author can name. Raises BuilderError."""
        try:
            described = self.workshop().described()
        except ProblemsFound:
            described = {}  # `check` and `draw` tell; pictures can be chosen without their words
        return self._author_page(
            "pictures.html", lambda: gallery(self.lessons, self.overrides, described)
        )

    def parts_page(self) -> Path:
        """Writes the page that shows what pictures are composed of. Raises BuilderError."""
        return self._author_page("parts.html", lambda: parts_page(samples(), self.overrides))

    def _author_page(self, name: str, html: Callable[[], str]) -> Path:
        path = self.root / ".cache" / name
        try:
            content = html()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")
        except OSError as error:
            told = f"« {error.filename} » : {disk_trouble(error)}, puis relance."
            raise BuilderError(told) from error
        return path

    def say(
        self, text: str, language: Language, speaker: str, output: Path, *, slow: bool = False
    ) -> Path:
        """Writes one sentence as WAV or MP3; without a language, in the first that has a voice.
        Raises BuilderError."""
        if output.suffix.lower() not in (".wav", ".mp3"):
            raise BuilderError(f"« {output.name} » : le fichier doit finir par .wav ou .mp3.")
        if speaker not in ("woman", "man"):
            raise BuilderError(f"La voix « {speaker} » n'existe pas. Écris -v woman ou -v man.")
        if not text.strip():
            raise BuilderError("Il n'y a rien à dire : le texte est vide.")
        voice = self.embedded_voice(language or EMBEDDED_LANGUAGES[0], slow=slow)
        if voice is None:
            spoken = ", ".join(EMBEDDED_LANGUAGES)
            raise BuilderError(f"Aucune voix embarquée ne parle « {language} ». Écris : {spoken}.")
        voice = replace(voice, speaker=speaker)  # type: ignore[type-var]
        return write_sound(voice, text, language or EMBEDDED_LANGUAGES[0], output)
