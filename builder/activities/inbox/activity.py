"""Messages one by one: true, false or "I don't know yet", clues on demand, then what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import Field

from builder.errors import Problem
from builder.lesson.activity import Decision, Option, Phrase, Reported
from builder.lesson.moments import Answer as ClassAnswer
from builder.lesson.moments import Moment
from builder.lesson.placed import PicturePath, Placed
from builder.lesson.shuffle import Choices, Shuffled
from builder.lesson.text import Text
from builder.lesson.utterance import Language

Truth = Literal["genuine", "fake", "unsure"]
VERDICTS: tuple[Truth, ...] = ("genuine", "fake", "unsure")
"""As they are laid out, from 1; the clues have the numbers after them."""
FRENCH: Mapping[Truth, str] = {"genuine": "vrai", "fake": "faux", "unsure": "je ne sais pas encore"}
QUESTIONS = ("who", "where", "others")
_GENUINE_SHARE = 0.5
"""Below it, lessons teach to doubt what is true. Source: Hoes et al. 2024, Nat Hum Behav."""


class Sender(Placed):
    """Qui envoie le message."""

    picture: PicturePath
    name: Text = Field(description="Son nom, inventé : une personne ou un groupe.")


class Clues(Placed):
    """Les indices, dits seulement à qui les demande."""

    who: Text | None = Field(default=None, description="Qui l'a dit ?")
    where: Text | None = Field(default=None, description="D'où ça vient, et quel jour ?")
    others: Text | None = Field(default=None, description="Qui d'autre le dit ?")

    def told(self) -> Iterator[tuple[str, Text]]:
        """Each clue that is there, with the question it answers."""
        for question in QUESTIONS:
            clue = getattr(self, question)
            if clue is not None:
                yield question, clue

    def check(self) -> Iterator[Problem]:
        if not any(self.told()):
            yield Problem(
                "clue-missing",
                "Ce message n'a aucun indice.",
                "Écris « who: », « where: » ou « others: » : un au moins.",
                self.position(),
            )


class Why(Placed):
    """Ce qu'on répond à chacun des trois avis."""

    genuine: Text = Field(description="À qui dit « c'est vrai ».")
    fake: Text = Field(description="À qui dit « c'est faux ».")
    unsure: Text = Field(description="À qui dit « je ne sais pas encore ».")

    def of(self, truth: Truth) -> Text:
        return {"genuine": self.genuine, "fake": self.fake, "unsure": self.unsure}[truth]


class Act(Placed):
    """Ce qu'on peut faire du message."""

    picture: PicturePath
    text: Text = Field(description="Le geste, en quelques mots.")
    right: bool = Field(default=False, description="true si ce geste est bon.")
    feedback: Text = Field(description="Dit pourquoi, sans gronder.")


class Message(Placed):
    """Un message reçu."""

    from_: Sender = Field(alias="from", description="Qui l'envoie.")
    picture: PicturePath | None = Field(default=None, description="La photo qu'il porte.")
    voice: bool = Field(default=False, description="true si c'est un message vocal.")
    forwarded: bool = Field(default=False, description="true s'il est transféré.")
    text: Text = Field(description="Le message.")
    truth: Truth = Field(
        description="genuine : vrai ; fake : faux ; unsure : on ne peut pas encore savoir."
    )
    clues: Clues = Field(description="Les indices à demander.")
    why: Why = Field(description="Dit pourquoi, pour chaque avis.")
    acts: list[Act] = Field(
        min_length=2, max_length=3, description="Ensuite, que fais-tu ? 2 ou 3 gestes."
    )

    def check(self) -> Iterator[Problem]:
        if not any(act.right for act in self.acts):
            yield Problem(
                "no-right-answer",
                "Aucun geste n'est bon pour ce message.",
                "Ajoute « right: true » sous le bon geste.",
                self.position("acts"),
            )


