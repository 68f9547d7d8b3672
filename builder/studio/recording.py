"""What the page asks while a person records: parts, lines, a clip to hear, a take to keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from builder.local.bodies import read_body
from builder.recording.keeping import MAX_TAKE_BYTES
from builder.studio.desk import Desk


@dataclass(frozen=True)
class Recording:
    """Lines are found in the script by what a request names; nothing of it becomes a path."""

    desk: Desk

    def routes(self) -> Sequence[Route]:
        line = "/{language}/{source}/{id}"
        return [
            Route("/home", self._home),
            Route("/part/{language}/{source}", self._part),
            Route(f"/clip{line}", self._clip),
            Route(f"/take{line}", self._take, methods=["POST"]),
        ]

    def _home(self, request: Request) -> Response:
        return JSONResponse(self.desk.home())

    def _part(self, request: Request) -> Response:
        return JSONResponse(self.desk.part(**request.path_params))

    def _clip(self, request: Request) -> Response:
        clip = self.desk.clip(**request.path_params)
        return Response(clip.mp3, media_type="audio/mpeg", headers={"X-Origin": clip.origin})

    async def _take(self, request: Request) -> Response:
        wav = await read_body(request, MAX_TAKE_BYTES)
        words = request.headers.get("x-words", "")
        name = request.headers.get("x-name", "")
        told = await run_in_threadpool(
            self.desk.keep, **request.path_params, words=words, sound=wav, name=name
        )
        return JSONResponse(told)
