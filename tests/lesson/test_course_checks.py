"""What only a whole lesson or course can be asked."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from builder.activities import find_kinds
from builder.errors import Problem, ProblemsFound
from builder.lesson.course import Course
from builder.lesson.loading import load_course
from builder.proofreading import course_problems, fact_problems, term_problems
from builder.proofreading.release import release_problems
from tests.languages import IN_A_COURSE
from tests.lesson.faults import GOOD, TINY_LESSONS, assert_reads_well

COURSE = 'format: 1\ntitle: {bm: "Kalan", fr: "Cours"}\nlessons: [essai.yaml]\n' + IN_A_COURSE
LINE = '{bm: "I ni ce.", fr: "Bonjour."}'
LEXICON = "| idée | dire | ne pas dire |\n|---|---|---|\n| sac | bɔrɛ | foroko ; sakosi |\n"
ANSWERS = [("N b’a di", "right: true"), ("N bɛ ban kosɛbɛ", "right: false")]


def choice(id: str, answers: list[tuple[str, str]]) -> str:
    step = f"  - id: {id}\n    kind: choice\n    question: {{bm: a ?, fr: b ?}}\n    answers:\n"
    for text, right in answers:
        step += (
            f"      - {{picture: pictures/code.svg, text: {{bm: {text}, fr: b}}, {right},"
            " feedback: {bm: a, fr: b}}\n"
        )
    return step


def chat(marks: list[str]) -> str:
    step = (
        "  - id: baro\n    kind: chat\n    question: {bm: a ?, fr: b ?}\n"
        "    people: [{id: awa, picture: pictures/code.svg, name: {bm: Awa, fr: Awa}}]\n"
        "    roles: [{id: awa, person: awa, text: {bm: a, fr: b}, start: m1}]\n    messages:\n"
    )
    for number, mark in enumerate(marks, 1):
        after = f"next: m{number + 1}" if number < len(marks) else (
            "end: {right: true, feedback: {bm: a, fr: b}}"
        )  # fmt: skip
        step += (
            f"      - {{id: m{number}, from: awa, genuine: {mark}, text: {{bm: a, fr: b}},"
            f" {after}}}\n"
        )
    return step


def course(folder: Path, lesson: str, **files: str) -> Course:
    shutil.copytree(TINY_LESSONS / "pictures", folder / "pictures")
    (folder / "course.yaml").write_text(COURSE, encoding="utf-8")
    (folder / "essai.yaml").write_text(lesson, encoding="utf-8")
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return load_course(folder, find_kinds())


def slugs(problems: list[Problem]) -> list[str]:
    for problem in problems:
        assert_reads_well(problem)
        assert problem.position is not None
        assert problem.severity == "warning"
    return [problem.slug for problem in problems]


def of(folder: Path, lesson: str, **files: str) -> list[str]:
    return slugs(list(course_problems(course(folder, lesson, **files))))


def test_the_first_answer_may_not_always_be_right(tmp_path: Path) -> None:
    steps = "".join(choice(f"c{n}", ANSWERS) for n in range(4))
    good_ones = GOOD[: GOOD.index("  - id: lequel")]
    assert of(tmp_path, good_ones + steps) == ["answer-always-first"]


def test_the_longest_answer_may_not_always_be_right(tmp_path: Path) -> None:
    answers = [("ayi", "right: false"), ("awɔ n b’a fɛ", "right: true")]
    steps = "".join(choice(f"c{n}", answers) for n in range(4))
    good_ones = GOOD[: GOOD.index("  - id: lequel")]
    assert of(tmp_path, good_ones + steps) == ["answer-always-longest"]


def test_an_answer_in_another_place_once_is_enough(tmp_path: Path) -> None:
    steps = "".join(choice(f"c{n}", ANSWERS) for n in range(3)) + choice("c4", ANSWERS[::-1])
    assert of(tmp_path, GOOD[: GOOD.index("  - id: lequel")] + steps) == []


@pytest.mark.parametrize(
    ("marks", "told"),
    [(["true", "false", "false", "false"], ["few-genuine"]), (["true", "false"] * 2, [])],
)
def test_enough_messages_are_genuine(tmp_path: Path, marks: list[str], told: list[str]) -> None:
    assert of(tmp_path, GOOD + chat(marks)) == told


def test_a_lesson_that_speaks_too_long_is_told(tmp_path: Path) -> None:
    line = f"{{bm: {' '.join(['kuma'] * 20)}, fr: b}}"
    steps = "".join(
        f"  - id: s{n}\n    kind: scene\n    picture: {{file: pictures/code.svg, alt: {line}}}\n"
        f"    lines: [{', '.join([line] * 4)}]\n"
        for n in range(25)
    )
    assert of(tmp_path, GOOD + steps) == ["lesson-too-long"]


def test_a_sensitive_lesson_names_someone_who_helps(tmp_path: Path) -> None:
    head = (
        "minutes: 20\nsensitive: true\nwarning: {bm: a, fr: b}\n"
        "care: {lines: [{bm: a, fr: b}]}"
    )  # fmt: skip
    assert of(tmp_path, GOOD.replace("minutes: 20", head)) == ["care-empty"]


@pytest.mark.parametrize(
    ("parts", "told"), [("victime, vend", ["person-only-victim"]), ("victime, decide", [])]
)
def test_a_person_is_more_than_a_victim(tmp_path: Path, parts: str, told: list[str]) -> None:
    cast = f"format: 1\npeople:\n  awa: {{name: Awa, parts: {{essai: [{parts}]}}}}\n"
    assert of(tmp_path, GOOD, personnages__yaml=cast) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Foroko dɔ ta.", ["term-twice"]),
        ("« Foroko » dɔ ta.", []),
        ("Bɔrɛ dɔ ta.", []),
        ("A be yan.", ["text-lost-letter"]),
        ("I togo fɔ.", ["text-lost-letter"]),
    ],
)
def test_one_word_says_one_idea_with_all_its_letters(
    tmp_path: Path, words: str, told: list[str]
) -> None:
    lesson = GOOD.replace("I ni ce.", words)
    built = course(tmp_path, lesson, LEXIQUE__md=f"# Lexique\n\n{LEXICON}")
    assert slugs(list(term_problems(built))) == told


def test_a_number_in_a_text_has_no_source(tmp_path: Path) -> None:
    built = course(tmp_path, GOOD.replace("Bonjour.", "Appelle le 80 00 11 15."))
    assert slugs(list(fact_problems(built, datetime.date(2026, 12, 1)))) == ["fact-without-source"]


def test_the_shipped_lessons_have_none_of_these() -> None:
    lessons = Path(__file__).parents[2] / "lessons"
    built = load_course(lessons, find_kinds())
    assert [*course_problems(built), *term_problems(built)] == []


LAW = """\
format: 1
laws:
  chantage:
    text: {bm: "a", fr: "b"}
    grade: %s
    source: "Un journal"
    seen: "2026-11-22"
    by: "Awa"
