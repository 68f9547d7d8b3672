"""The pieces of a conversation, and the ways that lead through it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import Field

from builder.errors import Problem
from builder.lesson.placed import PicturePath, Placed, Slug
from builder.lesson.text import Text

NEVER = 1_000  # more replies than a conversation can have


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

    picture: PicturePath | None = Field(
        default=None, description="Ce que ce chemin a donné, en grand : la poche vide, l'amie."
    )
    right: bool = Field(description="true si ce chemin était bon.")
    feedback: Text = Field(description="Dit pourquoi, sans gronder.")


class Message(Placed):
    """Un message ; il a soit `next`, soit `replies`, soit `end`."""

    id: Slug
    from_: Slug = Field(alias="from", description="L'id de la personne qui écrit.")
    picture: PicturePath | None = Field(
        default=None, description="Ce que dit le message, pour qui ne lit ni n'entend."
    )
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


def leads_on(message: Message, messages: Mapping[str, Message]) -> bool:
    """Whether every way on exists: one that does not is told by itself."""
    ways = message.leads_to()
    return bool(ways) and all(way in messages for way in ways)


def reachable(starts: list[str], messages: Mapping[str, Message]) -> set[str]:
    reached: set[str] = set()
    waiting = [start for start in starts if start in messages]
    while waiting:
        current = waiting.pop()
        if current not in reached:
            reached.add(current)
            waiting.extend(name for name in messages[current].leads_to() if name in messages)
    return reached


def end_after(message: Message, messages: Mapping[str, Message]) -> End | None:
    """The end that comes with no further reply; None where one is asked for again."""
    seen: set[str] = set()
    while message.next and message.id not in seen:
        seen.add(message.id)
        message = messages[message.next]
    return message.end


def replies_to_a_good_end(messages: Mapping[str, Message]) -> Mapping[str, int]:
    """By message, the fewest replies from it to an end that is right; absent where none is."""
    far = {name: 0 for name, message in messages.items() if message.end and message.end.right}
    for _ in messages:
        for name, message in messages.items():
            ways = [far[way] for way in message.leads_to() if way in far]
            if ways:
                far[name] = min(far.get(name, NEVER), min(ways) + bool(message.replies))
    return far


def ending(messages: Mapping[str, Message]) -> set[str]:
    """Messages from which some path comes to an end, or to something told by itself."""
    ending = {name for name, message in messages.items() if not leads_on(message, messages)}
    grew = True
    while grew:
        more = {n for n, m in messages.items() if n not in ending and ending & set(m.leads_to())}
        grew = bool(more)
        ending |= more
    return ending
