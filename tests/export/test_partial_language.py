"""A third, partial, recordings-only language, and a course without any French: built, exported."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import soundfile

from builder.errors import ProblemsFound
from builder.export import export
from builder.project import BuiltCourse, Project
from tests.learner.course_site import TINY, Elsewhere
from tests.narration.tone_voice import RATE_HZ, tone

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = {
    "bm": '{tag: bm, name: "Bamanankan", french: bambara, voices: [recording, embedded]}',
    "fr": '{tag: fr, name: "Français", french: français, voices: [recording, embedded]}',
    "ff": '{tag: ff, name: "Fulfulde", french: peul, partial: true, voices: [recording]}',
}
SMALL = """format: 1
id: fitini
title: {bm: "Kalan", fr: "Leçon", ff: "Jannde"}
picture: pictures/phone.svg
steps:
  - id: debut
    kind: scene
    picture: {file: pictures/market.svg, alt: {bm: "Sugu don.", fr: "Le marché.", ff: "Luumo"}}
    lines: [{bm: "I ni ce.", fr: "Bonjour.", ff: "On jaaraama"}]
"""
IN_FULFULDE = ("title", "debut.picture", "debut.line-1")


class Recorded(Elsewhere):
    """Its takes lie beside its lessons."""

    @property
    def recordings(self) -> Path:
        return self.lessons_folder.parent / "audio"


def project(folder: Path, *tags: str) -> Project:
    """Two lessons; the second one is in Fulfulde too, read by somebody."""
    lessons = folder / "lessons"
    shutil.copytree(TINY / "lessons" / "pictures", lessons / "pictures")
    texts = {"petite.yaml": (TINY / "lessons" / "petite.yaml").read_text("utf-8")}
    texts["fitini.yaml"] = SMALL
    listed = ", ".join(LANGUAGES[tag] for tag in tags)
    texts["course.yaml"] = (
        'format: 1\ntitle: {bm: "Kalanw", fr: "Leçons"}\n'
        f"languages: [{listed}]\nlessons: [petite.yaml, fitini.yaml]\n"
    )
    for name, text in texts.items():
        kept = text if "fr" in tags else re.sub(r', fr: ("[^"]*"|\w+)', "", text)
        (lessons / name).write_text(kept, "utf-8")
    takes = {f"fitini/{id}" for id in IN_FULFULDE} | {"course/language-ff"}
    for take in takes:
        path = folder / "audio" / "ff" / f"{take}.wav"
        path.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(path, tone(300, 1.0), RATE_HZ)
    return Recorded(ROOT, lessons, folder / "site")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltCourse:
    return project(tmp_path_factory.mktemp("ff"), "bm", "fr", "ff").build_course()


def page(built: BuiltCourse, path: str) -> str:
    return next(one.content.decode() for one in built.pages if one.path == path)


def test_a_lesson_that_is_complete_speaks_with_its_recordings(built: BuiltCourse) -> None:
    clips = {key: one.clip for key, one in built.narration.clips.items() if key[2] == "ff"}
    assert {id for source, id, _ in clips if source == "fitini"} == set(IN_FULFULDE)
    assert all(clip and clip.origin == "recorded" for clip in clips.values())
    assert "On jaaraama" in page(built, "ff/2.html")


def test_elsewhere_the_first_language_says_that_it_is_not_there_yet(built: BuiltCourse) -> None:
    html = page(built, "ff/1.html")
    assert '<html lang="ff">' in html
    assert 'data-t="interface/not-yet" lang="bm"' in html
    assert '"interface/not-yet":["' in html
    assert 'href="../bm/1.html"' in html
    assert "interface/not-yet" in page(built, "ff/index.html")
    assert "interface/not-yet" not in page(built, "fr/index.html")


def test_each_page_switches_to_every_other_language_by_its_own_name(built: BuiltCourse) -> None:
    html = page(built, "bm/2.html")
    for tag, name in (("fr", "Français"), ("ff", "Fulfulde")):
        assert f'href="../{tag}/2.html"' in html
        assert f'data-t="course/language-{tag}" lang="{tag}">{name}<' in html
        assert f'"course/language-{tag}":["' in html


def test_a_lesson_in_one_file_is_made_where_it_is_complete(
    built: BuiltCourse, tmp_path: Path
) -> None:
    made = {package.path.name for package in export(built, "single-file", tmp_path)}
    assert "kalankan-2-ff.html" in made
    assert "kalankan-1-ff.html" not in made


def test_a_course_needs_no_french(tmp_path: Path) -> None:
    one = project(tmp_path, "bm", "ff").build_course()
    paths = {page.path for page in one.pages}
    assert {"index.html", "bm/1.html", "ff/2.html"} <= paths
    assert not any(path.startswith("fr/") for path in paths)
    assert "ff/index.html" in paths


def test_a_whole_language_that_lacks_a_text_is_told_at_its_place(tmp_path: Path) -> None:
    spoilt = project(tmp_path, "bm", "fr")
    file = spoilt.lessons / "fitini.yaml"
    file.write_text(SMALL.replace(', ff: "Jannde"', "").replace(', fr: "Bonjour."', ""), "utf-8")
    with pytest.raises(ProblemsFound) as caught:
        spoilt.load_course()
    told = {(one.slug, one.position and one.position.line) for one in caught.value.problems}
    assert ("language-missing", 9) in told
    assert ("language-unknown", 8) in told
