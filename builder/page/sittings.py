"""What the pages of before, after and three weeks later are made of."""

from __future__ import annotations

from typing import Any

from builder.lesson.sittings import SITTINGS, Sitting, Sittings
from builder.page import addresses
from builder.page.record import Record
from builder.page.tongues import Tongues

SITTING_SCRIPTS = (addresses.PLAYER, addresses.shared("sittings.js"))


def doors(record: Record, asked: Sittings | None) -> list[dict[str, str]]:
    """Links from the home to each sitting, with a taller tree; none where nothing is asked."""
    up, language = addresses.up(record.path), record.speech.language
    trees = asked.tree[::2] if asked else []
    return [
        {"name": name, "href": up + addresses.sitting(language, name), "picture": tree}
        for name, tree in zip(SITTINGS, trees, strict=False)
    ]


def sitting_parts(
    record: Record, tongues: Tongues, sitting: Sitting, asked: Sittings
) -> dict[str, Any]:
    """What the template gets."""
    up, language = addresses.up(record.path), record.speech.language
    return {
        "first_clip": record.clip(f"interface/sitting-{sitting}"),
        "home": up + addresses.home(tongues.languages, language),
        "others": tongues.sittings(up, sitting),
        "sitting": sitting,
        "asked": asked,
        "steps": asked.steps(sitting),
    }
