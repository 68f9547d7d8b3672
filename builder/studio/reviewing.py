"""What the page asks while a person reviews: strings, her opinion of one, what an author takes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from builder.lesson.signatures import clean, read_signatures
from builder.local import Declined
from builder.local.bodies import read_body
from builder.recording.script import ROLE_WORDS, Line
from builder.review.evidence import Evidence, evidence_for, read_evidence
from builder.review.progress import progress
from builder.review.signing import (
    OpinionRefused,
    OpinionUnwritable,
    Said,
    keep_opinions,
    opinion_on,
    take_proposal,
)
from builder.review.strings import ReviewString, in_doubt_first, review_strings
from builder.source.editing import EditRefused
from builder.studio.desk import Desk
from builder.studio.kept import Kept

MAX_OPINION_BYTES = 16_000
_CHANGED = "Ce texte a changé depuis, ou n'est plus dans les leçons. Recharge la page, puis relis."
_NOT_UNDERSTOOD = "Cet envoi n'est pas compris. Recharge la page, puis recommence."

Strings = Mapping[str, Sequence[ReviewString]]


@dataclass(frozen=True)
class Reviewing:
    """Strings are found by language and fingerprint; nothing of a request becomes a path."""

    desk: Desk
    may_take: bool = True
    """Only who sits at the computer puts proposals in the lessons."""
    _strings: Kept[Strings] = field(default_factory=Kept, repr=False)
    """By language, without opinions: they come with each answer."""

    def routes(self) -> Sequence[Route]:
        one = "/{language}/{of}"
        decided = [
            Route(f"/taken{one}", self._taken, methods=["POST"]),
            Route(f"/left{one}", self._left, methods=["POST"]),
        ]
        return [
            Route("/languages", self._languages),
            Route("/review/{language}", self._review),
            Route(f"/opinion{one}", self._opinion, methods=["POST"]),
            *(decided if self.may_take else ()),
        ]

    def _languages(self, request: Request) -> Response:
        named = [
            {"tag": one.tag, "french": one.french} for one in self.desk.script().course.languages
        ]
        return JSONResponse({"languages": named})

    def _review(self, request: Request) -> Response:
        language, by = request.path_params["language"], clean(request.query_params.get("by", ""))
        told = list(self._told(language))
        return JSONResponse({"strings": told, "progress": self._progress(language, by)})

    async def _opinion(self, request: Request) -> Response:
        return await self._answer(request, self._keep)

    async def _taken(self, request: Request) -> Response:
        return await self._answer(request, self._take)

    async def _left(self, request: Request) -> Response:
        return await self._answer(request, self._leave)

    async def _answer(self, request: Request, act: Any) -> Response:
        """What an act on one string comes to, one act at a time."""
        said = _said(await read_body(request, MAX_OPINION_BYTES))
        told = await run_in_threadpool(self._act, act, said, **request.path_params)
        return JSONResponse(told)

    def _act(self, act: Any, said: Said, language: str, of: str) -> dict[str, Any]:
        with self.desk.one_at_a_time:
            try:
                return act(self._string(language, of), said)  # type: ignore[no-any-return]
            except OpinionUnwritable as error:
                raise Declined(507, f"{error} Rien n'est changé.") from error
            except (OpinionRefused, EditRefused) as refused:
                raise Declined(422, str(refused)) from refused

    def _keep(self, string: ReviewString, said: Said) -> dict[str, Any]:
        if said.says == "left":
            raise OpinionRefused(_NOT_UNDERSTOOD)
        opinion = opinion_on(string, said)
        keep_opinions(self.desk.project, {string.language: [opinion]})
        return self._after(string, opinion.by)

    def _take(self, string: ReviewString, said: Said) -> dict[str, Any]:
        files = take_proposal(self.desk.project, string, clean(said.proposal))
        return {"changed": sorted(file.name for file in files)}

    def _leave(self, string: ReviewString, said: Said) -> dict[str, Any]:
        left = opinion_on(string, Said(said.by, "left", said.proposal))
        keep_opinions(self.desk.project, {string.language: [left]})
        return self._after(string, left.by)

    def _after(self, string: ReviewString, by: str) -> dict[str, Any]:
        signed = string.signed(read_signatures(self.desk.project.lessons))
        return {"string": _opinions(signed), "progress": self._progress(string.language, by)}

    def _base(self, language: str) -> Sequence[ReviewString]:
        """Raises Declined when the course does not speak that language."""
        strings = self._strings.get(self.desk.sources(), self._read)
        if language not in strings:
            raise Declined(404, "Le cours ne parle pas cette langue. Reviens à l'accueil.")
        return strings[language]

    def _read(self) -> Strings:
        project, script = self.desk.project, self.desk.script()
        problems, said = project.check(script.course), script.utterances()
        return {
            tag: review_strings(project, script.course, tag, said, problems)
            for tag in script.course.languages.tags
        }

    def _string(self, language: str, of: str) -> ReviewString:
        found = next((one for one in self._base(language) if one.fingerprint == of), None)
        if found is None:
            raise Declined(409, _CHANGED)
        return found.signed(read_signatures(self.desk.project.lessons))

    def _progress(self, language: str, by: str) -> dict[str, Any]:
        signatures = read_signatures(self.desk.project.lessons)
        strings = [one.signed(signatures) for one in self._base(language)]
        done = progress(strings, signatures.by_language.get(language, ()), by)
        reviewed = sum(one.review.state == "reviewed" for one in strings)
        return {"total": done.total, "left": done.left, "today": done.today,
                "anHour": done.an_hour, "reviewed": reviewed}  # fmt: skip

    def _told(self, language: str) -> Iterator[dict[str, Any]]:
        script, signatures = self.desk.script(), read_signatures(self.desk.project.lessons)
        rows = read_evidence(self.desk.project.lessons)
        near = _neighbours([one for one in script.lines.values()
                            if one.utterance.language == language])  # fmt: skip
        signed = [one.signed(signatures) for one in self._base(language)]
        for string in in_doubt_first(signed):
            line = script.lines.get(_key(string)) if string.line else None
            drawn = line.illustration if line else None
            yield {
                **_opinions(string),
                "number": string.number,
                "words": string.words,
                "spoken": string.spoken,
                "remarks": string.remarks,
                "others": [
                    {"language": other.tag, "french": other.french, "words": words}
                    for other in script.course.languages
                    if other.tag != language and (words := string.in_language(other.tag))
                ],
                "places": [f"{at.file.name}:{at.line}" for at in string.places],
                "line": [language, string.line.source, string.line.id] if string.line else None,
                "role": ROLE_WORDS[string.line.role] if string.line else "Écrit, pas dit",
                "place": line.place if line else "",
                "near": near.get(_key(string), ["", ""]) if string.line else ["", ""],
                "picture": {"name": drawn.name, "alt": drawn.alt} if drawn else None,
                "evidence": [_shown(row) for row in evidence_for(rows, string.words)],
            }


def _said(body: bytes) -> Said:
    """Raises Declined when it is not what the page sends."""
    try:
        told = json.loads(body.decode())
    except (ValueError, RecursionError) as error:
        raise Declined(400, _NOT_UNDERSTOOD) from error
    keys = ("by", "says", "proposal", "note")
    if not isinstance(told, dict) or not all(isinstance(told.get(key, ""), str) for key in keys):
        raise Declined(400, _NOT_UNDERSTOOD)
    by, says, proposal, note = (str(told.get(key, "")) for key in keys)
    return Said(by, says, proposal, note)  # type: ignore[arg-type]  # opinion_on refuses others


def _key(string: ReviewString) -> Any:
    line = string.line
    return (line.language, line.source, line.id) if line else None


def _neighbours(lines: Sequence[Line]) -> dict[Any, list[str]]:
    """What is said before and after each line, in the same part."""
    near = {}
    for at, line in enumerate(lines):
        said = line.utterance
        around = [
            other.text if other and other.source == said.source else ""
            for other in (
                lines[at - 1].utterance if at else None,
                lines[at + 1].utterance if at + 1 < len(lines) else None,
            )
        ]
        near[said.language, said.source, said.id] = around
    return near


def _opinions(string: ReviewString) -> dict[str, Any]:
    return {
        "of": string.fingerprint,
        "state": string.review.state,
        "opinions": [
            {"by": one.by, "on": one.on, "says": one.says,
             "proposal": one.proposal, "note": one.note}
            for one in string.opinions
        ],
    }  # fmt: skip


def _shown(row: Evidence) -> dict[str, str]:
    return {"idea": row.idea, "said": row.said, "why": row.why, "trust": row.trust}
