"""What the templates of one page ask about languages: its own, other words, the switch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from builder.lesson.course import Lesson, name_id
from builder.lesson.languages import Languages
from builder.lesson.utterance import Language
from builder.page import addresses
from builder.page.speech import Speech


@dataclass(frozen=True)
class Tongues:
    """`languages` are the course's, `speech` is the page's."""

    languages: Languages
    speech: Speech

    def functions(self) -> dict[str, Any]:
        """What every template gets."""
        return {
            "direction": self.languages[self.speech.language].direction,
            "trainer_lang": self.languages.trainer_tag,
            "foreign": self.foreign,
        }

    def foreign(self, key: str) -> Markup:
        """Attributes of words that are not in the page's language; empty for those that are."""
        spoken = self.speech.language_of(key)
        if spoken == self.speech.language:
            return Markup("")
        direction = self.languages[spoken].direction
        is_turned = direction != self.languages[self.speech.language].direction
        turned = Markup(' dir="{}"').format(direction) if is_turned else ""
        return Markup(' lang="{}"').format(spoken) + turned

    def homes(self, up: str, shelf: int = 1) -> list[dict[str, str]]:
        """The other languages, each with its home; `up` leads to the site's root."""
        return [
            self._switch(tag, up + addresses.home(self.languages, tag, shelf))
            for tag in self._others()
        ]

    def lessons(self, up: str, number: int, lesson: Lesson | None = None) -> list[dict[str, str]]:
        """The other languages, each with its page of a lesson; where the lesson itself is given,
        only those that have it."""
        return [
            self._switch(tag, up + addresses.lesson(tag, number))
            for tag in self._others()
            if lesson is None or lesson.is_in(tag)
        ]

    def sittings(self, up: str, sitting: str) -> list[dict[str, str]]:
        """The other whole languages, each with its page of the same situations."""
        return [
            self._switch(tag, up + addresses.sitting(tag, sitting))
            for tag in self._others()
            if tag in self.languages.whole
        ]

    def _others(self) -> list[Language]:
        return [tag for tag in self.languages.tags if tag != self.speech.language]

    def _switch(self, tag: Language, href: str) -> dict[str, str]:
        picture = self.languages[tag].picture or ""
        return {"tag": tag, "name": f"course/{name_id(tag)}", "href": href, "picture": picture}
