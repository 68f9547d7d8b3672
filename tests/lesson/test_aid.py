"""Help stands in one file, each fact with where it comes from and how old it is."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from builder.activities import find_kinds
from builder.errors import ProblemsFound
from builder.lesson.aid import AidFile, read_aid
from builder.lesson.course import Course
from builder.lesson.loading import load_course
from builder.proofreading import fact_problems
from tests.languages import IN_A_COURSE
from tests.lesson.faults import GOOD, TINY_LESSONS

COURSE = 'format: 1\ntitle: {bm: "Kalan", fr: "Cours"}\nlessons: [essai.yaml]\n' + IN_A_COURSE
AID = """\
format: 1
aids:
  police:
    name: {bm: "Polisi.", fr: "Police."}
    number: "80 00 11 15"
    grade: C
    source: "Un journal"
    seen: "2026-11-22"
    by: "Awa"
"""
CARE = 'minutes: 20\ncare: {lines: [{bm: "I ni ce.", fr: "Bonjour."}], help: [%s]}'


def course(folder: Path, aid: str = AID, named: str = "police", steps: str = "") -> Course:
    shutil.copytree(TINY_LESSONS / "pictures", folder / "pictures")
    (folder / "course.yaml").write_text(COURSE, encoding="utf-8")
    lesson = GOOD.replace("minutes: 20", CARE % named) + steps
    (folder / "essai.yaml").write_text(lesson, encoding="utf-8")
    (folder / "aide.yaml").write_text(aid, encoding="utf-8")
    return load_course(folder, find_kinds())


def slugs(folder: Path, aid: str = AID, named: str = "police", steps: str = "") -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        course(folder, aid, named, steps)
    return [problem.slug for problem in found.value.problems]


def test_a_lesson_names_help_and_the_course_says_it_once(tmp_path: Path) -> None:
    built = course(tmp_path)
    (lesson,) = built.lessons
    assert [key for key, _ in lesson.contacts()] == ["aide/police"]
    said = [one.text for one in built.utterances() if one.source == "aide"]
    assert said == ["Polisi.", "Police."]


def test_help_that_nobody_wrote_is_told_at_its_place(tmp_path: Path) -> None:
    assert slugs(tmp_path, named="polise") == ["aid-unknown"]


def test_a_fact_of_grade_u_is_refused(tmp_path: Path) -> None:
    assert slugs(tmp_path, AID.replace("grade: C", "grade: U")) == ["fact-unfound"]


def test_a_day_that_is_not_in_the_calendar_is_refused(tmp_path: Path) -> None:
    assert slugs(tmp_path, AID.replace("2026-11-22", "2026-02-30")) == ["bad-date"]


@pytest.mark.parametrize(("day", "old"), [("2027-11-22", []), ("2027-11-23", ["fact-old"])])
def test_a_fact_seen_more_than_a_year_ago_is_told(tmp_path: Path, day: str, old: list[str]) -> None:
    found = fact_problems(course(tmp_path), datetime.date.fromisoformat(day))
    assert [problem.slug for problem in found] == old


def test_a_fact_may_have_to_be_seen_again_sooner(tmp_path: Path) -> None:
    sooner = AID + '    until: "2027-01-31"\n'
    found = fact_problems(course(tmp_path, sooner), datetime.date(2027, 2, 1))
    assert [problem.slug for problem in found] == ["fact-old"]


def test_an_empty_place_of_the_centre_says_nothing() -> None:
    assert AidFile(format=1).local.words == ""


def test_the_shipped_help_says_where_all_of_it_comes_from() -> None:
    aid = read_aid(Path(__file__).parents[2] / "lessons")
    assert {"one-stop-center", "police"} <= set(aid.aids)
    assert all(fact.source and fact.seen and fact.by for _, fact in aid.facts())


def test_the_person_of_the_centre_is_the_first_card_once_named(tmp_path: Path) -> None:
    (without,) = course(tmp_path / "a").lessons
    assert [card.name for card in without.help_cards()] == ["aide/police"]
    named = AID + 'local: {name: "Madame Dembele", place: "le bureau"}\n'
    (lesson,) = course(tmp_path / "b", named).lessons
    assert [card.name for card in lesson.help_cards()] == ["aide/local", "aide/police"]


def test_the_label_of_a_card_is_said_too(tmp_path: Path) -> None:
    short = AID.replace("    number", '    short: {bm: "Polisi", fr: "La police"}\n    number')
    built = course(tmp_path, short)
    said = [one.text for one in built.utterances() if one.id == "police-short"]
    assert said == ["Polisi", "La police"]


def test_the_drawing_of_a_card_that_is_missing_is_told(tmp_path: Path) -> None:
    drawn = AID.replace("    number", "    picture: pictures/nothing.svg\n    number")
    assert slugs(tmp_path, drawn) == ["picture-missing"]


HELPCARDS = """\
  - id: qui-aide
    kind: helpcards
    question: {bm: "Jɔn bɛ se k’i dɛmɛ ?", fr: "Qui peut t’aider ?"}
    help: [police, %s]
