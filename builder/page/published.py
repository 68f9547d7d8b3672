"""The site's own css and js: site_overrides/k and the activities', without their comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from builder.lesson.activity import Kinds
from builder.page import addresses


def published_files(overrides: Path, kinds: Kinds) -> Iterator[tuple[str, bytes]]:
    """Address and content of each shared file: one style sheet, one script per kind."""
    player = (part.read_text("utf-8") for part in sorted((overrides / "player").glob("*.js")))
    yield addresses.PLAYER, _one_script(smaller_script(part) for part in player).encode()
    styles = []
    for path in sorted((overrides / "k").iterdir()):
        if path.suffix == ".css":
            styles.append(path)
        elif path.suffix == ".js":
            yield addresses.shared(path.name), smaller_script(path.read_text("utf-8")).encode()
        else:
            yield addresses.shared(path.name), path.read_bytes()
    for kind, activity in sorted(kinds.items()):
        style, script = activity.folder() / "style.css", activity.folder() / "activity.js"
        if style.is_file():
            styles.append(style)
        if script.is_file():
            yield addresses.shared(f"{kind}.js"), smaller_script(script.read_text("utf-8")).encode()
    yield from _of_classrooms(overrides / "classroom")
    trainer = (overrides / "trainer" / "style.css").read_text("utf-8")
    yield addresses.TRAINER_STYLE, smaller_style(trainer).encode()
    sheet = "".join(smaller_style(path.read_text("utf-8")) for path in styles)
    yield addresses.STYLE, sheet.encode()


def _of_classrooms(folder: Path) -> Iterator[tuple[str, bytes]]:
    """What pages for whole classes share: no learner's page asks for it."""
    smaller = {".css": smaller_style, ".js": smaller_script}
    for path in sorted(folder.iterdir()):
        if path.suffix in smaller:
            content = smaller[path.suffix](path.read_text("utf-8"))
            yield addresses.shared(path.name), content.encode()
        elif path.suffix == ".svg":
            yield addresses.shared(path.name), path.read_bytes()


def smaller_script(source: str) -> str:
    """Without indentation, types and whole-line comments; no text of ours has several lines."""
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    lines = (line.strip() for line in source.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"


def _one_script(parts: Iterable[str]) -> str:
    """The parts share their names, and nothing with the page: one request, one closure."""
    return f'(function () {{\n"use strict";\n{"".join(parts)}}})();\n'


def smaller_style(source: str) -> str:
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    source = re.sub(r"\s+", " ", source)
    return re.sub(r" ?([{};,>]) ?", r"\1", source).strip() + "\n"
