"""An hour read in one go becomes takes: what is sure, and what a person has to hear first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from builder.errors import VoiceUnavailable
from builder.narration.fingerprint import normal_form
from builder.narration.voices import Voice
from builder.narration.voices.recording import SECONDS_PER_LETTER
from builder.recording.hearing import STEP_S, hear, top_hz
from builder.recording.long_sound import LongSound
from builder.recording.matching import LIKELY, Model, Progress, Run, Scores, place, score, standard
from builder.recording.pieces import Piece, cut_at_silences

SURE, SURE_OVER_OTHERS = 2.2, 1.3
"""How far a run stands out for its line, and over the next line like it, to need no ear."""
_AS_GOOD = 1.2
_BREATH_S, _EDGE_WORTH = 0.65, 0.8
"""A longer silence is no breath within a sentence; by how much a piece must fit against that."""
_ONE_WORD_S = 0.8
_SHORT, _LONG = 0.7, 1.45
_BEFORE_S, _AFTER_S = 0.25, 0.35
_BACKGROUND = 60
"""Lines to compare with, of the course where the sheet has fewer."""


@dataclass(frozen=True)
class Cut:
    """What says a line of the sheet, by its place there, in seconds; `doubts` are in French."""

    place: int
    start_s: float
    end_s: float
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cutting:
    """`left_out` are false starts, repeats, coughs: seconds in which something else is heard."""

    cuts: tuple[Cut, ...]
    left_out: tuple[tuple[float, float], ...]
    seconds: float


def cut(
    sound: LongSound,
    texts: Sequence[str],
    others: Sequence[str],
    voice: Voice | None,
    language: str,
    progress: Progress,
) -> Cutting:
    """`texts` are what is on the sheet, `others` further lines of the course to compare with.

    Raises BuilderError for a sound that cannot be read.
    """
    top = top_hz(sound.rate_hz)
    heard = hear(sound.blocks(), sound.rate_hz, top)
    pieces = cut_at_silences(heard.level_db)
    seconds = len(heard.level_db) * STEP_S
    if not pieces:
        return Cutting((), (), seconds)
    spoken = np.zeros(len(heard.level_db), bool)
    for piece in pieces:
        spoken[piece.start : piece.end] = True
    beside = [text for text in others if text not in texts]
    models = _models([*texts, *beside[: max(0, _BACKGROUND - len(texts))]], voice, language, top)
    scores = score(standard(heard.cepstra, spoken), pieces, models, progress)
    runs = place(scores, pieces, len(texts))
    settled = _settled(runs, scores, pieces)
    pace = _pace(settled, pieces, models)
    cuts = [
        replace(_span(at, run, pieces, seconds),
                doubts=tuple(_doubts(at, settled, scores, pieces, models, pace)))
        for at, run in sorted(settled.items())
    ]  # fmt: skip
    used = {n for run in settled.values() for n in range(run.first, run.last + 1)}
    left = tuple(
        (one.start * STEP_S, one.end * STEP_S) for n, one in enumerate(pieces) if n not in used
    )
    return Cutting(tuple(cuts), left, seconds)


def _models(texts: Sequence[str], voice: Voice | None, language: str, top: float) -> list[Model]:
    """Each text as the voice reads it, without the silence around."""
    found = []
    for text in map(normal_form, texts):
        guessed = max(1, round(sum(map(str.isalnum, text)) * SECONDS_PER_LETTER / STEP_S))
        model = Model(text, guessed, None)
        try:
            said = voice.speak(text, language) if voice else None
        except VoiceUnavailable:
            said = None
        if said:
            heard = hear([said.samples], said.rate_hz, top)
            if pieces := cut_at_silences(heard.level_db):
                inside = heard.cepstra[pieces[0].start : pieces[-1].end]
                model = Model(text, len(inside), inside)
        found.append(model)
    known = [model.cepstra for model in found if model.cepstra is not None]
    if not known:
        return found
    together = np.concatenate(known)
    middle, spread = together.mean(axis=0), together.std(axis=0) + 1e-6
    return [
        model
        if model.cepstra is None
        else replace(model, cepstra=(model.cepstra - middle) / spread)
        for model in found
    ]


def _edged(
    at: int, run: Run, runs: Mapping[int, Run], scores: Scores, pieces: Sequence[Piece]
) -> Run:
    """The run with the pieces that belong to it: a breath goes with its sentence, a false start,
    which a longer silence follows, does not."""

    def worth(one: Run) -> float:
        inside = range(one.first, one.last)
        parted = sum(_gap_s(n, pieces) > _BREATH_S for n in inside)
        edges = (n for n in (one.first - 1, one.last) if 0 <= n < len(pieces) - 1)
        torn = sum(_gap_s(n, pieces) < _BREATH_S for n in edges)
        return float(scores.of[one][at]) - _EDGE_WORTH * (parted + torn)

    near = [one for one in scores.of if one == run or _could_be(one, run, runs)]
    return max(near, key=worth)


def _gap_s(n: int, pieces: Sequence[Piece]) -> float:
    """The silence after a piece."""
    return (pieces[n + 1].start - pieces[n].end) * STEP_S


def _settled(runs: Mapping[int, Run], scores: Scores, pieces: Sequence[Piece]) -> dict[int, Run]:
    """The runs with the last good reading of each line."""
    found: dict[int, Run] = {}
    left = dict(runs)
    for at in sorted(runs):
        if at not in left:
            continue
        following = min((other for other in left if other > at), default=-1)
        before = left[following].first if following >= 0 else len(pieces)
        own = _last_good(at, left[at], before, scores)
        # What was taken for the next line may be a part of this one, said again.
        if following >= 0:
            weak = scores.of[left[following]][following]
            beyond = left[following].last + 2
            longer = _last_good(at, own, beyond, scores)
            if longer.last >= before and scores.of[longer][at] > weak + 2.0:
                own = longer
                del left[following]
        found[at] = own
    return {at: _edged(at, run, found, scores, pieces) for at, run in found.items()}


def _next_first(runs: Mapping[int, Run], at: int, count: int) -> int:
    return min((run.first for other, run in runs.items() if other > at), default=count)


def _last_good(at: int, run: Run, before: int, scores: Scores) -> Run:
    """A person who says a line again was not content: her last one counts, where it is as good."""
    again = [
        one
        for one in scores.of
        if run.last < one.first and one.last < before and _is_again(at, one, run, scores)
    ]
    if not again:
        return run
    latest = max(one.last for one in again)
    return max((one for one in again if one.last == latest), key=lambda one: scores.of[one][at])


def _is_again(at: int, one: Run, best: Run, scores: Scores) -> bool:
    row = scores.of[one]
    return bool(row[at] >= max(2 * LIKELY, scores.of[best][at] - 2.5) and row[at] > row.max() - 1)


def _pace(runs: Mapping[int, Run], pieces: Sequence[Piece], models: Sequence[Model]) -> float:
    """How many times longer than the voice this person takes."""
    ratios = [_steps(run, pieces) / models[at].steps for at, run in runs.items()]
    return float(np.median(ratios)) if ratios else 1.0


def _steps(run: Run, pieces: Sequence[Piece]) -> int:
    return pieces[run.last].end - pieces[run.first].start


def _span(at: int, run: Run, pieces: Sequence[Piece], seconds: float) -> Cut:
    """With some silence around, but nothing of what else is heard."""
    first, last = pieces[run.first], pieces[run.last]
    before = pieces[run.first - 1].end * STEP_S if run.first else 0.0
    after = pieces[run.last + 1].start * STEP_S if run.last + 1 < len(pieces) else seconds
    start_s, end_s = first.start * STEP_S, last.end * STEP_S
    return Cut(
        at,
        max(start_s - _BEFORE_S, (before + start_s) / 2, 0.0),
        min(end_s + _AFTER_S, (after + end_s) / 2, seconds),
    )


def _doubts(
    at: int,
    runs: Mapping[int, Run],
    scores: Scores,
    pieces: Sequence[Piece],
    models: Sequence[Model],
    pace: float,
) -> Iterator[str]:
    """Why a person should hear it first, in French; nothing where it is sure."""
    run = runs[at]
    row, own = scores.of[run], scores.of[run][at]
    if models[at].cepstra is None:
        yield "aucune voix ne lit cette phrase : seules sa place et sa longueur sont connues"
        return
    if models[at].steps * STEP_S < _ONE_WORD_S:
        yield "très courte : un mot seul ressemble à bien des débuts"
    if own < SURE:
        yield "ressemble peu à la phrase"
    alike = [other for other, model in enumerate(models) if model.words != models[at].words]
    if own - max((row[other] for other in alike), default=-9.0) < SURE_OVER_OTHERS:
        yield "ressemble autant à une autre phrase"
    ratio = _steps(run, pieces) / (models[at].steps * pace)
    if not _SHORT < ratio < _LONG:
        yield "bien plus longue que prévu" if ratio > 1 else "bien plus courte que prévu"
    if any(_could_be(one, run, runs) and scores.of[one][at] > own - _AS_GOOD for one in scores.of):
        yield "un bout manque peut-être, ou est de trop"
    for one in _elsewhere(at, runs, scores):
        yield f"dite aussi à {clock(pieces[one.first].start * STEP_S)}"


def _could_be(one: Run, run: Run, runs: Mapping[int, Run]) -> bool:
    """Whether a run overlaps this one and takes nothing of another line."""
    overlaps = one.first <= run.last and one.last >= run.first and one != run
    taken = any(
        other != run and one.first <= other.last and one.last >= other.first
        for other in runs.values()
    )
    return overlaps and not taken


def _elsewhere(at: int, runs: Mapping[int, Run], scores: Scores) -> Iterator[Run]:
    """Where the line is said once more after the take that counts."""
    for one in scores.of:
        row = scores.of[one]
        if one.first <= runs[at].last or row[at] < row.max() or row[at] <= SURE:
            continue
        there = [
            scores.of[run][other]
            for other, run in runs.items()
            if one.first <= run.last and one.last >= run.first
        ]
        if all(own < row[at] - 1 for own in there):
            yield one


def clock(seconds: float) -> str:
    """Like 12:04."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
