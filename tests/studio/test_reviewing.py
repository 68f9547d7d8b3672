"""A reviewer made of code passes, mends and questions every text; an author takes and leaves."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from builder.lesson.signatures import (
    Opinion,
    Signatures,
    add_opinions,
    read_opinions,
    signatures_path,
)
from builder.lesson.text import text_hash
from builder.lesson.utterance import Review
from builder.project import Project
from builder.recording.script import read_script
from builder.review.strings import review_strings
from tests.conftest import ROOT
from tests.disk.refusing import refusing
from tests.studio.conftest import Answer, Studio

FIRST = "Fais attention à toi sur Internet."
MENDED = "Protège-toi bien sur Internet."


def strings(studio: Studio, language: str = "fr") -> dict[str, Any]:
    """What the page is given, by words."""
    told = studio.get(f"/review/{language}").told
    return {one["words"]: one for one in told["strings"]}


def post(studio: Studio, path: str, body: Any, **headers: str | None) -> Answer:
    usual = {"Origin": f"http://127.0.0.1:{studio.server.door.port}"}
    given = {name: value for name, value in {**usual, **headers}.items() if value is not None}
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return studio.ask("POST", path, sent, given)


def says(studio: Studio, words: str, verdict: str, by: str = "Awa", **more: str) -> Answer:
    of = strings(studio)[words]["of"]
    return post(studio, f"/opinion/fr/{of}", {"by": by, "says": verdict, **more})


def files(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def changed(studio: Studio, before: dict[str, bytes]) -> set[str]:
    after = files(studio.project.root)
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


def test_a_reviewer_passes_mends_and_questions_every_text(studio: Studio) -> None:
    before = files(studio.project.root)
    offered = studio.get("/review/fr").told["strings"]
    for place, one in enumerate(offered):
        verdict = ("accept", "propose", "question")[place % 3]
        told = {"by": "Awa", "says": verdict, "note": "é" * (place % 2)}
        told["proposal"] = one["words"] + " Oui." if verdict == "propose" else ""
        answer = post(studio, f"/opinion/fr/{one['of']}", told)
        assert answer.status == 200, answer.told
    assert changed(studio, before) == {"lessons/relectures/fr.yaml"}
    progress = studio.get("/review/fr?by=Awa").told["progress"]
    assert (progress["left"], progress["total"]) == (0, len(offered))
    kept = read_opinions(signatures_path(studio.project.lessons, "fr"))
    assert [one.of for one in kept] == [one["of"] for one in offered]
    assert {one.says for one in kept} == {"accept", "propose", "question"}
    passed = {one.of for one in kept if one.says == "accept"}
    said = studio.project.utterances(studio.project.load_course())
    french = [one for one in said if one.language == "fr" and one.fingerprint]
    reviewed = {one.fingerprint for one in french if one.review.state == "reviewed"}
    assert reviewed == passed & {one.fingerprint for one in french}


def test_what_is_signed_counts_in_the_coverage_until_the_text_is_edited(studio: Studio) -> None:
    assert says(studio, FIRST, "accept").status == 200

    def reviewed() -> int:
        rows = studio.project.status(studio.project.load_course()).rows
        return sum(row.reviewed for row in rows)

    assert reviewed() == 1
    lesson = studio.project.lessons / "petite.yaml"
    lesson.write_text(lesson.read_text("utf-8").replace(FIRST, MENDED), "utf-8")
    assert reviewed() == 0
    assert strings(studio)[MENDED]["opinions"] == []


def test_a_proposal_is_taken_with_one_touch_and_nothing_else_moves(studio: Studio) -> None:
    assert says(studio, FIRST, "propose", proposal=f"  {MENDED} ").status == 200
    before = files(studio.project.root)
    of = strings(studio)[FIRST]["of"]
    taken = post(studio, f"/taken/fr/{of}", {"by": "Musa", "proposal": MENDED})
    assert taken.told == {"changed": ["petite.yaml"]}
    assert changed(studio, before) == {"lessons/petite.yaml"}
    now = (studio.project.lessons / "petite.yaml").read_bytes()
    was = before["lessons/petite.yaml"]
    assert now == was.replace(FIRST.encode(), MENDED.encode())
    mended = strings(studio)[MENDED]
    assert (mended["state"], mended["opinions"][0]["by"]) == ("reviewed", "Awa")


def test_a_proposal_that_is_left_no_longer_stands_in_the_way(studio: Studio) -> None:
    says(studio, FIRST, "propose", proposal=MENDED)
    says(studio, FIRST, "accept", by="Musa")
    both = strings(studio)[FIRST]
    assert [(one["by"], one["says"]) for one in both["opinions"]] == [
        ("Awa", "propose"), ("Musa", "accept"),
    ]  # fmt: skip
    assert both["state"] == "draft"
    before = files(studio.project.root)
    left = post(studio, f"/left/fr/{both['of']}", {"by": "Autrice", "proposal": MENDED})
    assert left.status == 200
    assert changed(studio, before) == {"lessons/relectures/fr.yaml"}
    assert strings(studio)[FIRST]["state"] == "reviewed"


def test_a_text_in_doubt_comes_first_with_what_helps_to_judge_it(studio: Studio) -> None:
    says(studio, FIRST, "accept")
    offered = studio.get("/review/fr").told["strings"]
    assert offered[-1]["words"] == FIRST
    told = strings(studio)["Ne dis ton secret à personne."]
    assert told["near"] == [FIRST, "Combien de mots faut-il ?"] or told["near"][0] == FIRST
    assert told["others"][0]["words"] == "I kana i gundo fɔ mɔgɔ si ye."
    assert told["picture"]["alt"] == "C’est le marché."
    assert studio.get("/clip/" + "/".join(told["line"])).status == 200


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (b"", 400), (b"\xff", 400), (b"[" * 9000, 400), (b"[]", 400), (b"x" * 20_000, 413),
        ({"by": 3, "says": "accept"}, 400),
        ({"by": "A", "says": "accept"}, 422),
        ({"by": "A" * 81, "says": "accept"}, 422),
        ({"by": "Awa", "says": "left", "proposal": "Non."}, 422),
        ({"by": "Awa", "says": "burn"}, 422),
        ({"by": "Awa", "says": "propose"}, 422),
        ({"by": "Awa", "says": "propose", "proposal": FIRST}, 422),
        ({"by": "Awa", "says": "propose", "proposal": "é" * 601}, 422),
        ({"by": "Awa", "says": "propose", "proposal": "{x.__class__}"}, 422),
        ({"by": "Awa", "says": "propose", "proposal": "<img src=x>"}, 422),
        ({"by": "Awa", "says": "question", "note": "<b>"}, 422),
        ({"by": "<script>", "says": "accept"}, 422),
        ({"by": "\u202e\n", "says": "accept"}, 422),
    ],
)  # fmt: skip
def test_what_is_no_opinion_is_refused_in_french(studio: Studio, told: Any, status: int) -> None:
    before = files(studio.project.root)
    answer = post(studio, f"/opinion/fr/{strings(studio)[FIRST]['of']}", told)
    assert answer.status == status
    assert answer.told["error"].endswith((".", "»."))
    assert changed(studio, before) == set()


@pytest.mark.parametrize("path", ["/opinion", "/taken", "/left"])
@pytest.mark.parametrize(
    ("at", "headers", "status"),
    [
        ("fr/00000000", {}, 409),
        ("xx/00000000", {}, 404),
        ("..%2f..%2fx/00000000", {}, 404),
        ("fr/..%2f..%2fpetite.yaml", {}, 404),
        ("fr/00000000", {"Origin": None}, 403),
        ("fr/00000000", {"Origin": "http://another.example"}, 403),
        ("fr/00000000", {"Host": "another.example"}, 403),
    ],
)
def test_nothing_is_written_from_elsewhere_or_to_elsewhere(
    studio: Studio, path: str, at: str, headers: dict[str, str | None], status: int
) -> None:
    before = files(studio.project.root)
    answer = post(studio, f"{path}/{at}", {"by": "Awa", "says": "accept"}, **headers)
    assert answer.status == status
    assert changed(studio, before) == set()


def test_nobody_takes_what_nobody_proposes_nor_the_words_of_the_program(studio: Studio) -> None:
    before = files(studio.project.root)
    of = strings(studio)[FIRST]["of"]
    answer = post(studio, f"/taken/fr/{of}", {"by": "Awa", "proposal": MENDED})
    assert (answer.status, changed(studio, before)) == (422, set())


def test_what_is_yaml_in_a_proposal_stays_words(studio: Studio) -> None:
    hostile = "a: [b], 'c' # no\\ & - !x | é"
    assert says(studio, FIRST, "propose", proposal=hostile).status == 200
    of = strings(studio)[FIRST]["of"]
    assert post(studio, f"/taken/fr/{of}", {"by": "Awa", "proposal": hostile}).status == 200
    step = studio.project.load_course().lessons[0].steps[0]
    assert hostile in [phrase.text.shown("fr") for phrase in step.phrases()]


def test_a_disk_that_refuses_loses_no_opinion(tmp_path: Path) -> None:
    path = signatures_path(tmp_path, "bm")
    opinion = Opinion(of="0" * 8, by="Awa", on="2026-11-24", says="accept", words="I ni ce")
    add_opinions(path, [opinion])
    second = opinion.model_copy(update={"by": "Musa"})
    place = 0
    while True:
        before = path.read_bytes()
        with refusing(tmp_path, place) as disk:
            try:
                add_opinions(path, [second])
            except OSError:
                assert read_opinions(path)[: before.count(b"\n-")]
                assert path.read_bytes().startswith(before)
            if not disk.has_refused:
                break
        place += 1
    assert place >= 3
    assert {one.by for one in read_opinions(path)} == {"Awa", "Musa"}


def test_a_reviewer_who_is_killed_at_any_moment_loses_only_what_was_not_kept(
    tmp_path: Path,
) -> None:
    path = signatures_path(tmp_path, "bm")
    opinion = Opinion(of="0" * 8, by="Awa", on="2026-11-24", says="accept", words="I ni ce")
    for number in range(100):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            for more in range(1000):
                told = {"by": f"R{number}", "of": f"{more:08x}"}
                add_opinions(path, [opinion.model_copy(update=told)])
                os.write(writing, b".")
            os._exit(0)
        os.close(writing)
        count = number % 3 + 1
        heard = sum(len(os.read(reading, 1)) for _ in range(count))
        os.kill(child, 9)
        os.waitpid(child, 0)
        heard += len(os.read(reading, 100_000))
        os.close(reading)
        kept = [one.of for one in read_opinions(path) if one.by == f"R{number}"]
        assert len(kept) in (heard, heard + 1)
        assert kept == [f"{more:08x}" for more in range(len(kept))]
        path.unlink()


def test_opinions_of_other_words_do_not_count() -> None:
    opinion = Opinion(of="0" * 8, by="Awa", on="2026-11-24", says="accept", words="I ni ce")
    signatures = Signatures({"bm": (opinion,)})
    draft = Review("machine-draft")
    assert signatures.review("bm", "0" * 8, draft).by == "Awa"
    assert signatures.review("fr", "0" * 8, draft) is draft
    assert signatures.review("bm", text_hash("I ni sɔgɔma"), draft) is draft


def test_every_part_of_the_shipped_course_has_a_name_and_is_reviewed() -> None:
    project = Project(ROOT)
    script = read_script(project)
    assert {one.source for one in script.utterances()} <= set(script.parts)
    offered = review_strings(project, script.course, "bm", script.utterances())
    sources = {one.line.source for one in offered if one.line}
    assert {lesson.id for lesson in script.course.lessons} <= sources
    assert ("avant-apres" in sources) == (script.course.sittings is not None)