"""


def scene(bm: str, fr: str, more: str = "") -> str:
    return (
        f"  - id: sariya\n    kind: scene\n{more}"
        "    picture: {file: pictures/code.svg, alt: {bm: a, fr: b}}\n"
        f'    lines: [{{bm: "{bm}", fr: "{fr}"}}]\n'
    )


def told_of(folder: Path, step: str, grade: str = "B") -> list[str]:
    built = course(folder, GOOD + step, aide__yaml=LAW % grade)
    return slugs(list(fact_problems(built, datetime.date(2026, 12, 1))))


@pytest.mark.parametrize(
    ("bm", "fr"),
    [
        ("a", "La loi peut le punir."),
        ("Sariya bɛ se k’o ɲangi.", "b"),
        ("a", "L’article 327 le dit."),
        ("a", "La loi n° 2019-056 existe."),
        ("a", "Cela touche 38 % des femmes."),
        ("a", "168 000 personnes l’ont vue."),
        ("a", "En 2024, on l’a dit."),
        ("a", "Elle a appelé les hommes à « éviter de publier les photos »."),
    ],
)
def test_law_figures_and_quotations_want_a_source(tmp_path: Path, bm: str, fr: str) -> None:
    assert told_of(tmp_path, scene(bm, fr)) == ["fact-without-source"]
    named = scene(bm, fr, "    facts: [chantage]\n").replace("id: sariya", "id: sariya-2")
    (tmp_path / "again").mkdir()
    assert told_of(tmp_path / "again", named) == []


@pytest.mark.parametrize(
    "fr",
    ["On parle de la loi.", "Elle a 14 ans.", "500 Go gratuits !", "Il dit : « Viens ici. »"],
)
def test_what_a_person_of_the_story_says_wants_none(tmp_path: Path, fr: str) -> None:
    assert told_of(tmp_path, scene("a", fr)) == []


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("L’article 327 punit.", ["fact-without-source"]),
        ("Article 327 (L’Essor, 27.8.2025, B).", []),
    ],
)
def test_a_note_dates_the_law_that_it_quotes(tmp_path: Path, note: str, told: list[str]) -> None:
    assert told_of(tmp_path, scene("a", "b", f'    trainer: "{note}"\n')) == told


@pytest.mark.parametrize(
    ("bm", "fr", "told"),
    [
        ("a", "b", ["fact-unverified-unsaid"]),
        ("Nin ma sɛgɛsɛgɛ fɔlɔ.", "b", ["fact-unverified-unsaid"]),
        ("Nin ma sɛgɛsɛgɛ fɔlɔ.", "Non vérifié.", []),
    ],
)
def test_grade_c_is_said_in_every_language(
    tmp_path: Path, bm: str, fr: str, told: list[str]
) -> None:
    assert told_of(tmp_path, scene(bm, fr, "    facts: [chantage]\n"), "C") == told


def test_a_fact_that_is_nowhere_is_refused_at_its_place(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        told_of(tmp_path, scene("a", "b", "    facts: [chantages]\n"))
    (problem,) = found.value.problems
    assert problem.slug == "fact-unknown"
    assert problem.position


# ---- What a release refuses

OVER = (
    'voices: [{id: kadi, name: Kadi, languages: [bm], asked: "2020-01-01", until: "2021-01-01"}]\n'
)


def refused(folder: Path, lesson: str = GOOD, day: datetime.date = datetime.date(2026, 12, 1),
            **files: str) -> list[str]:  # fmt: skip
    built = course(folder, lesson, **files)
    return [one.slug for one in release_problems(built, folder / "audio", day)]


def test_a_release_takes_what_is_young_and_sourced(tmp_path: Path) -> None:
    assert refused(tmp_path, aide__yaml=LAW % "B") == []


def test_a_release_refuses_what_was_seen_more_than_a_year_ago(tmp_path: Path) -> None:
    assert refused(tmp_path, day=datetime.date(2027, 11, 23), aide__yaml=LAW % "A") == ["fact-old"]


def test_a_release_refuses_law_without_source(tmp_path: Path) -> None:
    lesson = GOOD + scene("a", "La loi peut le punir.")
    assert refused(tmp_path, lesson) == ["fact-without-source"]


def test_grade_u_is_never_taken(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        refused(tmp_path, aide__yaml=LAW % "U")
    assert [problem.slug for problem in found.value.problems] == ["fact-unfound"]


@pytest.mark.parametrize(
    ("voices", "told"),
    [
        ("", ["consent-missing"]),
        ('voices: [{id: kadi, name: Kadi, languages: [bm], asked: "2026-01-01"}]\n', []),
        (OVER, ["consent-missing"]),
    ],
)
def test_a_release_wants_the_consent_of_each_voice(
    tmp_path: Path, voices: str, told: list[str]
) -> None:
    takes = tmp_path / "audio" / "bm" / "essai"
    takes.mkdir(parents=True)
    (takes / "title.wav").write_bytes(b"")
    (tmp_path / "audio" / "voix.yaml").write_text("format: 1\n" + voices, encoding="utf-8")
    assert refused(tmp_path) == told


@pytest.mark.parametrize(("drafts", "told"), [("allowed", 0), ("refused", 2)])
def test_a_course_decides_whether_drafts_are_released(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drafts: str, told: int
) -> None:
    policy = COURSE + f"release: {{drafts: {drafts}}}\n"
    monkeypatch.setattr("tests.lesson.test_course_checks.COURSE", policy)
    assert refused(tmp_path) == ["text-unreviewed"] * told
