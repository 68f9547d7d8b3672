"""What the documentation prints is what happens."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
from pathlib import Path

import pytest

from builder.activities import find_kinds
from builder.commands import find_commands
from builder.errors import ProblemsFound, render
from builder.format.examples import read_examples
from builder.lesson.activity import Activity
from builder.lesson.loading import load_lesson
from builder.project import Project
from tests.conftest import ROOT
from tests.languages import IN_A_COURSE, TWO

LESSONS = ROOT / "lessons"
AUTHORS = ROOT / "docs" / "auteurs" / "index.md"
PAGES = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    ROOT / "audio" / "README.md",
]
# Made when the site is built: they have no file in docs/.
GENERATED = {
    *(f"docs/formateurs/{name}.md" for name in ("index", "seances", "soin", "couverture")),
    "docs/bm/passphrase.html", "docs/fr/passphrase.html",
    "docs/formateurs/papiers.md", "docs/formateurs/groupe.html", "docs/formateurs/bilan.html",
    "docs/auteurs/reference.md", "docs/images.md", "docs/index.html", "index.html",
}  # fmt: skip
RUN_PY_COMMANDS = {"build", "test", "bench", "serve", "add"}
# The lesson whose faults the author page shows.
FAULTY = """\
# yaml-language-server: $schema=../lesson.schema.json
format: 1
id: photos
title: {bm: "Ja", fr: "Les photos"}
picture: pictures/i-seen.svg
steps:
  - id: ja-fila
    kind: scene
    picture:
      file: pictures/passwords-market.svg
      alt: {bm: "Awa bɛ sugu la.", fr: "Awa est au marché."}
    lines:
      - {bm: "Nin ye Awa ye.", fr: "Voici Awa."}
      - {bm: "Awa be sugu la."}

  - id: lequel
    kind: choix
    question: {bm: "Jumɛn ?", fr: "Laquelle ?"}
  - id: demande
    kind: choice
    question: {bm: "Jumɛn ?", fr: "Laquelle ?"}
    answers:
      - picture: pictures/i-stop.svg
        text: {bm: "Ayi", fr: Non, jamais}
        feedback: {bm: "Ayi.", fr: "Non."}
      - picture: pictures/i-aks-friend.svg
        text: {bm: "Awɔ", fr: "Oui"}
        feedback: {bm: "Awɔ.", fr: "Oui."}
"""


def blocks(page: Path, language: str = "") -> list[str]:
    """The fenced blocks of a page in one language, without their fences."""
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", page.read_text("utf-8"), re.M | re.S)
    return [content for named, content in fenced if named == language]


# What the page's own lesson becomes with a review of another text and a word in the old spelling.
DOUBTFUL = """\
      - bm: "A bɛ mangoro feere."
        fr: "Elle vend des mangues."
        review: {bm: {by: "Prénom Nom", on: 2026-12-01, of: "00000000"}}
      - {bm: "A bè mangoro feere sugu la.", fr: "Elle vend des mangues au marché."}
"""


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    """A lessons folder with the real pictures and no lesson."""
    shutil.copytree(ROOT / "lessons" / "pictures", tmp_path / "pictures")
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file(page: Path) -> None:
    lost = []
    for address in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        target = (page.parent / address).resolve()
        if "://" in address or target.exists():
            continue
        if not target.is_relative_to(ROOT) or target.relative_to(ROOT).as_posix() not in GENERATED:
            lost.append(address)
    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_named_is_there(page: Path) -> None:
    known = RUN_PY_COMMANDS | find_commands().keys()
    text = page.read_text("utf-8")
    named = set(re.findall(r"(?:run\.py|`kalankan) ([a-z][a-z-]*)", text))
    assert named - known == set()


def test_the_lesson_of_the_author_page_is_a_lesson(lessons: Path) -> None:
    (whole,) = (block for block in blocks(AUTHORS, "yaml") if "format: 1" in block)
    file = lessons / "photos.yaml"
    file.write_text(whole, encoding="utf-8")
    assert load_lesson(file, find_kinds(), TWO).id == "photos"


def test_the_messages_of_the_author_page_are_those_an_author_gets(lessons: Path) -> None:
    file = lessons / "photos.yaml"
    file.write_text(FAULTY, encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        load_lesson(file, find_kinds(), TWO)
    told = "\n".join(map(render, caught.value.problems)).replace(str(file), "lessons/photos.yaml")
    assert f"{told}\n4 erreurs, 0 avertissement.\n" in blocks(AUTHORS)


def test_the_warnings_of_the_author_page_are_those_an_author_gets(tmp_path: Path) -> None:
    lessons = tmp_path / "lessons"
    shutil.copytree(ROOT / "lessons" / "pictures", lessons / "pictures")
    shutil.copytree(ROOT / "site_overrides", tmp_path / "site_overrides")
    (whole,) = (block for block in blocks(AUTHORS, "yaml") if "format: 1" in block)
    *above, _ = whole.splitlines(keepends=True)
    file = lessons / "photos.yaml"
    file.write_text("".join(above) + DOUBTFUL, encoding="utf-8")
    course = 'format: 1\ntitle: {bm: "Ja", fr: "Photos"}\nlessons: [photos.yaml]\n' + IN_A_COURSE
    (lessons / "course.yaml").write_text(course, encoding="utf-8")
    project = Project(tmp_path)
    told = {
        problem.slug: render(problem).replace(str(file), "lessons/photos.yaml") + "\n"
        for problem in project.check(project.load_course())
    }
    assert told["review-unpinned"] in blocks(AUTHORS)
    assert told["text-old-spelling"] in blocks(AUTHORS)


def test_the_activity_of_the_contributing_page_keeps_its_contract(tmp_path: Path) -> None:
    kind = _written_activity(tmp_path / "pause")
    kinds = {**find_kinds(), kind.kind_name(): kind}
    for example in read_examples(kind):
        if example.is_good:
            (step,) = example.lesson(LESSONS, kinds, TWO).steps
            assert [phrase.text.shown("bm") for phrase in step.phrases()] == example.speaks
        else:
            with pytest.raises(ProblemsFound) as caught:
                example.lesson(LESSONS, kinds, TWO)
            (problem,) = caught.value.problems
            assert problem.position
            place = f"{problem.position.line}:{problem.position.column}"
            assert f"{place} {problem.slug}" == example.problem
    assert [phrase.id for phrase, _ in kind.own_phrases()] == ["think"]


def _written_activity(folder: Path) -> type[Activity]:
    """The activity that CONTRIBUTING.md prints, in `folder`; each block's first line names it."""
    folder.mkdir()
    for language in ("python", "jinja", "js", "css", "yaml"):
        for block in blocks(ROOT / "CONTRIBUTING.md", language):
            heading, _, content = block.partition("\n")
            (name,) = re.findall(r"[\w.]+\.\w+", heading)
            (folder / name).write_text(content, encoding="utf-8")
    name = "the_contributing_page"
    spec = importlib.util.spec_from_file_location(name, folder / "activity.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    kind = module.Pause
    assert isinstance(kind, type) and issubclass(kind, Activity)
    return kind


def test_every_test_that_the_architecture_names_is_there() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    named = re.findall(r"`([\w/]*test_\w+\.py)?(?:::(test_\w+))?`", text)
    lost, file = [], ""
    for path, test in named:
        file = path or file
        if not (path or test):
            continue
        where = ROOT / "tests" / file
        if not where.is_file() or (test and f"def {test}(" not in where.read_text("utf-8")):
            lost.append(f"{file}::{test}")
    assert lost == []
