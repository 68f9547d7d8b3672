"""A messenger conversation that branches, replayable from another role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import Field

from builder.activities.chat.together import NEVER, replies_to_a_good_end, told_together
from builder.errors import Position, Problem
from builder.lesson.activity import Activity, Decision, Option, Phrase, Reported
from builder.lesson.messages import did_you_mean, duplicate_id
from builder.lesson.moments import Moment
from builder.lesson.placed import PicturePath, Placed, Slug
from builder.lesson.text import Text
from builder.lesson.utterance import Language


class Person(Placed):
    """Une personne de la conversation."""

    id: Slug
    picture: PicturePath
    name: Text = Field(description="Son prénom, inventé.")


class Role(Placed):
    """Une place d'où l'on vit l'histoire."""

    id: Slug
    person: Slug = Field(description="L'id de la personne que l'on joue.")
    text: Text = Field(description="Ce rôle, en quelques mots : « Tu es Awa ».")
    start: Slug = Field(description="L'id du premier message.")


class Reply(Placed):
    """Une réponse possible."""

    picture: PicturePath
    text: Text = Field(description="Ce qu'on répond.")
    next: Slug = Field(description="L'id du message qui suit.")


class End(Placed):
    """La fin d'un chemin."""

    right: bool = Field(description="true si ce chemin était bon.")
    feedback: Text = Field(description="Dit pourquoi, sans gronder.")


class Message(Placed):
    """Un message ; il a soit `next`, soit `replies`, soit `end`."""

    id: Slug
    from_: Slug = Field(alias="from", description="L'id de la personne qui écrit.")
    text: Text = Field(description="Le message.")
    genuine: bool | None = Field(
        default=None, description="true : un vrai message ; false : un piège ; rien : sans objet."
    )
    next: Slug | None = Field(default=None, description="L'id du message qui suit.")
    replies: list[Reply] = Field(
        default=[], max_length=4, description="2 à 4 réponses : la suite en dépend."
    )
    end: End | None = Field(default=None, description="La fin de ce chemin.")

    def leads_to(self) -> tuple[str, ...]:
        if self.next:
            return (self.next,)
        return tuple(reply.next for reply in self.replies)

    def check(self) -> Iterator[Problem]:
        ways = [bool(self.next), bool(self.replies), bool(self.end)].count(True)
        if ways == 0:
            yield Problem(
                "chat-dead-end",
                f"Le message « {self.id} » ne mène nulle part.",
                "Ajoute « next: … », « replies: » ou « end: ».",
                self.position("id"),
            )
        if ways > 1:
            yield Problem(
                "chat-two-ways",
                f"Le message « {self.id} » a plusieurs suites.",
                "Garde seulement « next », « replies » ou « end ».",
                self.position("id"),
            )
        if len(self.replies) == 1:
            yield Problem(
                "too-few",
                f"Le message « {self.id} » n'a qu'une réponse.",
                "Ajoute une autre réponse, ou écris « next: … ».",
                self.position("replies"),
            )


class Chat(Activity):
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
        reached = _reachable([role.start for role in self.roles], messages)
        ending = _ending(messages)
        for message in self.messages:
            if message.id not in reached:
                yield Problem(
                    "chat-unreached",
                    f"Aucun chemin ne mène au message « {message.id} ».",
                    "Enlève-le, ou fais-y mener un « next ».",
                    message.position("id"),
                )
            elif message.id not in ending and _leads_on(message, messages):
                yield Problem(
                    "chat-never-ends",
                    f"Après le message « {message.id} », la conversation ne finit jamais.",
                    "Fais mener un des chemins à un message avec « end: ».",
                    message.position("id"),
                )

    def decisions(self) -> Iterator[Decision]:
        """A reply is right when no other comes sooner to a good end."""
        far = replies_to_a_good_end({message.id: message for message in self.messages})
        for message in self.messages:
            ways = [far.get(reply.next, NEVER) for reply in message.replies]
            if ways:
                options = [
                    Option(reply.text, way == min(ways) < NEVER)
                    for reply, way in zip(message.replies, ways, strict=True)
                ]
                yield Decision(tuple(options), message.position("replies"))

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

    def sheet(self, language: Language) -> Iterator[str]:
        """The roles, and each message that asks for a reply; ✓ where the way ends well at once."""
        yield self.question.shown(language)
        for number, role in enumerate(self.roles, 1):
            yield f"{number} {role.text.shown(language)}"
        messages = {message.id: message for message in self.messages}
        names = {person.id: person.name.shown(language) for person in self.people}
        for message in self.messages:
            if message.replies:
                yield f"{names[message.from_]} : « {message.text.shown(language)} »"
            for number, reply in enumerate(message.replies, 1):
                end = _end_after(messages[reply.next], messages)
                mark = " ✓" if end and end.right else ""
                why = f" — {end.feedback.shown(language)}" if end else ""
                yield f"{number}{mark} {reply.text.shown(language)}{why}"

    def _phrases_besides_messages(self) -> Iterator[Phrase]:
        messages = {id(message.text) for message in self.messages}
        yield from (phrase for phrase in self.phrases() if id(phrase.text) not in messages)

    def context(self) -> Mapping[str, Any]:
        return {"people": {person.id: person for person in self.people}}


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


def _leads_on(message: Message, messages: Mapping[str, Message]) -> bool:
    """Whether every way on exists: one that does not is told by itself."""
    ways = message.leads_to()
    return bool(ways) and all(way in messages for way in ways)


def _reachable(starts: list[str], messages: Mapping[str, Message]) -> set[str]:
    reached: set[str] = set()
    waiting = [start for start in starts if start in messages]
    while waiting:
        current = waiting.pop()
        if current not in reached:
            reached.add(current)
            waiting.extend(name for name in messages[current].leads_to() if name in messages)
    return reached


def _end_after(message: Message, messages: Mapping[str, Message]) -> End | None:
    """The end that comes with no further reply; None where one is asked for again."""
    seen: set[str] = set()
    while message.next and message.id not in seen:
        seen.add(message.id)
        message = messages[message.next]
    return message.end


def _ending(messages: Mapping[str, Message]) -> set[str]:
    """Messages from which some path comes to an end, or to something told by itself."""
    ending = {name for name, message in messages.items() if not _leads_on(message, messages)}
    grew = True
    while grew:
        more = {n for n, m in messages.items() if n not in ending and ending & set(m.leads_to())}
        grew = bool(more)
        ending |= more
    return ending
