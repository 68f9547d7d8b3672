"""Lessons that are well written and cannot be learned from."""

from __future__ import annotations

import pytest

from builder.activities import find_kinds
from builder.source.guesses import KEYS_IN_FRENCH
from tests.lesson.faults import GOOD, STEPS, Fault, assert_reads_well, problems_of, told

FIRST_ANSWER = "".join(GOOD.splitlines(keepends=True)[17:20])
CARE = "care: {lines: [{bm: a, fr: b}], contacts: [{name: {bm: a, fr: b}, %s}]}"
FAULTS = [
    Fault("no right answer", "        right: true\n", "", "18:7 no-right-answer"),
    Fault("a right answer that is not yes or no", "right: true", "right: oui", "23:16 not-yes-no"),
    Fault(
        "a choice with one answer",
        FIRST_ANSWER,
        "",
        "18:7 too-few",
    ),
    Fault(
        "answers that are no list",
        "    answers:\n",
        "    answers: {a: b}\n    x:\n",
        "17:14 not-a-list, 18:5 key-unknown",
    ),
    Fault(
        "an alias bomb",
        "minutes: 20",
        "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]",
        "5:4 alias-refused, 6:4 alias-refused, 7:1 key-unknown",
    ),
    Fault("deep nesting", "minutes: 20", "minutes: " + "[" * 40 + "]" * 40, "5:39 too-deep"),
    Fault(
        "a missing picture", "pictures/market.svg", "pictures/marche.svg", "9:21 picture-missing"
    ),
    Fault(
        "a picture named with other letters",
        "pictures/market.svg",
        "pictures/Market.svg",
        "9:21 picture-missing",
    ),
    Fault(
        "a picture outside the folder",
        "pictures/market.svg",
        "../secret.svg",
        "9:21 picture-outside",
    ),
    Fault(
        "a picture by its whole path", "pictures/market.svg", "/etc/passwd", "9:21 picture-outside"
    ),
    Fault(
        "a picture on the web",
        "pictures/market.svg",
        '"https://example.org/a.svg"',
        "9:21 picture-outside",
    ),
    Fault("a picture on a Windows disk", "pictures/market.svg", "C:/a.svg", "9:21 picture-outside"),
    Fault(
        "a picture with backslashes",
        "pictures/market.svg",
        "pictures\\market.svg",
        "9:21 picture-outside",
    ),
    Fault("a picture that is a folder", "pictures/market.svg", "pictures", "9:21 picture-missing"),
    Fault("an empty picture", "file: pictures/market.svg", 'file: ""', "9:21 empty-text"),
    Fault(
        "a picture name too long for any disk",
        "pictures/market.svg",
        "pictures/" + "a" * 300 + ".svg",
        "9:21 picture-missing",
    ),
    Fault("an id with capitals", "id: essai", "id: Essai", "2:5 bad-form"),
    Fault("an id with accents", "id: essai", "id: été", "2:5 bad-form"),
    Fault("an id that Windows refuses", "id: essai", "id: con", "2:5 reserved-id"),
    Fault("a step id that Windows refuses", "id: debut", "id: lpt1", "7:9 reserved-id"),
    Fault("a step id that the lesson needs", "id: debut", "id: care", "7:9 reserved-id"),
    Fault("two steps with one id", "id: lequel", "id: debut", "12:9 duplicate-id"),
    Fault("no id", "id: essai\n", "", "1:1 key-missing"),
    Fault("an id too long", "id: essai", "id: " + "a" * 61, "2:5 bad-form"),
    Fault("another format", "format: 1", "format: 2", "1:9 format-unknown"),
    Fault("a format in quotes", "format: 1", 'format: "1"', "1:9 format-unknown"),
    Fault("no format", "format: 1\n", "", "1:1 key-missing"),
    Fault("minutes in words", "minutes: 20", "minutes: vingt", "5:10 not-a-number"),
    Fault("minutes with a point", "minutes: 20", "minutes: 2.5", "5:10 not-a-number"),
    Fault("no minutes at all", "minutes: 20", "minutes: 0", "5:10 out-of-range"),
    Fault("too many minutes", "minutes: 20", "minutes: 500", "5:10 out-of-range"),
    Fault("no steps", STEPS, "steps: []\n", "6:8 too-few"),
    Fault("steps without hyphens", STEPS, "steps:\n  id: debut\n  kind: scene\n", "7:3 not-a-list"),
    Fault(
        "a step that is a word", "  - id: lequel", "  - voici\n  - id: lequel", "12:5 not-a-mapping"
    ),
    Fault(
        "a sensitive lesson without warning or care",
        "minutes: 20",
        "sensitive: true",
        "5:12 warning-missing, 5:12 care-missing",
    ),
    Fault(
        "a review on a day that is none",
        "minutes: 20",
        'review: {bm: {by: Awa, on: 2026-02-30, of: "00000000"}}',
        "5:28 bad-form, 5:44 review-unpinned",
    ),
    Fault("a name as a review", "minutes: 20", "review: Awa", "5:9 not-a-mapping"),
    Fault("a name as a state", "minutes: 20", "review: {bm: Awa Traoré}", "5:14 bad-choice"),
    Fault("a review with an unknown state", "minutes: 20", "review: {bm: relu}", "5:14 bad-choice"),
    Fault("a review without a date", "minutes: 20", "review: {bm: {by: Awa}}", "5:14 key-missing"),
    Fault(
        "a review with a wrong date",
        "minutes: 20",
        "review: {bm: {by: Awa Diarra, on: 1er mai}}",
        "5:35 bad-form",
    ),
    Fault("an unknown voice", "minutes: 20", "voices: {bm: [recordings]}", "5:15 bad-choice"),
    Fault(
        "a contact of unknown grade",
        "minutes: 20",
        CARE % 'grade: U, source: Vu en ville, date: "2026"',
        "5:74 bad-choice",
    ),
    Fault(
        "a contact whose number is a number",
        "minutes: 20",
        CARE % "number: 80001115, grade: C, source: Vu en ville, date: 2026-11-22",
        "5:75 not-text",
    ),
    Fault(
        "a contact without source",
        "minutes: 20",
        CARE % "grade: C, date: 2026-11-22",
        "5:44 key-missing",
    ),
]


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_is_told_at_its_place_in_one_sentence(fault: Fault) -> None:
    problems = problems_of(fault.text())
    assert told(problems) == fault.told
    for problem in problems:
        assert_reads_well(problem)


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("picture: pictures/code.svg", "picture: code.svg", "pictures/code.svg"),
        ("picture: pictures/code.svg", "picture: lessons/pictures/code.svg", " pictures/code.svg"),
        ("picture: pictures/code.svg", "picture: C:\\Images\\a.jpg", "Copie-la dans lessons"),
        ("picture: pictures/code.svg", "picture: {file: pictures/code.svg}", "pictures/code.svg"),
        ("right: true", "correct: true", "« right »"),
        ("    answers:", "    réponses:", "« answers »"),
        ("minutes: 20", "review: {bm: Awa Traoré}", '{by: "Prénom Nom", on: 2026-12-01'),
        ("minutes: 20", "review: Awa", '{bm: {by: "Prénom Nom", on: 2026-12-01'),
        ("kind: choice", "kind: choix", "« choice »"),
        ("kind: choice", "kind: trier", "« sorting »"),
        ("kind: choice", "kind: Témoignage", "« testimony »"),
    ],
)
def test_the_hint_says_what_to_type(old: str, new: str, hint: str) -> None:
    (problem,) = (p for p in problems_of(GOOD.replace(old, new)) if p.severity == "error")
    assert hint in problem.hint
    assert_reads_well(problem)


def test_several_places_without_brackets_are_shown_as_a_list() -> None:
    place = "{id: %s, picture: pictures/awa.svg, text: {bm: a, fr: b}}"
    card = "{picture: pictures/awa.svg, text: {bm: a, fr: b}, feedback: {bm: a, fr: b}, place: un}"
    step = f"""\
  - id: tri
    kind: sorting
    question: {{bm: a, fr: b}}
    places: [{place % "un"}, {place % "deux"}]
    cards:
      - {card}
      - picture: pictures/awa.svg
        text: {{bm: a, fr: b}}
        feedback: {{bm: a, fr: b}}
        place: un, deux
"""
    assert problems_of(GOOD + step.replace("un, deux", "[un, deux]")) == ()
    (problem,) = problems_of(GOOD + step)
    assert problem.hint == "Écris la liste entre crochets : « place: [un, deux] »."


def test_every_kind_is_known_by_a_french_name_too() -> None:
    meant = {key for keys in KEYS_IN_FRENCH.values() for key in keys}
    assert set(find_kinds()) - meant == set()
