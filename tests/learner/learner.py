"""A learner made of code: hears, remembers, tries again; knows no kind and reads no text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.learner.hands import Hands
from tests.learner.senses import LONG_SILENCE_MS, Heard, Senses, Sound

MOST_TRIES = 60
MOST_STEPS = 60
# Who has been right in a step and has tried so much since it asked something new has seen what
# there is.
TIRED_AFTER = 18

Words = tuple[str, ...]


@dataclass(frozen=True)
class Try:
    """One act in a step and what came of it: right, wrong, or neither."""

    words: Words
    verdict: str


@dataclass
class _Known:
    """What a learner who is trying things out knows about them so far."""

    tried: set[Words] = field(default_factory=set)
    right: list[Words] = field(default_factory=list)
    judged: bool = False
    told: set[Words] = field(default_factory=set)
    """What only told something: it asks nothing and is no answer."""
    asked: set[Words] = field(default_factory=set)
    trail: list[tuple[dict[Words, str], Words]] = field(default_factory=list)


@dataclass
class Memory:
    """What the learner has learned: by what a step asked, the acts that led to « right »."""

    solutions: dict[Words, list[Words]] = field(default_factory=dict)


@dataclass
class Visit:
    """One walk through a lesson."""

    steps: int = 0
    asked: int = 0
    right: int = 0
    wrong: int = 0
    finished: bool = False
    unsolved: list[Words] = field(default_factory=list)


class Learner:
    """Goes through a lesson with what they have: ears, hands, memory."""

    def __init__(self, senses: Senses, hands: Hands, memory: Memory) -> None:
        self.senses = senses
        self.hands = hands
        self.memory = memory
        self.is_patient = True
        """Does once more what was missed, when it is asked before the end; or else goes on."""

    def begin(self) -> Heard:
        """Hears the page; where it is silent, does the one thing that it invites to."""
        heard = self.senses.listen(LONG_SILENCE_MS)
        if heard.names in ((), ("interface/start",)):
            heard = self.hands.begin() + self.senses.listen(LONG_SILENCE_MS)
        assert heard.names, "the page stays silent"
        return heard

    def go_through(self, heard: Heard) -> Visit:
        """From what was heard on entering the lesson to its closing scene."""
        visit = Visit()
        for _ in range(MOST_STEPS):
            visit.steps += 1
            if "interface/finished" in heard.names:
                visit.finished = True
                return visit
            if self.is_patient or "interface/asked-again" not in heard.names:
                self._work(heard, visit)
            heard = self.hands.go_on() + self.senses.listen(LONG_SILENCE_MS)
        return visit

    def _work(self, heard: Heard, visit: Visit) -> None:
        """Does what a step asks, from memory if it was done before."""
        asked = heard.words[-3:]
        known = self.memory.solutions.get(asked)
        tries = list(self._repeat(known) if known is not None else self._explore(asked))
        verdicts = [one.verdict for one in tries]
        visit.right += verdicts.count("right")
        visit.wrong += verdicts.count("wrong")
        if tries:
            visit.asked += 1
        if "wrong" in verdicts and "right" not in verdicts:
            visit.unsolved.append(asked)
        if known is None:
            self.memory.solutions[asked] = what_worked(tries)

    def _repeat(self, known: list[Words]) -> Iterator[Try]:
        for words in known:
            if not self._return_to(words):
                # Something has to be asked for first: the next card.
                unnumbered = (one for one in self._options() if not one[0].isdigit())
                if next(unnumbered, None):
                    self.hands.act()
                if not self._return_to(words):
                    continue
            yield Try(words, verdict(self.hands.act()))

    def _explore(self, asked: Words) -> Iterator[Try]:
        """Tries what has not been tried here, until told « right » and not asked for more."""
        tried: dict[tuple[Words, int], dict[Words, str]] = {}
        known = _Known()
        last_asked, tired_at = asked, TIRED_AFTER
        for count in range(1, MOST_TRIES + 1):
            here = tried.setdefault((last_asked, len(known.right)), {})
            chosen = self._find(here, known)
            if chosen is None:
                return
            heard = self.hands.act()
            outcome = here[chosen] = verdict(heard)
            known.trail = [*known.trail, (here, chosen)] if outcome == "neither" else []
            known.tried.add(chosen)
            known.judged |= outcome != "neither"
            yield Try(chosen, outcome)
            more = invitations(heard)
            if outcome == "neither" and not more:
                known.told.add(chosen)
            if outcome == "right":
                known.right.append(chosen)
                if more not in known.asked:
                    tired_at = count + TIRED_AFTER
                known.asked.add(more)
                if not more or count >= tired_at:
                    return
            if outcome != "wrong" and more:
                last_asked = more

    def _find(self, here: dict[Words, str], known: _Known) -> Words | None:
        """Stops at the first thing worth trying; None when there is nothing more to learn."""
        offered = []
        for words in self._options():
            if words in known.told:
                continue
            offered.append(words)
            if words not in known.tried:
                return words
            if known.judged and words not in here and words not in known.right:
                return words
        if not known.judged:
            return None
        again = [words for words in offered if words not in here]
        hopeful = again or [words for words in offered if here[words] != "wrong"]
        if not hopeful and known.trail:
            # All is wrong here: so was the way that led here.
            before, led_here = known.trail[-1]
            before[led_here] = "wrong"
        return self._return_to((hopeful or offered)[0]) if offered else None

    def _return_to(self, words: Words) -> Words | None:
        return next((offered for offered in self._options() if offered == words), None)

    def _options(self) -> Iterator[Words]:
        """What can be chosen here."""
        return (thing.words for thing in self.hands.things() if is_option(thing))


def verdict(heard: Heard) -> str:
    """By the two sounds alone."""
    if heard.high_tones:
        return "right"
    return "wrong" if heard.low_tones else "neither"


def is_option(thing: Heard) -> bool:
    """Its name begins with a number, or it is neither a control of the player nor a picture."""
    if not thing.sounds:
        return False
    first = thing.sounds[0].said
    if first.source == "interface":
        return first.id.startswith("number-")
    return first.role == "control"


def invitations(heard: Heard) -> Words:
    """What is asked after an act, without the comments on it."""
    return tuple(sound.said.spoken for sound in heard.sounds if not _is_comment(sound))


def _is_comment(sound: Sound) -> bool:
    return sound.said.role == "feedback" or sound.name in (
        "interface/right",
        "interface/known-now",
        "interface/try-again",
    )


def what_worked(tries: list[Try]) -> list[Words]:
    """The acts worth doing again: without those that were wrong, nor what led to them."""
    kept: list[Words] = []
    leading: list[Words] = []
    for one in tries:
        leading.append(one.words)
        if one.verdict == "right":
            kept += leading
        if one.verdict != "neither":
            leading = []
    return kept
