"""A messenger conversation that branches, replayable from another role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import Field

from builder.errors import Problem
from builder.lesson.activity import Activity, Phrase
from builder.lesson.text import PicturePath, Placed, Slug, Text


class Person(Placed):
    """Une personne de la conversation."""

    id: Slug
    picture: PicturePath
    name: Text


class Role(Placed):
    """Une place d'où l'on vit l'histoire."""

    id: Slug
    person: Slug
    text: Text
    start: Slug


class Reply(Placed):
    """Une réponse possible ; `next` est le message qui suit."""

    picture: PicturePath
    text: Text
    next: Slug


class End(Placed):
    """La fin d'un chemin."""

    right: bool
    feedback: Text


class Message(Placed):
    """Un message ; il a soit `next`, soit `replies`, soit `end`."""

    id: Slug
    from_: Slug = Field(alias="from")
    text: Text
    next: Slug | None = None
    replies: list[Reply] = Field(default=[], max_length=4)
    end: End | None = None

    def leads_to(self) -> tuple[str, ...]:
        if self.next:
            return (self.next,)
        return tuple(reply.next for reply in self.replies)

    def check(self) -> Iterator[Problem]:
        ways = [bool(self.next), bool(self.replies), bool(self.end)].count(True)
        if ways == 0:
            yield Problem("chat-dead-end", f"Le message « {self.id} » ne mène nulle part.",
                          "Ajoute « next: … », « replies: » ou « end: ».", self.position("id"))  # fmt: skip
        if ways > 1:
            yield Problem("chat-two-ways", f"Le message « {self.id} » a plusieurs suites.",
                          "Garde seulement « next », « replies » ou « end ».", self.position("id"))  # fmt: skip
        if len(self.replies) == 1:
            yield Problem("too-few", f"Le message « {self.id} » n'a qu'une réponse : ce n'est pas un choix.",
                          "Ajoute une réponse, ou écris « next: … ».", self.position("replies"))  # fmt: skip


class Chat(Activity):
    """Une conversation à choix, à rejouer dans un autre rôle."""

    kind: Literal["chat"]
    question: Text
    people: list[Person] = Field(min_length=1, max_length=5)
    roles: list[Role] = Field(min_length=1, max_length=3)
    messages: list[Message] = Field(min_length=2, max_length=40)

    def check(self) -> Iterator[Problem]:
        people = {person.id for person in self.people}
        messages = {message.id: message for message in self.messages}
        yield from self._name_problems(people, set(messages))
        if not any(message.end and message.end.right for message in self.messages):
            yield Problem("no-right-answer", f"Aucune fin de « {self.id} » n'est bonne.",
                          "Écris « right: true » sous une des fins.", self.position("messages"))  # fmt: skip
        reached = _reachable([role.start for role in self.roles], messages)
        for message in self.messages:
            if message.id not in reached:
                yield Problem("chat-unreached", f"Aucun chemin ne mène au message « {message.id} ».",
                              "Enlève-le, ou fais-y mener un « next ».", message.position("id"))  # fmt: skip
        ending = _ending(messages)
        for message in self.messages:
            if message.id in reached and message.id not in ending and message.leads_to():
                yield Problem("chat-never-ends", f"Après le message « {message.id} », la conversation ne finit jamais.",
                              "Fais mener un des chemins à un message avec « end: ».", message.position("id"))  # fmt: skip

    def _name_problems(self, people: set[str], messages: set[str]) -> Iterator[Problem]:
        for pieces in (self.people, self.roles, self.messages):
            seen: set[str] = set()
            for piece in pieces:
                if piece.id in seen:
                    yield Problem("duplicate-id", f"L'id « {piece.id} » est écrit deux fois.",
                                  "Donne un autre « id » à l'un des deux.", piece.position("id"))  # fmt: skip
                seen.add(piece.id)
        named = [(role, "person", role.person) for role in self.roles]
        for holder, key, name in [*named, *((m, "from", m.from_) for m in self.messages)]:
            if name not in people:
                yield Problem("person-unknown", f"La personne « {name} » n'existe pas dans cette étape.",
                              f"Personnes : {', '.join(sorted(people))}.", holder.position(key))  # fmt: skip
        links: list[tuple[Placed, str, str]] = [(role, "start", role.start) for role in self.roles]
        for message in self.messages:
            if message.next:
                links.append((message, "next", message.next))
            links.extend((reply, "next", reply.next) for reply in message.replies)
        for holder, key, target in links:
            if target not in messages:
                yield Problem("message-unknown", f"Le message « {target} » n'existe pas dans cette étape.",
                              f"Messages : {', '.join(sorted(messages))}.", holder.position(key))  # fmt: skip

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

    def context(self) -> Mapping[str, Any]:
        return {"people": {person.id: person for person in self.people}}


def _reachable(starts: list[str], messages: Mapping[str, Message]) -> set[str]:
    reached: set[str] = set()
    waiting = [start for start in starts if start in messages]
    while waiting:
        current = waiting.pop()
        if current not in reached:
            reached.add(current)
            waiting.extend(name for name in messages[current].leads_to() if name in messages)
    return reached


def _ending(messages: Mapping[str, Message]) -> set[str]:
    """Messages from which some path comes to an end."""
    ending = {name for name, message in messages.items() if message.end}
    grew = True
    while grew:
        more = {n for n, m in messages.items() if n not in ending and ending & set(m.leads_to())}
        grew = bool(more)
        ending |= more
    return ending
