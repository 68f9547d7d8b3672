"""A conversation that a class goes through together, message by message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from builder.activities.chat.conversation import NEVER, Message, Role, replies_to_a_good_end
from builder.lesson.moments import Answer, Moment

if TYPE_CHECKING:
    from builder.activities.chat.activity import Chat


def told_together(chat: Chat, messages: Mapping[str, Message]) -> Iterator[Moment]:
    """Each role in turn, by the replies that soonest come to a good end; a message that the class
    has answered already is not asked again."""
    far = replies_to_a_good_end(messages)
    asked: set[str] = set()
    for number, role in enumerate(chat.roles, 1):
        opening = ("question", f"role-{number}") if number == 1 else (f"role-{number}",)
        yield from _way(chat, role, opening, messages, far, asked)


def _way(
    chat: Chat, role: Role, opening: tuple[str, ...],
    messages: Mapping[str, Message], far: Mapping[str, int], asked: set[str],
) -> Iterator[Moment]:  # fmt: skip
    faces = {person.id: person.picture for person in chat.people}
    says = [*opening]
    at: str | None = role.start
    while at and at not in asked:
        message = messages[at]
        asked.add(at)
        says.append(at)
        at = message.next
        if message.replies:
            at = min(message.replies, key=lambda reply: far.get(reply.next, NEVER)).next
        if message.replies or message.end:
            why = f"{message.id}-feedback" if message.end else ""
            answers = tuple(_answers(chat, message, messages, far))
            shown = (message.end and message.end.picture) or message.picture
            yield Moment(message.id, tuple(says), shown or faces[message.from_], answers, why)
            says = []


def _answers(
    chat: Chat, message: Message, messages: Mapping[str, Message], far: Mapping[str, int]
) -> Iterator[Answer]:
    """A reply that ends badly says why at once; what a good one leads to is the next moment."""
    ways = [far.get(reply.next, NEVER) for reply in message.replies]
    for number, written in enumerate(chat.shown_replies(message), 1):
        reply, way = message.replies[written - 1], ways[written - 1]
        end = _end_after(messages[reply.next], messages)
        why = f"{end.id}-feedback" if end and way == NEVER else ""
        id = f"{message.id}-reply-{written}"
        yield Answer(number, id, reply.picture, way == min(ways) < NEVER, why)


def _end_after(message: Message, messages: Mapping[str, Message]) -> Message | None:
    """The message that ends a way without a further reply; None where one is asked for."""
    seen: set[str] = set()
    while message.next and message.id not in seen:
        seen.add(message.id)
        message = messages[message.next]
    return message if message.end else None
