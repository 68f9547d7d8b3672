"""A question with two to four drawn answers, one or several of them right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from builder.errors import Problem
from builder.lesson.activity import Decision, Option, Phrase, Reported
from builder.lesson.moments import Answer as ClassAnswer
from builder.lesson.moments import Moment
from builder.lesson.placed import PicturePath, Placed
from builder.lesson.shuffle import Choices, Pinnable
from builder.lesson.text import Text
from builder.lesson.utterance import Language


class Answer(Placed):
    """Une réponse : un dessin, des mots, et ce qu'on répond à qui la choisit."""

    picture: PicturePath
    text: Text = Field(description="La réponse, en quelques mots.")
    right: bool = Field(default=False, description="true si la réponse est bonne.")
    feedback: Text = Field(description="Dit pourquoi, sans gronder.")


class Choice(Pinnable):
    """Une question et deux à quatre réponses dessinées."""

    kind: Literal["choice"] = Field(description="choice : une question et des réponses.")
    question: Text = Field(description="Ce qu'on demande, en une phrase.")
    answers: list[Answer] = Field(
        min_length=2, max_length=4, description="Les réponses ; une ou plusieurs sont bonnes."
    )

    def check(self) -> Iterator[Problem]:
        if not any(answer.right for answer in self.answers):
            yield Problem(
                "no-right-answer",
                f"Aucune réponse de « {self.id} » n'est bonne.",
                "Ajoute « right: true » sous la bonne réponse.",
                self.position("answers"),
            )

    def phrases(self) -> Iterator[Phrase]:
        yield from super().phrases()
        yield Phrase("question", self.question, "question")
        for number, answer in enumerate(self.answers, 1):
            yield Phrase(f"answer-{number}", answer.text, "answer")
        for number, answer in enumerate(self.answers, 1):
            yield Phrase(f"answer-{number}-feedback", answer.feedback, "feedback")

    def decisions(self) -> Iterator[Decision]:
        options = tuple(Option(answer.text, answer.right) for answer in self.answers)
        yield Decision(options, self.position("answers"))

    def reports(self) -> Iterator[Reported]:
        for number, answer in enumerate(self.answers, 1):
            yield Reported(f"answer-{number}", answer.right)

    def moments(self) -> Iterator[Moment]:
        answers = tuple(
            ClassAnswer(number, f"answer-{written}", self.answers[written - 1].picture,
                        self.answers[written - 1].right, f"answer-{written}-feedback")
            for number, written in enumerate(self.order("answers"), 1)
        )  # fmt: skip
        yield Moment("question", ("question",), self.picture.file if self.picture else "", answers)

    def choices(self) -> Iterator[Choices]:
        yield Choices("answers", tuple(answer.right for answer in self.answers))

    def sheet(self, language: Language) -> Iterator[str]:
        yield self.question.shown(language)
        for number, written in enumerate(self.order("answers"), 1):
            answer = self.answers[written - 1]
            mark = " ✓" if answer.right else ""
            words, why = answer.text.shown(language), answer.feedback.shown(language)
            yield f"{number}{mark} {words} — {why}"
