"""A messenger conversation that branches, replayable from another role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import Field

from builder.activities.chat.conversation import (
    NEVER,
    Message,
    Person,
    Role,
    ending,
    leads_on,
    reachable,
    replies_to_a_good_end,
)
from builder.activities.chat.together import told_together
from builder.activities.chat.tree import Tree
from builder.errors import Position, Problem
from builder.lesson.activity import Decision, Option, Phrase, Reported
from builder.lesson.messages import did_you_mean, duplicate_id
from builder.lesson.moments import Moment
from builder.lesson.placed import Placed
from builder.lesson.shuffle import Choices, Order, Pinnable
from builder.lesson.text import Text
from builder.lesson.utterance import Language


class Chat(Pinnable):
    """Une conversation à choix, à rejouer dans un autre rôle."""

    kind: Literal["chat"] = Field(description="chat : une conversation à choix.")
    question: Text = Field(description="Ce qu'il faut faire, en une phrase.")
    people: list[Person] = Field(min_length=1, max_length=5, description="Qui se parle.")
    roles: list[Role] = Field(min_length=1, max_length=3, description="Qui l'on peut jouer.")
    messages: list[Message] = Field(min_length=2, max_length=40, description="Les messages.")

    def check(self) -> Iterator[Problem]:
        for pieces in (self.people, self.roles, self.messages):
            yield from _double_ids(pieces)
        yield from self._taken_ids()
        people = [person.id for person in self.people]
        messages = {message.id: message for message in self.messages}
        for role in self.roles:
            yield from _unknown_person(role, "person", role.person, people)
            yield from _unknown_message(role, "start", role.start, messages)
        for message in self.messages:
            yield from _unknown_person(message, "from", message.from_, people)
            if message.next:
                yield from _unknown_message(message, "next", message.next, messages)
            for reply in message.replies:
                yield from _unknown_message(reply, "next", reply.next, messages)
        yield from self._path_problems(messages)

    def _taken_ids(self) -> Iterator[Problem]:
        """Messages whose id the activity needs for something else it says."""
        messages = {message.id for message in self.messages}
        taken = {phrase.id for phrase in self._phrases_besides_messages()}
        for message in self.messages:
            if message.id in taken & messages:
                yield Problem(
                    "reserved-id",
                    f"L'id « {message.id} » est déjà pris par l'activité.",
                    "Choisis un autre mot, par exemple « m1 ».",
                    message.position("id"),
                )

    def _path_problems(self, messages: Mapping[str, Message]) -> Iterator[Problem]:
        if not any(message.end and message.end.right for message in self.messages):
            yield Problem(
                "no-right-answer",
                f"Aucune fin de « {self.id} » n'est bonne.",
                "Écris « right: true » sous une des fins.",
                self.position("messages"),
            )
        reached = reachable([role.start for role in self.roles], messages)
        ends = ending(messages)
        for message in self.messages:
            if message.id not in reached:
                yield Problem(
                    "chat-unreached",
                    f"Aucun chemin ne mène au message « {message.id} ».",
                    "Enlève-le, ou fais-y mener un « next ».",
                    message.position("id"),
                )
            elif message.id not in ends and leads_on(message, messages):
                yield Problem(
                    "chat-never-ends",
                    f"Après le message « {message.id} », la conversation ne finit jamais.",
                    "Fais mener un des chemins à un message avec « end: ».",
                    message.position("id"),
                )

    def decisions(self) -> Iterator[Decision]:
        for message, right in self._replies():
            texts = (reply.text for reply in message.replies)
            options = tuple(Option(text, good) for text, good in zip(texts, right, strict=True))
            yield Decision(options, message.position("replies"))

    def _replies(self) -> Iterator[tuple[Message, tuple[bool, ...]]]:
        """Each message with replies: one is right when no other comes sooner to a good end."""
        far = replies_to_a_good_end({message.id: message for message in self.messages})
        for message in self.messages:
            ways = [far.get(reply.next, NEVER) for reply in message.replies]
            if ways:
                yield message, tuple(way == min(ways) < NEVER for way in ways)

    def moments(self) -> Iterator[Moment]:
        messages = {message.id: message for message in self.messages}
        return told_together(self, messages)

    def genuine_marks(self) -> Iterator[bool]:
        yield from (one.genuine for one in self.messages if one.genuine is not None)

    def phrases(self) -> Iterator[Phrase]:
        yield from super().phrases()
        yield Phrase("question", self.question, "question")
        for number, person in enumerate(self.people, 1):
            yield Phrase(f"person-{number}", person.name, "picture")
        for number, role in enumerate(self.roles, 1):
            yield Phrase(f"role-{number}", role.text, "answer")
        for message in self.messages:
            yield Phrase(message.id, message.text)
            for number, reply in enumerate(message.replies, 1):
                yield Phrase(f"{message.id}-reply-{number}", reply.text, "answer")
            if message.end:
                yield Phrase(f"{message.id}-feedback", message.end.feedback, "feedback")

    def reports(self) -> Iterator[Reported]:
        """The message with which a way ends."""
        for message in self.messages:
            if message.end:
                yield Reported(message.id, message.end.right)

    def told_at_once(self) -> Iterator[Phrase]:
        """Nothing: messages come one after another, as the learner goes on."""
        yield from ()

    def choices(self) -> Iterator[Choices]:
        """The replies to each message that asks for one."""
        for message, right in self._replies():
            yield Choices(message.id, right)

    def sheet(self, language: Language) -> Iterator[str]:
        """The conversation as a tree, role by role."""
        yield self.question.shown(language)
        yield from Tree(self, language).lines()

    def shown_replies(self, message: Message) -> Order:
        """The replies' numbers as they are laid out; none for a message that asks for none."""
        return self.order(message.id) if message.replies else ()

    def _phrases_besides_messages(self) -> Iterator[Phrase]:
        messages = {id(message.text) for message in self.messages}
        yield from (phrase for phrase in self.phrases() if id(phrase.text) not in messages)

    def context(self) -> Mapping[str, Any]:
        return {**super().context(), "people": {person.id: person for person in self.people}}


def _double_ids(pieces: list[Person] | list[Role] | list[Message]) -> Iterator[Problem]:
    seen: dict[str, Position | None] = {}
    for piece in pieces:
        if piece.id in seen:
            yield duplicate_id(piece.id, piece.position("id"), seen[piece.id])
        seen.setdefault(piece.id, piece.position("id"))


def _unknown_person(holder: Placed, key: str, name: str, people: list[str]) -> Iterator[Problem]:
    if name not in people:
        yield Problem(
            "person-unknown",
            f"La personne « {name} » n'existe pas dans cette étape.",
            did_you_mean(name, people, "Personnes"),
            holder.position(key),
        )


def _unknown_message(
    holder: Placed, key: str, name: str, messages: Mapping[str, Message]
) -> Iterator[Problem]:
    if name not in messages:
        yield Problem(
            "message-unknown",
            f"Le message « {name} » n'existe pas dans cette étape.",
            did_you_mean(name, messages, "Messages"),
            holder.position(key),
        )
