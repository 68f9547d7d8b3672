"""Where every picture and every brought voice comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.lesson.credits import CreditsFile, PictureSet, read_credits
from builder.page import addresses
from builder.trainer.words import TrainerPages


@dataclass(frozen=True)
class Origin:
    """A set of pictures, the files that are of it, and what was changed in them."""

    set: PictureSet
    files: tuple[str, ...]
    changes: tuple[str, ...]


def credits_page(
    pages: TrainerPages,
    files: Iterable[Path],
    licences: Iterable[str],
    voices: Iterable[tuple[str, int]] = (),
) -> str:
    """`files` are credits.yaml files, `licences` those of voice models; `voices` pairs the name of
    each person who lends hers with how many lines a voice made of her takes says.

    Raises ProblemsFound.
    """
    origins = [origin for path in files for origin in _origins(read_credits(path))]
    return pages.render("credits", addresses.CREDITS, origins=origins, licences=list(licences),
                        voices=list(voices))  # fmt: skip


def _origins(credits: CreditsFile) -> Iterator[Origin]:
    """`sets` says once what many pictures share; each picture names its set.

    The file itself also has the elements of each drawing.
    """
    for name, shared in credits.sets.items():
        own = {file: one for file, one in credits.pictures.items() if one.set == name}
        if own:
            changes = sorted({one.changed for one in own.values() if one.changed})
            yield Origin(shared, tuple(own), tuple(changes))
