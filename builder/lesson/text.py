"""Texts by language with their review, and pictures with their description."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Discriminator, Field, PrivateAttr, Tag

from builder.errors import Position, Problem
from builder.lesson.placed import ByLanguage as ByLanguage
from builder.lesson.placed import PicturePath as PicturePath
from builder.lesson.placed import Placed as Placed
from builder.lesson.placed import Slug as Slug
from builder.lesson.utterance import Language, Review

MAX_TEXT_CHARACTERS = 600
# What stands under « of » before the fingerprint has been copied.
UNSIGNED = ("", "00000000")


class Reviewed(Placed):
    """Une personne dont c'est la langue a relu le texte."""

    by: str = Field(min_length=2, description="Nom de la personne qui a relu.")
    on: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="Date, par exemple 2026-12-01.")
    of: str = Field(
        default="",
        pattern=r"^([0-9a-f]{8})?$",
        description="Empreinte du texte relu : elle dit si le texte a changé depuis.",
    )

    def check(self) -> Iterator[Problem]:
        try:
            date.fromisoformat(self.on)
        except ValueError:
            yield Problem(
                "bad-form",
                f"Le jour « {self.on} » n'existe pas.",
                "Écris l'année, le mois, le jour : 2026-12-01.",
                self.position("on"),
            )


def _note_form(note: Any) -> str:
    return "person" if isinstance(note, (dict, Reviewed)) else "state"


ReviewNote = Annotated[
    Annotated[Literal["machine-draft", "draft"], Tag("state")] | Annotated[Reviewed, Tag("person")],
    Discriminator(_note_form),
]


class Reviews(ByLanguage):
    """L'état de la relecture, par langue."""

    notes: dict[str, ReviewNote] = Field(
        default={}, description="machine-draft, draft, ou {by: nom, on: date, of: …}."
    )

    def note(self, language: Language) -> ReviewNote:
        return self.notes.get(language, "machine-draft")

    def outdated(self, language: Language, now: str) -> Iterator[Problem]:
        """The warning that what was reviewed is not, or may not be, what has the hash `now`."""
        note = self.note(language)
        if not isinstance(note, Reviewed) or note.of == now:
            return
        if note.of in UNSIGNED:
            yield Problem(
                "review-unpinned",
                f"Rien ne dit quel texte {note.by} a relu.",
                f"Si c'est bien le texte d'aujourd'hui, écris « of: \"{now}\" ».",
                note.position("of"),
                "warning",
            )
        else:
            yield Problem(
                "review-outdated",
                f"Le texte a changé depuis sa relecture par {note.by}.",
                f'Fais-le relire, puis écris « of: "{now}" ».',
                note.position("of"),
                "warning",
            )

    def standing(self, texts: Iterable[Text]) -> Reviews:
        """These reviews as they hold for `texts`: what has changed since is a draft again."""
        kept = list(texts)
        changed = {
            language: "draft"
            for language, note in self.notes.items()
            if isinstance(note, Reviewed) and note.of not in ("", hash_of_texts(kept, language))
        }
        return self.model_copy(update={"notes": {**self.notes, **changed}})


class Spoken(ByLanguage):
    """Ce qui est dit, quand c'est autre chose que ce qui est écrit."""

    words: dict[str, str] = Field(
        default={}, description="Ce qui est dit en {language} ; on peut y marquer les tons."
    )


class Text(ByLanguage):
    """Un texte, dans chaque langue du cours."""

    complete: ClassVar[bool] = True
    words: dict[str, str] = Field(description="Le texte en {language}.")
    say: Spoken | None = Field(default=None, description="Ce qui est dit, si c'est autre chose.")
    review: Reviews | None = Field(default=None, description="Qui a relu ce texte.")
    _written: Text | None = PrivateAttr(default=None)
    _places: Mapping[Language, Position | None] = PrivateAttr(default={})

    def has(self, language: Language) -> bool:
        """Whether it was written in that language."""
        return language in self.words

    def shown(self, language: Language) -> str:
        """Raises KeyError where it was not written."""
        return self.words[language]

    def shown_or_first(self, language: Language) -> str:
        """In that language, or in the first in which it was written: for who only looks."""
        return self.words.get(language) or next(iter(self.words.values()))

    def spoken(self, language: Language) -> str:
        said = self.say.words.get(language) if self.say else None
        return said or self.shown(language)

    def position(self, key: str | None = None) -> Position | None:
        return self._places[key] if key and key in self._places else super().position(key)

    def hash_in(self, language: Language) -> str:
        """Eight hexadecimal digits that change when what is shown or said does."""
        written = self._written or self
        shown, spoken = written.shown(language), written.spoken(language)
        return text_hash(shown if spoken == shown else f"{shown}\n{spoken}")

    def reviewed_itself(self, language: Language) -> bool:
        """Whether the review in that language is the text's own, not its file's."""
        return self.review is not None and language in self.review.notes

    def review_in(self, language: Language, default: Reviews | None) -> Review:
        """The state of this text, from itself or from its file's default."""
        own = self.review if self.reviewed_itself(language) else None
        reviews = own or default
        note = reviews.note(language) if reviews else "machine-draft"
        if not isinstance(note, Reviewed):
            return Review(note)
        if own and note.of not in ("", self.hash_in(language)):
            return Review("draft")
        return Review("reviewed", note.by, note.on)

    def check(self) -> Iterator[Problem]:
        for language, words in self.words.items():
            if len(words) > MAX_TEXT_CHARACTERS:
                yield Problem(
                    "text-too-long",
                    f"Le texte a {len(words)} caractères ; {MAX_TEXT_CHARACTERS} au plus.",
                    "Coupe-le en plusieurs lignes courtes, une idée chacune.",
                    self.position(language),
                )
            if self.review and self.reviewed_itself(language):
                yield from self.review.outdated(language, self.hash_in(language))

    def filled(self, shown: Mapping[Language, str], spoken: Mapping[Language, str]) -> Text:
        """This text with other words, at the same place and with the same review."""
        say = Spoken(words=dict(spoken)) if spoken else None
        text = Text(words=dict(shown), say=say, review=self.review)
        text._source = self._source
        text._places = self._places
        text._written = self._written or self
        return text


def text_hash(text: str) -> str:
    """Eight hexadecimal digits that change when the text does."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()[:8]


def hash_of_texts(texts: Iterable[Text], language: Language) -> str:
    """The hash of a whole file's texts, without those that have a review of their own."""
    own = [
        text.hash_in(language)
        for text in texts
        if text.has(language) and not text.reviewed_itself(language)
    ]
    return text_hash(" ".join(own))


class Picture(Placed):
    """Un dessin ou une photo, avec sa description, qui est dite aussi."""

    file: PicturePath
    alt: Text = Field(description="Ce que montre l'image, en une phrase courte.")
