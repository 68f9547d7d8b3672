"""What one page says, shows and runs, noted while its templates ask for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder.lesson.utterance import Language
from builder.narration.clip import Clip
from builder.page import addresses
from builder.page.pictures import Pictures
from builder.page.reach import Reach
from builder.page.speech import Speech


@dataclass(frozen=True)
class LearnerPage:
    """A finished page and all it needs.

    `clips` and `pictures` are address in the site → file; `says` the keys of its table of clips,
    in the order they were asked for; `scripts` and `styles` addresses, in the order they run.
    `lesson` is the lesson's id, None for pages that belong to none.
    """

    path: str
    language: Language
    html: str
    lesson: str | None = None
    says: tuple[str, ...] = ()
    clips: Mapping[str, Path] = field(default_factory=dict)
    pictures: Mapping[str, Path] = field(default_factory=dict)
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()

    @property
    def assets(self) -> Mapping[str, Path]:
        """All files to put beside the page."""
        return {**self.clips, **self.pictures}


@dataclass
class Record:
    """The functions that templates call, each of which notes what it gives."""

    path: str
    speech: Speech
    reach: Reach
    pictures: Pictures
    folder: Path
    """Where the pictures that a lesson names are."""
    own_folder: Path
    """Where `own_picture` looks: an activity's folder."""
    said: dict[str, None] = field(default_factory=dict)
    clips: dict[str, Path] = field(default_factory=dict)
    shown: dict[str, Path] = field(default_factory=dict)
    _held: set[str] = field(default_factory=set)
    _wanted: dict[str, Clip] = field(default_factory=dict)

    def functions(self, own_folder: Path | None = None) -> dict[str, Any]:
        """What every template gets."""
        own = own_folder or self.own_folder
        return {
            "lang": self.speech.language,
            "up": addresses.up(self.path),
            "alone": self.reach.inside,
            "policy": self.reach.policy,
            "text": self.speech.text,
            "say": self.say,
            "clip": self.clip,
            "own_player": self.own_player,
            "spoken": self.spoken,
            "picture": lambda file: self._picture(self.folder / file),
            "own_picture": lambda file: self._picture(own / file),
            "shared": lambda name: self.reach.shared(self.path, name),
            "table": self.table,
            "held": self.held,
        }

    def say(self, keys: str) -> str:
        """The same keys, which the page can say from now on."""
        for key in keys.split():
            if key not in self.said:
                self.said[key] = None
                self._note(self.speech.clip(key))
        return keys

    def clip(self, key: str) -> str:
        """The clip's address; empty when no voice could say it."""
        clip = self._note(self.speech.clip(key))
        return self._address(clip) if clip else ""

    def own_player(self, key: str) -> tuple[str, str] | None:
        """Name and address of the clip for a player of its own.

        None when no voice could say it, and in a page that stands alone when it has one already.
        """
        clip = self._note(self.speech.clip(key))
        if clip is None or (self.reach.inside and clip.fingerprint in self._held):
            return None
        self._held.add(clip.fingerprint)
        return clip.fingerprint, self._address(clip)

    def spoken(self, key: str) -> tuple[str, int]:
        """The clip's fingerprint and milliseconds; empty and 0 when no voice could say it."""
        clip = self._note(self.speech.clip(key))
        return (clip.fingerprint, clip.duration_ms) if clip else ("", 0)

    def table(self) -> dict[str, list[object]]:
        """All that the page has said it can say, by key: asked for at the page's end."""
        return {key: row for key in self.said if (row := self.speech.row(key))}

    def held(self) -> dict[str, str]:
        """Clips without a player of their own, by fingerprint, for a page that stands alone."""
        wanted = self._wanted.items()
        return {name: self._address(clip) for name, clip in wanted if name not in self._held}

    def adopt(self, other: Record) -> None:
        """What another page shows and says is in this one too."""
        self._wanted.update(other._wanted)
        self.clips.update(other.clips)
        self.shown.update(other.shown)

    def page(self, html: str, *, scripts: tuple[str, ...] = (), lesson: str | None = None,
             styles: tuple[str, ...] = (addresses.STYLE,)) -> LearnerPage:  # fmt: skip
        return LearnerPage(
            self.path, self.speech.language, html, lesson, tuple(self.said),
            self.clips, self.shown, scripts, styles,
        )  # fmt: skip

    def _note(self, clip: Clip | None) -> Clip | None:
        if clip is not None:
            self.clips[addresses.clip(clip.fingerprint)] = clip.path
            self._wanted[clip.fingerprint] = clip
        return clip

    def _address(self, clip: Clip) -> str:
        return self.reach.file(self.path, addresses.clip(clip.fingerprint), clip.path)

    def _picture(self, path: Path) -> str:
        address, published = self.pictures.published(path)
        self.shown[address] = published
        return self.reach.file(self.path, address, published)


def in_script(value: object) -> str:
    """JSON that cannot end the `<script>` it stands in."""
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return told.replace("</", "<\\/")
