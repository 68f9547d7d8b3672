"""Stands before every page: the right name, the right token, the right origin, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from builder.local import Declined
from builder.local.answers import refusal
from builder.local.door import Door

_READING = ("GET", "HEAD")


@dataclass(frozen=True)
class Guard:
    """Lets a request through to `app`, whose answers get `policy` unless they have their own.

    No body is read before the request has been let through.
    """

    app: ASGIApp
    door: Door
    policy: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._protect(MutableHeaders(scope=message))
            await send(message)

        answer: Response | None
        try:
            answer = self._stopped(scope)
        except Declined as declined:
            answer = refusal(Request(scope), declined.status, str(declined))
        if answer is not None:
            await answer(scope, receive, send_safely)
            return
        await self.app({**scope, "root_path": self.door.path}, receive, send_safely)

    def _stopped(self, scope: Scope) -> Response | None:
        """Where to go instead; None when the request may go on. Raises Declined."""
        headers, door = Headers(scope=scope), self.door
        if headers.get("host", "") not in door.names:
            raise Declined(403, "Ouvre cette page à l'adresse que montre le terminal.")
        if not door.admits(scope["path"]):
            raise Declined(
                403, "Cette adresse n'est plus la bonne : ouvre celle que montre le terminal."
            )
        if scope["method"] not in _READING:
            origin = urlsplit(headers.get("origin", ""))
            if origin.scheme != "http" or origin.netloc not in door.names:
                raise Declined(403, "Cet envoi ne vient pas de la page que montre le terminal.")
        if scope["path"] == door.path and door.path:
            return RedirectResponse(door.path + "/")
        return None

    def _protect(self, headers: MutableHeaders) -> None:
        headers.setdefault("Content-Security-Policy", self.policy)
        headers.setdefault("Cache-Control", "no-store")
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Referrer-Policy"] = "no-referrer"
