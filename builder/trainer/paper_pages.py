"""Papers as pages to print, and the list of them."""

from __future__ import annotations

from collections.abc import Sequence

from builder.lesson.languages import Languages
from builder.page import addresses
from builder.trainer.lessons import LessonLine
from builder.trainer.papers import Paper, drafts_on, picture_cards
from builder.trainer.words import PictureAddress, TrainerPages


def paper_page(
    pages: TrainerPages, paper: Paper, languages: Languages, picture: PictureAddress
) -> str:
    return pages.render(
        "paper", addresses.paper(paper.id),
        paper=paper, picture=picture, drafts=drafts_on(paper, languages),
    )  # fmt: skip


def papers_page(pages: TrainerPages, papers: Sequence[Paper], lessons: Sequence[LessonLine]) -> str:
    """All there is to print: what the course has once, then what each lesson has."""
    named = [(paper.id, paper.title) for paper in papers]
    return pages.render(
        "papers", addresses.PAPERS, papers=named, lessons=lessons, cards=picture_cards
    )
