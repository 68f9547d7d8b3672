"""Papers as PDFs: tagged, with their fonts, every word exact, the same bytes on any day."""

from __future__ import annotations

import hashlib
import re
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest

from builder.errors import BuilderError
from builder.export import ExtraMissing, export
from builder.export.formats.sheets import typesetting
from builder.export.formats.sheets.typesetting import typeset
from builder.project import BuiltCourse, Project
from builder.trainer.papers import BLANK_PROMISES
from builder.trainer.session import session_of
from builder.trainer.words import TrainerPages
from tests.trainer.test_hostile_texts import HOSTILE

ROOT = Path(__file__).resolve().parents[2]
A4_POINTS = (595, 842)


@pytest.fixture(scope="module")
def built() -> BuiltCourse:
    return Project(ROOT).build_course()


@pytest.fixture(scope="module")
def papers(built: BuiltCourse, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("partage")
    return {one.path.stem: one.path for one in export(built, "sheets", folder)}


def words_in(pdf: Path | bytes) -> str:
    """All of its text without white space: a line may be broken anywhere."""
    file = BytesIO(pdf) if isinstance(pdf, bytes) else pdf
    return squeezed("".join(page.extract_text() for page in pypdf.PdfReader(file).pages))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def fonts_of(page: Any) -> list[Any]:
    found = page["/Resources"].get("/Font", {})
    return [font.get_object() for font in found.values()]


def test_every_paper_is_tagged_a4_french_and_titled(papers: dict[str, Path]) -> None:
    for path in papers.values():
        reader = pypdf.PdfReader(path)
        catalog: Any = reader.trailer["/Root"]
        assert catalog["/MarkInfo"]["/Marked"]
        assert catalog["/Lang"] == "fr"
        assert "/StructTreeRoot" in catalog
        assert reader.metadata
        assert reader.metadata.title
        assert b"pdfuaid" in path.read_bytes()
        for page in reader.pages:
            assert (round(page.mediabox.width), round(page.mediabox.height)) == A4_POINTS


def test_every_font_is_inside(papers: dict[str, Path]) -> None:
    for path in papers.values():
        for page in pypdf.PdfReader(path).pages:
            for font in fonts_of(page):
                inside = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
                assert {"/FontFile2", "/FontFile3"} & set(inside)


def test_every_sentence_of_a_lesson_comes_out_as_it_was_written(
    built: BuiltCourse, papers: dict[str, Path]
) -> None:
    pages = TrainerPages(built.renderer.overrides)
    for number, lesson in enumerate(built.course.lessons, 1):
        told = words_in(papers[f"fiche-{number}"])
        session = session_of(pages, number, lesson, built.course.languages)
        rows = [row for step in session.steps for row in step.rows]
        assert len(rows) > len(lesson.steps)
        for cell in [cell for row in (*rows, *session.opening) for cell in row.cells]:
            assert squeezed(cell.words) in told, cell


def test_the_letters_of_the_language_are_there(papers: dict[str, Path]) -> None:
    told = words_in(papers["fiche-1"])
    assert all(letter in told for letter in "ɛɔɲŋ’✓")


def test_another_day_gives_the_same_bytes(
    built: BuiltCourse, papers: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time", lambda: 1_900_000_000.0)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    for one in export(built, "sheets", tmp_path):
        old = hashlib.sha256(papers[one.path.stem].read_bytes()).digest()
        assert hashlib.sha256(one.path.read_bytes()).digest() == old


@pytest.mark.parametrize("words", [*HOSTILE, "#panic() $x$ @ref <b> \\ // /* `a` = - + _"])
def test_what_an_author_wrote_is_never_markup(words: str) -> None:
    data = {"title": words, "first": [words], "parts": [{"title": words, "lines": [words]}],
            "source": words}  # fmt: skip
    pdf = typeset("care", data, {})
    assert words_in(pdf).count(squeezed(words)) >= 4


def test_a_character_that_no_font_has_stops_nothing() -> None:
    data = {"title": "a", "first": ["b 🐘"], "parts": [], "source": "c"}
    pdf = typeset("care", data, {})
    assert "b" in words_in(pdf)
    assert b"pdfuaid" not in pdf


def test_without_typst_one_line_says_what_to_type(
    built: BuiltCourse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetting, "find_spec", lambda name: None)
    with pytest.raises(ExtraMissing, match="add sheets"):
        list(export(built, "sheets", tmp_path))
    assert issubclass(ExtraMissing, BuilderError)
    assert not list(tmp_path.iterdir())


ONE_PAGE = ("soin", "cartes-reponses", "affiche", "avis", "attestation", "carte-parents")


@pytest.mark.parametrize("name", ONE_PAGE)
def test_what_hangs_or_is_held_is_one_page(papers: dict[str, Path], name: str) -> None:
    assert len(pypdf.PdfReader(papers[name]).pages) == 1


def test_the_poster_has_what_was_published_with_its_source_and_room_for_ours(
    built: BuiltCourse, papers: dict[str, Path]
) -> None:
    told = words_in(papers["affiche"])
    published = built.course.aid.commitments.values()
    assert len(published) == 4
    for one in published:
        assert all(
            squeezed(text) in told for text in (one.quote, one.source, *one.text.words.values())
        )
    assert told.count(squeezed("Notre promesse")) == BLANK_PROMISES


def test_the_card_of_parents_names_the_tools_and_what_they_cannot_do(
    papers: dict[str, Path],
) -> None:
    told = words_in(papers["carte-parents"])
    assert (
        told.count(squeezed("takeitdown.ncmec.org (avant 18 ans) ; sans effet sur WhatsApp")) == 4
    )


def test_no_paper_asks_for_a_name(papers: dict[str, Path]) -> None:
    for name in ("avis", "attestation", "affiche", "carte-parents"):
        assert not re.search(r"(Nom|Prénom|Signature|Présents?):", words_in(papers[name]))
