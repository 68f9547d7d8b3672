"""Files of groups: written, read back, refused in one sentence, added up for the forum."""

from __future__ import annotations

import csv
import io
import json
import random
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from builder.page import addresses
from tests.accessibility.axe import violations
from tests.conftest import Pages

GROUPS = 200
BROKEN = 10_000
ODD: tuple[Any, ...] = (None, {}, [], -1, 1.5, 10**9, "<b>", "x" * 900, True, {"toString": 1})
FORMULAS = ("=1+1", "+2", "-3", "@SUM(A1)", "\t=1", " =1")


def group(number: int, says: str = "Elle cache le clavier.", steps: int = 15) -> dict[str, Any]:
    """The file of a group that answered so many steps, twice."""
    counts = [
        {"lesson": "mots-de-passe", "step": f"etape-{step}", "moment": "question", "when": when,
         "asks": "Que fait-elle ?",
         "answers": [{"id": f"answer-{n}", "says": says, "right": n == 2, "effect": None,
                      "count": (number + step + n) % 9} for n in (1, 2, 3)]}
        for step in range(1, steps + 1) for when in ("during", "before")
    ]  # fmt: skip
    return {"format": "kalankan-group", "version": 1, "id": f"{number:016x}",
            "wishes": ["age", "access"] if number % 2 else [], "counts": counts}  # fmt: skip


def broken(chance: random.Random) -> str:
    """A file that is wrong in one place."""
    told = group(1, steps=1)
    text = json.dumps(told)
    count, answer = told["counts"][0], told["counts"][0]["answers"][0]
    odd: Any = chance.choice(
        [None, {}, [], -1, 1.5, 10**9, "<b>", "x" * 900, True, {"toString": 1}]
    )
    holder: Any
    match chance.randrange(6):
        case 0:
            return text[: chance.randrange(len(text) - 1)]
        case 1:
            at = chance.randrange(len(text) - 1)
            return text[:at] + chance.choice('{}[]",:\\') + text[at + 1 :].rstrip("}")
        case 2:
            holder, key = told, chance.choice(["format", "version", "id", "wishes", "counts"])
            odd = [odd] if key == "counts" or odd == [] else odd
        case 3:
            holder, key = count, chance.choice(["lesson", "step", "moment", "when", "answers"])
        case 4:
            holder, key = answer, chance.choice(["id", "right", "count"])
            odd = -2 if isinstance(odd, bool) else odd
        case _:
            holder, key = chance.choice([told, count, answer]), "name"
    holder[key] = odd
    return json.dumps(told)


@pytest.fixture
def forum(new_page: Pages, site: Path) -> Page:
    page = new_page(viewport={"width": 360, "height": 640})
    page.goto((site / addresses.FORUM).as_uri())
    return page


def files(folder: Path, texts: list[str]) -> list[Path]:
    paths = [folder / f"groupe-{number}.json" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, "utf-8")
    return paths