"""


def test_a_step_of_help_cards_takes_them_from_the_same_file(tmp_path: Path) -> None:
    built = course(tmp_path / "a", steps=HELPCARDS.replace(", %s", ""))
    assert "80 00 11 15" in " ".join(built.lessons[0].steps[-1].sheet("fr"))
    assert slugs(tmp_path / "b", steps=HELPCARDS % "nobody") == ["aid-unknown"]


PLEDGE = """\
  - id: promesses
    kind: pledge
    question: {bm: "I bɛ layidu jumɛn ta ?", fr: "Que promets-tu ?"}
    published: [filles, invented]
    promises:
      - {picture: pictures/friend.svg, text: {bm: "N bɛ lamɛnni kɛ.", fr: "J’écoute."}}
      - {picture: pictures/photo.svg, text: {bm: "N tɛ foto ci.", fr: "Je n’envoie pas."}}
    blank: 2
"""


def test_a_commitment_that_nobody_published_is_refused_at_its_place(tmp_path: Path) -> None:
    tiny = (TINY_LESSONS / "aide.yaml").read_text("utf-8")
    with pytest.raises(ProblemsFound) as found:
        course(tmp_path, tiny, steps=PLEDGE)
    (problem,) = found.value.problems
    assert (problem.slug, problem.position.column) == ("commitment-unpublished", 25)  # type: ignore[union-attr]


def test_the_shipped_commitments_are_the_four_that_were_published() -> None:
    aid = read_aid(Path(__file__).parents[2] / "lessons")
    assert len(aid.commitments) == 4
    assert all(one.source.startswith("LuxDev") for one in aid.commitments.values())
    assert all(one.date == "2025-12-23" for one in aid.commitments.values())


TESTIMONY = """\
  - id: voix
    kind: testimony
    published: [{bm: "A ye kuma fɔ.", fr: "Elle a parlé."}]
    source: "Une page"
    given:
      by: {bm: "Kalanden dɔ", fr: "Une apprenante"}
      words: {bm: "I kana malo.", fr: "N’aie pas honte."}
      file: voix.mp3
      consent: {who: "elle", on: "2026-12-01", use: "ce cours", until: "2099-01-01"%s}
"""


def test_a_voice_that_was_given_speaks_in_every_language(tmp_path: Path) -> None:
    (tmp_path / "voix.mp3").write_bytes(b"ID3")
    built = course(tmp_path, steps=TESTIMONY % "")
    files = {one.language: one.recording for one in built.utterances() if one.id == "voix.words"}
    assert files == dict.fromkeys(("bm", "fr"), tmp_path / "voix.mp3")


def test_one_line_withdraws_what_was_given(tmp_path: Path) -> None:
    built = course(tmp_path, steps=TESTIMONY % ', withdrawn: "2026-12-02"')
    assert "voix.words" not in [one.id for one in built.utterances()]
    assert "testimony-withdrawn" in [problem.slug for problem in built.warnings]
