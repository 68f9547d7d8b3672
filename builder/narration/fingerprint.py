"""A clip's name is the hash of what it says and how: two clips with one name sound the same."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata

from builder.lesson.utterance import Language
from builder.narration.voices import SettingsByText, Voice

FORMAT = 3
"""Raised when the same text, voice and settings would come out of this package another way."""

_HEX_DIGITS = 16  # 64 bits: a collision among a million clips has odds of about 3 in 10⁸

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_APOSTROPHES = str.maketrans({"'": "\u2019", "\u02bc": "\u2019", "\u2018": "\u2019"})


def normal_form(text: str) -> str:
    """The text without differences that cannot be heard: composition, spaces, apostrophes.

    Words stay the same and in the same number; tone marks and case are kept.
    """
    composed = unicodedata.normalize("NFC", text).translate(_APOSTROPHES)
    return " ".join(_INVISIBLE.sub("", composed).split())


def voice_key(voice: Voice) -> str:
    """What a voice adds to every fingerprint; asked once a run, because it may be slow to know."""
    return _compact([voice.name, voice.version, voice.settings])


def text_key(voice: Voice, spoken: str) -> str:
    """What a voice adds to the fingerprint of one text, in normal form."""
    return voice.settings_for(spoken) if isinstance(voice, SettingsByText) else ""


def fingerprint(
    spoken: str, language: Language, voice: str, sound_settings: str, text: str = ""
) -> str:
    """Lower-case hexadecimal; `spoken` in normal form, `voice` from `voice_key`, `text` from
    `text_key`."""
    what = _compact([FORMAT, spoken, language, voice, sound_settings, *([text] if text else [])])
    return hashlib.sha256(what.encode()).hexdigest()[:_HEX_DIGITS]


def _compact(what: list[object]) -> str:
    return json.dumps(what, ensure_ascii=False, separators=(",", ":"))