def test_two_hundred_groups_are_added_up_in_less_than_a_second(forum: Page) -> None:
    texts = [json.dumps(group(number)) for number in range(GROUPS)]
    told = forum.evaluate(
        """texts => {
            const began = performance.now(), { read, add, csv } = Together.records;
            const sum = add(texts.map(text => read(text, "x").record));
            Together.bars.draw(document.querySelector("#bars"), sum.counts);
            return { sum, csv: csv(sum), ms: performance.now() - began };
        }""",
        texts,
    )
    assert told["ms"] < 1000
    assert told["sum"]["groups"] == GROUPS
    hands = sum(
        answer["count"] for n in range(GROUPS) for one in group(n)["counts"]
        for answer in one["answers"]
    )  # fmt: skip
    added = [answer["count"] for one in told["sum"]["counts"] for answer in one["answers"]]
    assert sum(added) == hands
    rows = list(csv.DictReader(io.StringIO(told["csv"].removeprefix("\ufeff")), delimiter=";"))
    assert sum(int(row["mains"] or 0) for row in rows) == hands
    wished = {row["réponse"]: row["groupes"] for row in rows if row["quoi"] == "souhait"}
    assert sorted(wished.values()) == ["0"] * 4 + [str(GROUPS // 2)] * 2


def test_ten_thousand_broken_files_are_each_refused_in_one_sentence(forum: Page) -> None:
    chance = random.Random(3)
    texts = [broken(chance) for _ in range(BROKEN)]
    texts += ["", "null", "[" * 500_000, "x" * 2_000_000, '{"__proto__": {}}', "\u0000"]
    told: list[str | None] = forum.evaluate(
        "texts => texts.map(text => Together.records.read(text, 'groupe.json').problem || null)",
        texts,
    )
    assert [text[:200] for text, why in zip(texts, told, strict=True) if why is None] == []
    assert all(why and why.startswith("« groupe.json » ") and "\n" not in why for why in told)


def test_a_file_is_saved_and_read_back_as_it_was(new_page: Pages, site: Path) -> None:
    page = new_page()
    page.goto((site / addresses.GROUP).as_uri())
    page.locator("#wishes input").first.check()
    with page.expect_download() as saved:
        page.click("#save")
    record = json.loads(saved.value.path().read_text("utf-8"))
    assert record["wishes"] == ["connection"]
    assert saved.value.suggested_filename == f"groupe-{record['id'][:6]}.json"
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    assert not page.locator("#wishes input").first.is_checked()
    page.set_input_files("#open", saved.value.path())
    page.get_by_text("Les comptes du fichier sont là.").wait_for()
    assert page.locator("#wishes input").first.is_checked()
    page.check("#keep")
    page.reload()
    assert page.locator("#wishes input").first.is_checked()
    page.click("#erase")
    assert page.evaluate("localStorage.length") == 0
    assert not page.locator("#wishes input").first.is_checked()


def test_the_forum_takes_good_files_and_names_those_it_refuses(forum: Page, tmp_path: Path) -> None:
    texts = [json.dumps(group(n)) for n in (1, 2, 2)]
    newer = json.dumps({**group(3), "version": 2})
    forum.set_input_files("#files", files(tmp_path, [*texts, "{", newer]))
    forum.get_by_text("2 groupe(s) additionné(s)").wait_for()
    refused = forum.locator("#refused li").all_text_contents()
    assert len(refused) == 2
    assert "groupe-3.json" in refused[0]
    assert "plus récente" in refused[1]
    assert "1 fichier(s) en double" in (forum.locator("#told").text_content() or "")


@pytest.mark.parametrize("words", [*FORMULAS, "<img src=x onerror=alert(1)>", 'a";b'])
def test_words_of_a_file_are_never_markup_nor_a_formula(
    forum: Page, tmp_path: Path, words: str
) -> None:
    forum.set_input_files("#files", files(tmp_path, [json.dumps(group(1, words))]))
    forum.get_by_text("1 groupe(s) additionné(s).").wait_for()
    assert forum.locator("#bars img").count() == 0
    with forum.expect_download() as saved:
        forum.click("#table")
    text = saved.value.path().read_text("utf-8-sig")
    said = {row["réponse"] for row in csv.DictReader(io.StringIO(text), delimiter=";")}
    shown = words if words not in FORMULAS else "'" + words
    assert shown in said
    assert not any(cell.lstrip()[:1] in "=+-@" for cell in said if cell.strip())


@pytest.mark.parametrize("size", [(360, 640), (1366, 768)])
@pytest.mark.parametrize(
    "address", [addresses.GROUP, addresses.FORUM, *map(addresses.device_check, ("bm", "fr"))]
)
def test_no_violation_and_no_sideways_scroll(
    new_page: Pages, site: Path, address: str, size: tuple[int, int]
) -> None:
    page = new_page(viewport={"width": size[0], "height": size[1]})
    page.goto((site / address).as_uri())
    if address == addresses.FORUM:
        page.evaluate(
            """text => {
                const { read, add } = Together.records, sum = add([read(text, "x").record]);
                Together.bars.draw(document.querySelector("#bars"), sum.counts);
                document.querySelector("#sum").hidden = false;
            }""",
            json.dumps(group(1)),
        )
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
