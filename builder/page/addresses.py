"""Where everything is in the site: the one place that spells its addresses.

An address is a path from the site's root, with `/`; a page reaches it through `up(page) + address`.
"""

from __future__ import annotations

from hashlib import sha256

from builder.lesson.languages import Languages
from builder.lesson.utterance import Language

CLIPS = "a/"
PICTURES = "p/"
SHARED = "k/"
"""Styles, scripts and drawings that pages share."""

STYLE = f"{SHARED}kalankan.css"
PLAYER = f"{SHARED}player.js"
TRAINER_STYLE = f"{SHARED}trainer.css"

LESSONS = "formateurs/index.html"
TRAINER_DOOR = "formateurs.html"
"""Beside the first page on a key, and named for who looks for it."""
COVERAGE = "formateurs/couverture.html"
SESSIONS = "formateurs/seances.html"
CREDITS = "images.html"
GUIDE = "formateurs/guide.html"
CARE = "formateurs/soin.html"
"""The disclosure protocol, one page."""
PAPERS = "formateurs/papiers.html"
"""The list of what is printed, hung up or cut."""
GROUP = "formateurs/groupe.html"
"""What one group has counted and wished."""
FORUM = "formateurs/bilan.html"
"""Where the files of many groups are added up."""
REFERENCE = "auteurs/reference.html"

FIRST_PAGE = "index.html"
"""The home of the first language, which opens without a name."""
_NEUTRAL = "jate.html"
_PICTURE_DIGITS = 8
_SITTINGS = {"before": "a", "after": "b", "later": "c"}


def home(languages: Languages, language: Language, shelf: int = 1) -> str:
    """The first page of a language, or the page of one of its shelves, counted from 1."""
    name = FIRST_PAGE if shelf == 1 else f"index-{shelf}.html"
    return _at_the_top(languages, language, name)


def sitting(language: Language, name: str) -> str:
    """The situations before the course, after it, or later: a name that says nothing of them."""
    return f"{language}/{_SITTINGS[name]}.html"


def neutral(languages: Languages, language: Language) -> str:
    """Where "leave" goes: a page that has nothing to do with lessons."""
    return _at_the_top(languages, language, _NEUTRAL)


def lesson(language: Language, number: int) -> str:
    """A lesson by its number in the course: a name that says nothing of it."""
    return f"{language}/{number}.html"


def sheet(language: Language, kind: str, suffix: str) -> str:
    """What a kind has too much of for each page; `suffix` is `.html` or `.js`."""
    return f"{language}/{kind}{suffix}"


def clip(fingerprint: str) -> str:
    return f"{CLIPS}{fingerprint}.mp3"


def picture(content: bytes, suffix: str) -> str:
    """Named by its content: says nothing about what it shows, and never goes stale."""
    return f"{PICTURES}{sha256(content).hexdigest()[:_PICTURE_DIGITS]}{suffix.lower()}"


def shared(name: str) -> str:
    return f"{SHARED}{name}"


def session_sheet(number: int) -> str:
    """What a trainer reads of one lesson."""
    return f"formateurs/fiche-{number}.html"


def paper(id: str) -> str:
    """What is printed and hung up or cut."""
    return f"formateurs/papier-{id}.html"


def class_mode(language: Language, number: int) -> str:
    """A lesson for a whole class, on a big screen or a phone that goes round."""
    return f"formateurs/classe-{language}-{number}.html"


def class_sitting(language: Language, name: str) -> str:
    """The situations before the course, after it, or later, for a whole class."""
    return f"formateurs/classe-{language}-{_SITTINGS[name]}.html"


def device_check(language: Language) -> str:
    """Says whether a device is fit for a session."""
    return f"formateurs/appareil-{language}.html"


def markdown(address: str) -> str:
    """The Markdown file that MkDocs makes the page of."""
    return address.removesuffix(".html") + ".md"


def up(page: str) -> str:
    """From a page to the site's root."""
    return "../" * page.count("/")


def _at_the_top(languages: Languages, language: Language, name: str) -> str:
    """The first language has the root, each other one a folder."""
    return name if language == languages.first.tag else f"{language}/{name}"