class Inbox(Shuffled):
    """Des messages, un à un : vrai, faux, ou « je ne sais pas encore », puis que faire."""

    kind: Literal["inbox"] = Field(description="inbox : des messages, vrais ou faux.")
    question: Text = Field(description="Ce qu'on demande de chaque message, en une phrase.")
    messages: list[Message] = Field(
        min_length=2, max_length=8, description="Les messages ; la moitié au moins sont vrais."
    )

    def check(self) -> Iterator[Problem]:
        genuine = sum(message.truth == "genuine" for message in self.messages)
        if genuine < _GENUINE_SHARE * len(self.messages):
            yield Problem(
                "inbox-mostly-fake",
                f"{genuine} message(s) vrai(s) sur {len(self.messages)} : on apprend à tout"
                " soupçonner.",
                "Mets au moins la moitié de messages vrais (« truth: genuine »).",
                self.position("messages"),
                "warning",
            )

    def genuine_marks(self) -> Iterator[bool]:
        yield from (message.truth == "genuine" for message in self.messages)

    def decisions(self) -> Iterator[Decision]:
        for message in self.messages:
            options = tuple(Option(act.text, act.right) for act in message.acts)
            yield Decision(options, message.position("acts"))

    def moments(self) -> Iterator[Moment]:
        """Each message by itself: first whether it is true, then what to do with it."""
        for number, message in enumerate(self.messages, 1):
            id = f"message-{number}"
            says = ("question", f"{id}-from", id) if number == 1 else (f"{id}-from", id)
            picture = message.picture or message.from_.picture
            yield Moment(id, says, picture, tuple(_verdicts(id, message.truth)))
            answers = []
            for shown, place in enumerate(self.order(f"acts-{number}"), 1):
                act, key = message.acts[place - 1], f"{id}-act-{place}"
                why = f"{key}-feedback"
                answers.append(ClassAnswer(shown, key, act.picture, act.right, why))
            yield Moment(f"{id}-acts", ("inbox/act",), picture, tuple(answers))

    def phrases(self) -> Iterator[Phrase]:
        yield from super().phrases()
        yield Phrase("question", self.question, "question")
        for number, message in enumerate(self.messages, 1):
            id = f"message-{number}"
            yield Phrase(f"{id}-from", message.from_.name, "picture")
            yield Phrase(id, message.text, "question")
            for question, clue in message.clues.told():
                yield Phrase(f"{id}-{question}", clue, "feedback")
            for verdict in VERDICTS:
                yield Phrase(f"{id}-{verdict}", message.why.of(verdict), "feedback")
            for place, act in enumerate(message.acts, 1):
                yield Phrase(f"{id}-act-{place}", act.text, "answer")
                yield Phrase(f"{id}-act-{place}-feedback", act.feedback, "feedback")

    def reports(self) -> Iterator[Reported]:
        for number, message in enumerate(self.messages, 1):
            for verdict in VERDICTS:
                yield Reported(f"message-{number}-{verdict}", verdict == message.truth)
            for place, act in enumerate(message.acts, 1):
                yield Reported(f"message-{number}-act-{place}", act.right)

    def sheet(self, language: Language) -> Iterator[str]:
        yield self.question.shown(language)
        for number, message in enumerate(self.messages, 1):
            name, text = message.from_.name.shown(language), message.text.shown(language)
            verdict = f"{VERDICTS.index(message.truth) + 1} ✓ {FRENCH[message.truth]}"
            why = message.why.of(message.truth).shown(language)
            yield f"{name} : « {text} » → {verdict} — {why}"
            for shown, place in enumerate(self.order(f"acts-{number}"), 1):
                act = message.acts[place - 1]
                mark = " ✓" if act.right else ""
                yield f"{shown}{mark} {act.text.shown(language)} — {act.feedback.shown(language)}"

    def context(self) -> Mapping[str, Any]:
        return {**super().context(), "verdicts": VERDICTS}

    def choices(self) -> Iterator[Choices]:
        for number, message in enumerate(self.messages, 1):
            yield Choices(f"acts-{number}", tuple(act.right for act in message.acts))


def _verdicts(id: str, truth: Truth) -> Iterator[ClassAnswer]:
    """The three opinions on a message, each with the kind's own drawing and its reason."""
    for number, verdict in enumerate(VERDICTS, 1):
        key, drawing = f"{id}-{verdict}", Inbox.folder() / f"{verdict}.svg"
        yield ClassAnswer(number, key, str(drawing), verdict == truth, key, says=f"inbox/{verdict}")
