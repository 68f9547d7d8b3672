"""What may be in a packet: files of a course by their place in the project, and nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from builder.lesson.languages import WINDOWS_NAMES
from builder.lesson.signatures import SIGNATURES_FOLDER
from builder.narration.consent import CONSENT_FILE
from builder.narration.takes import find_takes
from builder.narration.voices.recording import SUFFIXES

_NAME = r"[^\W_][\w’' .-]{0,99}"
_LANGUAGE = r"[a-z]{2,3}(-[a-z0-9]{2,8})*"
_ID = r"[a-z0-9][a-z0-9.-]{0,150}"
_SOUND = "|".join(re.escape(suffix) for suffix in SUFFIXES)
CONSENTS = f"audio/{CONSENT_FILE}"
COURSE = "lessons/course.yaml"
_LESSON = re.compile(rf"lessons/{_NAME}\.ya?ml")
_SIGNATURES = re.compile(rf"lessons/{SIGNATURES_FOLDER}/{_LANGUAGE}\.yaml")
_PICTURE = re.compile(
    rf"lessons/pictures/({_NAME}/)?{_NAME}\.(svg|png|jpe?g|webp|yaml)", re.IGNORECASE
)
_LEXICON = re.compile(r"lessons/LEXIQUE\.md")
_TAKE = re.compile(rf"audio/{_LANGUAGE}/{_ID}/{_ID}({_SOUND})", re.IGNORECASE)
_NOTE = re.compile(rf"audio/{_LANGUAGE}/{_ID}/{_ID}\.(json|txt)")


def is_yaml(place: str) -> bool:
    """Whether it is merged text by text."""
    return bool(_LESSON.fullmatch(place)) or (is_picture(place) and place.endswith(".yaml"))


def is_signatures(place: str) -> bool:
    return bool(_SIGNATURES.fullmatch(place))


def is_picture(place: str) -> bool:
    """A drawing, a photo, or what stands beside them."""
    return bool(_PICTURE.fullmatch(place))


def is_take(place: str) -> bool:
    return bool(_TAKE.fullmatch(place))


def is_allowed(place: str) -> bool:
    """Whether a packet may hold it: a name that is the same file on every machine."""
    known = (_LESSON, _SIGNATURES, _PICTURE, _LEXICON, _TAKE, _NOTE)
    return (
        (place == CONSENTS or any(one.fullmatch(place) for one in known))
        and unicodedata.normalize("NFC", place) == place
        and not any(_is_odd(part) for part in place.split("/"))
    )


def _is_odd(name: str) -> bool:
    """What Windows would refuse or take for another name."""
    stem = name.partition(".")[0].lower()
    return stem in WINDOWS_NAMES or name != name.strip() or name.endswith(".") or ".." in name


def places_in(root: Path, *, takes: bool) -> Iterator[tuple[str, Path]]:
    """Place and file of all that there is to hand over, in order."""
    lessons, audio = root / "lessons", root / "audio"
    files = [*lessons.glob("*.yaml"), *lessons.glob("*.yml"), lessons / "LEXIQUE.md"]
    files += [*(lessons / SIGNATURES_FOLDER).glob("*.yaml"), *(lessons / "pictures").rglob("*")]
    files.append(root / CONSENTS)
    for take in find_takes(audio).values() if takes else ():
        files += [take.file, take.note, take.file.with_suffix(".txt")]
    for file in sorted(files):
        place = unicodedata.normalize("NFC", file.relative_to(root).as_posix())
        if file.is_file() and not file.is_symlink() and is_allowed(place):
            yield place, file
