"""The languages of a course: entries of `course.yaml`, not words of the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from builder.errors import Position, Problem
from builder.lesson.placed import ByLanguage, PicturePath, Placed, Reading
from builder.lesson.utterance import LANGUAGE_PATTERN, Language

VoiceName = Literal["recording", "takes", "model", "embedded", "gtts"]
VoiceNames = Annotated[list[VoiceName], Field(min_length=1)]
DEFAULT_VOICES: tuple[VoiceName, ...] = ("recording", "takes", "model", "embedded")

# Keys that stand beside the languages of a text; two are tags of real, distant languages.
RESERVED_TAGS = frozenset({"say", "review"})
# Names that Windows refuses for folders: pages and recordings are filed under tags.
WINDOWS_NAMES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)


class CourseLanguage(Placed):
    """Une langue du cours."""

    tag: str = Field(
        pattern=LANGUAGE_PATTERN,
        max_length=20,
        description="Son code BCP 47, en petites lettres : bm, ff, ses.",
    )
    name: str = Field(min_length=2, max_length=60, description="Son nom, dans cette langue.")
    say: str | None = Field(
        default=None, max_length=120, description="Ce qui est dit de son nom, si c'est autre chose."
    )
    french: str = Field(min_length=2, max_length=60, description="Son nom en français.")
    picture: PicturePath | None = Field(
        default=None, description="Le dessin auquel on la reconnaît, là où on la choisit."
    )
    direction: Literal["ltr", "rtl"] = Field(
        default="ltr", description="Le sens de l'écriture ; rtl : de droite à gauche."
    )
    partial: bool = Field(
        default=False,
        description="true : une leçon n'apparaît que si tous ses textes sont dans cette langue.",
    )
    voices: VoiceNames = Field(
        default=list(DEFAULT_VOICES),
        description="Les voix à essayer, dans l'ordre : recording, takes, model, embedded, gtts.",
    )
    speaker: Literal["woman", "man"] = Field(
        default="woman", description="Voix de femme ou d'homme, pour la voix embarquée."
    )

    def check(self) -> Iterator[Problem]:
        if self.tag in RESERVED_TAGS or self.tag in WINDOWS_NAMES:
            yield Problem(
                "reserved-id",
                f"Le code « {self.tag} » ne peut pas être celui d'une langue.",
                "Choisis-en un autre, par exemple suivi de son pays : « -ml ».",
                self.position("tag"),
            )


@dataclass(frozen=True)
class Languages:
    """A course's languages in order; the first one is what is heard where another is silent.

    `trainer_tag` is the one in which trainers and authors read the texts.
    """

    all: tuple[CourseLanguage, ...]
    trainer_tag: Language

    def __iter__(self) -> Iterator[CourseLanguage]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def __contains__(self, tag: object) -> bool:
        return tag in self._by_tag

    def __getitem__(self, tag: Language) -> CourseLanguage:
        return self._by_tag[tag]

    @property
    def first(self) -> CourseLanguage:
        return self.all[0]

    @cached_property
    def tags(self) -> tuple[Language, ...]:
        return tuple(language.tag for language in self.all)

    @cached_property
    def whole(self) -> tuple[Language, ...]:
        """Tags of those in which every text must be there."""
        return tuple(language.tag for language in self.all if not language.partial)

    @cached_property
    def french_names(self) -> Mapping[Language, str]:
        return {language.tag: language.french for language in self.all}

    @cached_property
    def _by_tag(self) -> Mapping[Language, CourseLanguage]:
        return {language.tag: language for language in reversed(self.all)}


def languages_in(data: Any) -> Languages | None:
    """The languages that the data of a `course.yaml` lists; None when a list is not there or
    is wrong, which is told when the whole file is checked."""
    listed = data.get("languages") if isinstance(data, dict) else None
    if not isinstance(listed, list) or not listed:
        return None
    try:
        entries = tuple(CourseLanguage.model_validate(one, context=Reading()) for one in listed)
    except ValidationError:
        return None
    said = data.get("trainers")
    tags = [entry.tag for entry in entries]
    return Languages(entries, said if said in tags else tags[0])


def listing_problems(entries: list[CourseLanguage]) -> Iterator[Problem]:
    """A language listed twice, or a first one that is partial."""
    seen: dict[str, Position | None] = {}
    for entry in entries:
        at = entry.position("tag")
        if entry.tag in seen:
            yield Problem(
                "language-twice",
                f"La langue « {entry.tag} » est deux fois dans la liste.",
                "Garde une seule des deux lignes.",
                at,
            )
        seen.setdefault(entry.tag, at)
    if entries[0].partial:
        yield Problem(
            "first-language-partial",
            f"La première langue, « {entries[0].tag} », doit être entière :"
            " elle parle où les autres se taisent.",
            "Enlève « partial: true », ou mets une langue entière en premier.",
            entries[0].position("partial"),
        )


class VoiceOrder(ByLanguage):
    """Les voix à essayer, de la première à la dernière, par langue."""

    order: dict[str, VoiceNames] = Field(
        default={}, description="Voix en {language} : recording, takes, model, embedded, gtts."
    )

    def of(self, language: Language) -> tuple[str, ...]:
        """Empty when that language has no order here."""
        return tuple(self.order.get(language, ()))
