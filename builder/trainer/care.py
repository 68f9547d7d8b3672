"""The protocol for when someone confides: one page in the trainer's hand."""

from __future__ import annotations

from builder.page import addresses
from builder.trainer.words import TrainerPages


def care_page(pages: TrainerPages) -> str:
    return pages.render("care", addresses.CARE, words=pages.words)
