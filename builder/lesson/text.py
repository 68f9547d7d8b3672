"""Texts in two languages with their review, and pictures with their description."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, PrivateAttr, Tag

from builder.errors import Problem
from builder.lesson.placed import PicturePath as PicturePath
from builder.lesson.placed import Placed as Placed
from builder.lesson.placed import Slug as Slug
from builder.lesson.utterance import LANGUAGES, Language, Review

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


class Reviews(Placed):
    """L'état de la relecture, par langue."""

    bm: ReviewNote = Field(
        default="machine-draft", description="machine-draft, draft, ou {by: nom, on: date, of: …}."
    )
    fr: ReviewNote = Field(
        default="machine-draft", description="machine-draft, draft, ou {by: nom, on: date, of: …}."
    )

    def note(self, language: Language) -> ReviewNote:
        return self.bm if language == "bm" else self.fr

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
        changed: dict[str, Any] = {
            language: "draft"
            for language in LANGUAGES
            if isinstance(note := self.note(language), Reviewed)
            and note.of not in ("", hash_of_texts(kept, language))
        }
        return self.model_copy(update=changed)


class Spoken(Placed):
    """Ce qui est dit, quand c'est autre chose que ce qui est écrit."""

    bm: str | None = Field(
        default=None, description="Ce qui est dit en bambara ; on peut marquer les tons."
    )
    fr: str | None = Field(default=None, description="Ce qui est dit en français.")


class Text(Placed):
    """Un texte, en bambara et en français."""

    bm: str = Field(description="Le texte en bambara, dans l'orthographe officielle (ɛ ɔ ɲ ŋ).")
    fr: str = Field(description="Le texte en français, simple, en « tu ».")
    say: Spoken | None = Field(default=None, description="Ce qui est dit, si c'est autre chose.")
    review: Reviews | None = Field(default=None, description="Qui a relu ce texte.")
    _written: Text | None = PrivateAttr(default=None)

    def shown(self, language: Language) -> str:
        return self.bm if language == "bm" else self.fr

    def spoken(self, language: Language) -> str:
        said = (self.say.bm if language == "bm" else self.say.fr) if self.say else None
        return said or self.shown(language)

    def hash_in(self, language: Language) -> str:
        """Eight hexadecimal digits that change when what is shown or said does."""
        written = self._written or self
        shown, spoken = written.shown(language), written.spoken(language)
        return text_hash(shown if spoken == shown else f"{shown}\n{spoken}")

    def reviewed_itself(self, language: Language) -> bool:
        """Whether the review in that language is the text's own, not its file's."""
        return self.review is not None and language in self.review.model_fields_set

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
        for language in LANGUAGES:
            length = len(self.shown(language))
            if length > MAX_TEXT_CHARACTERS:
                yield Problem(
                    "text-too-long",
                    f"Le texte a {length} caractères ; {MAX_TEXT_CHARACTERS} au plus.",
                    "Coupe-le en plusieurs lignes courtes, une idée chacune.",
                    self.position(language),
                )
            if self.review and self.reviewed_itself(language):
                yield from self.review.outdated(language, self.hash_in(language))

    def filled(self, shown: dict[Language, str], spoken: dict[Language, str | None]) -> Text:
        """This text with other words, at the same place and with the same review."""
        say = Spoken(**spoken) if any(spoken.values()) else None
        text = Text(**shown, say=say, review=self.review)
        text._source = self._source
        text._written = self
        return text


def text_hash(text: str) -> str:
    """Eight hexadecimal digits that change when the text does."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()[:8]


def hash_of_texts(texts: Iterable[Text], language: Language) -> str:
    """The hash of a whole file's texts, without those that have a review of their own."""
    own = [text.hash_in(language) for text in texts if not text.reviewed_itself(language)]
    return text_hash(" ".join(own))


class Picture(Placed):
    """Un dessin ou une photo, avec sa description, qui est dite aussi."""

    file: PicturePath
    alt: Text = Field(description="Ce que montre l'image, en une phrase courte.")
