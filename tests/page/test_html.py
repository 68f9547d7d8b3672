"""What a learner page is made of, read from its HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from builder.lesson.course import name_id
from builder.lesson.utterance import Utterance
from builder.page.published import smaller_script, smaller_style
from tests.page.sites import OVERRIDES, ROOT, BuiltSite

PAGES = ("index.html", "fr/index.html", "bm/1.html", "fr/1.html", "bm/2.html", "fr/2.html")
ALL_PAGES = (*PAGES, "jate.html", "fr/jate.html", "bm/passphrase.html", "fr/passphrase.html")
VOID = {"meta", "link", "img", "br", "input", "use", "path", "rect", "circle"}
SILENT = {"script", "style", "title"}

each_page = pytest.mark.parametrize("path", PAGES)
every_page = pytest.mark.parametrize("path", ALL_PAGES)


class Reader(HTMLParser):
    """Tags with their attributes, and each visible text with the utterance it belongs to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str | None]] = []
        self.table = "{}"
        self._open: list[tuple[str, str | None]] = []
        # French words inside other words are marked as such, and belong to the same utterance.
        self.feed(re.sub(r'<span lang="fr">(.*?)</span>', r"\1", html))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag not in VOID:
            inherited = self._open[-1][1] if self._open else None
            self._open.append((tag, found.get("data-t", inherited)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.startswith('{"'):
            self.table = data
        elif data.strip() and self._open and self._open[-1][0] not in SILENT:
            self.texts.append((data.strip(), self._open[-1][1]))


def read(site: BuiltSite, path: str) -> Reader:
    return Reader((site.folder / path).read_text("utf-8"))


def values(reader: Reader, name: str) -> Iterator[str]:
    for _, attributes in reader.tags:
        if value := attributes.get(name):
            yield value


def is_own_name(utterance: Utterance) -> bool:
    """Whether a language names itself: that is there in every page."""
    return (utterance.source, utterance.id) == ("course", name_id(utterance.language))


@each_page
def test_every_visible_text_is_an_utterance_and_shown_as_it_was_written(
    site: BuiltSite, path: str
) -> None:
    language = "fr" if path.startswith("fr/") else "bm"
    by_text = {
        narrated.utterance.text
        for (_, _, said_in), narrated in site.narration.clips.items()
        if said_in == language or is_own_name(narrated.utterance)
    }
    texts = read(site, path).texts
    assert len(texts) > 20
    assert [text for text, key in texts if key is None] == []
    assert [text for text, _ in texts if text not in by_text] == []


@each_page
def test_whatever_is_touched_or_read_has_a_voice(site: BuiltSite, path: str) -> None:
    html = (site.folder / path).read_text("utf-8")
    table = json.loads(Reader(html).table)
    for tag, attributes in Reader(re.sub(r"<noscript>.*?</noscript>", "", html)).tags:
        if tag in ("button", "summary", "a", "figure", "li", "p") or "data-say" in attributes:
            keys = (attributes.get("data-say") or "").split()
            assert keys or tag in ("li", "p"), attributes
            assert set(keys) <= set(table)
    for file, *_ in table.values():
        assert (site.folder / "a" / f"{file}.mp3").is_file()


@each_page
def test_a_page_has_only_clips_of_its_own_language_and_names_of_others(
    site: BuiltSite, path: str
) -> None:
    language = "fr" if path.startswith("fr/") else "bm"
    own = {
        narrated.clip.fingerprint
        for (_, _, said_in), narrated in site.narration.clips.items()
        if narrated.clip and (said_in == language or is_own_name(narrated.utterance))
    }
    named = set(re.findall(r"[0-9a-f]{16}", (site.folder / path).read_text("utf-8")))
    assert named
    assert named <= own


@every_page
def test_the_language_of_a_page_is_said(site: BuiltSite, path: str) -> None:
    language = "fr" if path.startswith("fr/") else "bm"
    assert dict(read(site, path).tags)["html"] == {"lang": language}


@every_page
def test_a_page_runs_nothing_inline_but_the_one_script_its_policy_names(
    site: BuiltSite, path: str
) -> None:
    reader = read(site, path)
    for tag, attributes in reader.tags:
        assert not [name for name in attributes if name.startswith("on")]
        assert "style" not in attributes or path.endswith("jate.html")
        if tag == "script" and "src" not in attributes:
            assert attributes.get("type") == "application/json" or not attributes
    policy = next(v for v in values(reader, "content") if "default-src 'none'" in v)
    assert "unsafe-eval" not in policy
    assert "http" not in policy


@every_page
def test_a_page_asks_nothing_of_another_host(site: BuiltSite, path: str) -> None:
    html = (site.folder / path).read_text("utf-8")
    outside = re.findall(r'(?:src|href)="((?:[a-z]+:)?//[^"]+)"', html)
    assert outside == []
    for reference in re.findall(r'(?:src|href)="([^"#]+)[^"]*"', html):
        if not reference.startswith("data:"):
            assert (site.folder / path).parent.joinpath(reference).resolve().is_file(), reference


@every_page
def test_ids_are_unique(site: BuiltSite, path: str) -> None:
    ids = list(values(read(site, path), "id"))
    assert len(ids) == len(set(ids))


def test_leave_is_the_first_thing_on_a_sensitive_page(site: BuiltSite) -> None:
    reader = read(site, "bm/2.html")
    first = next(a for tag, a in reader.tags if tag in ("a", "button"))
    assert first["id"] == "leave"
    assert first["href"] == "../jate.html"
    assert reader.texts[0][0] != ""


def test_a_sensitive_page_has_a_neutral_name_and_no_name_of_its_lesson(site: BuiltSite) -> None:
    html = (site.folder / "fr" / "2.html").read_text("utf-8")
    assert "<title>Leçon 2</title>" in html
    assert "Le harcèlement" not in html
    assert "discret" not in html


def test_names_of_files_say_nothing(site: BuiltSite) -> None:
    for path in site.rendered.assets:
        assert re.fullmatch(r"a/[0-9a-f]+\.mp3|p/[0-9a-f]+\.(svg|png|jpg|jpeg|webp)", path)


def test_a_text_is_never_markup(site: BuiltSite, tmp_path: Path) -> None:
    from tests.page.sites import build, write_lessons

    lessons = write_lessons(tmp_path / "lessons")
    petite = lessons / "petite.yaml"
    told = petite.read_text("utf-8").replace("C’est le marché.", '1 < 2 & 3 > 2 \\" {{ 7 * 7 }}')
    petite.write_text(told, "utf-8")
    html = (build(tmp_path, lessons).folder / "fr" / "1.html").read_text("utf-8")
    assert "1 &lt; 2 &amp; 3 &gt; 2 &#34; {{ 7 * 7 }}" in html


def test_the_same_sources_give_the_same_bytes(site: BuiltSite, tmp_path: Path) -> None:
    from tests.page.sites import build, write_lessons

    again = build(tmp_path, write_lessons(tmp_path / "lessons"))
    assert list(again.rendered.pages) == list(site.rendered.pages)
    assert list(again.rendered.assets) == list(site.rendered.assets)


def test_smaller_scripts_and_styles_lose_only_comments_and_space() -> None:
    assert smaller_script("// a\n  const a = 'x // y';\n\n") == "const a = 'x // y';\n"
    assert smaller_style("/* a */\na > b { color: red; }\n") == "a>b{color: red;}\n"


# ---- Chromium of early 2019 (73): what came later must not be needed

LATER_IN_SCRIPTS = {
    "optional chaining (80)": r"\?\.[a-zA-Z_$\[(]",
    "nullish coalescing (80)": r"\?\?",
    "replaceAll (85)": r"\.replaceAll\(",
    "at() (92)": r"\.at\(",
    "optional catch binding is ES2019": r"catch\s*\{",
    "structuredClone (98)": r"structuredClone",
    "Promise.allSettled (76)": r"allSettled",
    "replaceChildren (86)": r"replaceChildren",
    "static import": r"^\s*import\b",
    "fetch does not read file://": r"\bfetch\(",
    "template text of several lines": r"`[^`\n]*$",
}
LATER_IN_STYLES = {
    "flex gap (84)": r"(?<![-\w])gap\s*:",
    "inset (87)": r"(?<![-\w])inset\s*:",
    "aspect-ratio (88)": r"aspect-ratio\s*:",
    ":is, :where, :has (88, 105)": r":(is|where|has)\(",
    ":focus-visible (86)": r":focus-visible",
    "min(), max(), clamp() (79)": r"(?<![-\w])(min|max|clamp)\(",
    "dynamic viewport units (108)": r"\d(dvh|svh|lvh)\b",
    "logical shorthands (87)": r"(margin|padding|inset)-(inline|block)\s*:",
    "cascade layers (99)": r"@layer",
}
SCRIPTS = sorted([*OVERRIDES.glob("k/*.js"), *ROOT.glob("builder/activities/*/activity.js")])
STYLES = sorted([*OVERRIDES.glob("k/*.css"), *ROOT.glob("builder/activities/*/style.css")])


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_scripts_keep_to_what_a_phone_of_2019_knows(path: Path) -> None:
    source = path.read_text("utf-8")
    code = "\n".join(line for line in source.splitlines() if not line.strip().startswith("//"))
    found = [name for name, later in LATER_IN_SCRIPTS.items() if re.search(later, code, re.M)]
    assert found == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_styles_keep_to_what_a_phone_of_2019_knows(path: Path) -> None:
    code = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    found = [name for name, later in LATER_IN_STYLES.items() if re.search(later, code)]
    assert found == []
