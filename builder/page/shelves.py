"""What the home shows of lessons: their cards, and what leads to the shelves beside this one."""

from __future__ import annotations

from collections.abc import Sequence

from builder.lesson.languages import Languages
from builder.page import addresses
from builder.page.pieces import SHELF_LESSONS, Card, shelf_count
from builder.page.record import Record


def shelf_of(
    record: Record, cards: Sequence[Card], shelf: int, languages: Languages
) -> dict[str, object] | None:
    """What leads to another shelf: the picture of its first lesson, its number, its voice."""
    if not 1 <= shelf <= shelf_count(len(cards)):
        return None
    first = cards[(shelf - 1) * SHELF_LESSONS]
    address = addresses.home(languages, record.speech.language, shelf)
    return {
        "href": addresses.up(record.path) + address,
        "number": first.number,
        "picture": record.functions()["picture"](first.picture),
    }


def card_of(record: Record, card: Card) -> dict[str, object]:
    """A lesson on its shelf."""
    title = f"{card.id}/title"
    address = addresses.lesson(record.speech.language, card.number)
    return {
        "lesson": card,
        "href": addresses.up(record.path) + address,
        "title": title,
        "say": f"interface/number-{card.number} {title}"
        + (" interface/not-yet" if card.absent else ""),
        "absent": card.absent,
        "picture": record.functions()["picture"](card.picture),
    }
