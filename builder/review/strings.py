"""Every text that a reviewer sees, each once, with what helps her to judge it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from builder.errors import Position, Problem
from builder.lesson.course import Course
from builder.lesson.signatures import Opinion, Signatures, read_signatures, review_after
from builder.lesson.text import Reviews, Text
from builder.lesson.utterance import Language, Review, Utterance
from builder.project import Project
from builder.translation import course_texts


@dataclass(frozen=True)
class ReviewString:
    """Words that stand in one or more places; `number` counts them in the order of the course.

    `line` is one of the utterances that say them, None where nothing does.
    """

    number: int
    language: Language
    fingerprint: str
    texts: tuple[Text, ...]
    unsigned: Review
    line: Utterance | None = None
    remarks: tuple[str, ...] = ()
    opinions: tuple[Opinion, ...] = ()

    @property
    def review(self) -> Review:
        """The state of the text, with what reviewers say of it."""
        return review_after(self.opinions, self.unsigned)

    def signed(self, signatures: Signatures) -> ReviewString:
        """The same with what reviewers say by now."""
        told = signatures.of(self.language, self.fingerprint)
        return replace(self, opinions=tuple(told))

    @property
    def words(self) -> str:
        return self.texts[0].shown(self.language)

    @property
    def spoken(self) -> str:
        """What is said; empty where it is what is written."""
        said = self.texts[0].spoken(self.language)
        return said if said != self.words else ""

    @property
    def places(self) -> list[Position]:
        """Where the words are written."""
        return [at for text in self.texts if (at := text.position(self.language))]

    def in_language(self, language: Language) -> str:
        """The same in another language; empty where nobody has written it."""
        told = (text.shown(language) for text in self.texts if text.has(language))
        return next(told, "")

    @property
    def doubt(self) -> int:
        """0 is to be looked at first."""
        if self.opinions or self.review.state == "reviewed":
            return 3 if all(one.says == "accept" for one in self.opinions) else 2
        return 0 if self.remarks else 1 if self.review.state == "machine-draft" else 2


def review_strings(
    project: Project,
    course: Course,
    language: Language,
    said: Iterable[Utterance],
    problems: Iterable[Problem] = (),
    signatures: Signatures | None = None,
) -> list[ReviewString]:
    """Those of a language in the order of the course; `problems` are what `check` tells of it."""
    lines: dict[str, Utterance] = {}
    for utterance in said:
        if utterance.language == language:
            lines.setdefault(utterance.fingerprint, utterance)
    remarks: dict[tuple[str, int], list[str]] = {}
    for problem in problems:
        if problem.position and not problem.slug.startswith("picture"):
            at = problem.position
            remarks.setdefault((str(at.file), at.line), []).append(problem.message)
    together: dict[str, list[Text]] = {}
    for text in course_texts(project, course):
        if text.has(language) and text.shown(language).strip():
            together.setdefault(text.hash_in(language), []).append(text)
    signed = signatures or read_signatures(project.lessons)
    return [
        ReviewString(
            number,
            language,
            fingerprint,
            tuple(texts),
            _unsigned(lines.get(fingerprint), texts[0], language),
            lines.get(fingerprint),
            tuple(_told(texts, language, remarks)),
            tuple(signed.of(language, fingerprint)),
        )
        for number, (fingerprint, texts) in enumerate(together.items(), 1)
    ]


def in_doubt_first(strings: Iterable[ReviewString]) -> list[ReviewString]:
    """Those of which `check` says something, other machine drafts, drafts, what is passed."""
    return sorted(strings, key=lambda one: (one.doubt, one.number))


def _unsigned(line: Utterance | None, text: Text, language: Language) -> Review:
    return line.review if line else text.review_in(language, Reviews())


def _told(
    texts: Sequence[Text], language: Language, remarks: dict[tuple[str, int], list[str]]
) -> list[str]:
    places = [at for text in texts if (at := text.position(language))]
    told = [one for at in places for one in remarks.get((str(at.file), at.line), ())]
    return list(dict.fromkeys(told))
