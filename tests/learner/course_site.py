"""The real course and the kinds' examples, built once a session into a folder of the tests."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import yaml

from builder.activities import find_kinds
from builder.format.examples import Example, read_examples
from builder.lesson.activity import Activity
from builder.lesson.utterance import Language, Utterance
from builder.project import BuiltCourse, Project
from builder.website.assembly import build_site
from tests.languages import IN_A_COURSE

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests" / "tiny"


@dataclass(frozen=True)
class Elsewhere(Project):
    """A project whose lessons and site are elsewhere; it speaks from the real cache."""

    lessons_folder: Path
    site_folder: Path

    @property
    def lessons(self) -> Path:
        return self.lessons_folder

    @property
    def site(self) -> Path:
        return self.site_folder


@dataclass(frozen=True)
class CourseSite:
    """A finished site and what it was made of."""

    folder: Path
    built: BuiltCourse

    @cached_property
    def meanings(self) -> Mapping[str, Utterance]:
        """Clip → what a person hears. Of lines that share a clip, the player’s own comes first."""
        known: dict[str, Utterance] = {}
        for narrated in self.built.narration.clips.values():
            if narrated.clip:
                before = known.get(narrated.clip.fingerprint)
                if before is None or narrated.utterance.source == "interface":
                    known[narrated.clip.fingerprint] = narrated.utterance
        return known

    @cached_property
    def durations_ms(self) -> Mapping[str, int]:
        clips = (narrated.clip for narrated in self.built.narration.clips.values())
        return {clip.fingerprint: clip.duration_ms for clip in clips if clip}

    def learner_pages(self) -> list[str]:
        """Paths of the pages made for learners."""
        return [page.path for page in self.built.pages if page.path.endswith(".html")]

    def lesson_page(self, language: Language, number: int) -> str:
        return f"{language}/{number}.html"


def _lesson_text(name: str) -> str:
    return (ROOT / "lessons" / name).read_text("utf-8")


def real_lesson_files() -> list[str]:
    """The lessons that ask something, in order; what is only listened to comes after them."""
    course = yaml.safe_load((ROOT / "lessons" / "course.yaml").read_text("utf-8"))
    files = [str(name) for name in course["lessons"]]
    return [name for name in files if "\nlistening: true" not in _lesson_text(name)]


def example_names() -> list[str]:
    """The lessons of the examples course, in order."""
    return [
        "petite",
        *(
            f"{name}-{number}"
            for name, kind in sorted(find_kinds().items())
            for number, _ in enumerate(_good_examples(kind), 1)
        ),
    ]


def kind_of(name: str) -> str:
    """The kind that an example's lesson shows; the tiny course's own name for its lesson."""
    return name.rpartition("-")[0] or name


@cache
def build_real_course(site: Path) -> CourseSite:
    """The repository's own course with its trainer pages."""
    project = Elsewhere(ROOT, ROOT / "lessons", site)
    built = project.build_course()
    build_site(project)
    return CourseSite(site, built)


@cache
def build_examples_course(folder: Path) -> CourseSite:
    """The tiny course's lesson, then one lesson for each good example of each kind."""
    lessons = folder / "lessons"
    shutil.copytree(TINY / "lessons", lessons)
    # What the examples name is in the shipped course.
    shutil.copytree(ROOT / "lessons" / "pictures", lessons / "pictures", dirs_exist_ok=True)
    shutil.copy(ROOT / "lessons" / "aide.yaml", lessons)
    names = ["petite.yaml"]
    for kind_name, kind in sorted(find_kinds().items()):
        for number, example in enumerate(_good_examples(kind), 1):
            name = f"{kind_name}-{number}"
            names.append(f"{name}.yaml")
            (lessons / names[-1]).write_text(_lesson(name, example.yaml), "utf-8")
    (lessons / "course.yaml").write_text(
        f'format: 1\ntitle: {{bm: "Misaliw", fr: "Exemples"}}\nlessons: [{", ".join(names)}]\n'
        + IN_A_COURSE,
        "utf-8",
    )
    project = Elsewhere(ROOT, lessons, folder / "site")
    built = project.build_course()
    for page in built.pages:
        _write(folder / "site" / page.path, page.content)
    for path, source in built.assets.items():
        _write(folder / "site" / path, source.read_bytes())
    return CourseSite(folder / "site", built)


def _good_examples(kind: type[Activity]) -> list[Example]:
    return [example for example in read_examples(kind) if example.is_good]


def _lesson(name: str, step: str) -> str:
    return (
        f'format: 1\nid: {name}\ntitle: {{bm: "Misali {name}", fr: "Exemple {name}"}}\n'
        f"picture: pictures/i-ask.svg\nsteps:\n{step}\n"
    )


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
