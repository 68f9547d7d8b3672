"""The built site as a whole: it leads nowhere but into itself, opens everywhere, and is small."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from builder.errors import BuilderError
from builder.website.build import build_if_changed
from tests.bench.sizes import MAX_FIRST_LESSON_BYTES, MAX_LESSON_BYTES, lesson_bytes
from tests.conftest import ROOT, Pages
from tests.spreading import every_other

FETCHED = {
    ("audio", "src"), ("iframe", "src"), ("image", "href"), ("img", "src"), ("link", "href"),
    ("object", "data"), ("script", "src"), ("source", "src"), ("use", "href"), ("video", "src"),
}  # fmt: skip


class _References(HTMLParser):
    """Collects (tag, attribute, address, line) of everything a page leads to or fetches."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str, int]] = []
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if name in ("href", "src", "data", "poster", "action") and value:
                self.found.append((tag, name, value, self.getpos()[0]))


def references(site: Path) -> Iterator[tuple[Path, str, str, str, int]]:
    for page in sorted(site.rglob("*.html")):
        for tag, name, value, line in _References(page).found:
            yield page, tag, name, value, line


def test_every_link_leads_to_a_file_of_the_site(site: Path) -> None:
    lost = []
    for page, tag, _, address, line in references(site):
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path or tag == "base":
            continue
        target = page.parent / unquote(parts.path)
        if parts.path.startswith("/") or not target.is_file():
            lost.append(f"{page.relative_to(site)}:{line}: {address}")
    assert not lost, "\n".join(sorted(set(lost)))


def test_no_page_fetches_anything_from_another_host(site: Path) -> None:
    outside = [
        f"{page.relative_to(site)}:{line}: {address}"
        for page, tag, name, address, line in references(site)
        if urlsplit(address).scheme in ("http", "https")
        and ((tag, name) in FETCHED or page.relative_to(site).parts[0] in ("bm", "fr"))
    ]
    assert not outside, "\n".join(outside)


def test_no_style_or_script_names_another_host(site: Path) -> None:
    outside = [
        f"{path.relative_to(site)}: {found}"
        for path in [*site.rglob("*.css"), *site.rglob("k/*.js")]
        for found in re.findall(r"(?:https?:)?//[\w.-]+\.\w+/?[^\s\"')]*", path.read_text("utf-8"))
        if "w3.org" not in found
    ]
    assert not outside, "\n".join(outside)


def test_each_lesson_is_small(site: Path) -> None:
    lessons = [page for page in site.glob("*/*.html") if re.fullmatch(r"\d+", page.stem)]
    assert lessons
    sizes = {page: (lesson_bytes(page), lesson_bytes(page, alone=True)) for page in lessons}
    most = (MAX_LESSON_BYTES, MAX_FIRST_LESSON_BYTES)
    assert {page: size for page, size in sizes.items() if size[0] > most[0]} == {}
    assert {page: size for page, size in sizes.items() if size[1] > most[1]} == {}
    assert list(site.rglob("*.map")) == []


def test_names_of_learner_pages_say_nothing_of_the_lesson(site: Path) -> None:
    for language in ("bm", "fr"):
        names = {page.name for page in (site / language).glob("*.html")} - {"index.html"}
        lessons = {name for name in names if re.fullmatch(r"\d+\.html", name)}
        assert lessons
        course_ids = {path.stem for path in (ROOT / "lessons").glob("*.yaml")}
        assert not {Path(name).stem for name in names} & course_ids


@pytest.mark.parametrize("way", ["file", "http"])
def test_every_page_opens_without_a_complaint(
    way: str, site: Path, site_http: Callable[[Path], str], new_page: Pages
) -> None:
    page = new_page()
    pages = sorted(site.rglob("*.html"))
    for path in pages if way == "file" else every_other(pages):
        address = path.as_uri() if way == "file" else site_http(site) + str(path.relative_to(site))
        page.goto(address, wait_until="load")
        assert page.title() or page.locator("body").inner_text(), path
        assert not new_page.complaints, f"{path.relative_to(site)}: {new_page.complaints}"


def test_a_rebuild_with_nothing_changed_touches_nothing(site: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    report = build_if_changed(ROOT)
    assert report.unchanged
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == before


def test_a_folder_that_is_no_project_is_told(tmp_path: Path) -> None:
    with pytest.raises(BuilderError, match=r"mkdocs\.yml"):
        build_if_changed(tmp_path)
