"""No language is a word of the program: only voices and phrase books name one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# `errors.py` and the preview's board name the language of the program's own messages; drawings
# have French names.
MAY_NAME = ("narration/voices/", "narration/engines/", "errors.py", "website/live.js", "drawing/")
NAMED = re.compile(r"""["'](bm|fr)["']|\.(bm|fr)\b|\{(bm|fr):|[« ](bm|fr): ["«]""")
FILES = [
    path
    for folder, suffixes in (
        (ROOT / "builder", (".py", ".js")),
        (ROOT / "site_overrides", (".js",)),
    )
    for path in sorted(folder.rglob("*"))
    if path.suffix in suffixes and not path.relative_to(folder).as_posix().startswith(MAY_NAME)
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_language_is_named_outside_voices_and_phrase_books(path: Path) -> None:
    told = [
        f"{number}: {line.strip()}"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if NAMED.search(line)
    ]
    assert told == []
