"""A review belongs to the text that was read: a changed text is a draft again."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.activities import find_kinds
from builder.errors import Problem
from builder.lesson.course import Lesson
from builder.lesson.loading import load_course, parse_lesson
from builder.lesson.phrasebook import read_phrasebook
from builder.lesson.text import Text, text_hash
from builder.lesson.utterance import Review, Utterance
from tests.languages import IN_A_COURSE, TWO
from tests.lesson.faults import GOOD, assert_reads_well

LINE = '{bm: "I ni ce.", fr: "Bonjour."}'


def lesson(folder: Path, text: str) -> Lesson:
    return parse_lesson(folder / "essai.yaml", text, find_kinds(), TWO)


def reviewed(of: str, bm: str = "I ni ce.", extra: str = "") -> str:
    """The good lesson, whose first line was reviewed in Bambara."""
    pin = f', of: "{of}"' if of else ""
    note = f"{{bm: {{by: Fanta Traoré, on: 2026-12-01{pin}}}}}"
    return GOOD.replace(LINE, f'{{bm: "{bm}", fr: "Bonjour."{extra}, review: {note}}}')


def said(lesson: Lesson, id: str, language: str) -> Utterance:
    return next(u for u in lesson.utterances(TWO.tags) if (u.id, u.language) == (id, language))


def warnings(folder: Path, text: str) -> list[Problem]:
    (folder / "essai.yaml").write_text(text, encoding="utf-8")
    (folder / "course.yaml").write_text(
        'format: 1\ntitle: {bm: "Kalan", fr: "Cours"}\nlessons: [essai.yaml]\n' + IN_A_COURSE,
        encoding="utf-8",
    )
    found = list(load_course(folder, find_kinds()).warnings)
    for problem in found:
        assert_reads_well(problem)
        assert problem.severity == "warning"
    return found


def test_everything_is_a_machine_draft_unless_said_otherwise(pictured: Path) -> None:
    states = {utterance.review for utterance in lesson(pictured, GOOD).utterances(TWO.tags)}
    assert states == {Review("machine-draft")}


def test_a_reviewed_text_names_its_reviewer_in_that_language_only(pictured: Path) -> None:
    read = lesson(pictured, reviewed(text_hash("I ni ce.")))
    review = said(read, "debut.line-1", "bm").review
    assert review == Review("reviewed", "Fanta Traoré", "2026-12-01")
    assert said(read, "debut.line-1", "fr").review == Review("machine-draft")
    assert said(read, "debut.picture", "bm").review == Review("machine-draft")
    assert warnings(pictured, reviewed(text_hash("I ni ce."))) == []


def test_a_text_changed_since_its_review_is_a_draft_and_a_warning(pictured: Path) -> None:
    text = reviewed(text_hash("I ni ce."), bm="I ni sɔgɔma.")
    assert said(lesson(pictured, text), "debut.line-1", "bm").review == Review("draft")
    (warning,) = warnings(pictured, text)
    assert warning.slug == "review-outdated"
    assert text_hash("I ni sɔgɔma.") in warning.hint
    assert warning.position is not None
    assert warning.position.line == 11


def test_a_pronunciation_changed_since_the_review_makes_a_draft_too(pictured: Path) -> None:
    text = reviewed(text_hash("I ni ce."), extra=', say: {bm: "Í ní cé."}')
    assert said(lesson(pictured, text), "debut.line-1", "bm").review == Review("draft")


def test_the_warning_gives_what_makes_the_text_reviewed_again(pictured: Path) -> None:
    text = reviewed("00000000", extra=', say: {bm: "Í ní cé."}')
    (warning,) = warnings(pictured, text)
    right = warning.hint.split('« of: "')[1].split('"')[0]
    again = text.replace("00000000", right)
    assert said(lesson(pictured, again), "debut.line-1", "bm").review.state == "reviewed"
    assert warnings(pictured, again) == []


def test_a_review_that_says_not_of_what_is_a_warning(pictured: Path) -> None:
    (warning,) = warnings(pictured, reviewed(""))
    assert warning.slug == "review-unpinned"
    assert text_hash("I ni ce.") in warning.hint


def test_a_lesson_reviewed_as_a_whole_falls_back_when_one_text_changes(pictured: Path) -> None:
    unpinned = GOOD.replace("minutes: 20", "review: {fr: {by: Awa Diarra, on: 2026-12-01}}")
    (warning,) = warnings(pictured, unpinned)
    assert warning.slug == "review-unpinned"
    right = warning.hint.split('« of: "')[1].split('"')[0]
    pinned = unpinned.replace("2026-12-01", f'2026-12-01, of: "{right}"')
    assert warnings(pictured, pinned) == []
    states = {
        u.review.state for u in lesson(pictured, pinned).utterances(TWO.tags) if u.language == "fr"
    }
    assert states == {"reviewed"}
    changed = pinned.replace("Bonjour.", "Salut.")
    assert [warning.slug for warning in warnings(pictured, changed)] == ["review-outdated"]
    states = {
        u.review.state for u in lesson(pictured, changed).utterances(TWO.tags) if u.language == "fr"
    }
    assert states == {"draft"}


def test_a_text_with_its_own_review_does_not_touch_the_whole(pictured: Path) -> None:
    whole = "review: {bm: {by: Awa, on: 2026-12-01}}"
    (warning,) = warnings(pictured, reviewed(text_hash("I ni ce.")).replace("minutes: 20", whole))
    right = warning.hint.split('« of: "')[1].split('"')[0]
    other = reviewed(text_hash("Aw ni ce."), bm="Aw ni ce.").replace(
        "minutes: 20", f'review: {{bm: {{by: Awa, on: 2026-12-01, of: "{right}"}}}}'
    )
    assert warnings(pictured, other) == []


@pytest.mark.parametrize("composed", ["é", "é"])
def test_a_hash_does_not_depend_on_how_an_accent_is_stored(composed: str) -> None:
    assert text_hash(f"t{composed}l{composed}phone") == text_hash("téléphone")


def test_the_software_s_own_phrases_are_reviewed_with_their_placeholders(tmp_path: Path) -> None:
    path = tmp_path / "strings.yaml"
    pinned = text_hash("Ja {count} ta")
    path.write_text(
        f'phrases:\n  draw:\n    bm: "Ja {{count}} ta"\n    fr: "Tire {{count}} images"\n'
        f'    review: {{bm: {{by: Fanta, on: 2026-12-01, of: "{pinned}"}}}}\n',
        encoding="utf-8",
    )
    ((_, text),) = read_phrasebook(path).filled({"count": 5})
    assert text.shown("bm") == "Ja 5 ta"
    assert text.review_in("bm", None).state == "reviewed"
    assert text.position("bm") is not None


def test_a_text_made_by_a_program_has_no_place_and_is_a_machine_draft() -> None:
    text = Text(words={"bm": "Awɔ", "fr": "Oui"})
    assert text.position("bm") is None
    assert text.review_in("bm", None) == Review("machine-draft")


def test_a_first_signature_is_not_called_a_changed_text(pictured: Path) -> None:
    (warning,) = warnings(pictured, reviewed("00000000"))
    assert warning.slug == "review-unpinned"
    assert text_hash("I ni ce.") in warning.hint
    assert (
        said(lesson(pictured, reviewed("00000000")), "debut.line-1", "bm").review.state == "draft"
    )
