"""A lesson's page, read and written anew with all it asks for inside."""

from __future__ import annotations

import html
import json
import posixpath
import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

from builder.export.single_file.files import SiteFiles

# Where "leave" goes: a file has no neutral page beside it.
BLANK = "about:blank"
_BEFORE_PLAYER, _AFTER_PLAYER = (
    Path(__file__).with_name(name).read_text("utf-8")
    for name in ("before_player.js", "after_player.js")
)
# With the player, its one voice says what these say.
_STYLE = ".js audio[data-clip]{display:none}"
_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; img-src data:; "
    "media-src data:; base-uri 'none'; form-action 'none'"
)
_POLICY_PLACE = "@policy@"
_CLIP = re.compile(r'"([0-9a-f]{16})"')
_PICTURE = re.compile(r'"([0-9a-f]{8}\.[a-z]+)"')

Attributes = Mapping[str, str | None]


def single_page(files: SiteFiles, path: str) -> bytes:
    """The page at `path` in the site, with nothing left to ask for."""
    page = _Page(files, path)
    page.feed(files.text(path))
    page.close()
    return page.written().encode()


class _Page(HTMLParser):
    """Writes what it reads, but for what has to be otherwise in a single file."""

    def __init__(self, files: SiteFiles, path: str) -> None:
        super().__init__(convert_charrefs=False)
        self._files = files
        self._folder = posixpath.dirname(path)
        self._parts: list[str] = []
        self._policy: dict[str, list[str]] = {"scripts": [], "styles": []}
        self._body: Attributes = {}
        self._left_out = ""  # the element that is being left out, with all it holds
        self._plain: int | None = None  # where what is for browsers without scripts begins
        self._script: list[str] | None = None  # the pieces of the script that is being read
        self._in_page: set[str] = set()  # clips with an element of their own
        self._wanted: dict[str, None] = {}  # clips that the player may ask for

    def written(self) -> str:
        page = "".join(self._parts)
        policy = {name: " ".join(hashes) for name, hashes in self._policy.items()}
        return page.replace(_POLICY_PLACE, _POLICY.format(**policy))

    # ---- What is read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._left_out:
            return
        values = dict(attrs)
        link = values.get("href") or ""
        if tag == "meta" and "http-equiv" in values:
            self._tag(tag, {**values, "content": _POLICY_PLACE})
        elif tag == "link" and values.get("rel") == "stylesheet":
            self._style(self._files.text(self._at(link)) + _STYLE)
        elif tag == "script" and "src" in values:
            self._left_out = tag  # all scripts come together, at the end
        elif tag == "noscript":
            self._plain = len(self._parts)
        elif tag == "img" and values.get("src"):
            self._tag(tag, {**values, "src": self._files.data_url(self._at(values["src"] or ""))})
        elif tag == "audio":
            self._audio(values)
        elif tag == "a" and values.get("id") == "leave":
            self._tag(tag, {**values, "href": BLANK})
        elif tag == "a" and link.endswith(".html"):
            self._left_out = tag
        elif tag == "body":
            self._body = values
            self._tag(tag, {**values, "data-kinds": "", "data-sheets": ""})
        else:
            self._script = [] if tag == "script" else None
            self._parts.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._raw(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if self._left_out:
            self._left_out = "" if tag == self._left_out else self._left_out
        elif tag == "noscript" and self._plain is not None:
            self._end_plain(self._plain)
        elif tag == "audio":
            pass  # written with its beginning, or not at all
        else:
            if tag == "script":
                self._end_script("".join(self._script or ()))
            if tag == "body":
                self._end()
            self._parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)
        self._raw(data)

    def handle_entityref(self, name: str) -> None:
        self._raw(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._raw(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        self._raw(f"<!{decl}>")

    # ---- What is written

    def _raw(self, text: str) -> None:
        if not self._left_out:
            self._parts.append(text)

    def _tag(self, tag: str, values: Attributes) -> None:
        written = "".join(
            f" {name}" if value is None else f' {name}="{html.escape(value)}"'
            for name, value in values.items()
        )
        self._parts.append(f"<{tag}{written}>")

    def _audio(self, values: Attributes) -> None:
        """A clip stands in the page once: players of their own are for browsers without scripts."""
        name = posixpath.basename(values.get("src") or "").removesuffix(".mp3")
        if values.get("id"):
            self._tag("audio", {key: value for key, value in values.items() if key != "src"})
            self._parts.append("</audio>")
        elif name not in self._in_page:
            self._in_page.add(name)
            self._tag("audio", {**values, "data-clip": name, "src": self._clip(name)})
            self._parts.append("</audio>")

    def _end_script(self, text: str) -> None:
        """The table of clips, or what runs before the player."""
        if text.startswith("{"):
            self._wanted.update(dict.fromkeys(_CLIP.findall(text)))
        else:
            self._allow("scripts", text)
        self._script = None

    def _end_plain(self, start: int) -> None:
        """Players come out of <noscript>, so that the player finds their clips; links do not."""
        inside = "".join(self._parts[start:])
        del self._parts[start:]
        if "<audio" in inside:
            self._parts.append(inside)
        elif inside.strip():
            self._parts.append(f"<noscript>{inside}</noscript>")
        self._plain = None

    def _style(self, css: str) -> None:
        self._allow("styles", css)
        self._parts.append(f"<style>{css}</style>")

    def _end(self) -> None:
        """The files that no element holds, then every script."""
        sheets = [
            self._files.text(f"{self._folder}/{kind}.js") for kind in self._names("data-sheets")
        ]
        kinds = [self._files.text(f"k/{kind}.js") for kind in self._names("data-kinds")]
        inside: dict[str, str] = {}
        for script in sheets:
            self._wanted.update(dict.fromkeys(_CLIP.findall(script)))
            names = _PICTURE.findall(script)
            inside.update((name, self._files.data_url(f"p/{name}")) for name in names)
        clips = [name for name in self._wanted if name not in self._in_page]
        inside.update((name, self._clip(name)) for name in clips)
        files = json.dumps(inside, separators=(",", ":"))
        self._parts.append(f'<script type="application/json" id="files">{files}</script>\n')
        player = self._files.text("k/player.js")
        for script in (_BEFORE_PLAYER, player, _AFTER_PLAYER, *sheets, *kinds):
            script = script.replace("</script", r"<\/script")
            self._allow("scripts", script)
            self._parts.append(f"<script>{script}</script>\n")

    def _names(self, attribute: str) -> list[str]:
        return (self._body.get(attribute) or "").split()

    def _clip(self, name: str) -> str:
        return self._files.data_url(f"a/{name}.mp3")

    def _at(self, address: str) -> str:
        """From the page to the site's root."""
        return posixpath.normpath(posixpath.join(self._folder, address))

    def _allow(self, what: str, text: str) -> None:
        digest = b64encode(sha256(text.encode()).digest()).decode("ascii")
        self._policy[what].append(f"'sha256-{digest}'")
