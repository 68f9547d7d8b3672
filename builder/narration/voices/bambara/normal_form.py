"""Text → tokens: each written word as letters to be read, with the pause after it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f]|[’'ʼ-](?=[^\W_]))*", re.UNICODE)
_PAUSES = (("…", "."), (".", "."), ("!", "!"), ("?", "?"), (":", ":"), (";", ";"), (",", ","))


@dataclass(frozen=True)
class Token:
    """`index` counts the whitespace-separated words of the text; several tokens may share one."""

    index: int
    form: str
    pause: str = ""


def normalize(text: str) -> tuple[Token, ...]:
    tokens: list[Token] = []
    for index, chunk in enumerate(unicodedata.normalize("NFC", text).split()):
        forms = _WORD.findall(chunk)
        pause = next((kind for sign, kind in _PAUSES if sign in chunk), "")
        for position, form in enumerate(forms):
            tokens.append(Token(index, form, pause if position == len(forms) - 1 else ""))
        if not forms and pause and tokens:
            last = tokens.pop()
            tokens.append(Token(last.index, last.form, pause))
    return tuple(tokens)
