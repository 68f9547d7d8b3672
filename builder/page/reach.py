"""How a page reaches its clips and pictures: beside it in the site, or inside itself."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from markupsafe import Markup

from builder.page import addresses
from builder.page.policy import EARLY, policy_beside, policy_inside

_TYPES: Mapping[str, str] = {
    ".mp3": "audio/mpeg",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".png": "image/png",
}
# With the player, its one voice says what these say.
_STYLE = ".js audio[data-clip]{display:none}"


class Reach(Protocol):
    """What templates write where a file is wanted."""

    @property
    def inside(self) -> Inside | None:
        """What a page that stands alone holds; None for a page of the site."""

    @property
    def policy(self) -> str: ...

    def file(self, page: str, address: str, file: Path) -> str:
        """The file at `address` in the site, for the page at `page`."""

    def shared(self, page: str, name: str) -> str:
        """As `file`, for what all pages share."""


@dataclass(frozen=True)
class Beside:
    """For pages of the site, which ask for their neighbours."""

    inside: None = None
    policy: str = policy_beside([EARLY])

    def file(self, page: str, address: str, file: Path) -> str:
        return addresses.up(page) + address

    def shared(self, page: str, name: str) -> str:
        return addresses.up(page) + addresses.shared(name)


@dataclass(frozen=True)
class Inside:
    """For one page alone: files become addresses that hold them, scripts and style its own text.

    `scripts` run in their order, after the page has been read; the policy allows them and no other.
    """

    style: Markup
    scripts: tuple[Markup, ...]
    shared_files: Mapping[str, bytes]

    @property
    def inside(self) -> Inside:
        return self

    @property
    def policy(self) -> str:
        return policy_inside([EARLY, *self.scripts], [self.style])

    def file(self, page: str, address: str, file: Path) -> str:
        return _data_url(file.suffix, file.read_bytes())

    def shared(self, page: str, name: str) -> str:
        return _data_url(Path(name).suffix, self.shared_files[addresses.shared(name)])


# What an address may hold as it is; `%` and `#` mean something there.
_IN_A_DRAWING = " !$&'()*+,-./:;<=>?@_"


def style_inside(css: str) -> Markup:
    """Of our own writing, hence safe to stand in a page as it is."""
    return Markup(css + _STYLE)


def script_inside(source: str) -> Markup:
    """A script that cannot end the element it stands in."""
    return Markup(source.replace("</script", r"<\/script"))


def _data_url(suffix: str, content: bytes) -> str:
    """An address that holds the whole file; a drawing stays text, a quarter shorter than base64."""
    drawing = content.decode() if suffix.lower() == ".svg" else ""
    if drawing and "'" not in drawing:
        # Safe between double quotes, where addresses stand: its own become single ones.
        words = quote(drawing.replace('"', "'"), safe=_IN_A_DRAWING).replace("&", "&amp;")
        return Markup(f"data:{_TYPES['.svg']},{words}")
    return f"data:{_TYPES[suffix.lower()]};base64,{b64encode(content).decode('ascii')}"
