"""From a long recording and its sheet to takes in their places, and what a person is told."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import soundfile

from builder.errors import BuilderError
from builder.narration.loudness import Samples
from builder.project import Project
from builder.recording.cutting import Cut, Cutting, clock, cut
from builder.recording.keeping import TakeRefused, judge_take, keep_all
from builder.recording.long_sound import LongSound, open_long
from builder.recording.matching import Progress
from builder.recording.numbers import read_numbers
from builder.recording.script import Line, read_script
from builder.recording.sheet import Numbered, read_sheet
from builder.recording.states import open_chain, state_of_line

TO_HEAR = "a-ecouter"
"""In the cache, beside the narration: doubtful takes as files, for an ear."""


@dataclass(frozen=True)
class Proposal:
    """A take for a line of the sheet. `line` is None where its words have changed since.

    `refused` says why the build would never use it.
    """

    numbered: Numbered
    line: Line | None
    cut: Cut
    refused: str = ""

    @property
    def is_sure(self) -> bool:
        return bool(self.line) and not self.refused and not self.cut.doubts


def split(
    project: Project, file: Path, sheet: Path, yes: str, progress: Progress, *, is_dry: bool
) -> list[str]:
    """Keeps what is sure and what `yes` names; what to tell, in French. Raises BuilderError."""
    numbered, script = read_sheet(sheet), read_script(project)
    wished = read_numbers(yes, {one.number for one in numbered})
    language = numbered[0].key[0]
    sound = open_long(file)
    voice = project.embedded_voice(language, script.course)
    others = [line.utterance.spoken for key, line in script.lines.items() if key[0] == language]
    cutting = cut(sound, [one.text for one in numbered], others, voice, language, progress)
    chain = open_chain(project, script)
    with tempfile.TemporaryDirectory() as folder:
        files = _written(sound, cutting.cuts, Path(folder))
        proposals = []
        for found, take in zip(cutting.cuts, files, strict=True):
            one = numbered[found.place]
            line = one.found_in(script)
            if line and state_of_line(line, chain) == "recorded":
                known = ("déjà enregistrée", *found.doubts)
                found = replace(found, doubts=known)
            proposals.append(_judged(Proposal(one, line, found), take))
        kept = [
            (proposal, take)
            for proposal, take in zip(proposals, files, strict=True)
            if proposal.is_sure or _is_wished(proposal, wished)
        ]
        done = {proposal.numbered.number for proposal, _ in kept}
        if not is_dry:
            keep_all(
                project.recordings,
                ((one.line.utterance, take.read_bytes()) for one, take in kept if one.line),
            )
        doubtful = [one for one in zip(proposals, files, strict=True)
                    if one[0].numbered.number not in done]  # fmt: skip
        heard = _for_ears(project, doubtful)
    return list(_told(cutting, numbered, proposals, done, heard, is_dry=is_dry))


def _is_wished(proposal: Proposal, wished: set[int]) -> bool:
    is_possible = proposal.line is not None and not proposal.refused
    return is_possible and proposal.numbered.number in wished


def _written(sound: LongSound, cuts: Sequence[Cut], folder: Path) -> list[Path]:
    """Each cut as a WAV; one at a time in memory."""
    order = sorted(range(len(cuts)), key=lambda n: cuts[n].start_s)
    files = [folder / f"{n}.wav" for n in range(len(cuts))]
    spans = [(cuts[n].start_s, cuts[n].end_s) for n in order]
    for n, samples in zip(order, sound.parts(spans), strict=True):
        files[n].write_bytes(as_wav(samples, sound.rate_hz))
    return files


def as_wav(samples: Samples, rate_hz: int) -> bytes:
    written = io.BytesIO()
    soundfile.write(written, samples, rate_hz, format="WAV", subtype="PCM_16")
    return written.getvalue()


def _judged(proposal: Proposal, take: Path) -> Proposal:
    if proposal.line is None:
        return proposal
    try:
        remarks = judge_take(proposal.line.utterance, take)
    except TakeRefused as refused:
        return replace(proposal, refused=str(refused))
    doubts = (*proposal.cut.doubts, *(remark.message for remark in remarks))
    return replace(proposal, cut=replace(proposal.cut, doubts=doubts))


def _for_ears(project: Project, doubtful: Sequence[tuple[Proposal, Path]]) -> Path | None:
    """Puts doubtful takes where they can be heard; those of the last time go."""
    folder = project.cache.parent / TO_HEAR
    try:
        for old in folder.glob("*.wav"):
            old.unlink()
        if not doubtful:
            return None
        folder.mkdir(parents=True, exist_ok=True)
        for proposal, take in doubtful:
            (folder / f"{proposal.numbered.number}.wav").write_bytes(take.read_bytes())
    except OSError as error:
        raise BuilderError(f"« {folder} » ne peut pas être écrit : {error.strerror}.") from error
    return folder


def _told(
    cutting: Cutting,
    numbered: Sequence[Numbered],
    proposals: Sequence[Proposal],
    done: set[int],
    heard: Path | None,
    *,
    is_dry: bool,
) -> Iterator[str]:
    verb = "seraient gardées" if is_dry else "gardées"
    yield f"{clock(cutting.seconds)} de son : {len(done)} prises {verb}."
    if cutting.left_out:
        count = len(cutting.left_out)
        yield f"{count} bruits, phrases coupées ou répétitions laissés de côté."
    unsure = [one for one in proposals if one.numbered.number not in done]
    if unsure:
        yield "À écouter avant de garder :"
    for one in unsure:
        why = one.refused or ", ".join(one.cut.doubts)
        why = "le texte a changé depuis la feuille" if one.line is None else why
        yield f"  {one.numbered.number:4}  {clock(one.cut.start_s)}  {one.numbered.text}"
        yield f"        {why}"
    if unsure and heard:
        able = [one.numbered.number for one in unsure if one.line and not one.refused]
        yield f"Écoute-les : {heard}, un fichier par numéro."
        if able:
            yield f"Puis ajoute à la commande ceux qui sont bons : --yes {','.join(map(str, able))}"
    found = {one.numbered.number for one in proposals}
    missing = [one for one in numbered if one.number not in found]
    if missing:
        named = ", ".join(str(one.number) for one in missing[:20])
        more = f" et {len(missing) - 20} autres" if len(missing) > 20 else ""
        yield f"Pas entendues : {named}{more}."
