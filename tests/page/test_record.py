"""A page knows what it says, shows and runs, without anybody reading its HTML."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder.activities import find_kinds
from builder.page.pictures import Pictures
from builder.page.record import LearnerPage, in_script
from builder.page.renderer import Renderer
from builder.page.site import learner_pages
from tests.page.sites import OVERRIDES, BuiltSite, build, write_lessons


def renderer(site: BuiltSite) -> Renderer:
    pictures = Pictures(site.folder.parent / "cache")
    return Renderer(site.course.folder, OVERRIDES, find_kinds(), pictures, site.course.languages)


@pytest.fixture(scope="session")
def pages(site: BuiltSite) -> dict[str, LearnerPage]:
    made = learner_pages(renderer(site), site.course, site.narration)
    return {page.path: page for page in made}


@pytest.mark.parametrize("path", ["index.html", "bm/1.html", "fr/2.html"])
def test_a_record_names_what_the_page_holds_and_nothing_else(
    pages: dict[str, LearnerPage], path: str
) -> None:
    page = pages[path]
    said = re.findall(r'data-(?:say|t|name|position)="([^"]+)"', page.html)
    assert {key for keys in said for key in keys.split()} == set(page.says)
    wanted = set(re.findall(r'src="(?:\.\./)*([ap]/[^"]+)"', page.html))
    assert wanted <= set(page.assets)
    assert all(file.is_file() for file in page.assets.values())
    named = re.findall(r"[0-9a-f]{16}", page.html)
    assert {f"a/{name}.mp3" for name in named} == set(page.clips)


def test_a_record_names_its_scripts_in_the_order_they_run(pages: dict[str, LearnerPage]) -> None:
    scripts = pages["bm/1.html"].scripts
    assert scripts[:2] == ("k/player.js", "bm/passphrase.js")
    assert "k/chat.js" in scripts
    assert pages["bm/2.html"].scripts == ("k/player.js", "k/choice.js", "k/scene.js")
    assert pages["bm/2.html"].styles == ("k/kalankan.css",)


def test_a_page_that_stands_alone_holds_each_clip_once_and_names_it(site: BuiltSite) -> None:
    for number, lesson in enumerate(site.course.lessons, 1):
        page = renderer(site).lesson_alone("bm", number, lesson, site.narration.clips, before="")
        players = re.findall(r'<audio controls preload="none" data-clip="([0-9a-f]+)"', page.html)
        files = re.findall(r'"([0-9a-f]{16})":"data:audio', page.html)
        assert len(players) == len(set(players)) > 5
        assert set(players).isdisjoint(files)
        assert {f"a/{name}.mp3" for name in [*players, *files]} == set(page.clips)


def test_names_of_places_in_a_text_are_text(tmp_path: Path) -> None:
    lessons = write_lessons(tmp_path / "lessons")
    petite = lessons / "petite.yaml"
    told = petite.read_text("utf-8").replace("C’est le marché.", "@policy@ @clips@ {{ table() }}")
    petite.write_text(told, "utf-8")
    site = build(tmp_path, lessons)
    assert "@policy@ @clips@ {{ table() }}" in (site.folder / "fr/1.html").read_text("utf-8")
    alone = renderer(site).lesson_alone(
        "fr", 1, site.course.lessons[0], site.narration.clips, before=""
    )
    assert "@policy@ @clips@ {{ table() }}" in alone.html


def test_a_text_cannot_end_the_script_it_stands_in() -> None:
    assert "</script" not in in_script({"a": "</script><script>alert(1)</script>"})
