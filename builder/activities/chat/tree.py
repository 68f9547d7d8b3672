"""A conversation as lines that a person reads: what hangs under what is told by tabs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from builder.activities.chat.conversation import Message, end_after
from builder.lesson.utterance import Language

if TYPE_CHECKING:
    from builder.activities.chat.activity import Chat


@dataclass
class Tree:
    """Each role with its messages, and under each reply what comes of it; a message met again is
    only named. `→` leads to it, ✓ marks a reply after which the way ends well at once."""

    chat: Chat
    language: Language
    _met: set[str] = field(default_factory=set)

    def lines(self) -> Iterator[str]:
        for number, role in enumerate(self.chat.roles, 1):
            yield f"{number} {role.text.shown(self.language)}"
            yield from self._from(self._messages[role.start], 1)

    @property
    def _messages(self) -> Mapping[str, Message]:
        return {message.id: message for message in self.chat.messages}

    def _from(self, message: Message, depth: int) -> Iterator[str]:
        tabs = "\t" * depth
        if message.id in self._met:
            yield f"{tabs}→ {self._said(message)}"
            return
        self._met.add(message.id)
        yield f"{tabs}{self._said(message)}"
        if message.next:
            yield from self._from(self._messages[message.next], depth)
        for number, written in enumerate(self.chat.shown_replies(message), 1):
            reply = message.replies[written - 1]
            after = self._messages[reply.next]
            end = end_after(after, self._messages)
            mark = " ✓" if end and end.right else ""
            why = f" — {end.feedback.shown(self.language)}" if end else ""
            yield f"{tabs}\t{number}{mark} {reply.text.shown(self.language)}{why}"
            yield from self._from(after, depth + 2)

    def _said(self, message: Message) -> str:
        people = {person.id: person.name for person in self.chat.people}
        name = people[message.from_].shown(self.language)
        return f"{name} : « {message.text.shown(self.language)} »"
