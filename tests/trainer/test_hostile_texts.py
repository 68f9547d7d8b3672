"""Trainer pages show what an author wrote, letter for letter, and obey none of it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

import pytest

from builder.activities import find_kinds
from builder.lesson.course import Lesson
from builder.lesson.loading import load_course
from builder.lesson.signatures import Opinion, Signatures
from builder.lesson.text import Text
from builder.trainer.coverage import Counts, Row, coverage_page
from builder.trainer.credits import credits_page
from builder.trainer.lessons import LessonLine, lesson_line, lessons_page
from builder.trainer.sheets import session_sheet, sheets_page
from builder.trainer.words import TrainerPages
from builder.website.adapter import Frame
from tests.languages import TWO

ROOT = Path(__file__).resolve().parents[2]
PAGES = TrainerPages(ROOT / "site_overrides")
HOSTILE = (
    "*144# ou *123*2# ?",
    "**gras** _penché_ `code` ~~barré~~",
    "[un lien](https://example.org) ![une image](x.png) <https://example.org>",
    "{: .classe #id style='color:red'} {lang=bm}",
    "# titre | cellule | --- \\| &lt;b&gt; &amp;",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\" onclick='alert(1)' \"><b>gras</b>",
    "{{ 7 * 7 }} {% raw %} @corps@ kalankan-inside-goes-here kalankan-title-goes-here",
    '!!! warning "ceci"',
    "1. un\n2. deux",
    "</title></p></table>",
)
SIGNED = Signatures(
    {
        "bm": tuple(
            Opinion(of="0a1b2c3d", by="Awa", on=day, says="accept", words="A")
            for day in ("2026-11-02", "2026-11-03", "2026-11-20")
        )
    }
)
each_text = pytest.mark.parametrize("words", HOSTILE)
LESSON = load_course(ROOT / "lessons", find_kinds()).lessons[-1]


class Seen(HTMLParser):
    """Texts and tags of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def shows(self, words: str) -> bool:
        return " ".join(words.split()) in " ".join("".join(self.texts).split())


def spoilt(words: str) -> Lesson:
    """A sensitive lesson with contacts whose every text is `words`."""
    copy = LESSON.model_copy(deep=True)
    for piece in copy.pieces():
        if isinstance(piece, Text):
            object.__setattr__(piece, "words", dict.fromkeys(piece.words, words))
        for key in ("trainer", "source"):
            if isinstance(getattr(piece, key, None), str):
                object.__setattr__(piece, key, words)
    return copy


def tags(html: str) -> list[tuple[str, list[tuple[str, str | None]]]]:
    return Seen(html).tags


@each_text
def test_a_session_sheet_shows_it_and_has_no_other_tag(words: str) -> None:
    html = session_sheet(PAGES, 3, spoilt(words), TWO, str)
    assert Seen(html).shows(words)
    assert tags(html) == tags(session_sheet(PAGES, 3, spoilt("mots"), TWO, str))


@each_text
def test_lists_of_lessons_show_it_and_have_no_other_tag(words: str) -> None:
    def line(text: str) -> list[LessonLine]:
        return [lesson_line(TWO, 1, spoilt(text))]

    for page in (partial(lessons_page, PAGES, TWO, picture=str), partial(sheets_page, PAGES)):
        assert Seen(page(line(words))).shows(words)
        assert tags(page(line(words))) == tags(page(line("mots")))


@each_text
def test_coverage_shows_it_and_has_no_other_tag(words: str) -> None:
    def page(text: str) -> str:
        counts = dict.fromkeys(lesson_line(TWO, 1, LESSON).titles, Counts(total=2, machine=2))
        return coverage_page(PAGES, TWO, [Row(text, counts)], [text], SIGNED)

    assert Seen(page(words)).shows(words)
    assert tags(page(words)) == tags(page("mots"))


def test_coverage_tells_what_is_left_and_each_week_but_no_reviewers_name() -> None:
    counts = dict.fromkeys(lesson_line(TWO, 1, LESSON).titles, Counts(total=4, reviewed=1))
    html = coverage_page(PAGES, TWO, [Row("Leçon", counts)], [], SIGNED)
    assert "Relues : 1 sur 4" in html
    assert "À relire en bambara : 3." in html
    weeks = re.findall(r"<td>(2026-..-..)</td>.*?aria-label=.(\d) avis", html)
    assert weeks == [("2026-11-02", "2"), ("2026-11-09", "0"), ("2026-11-16", "1")]
    assert "Awa" not in html


@pytest.mark.parametrize("words", [words for words in HOSTILE if "<" not in words])
def test_credits_show_it_and_have_no_other_tag(words: str, tmp_path: Path) -> None:
    def page(text: str) -> str:
        told = {"title": text, "author": text, "licence": text}
        one = {"set": "a", "changed": text}
        file = tmp_path / "credits.yaml"
        # JSON is YAML, but for two characters that are none of these.
        written = json.dumps({"sets": {"a": told}, "pictures": {"x.svg": one}}, ensure_ascii=False)
        file.write_text(written, "utf-8")
        return credits_page(PAGES, [file], [text])

    assert Seen(page(words)).shows(words)
    assert tags(page(words)) == tags(page("mots"))


@each_text
def test_a_frame_has_the_title_as_text(words: str) -> None:
    frame = Frame("<title>kalankan-title-goes-here</title><main>", "</main>")
    html = frame.around("<p>dedans</p>", words)
    assert Seen(html).tags == [("title", []), ("main", []), ("p", [])]


def test_numbers_stand_where_the_template_puts_them() -> None:
    line = replace(lesson_line(TWO, 7, LESSON), minutes=25)
    html = lessons_page(PAGES, TWO, [line], str)
    assert 'href="../formateurs/fiche-7.html"' in html
    assert 'href="../fr/7.html"' in html
