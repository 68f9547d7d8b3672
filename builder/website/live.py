"""The preview in a browser: its pages, and the news of what was made since."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from builder.errors import AUTHORS_LANGUAGE
from builder.local import Declined
from builder.local.files import answer_file, media_type
from builder.page import addresses
from builder.website.preview import Preview, View

_SCRIPT = Path(__file__).with_name("live.js")
_NONE = re.compile(rb"default-src (?:'|&#39;)none(?:'|&#39;)")
_SELF = b"&#39;self&#39;"
_PROBLEMS_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class LivePages:
    """Addresses are looked up in what was made: none becomes a path."""

    preview: Preview

    def routes(self) -> Sequence[Route]:
        return [
            Route("/_live/news", self._news),
            Route("/_live/live.js", self._script),
            Route("/{address:path}", self._page),
        ]

    def _news(self, request: Request) -> Response:
        view = self.preview.view
        return JSONResponse({"version": view.version, "told": view.told})

    def _script(self, request: Request) -> Response:
        return answer_file(_SCRIPT)

    def _page(self, request: Request) -> Response:
        view, address = self.preview.view, request.path_params["address"]
        if view.files is None:
            return HTMLResponse(_problems_page(view), headers=_policy(_PROBLEMS_POLICY))
        if not address or address.endswith("/"):
            address += addresses.FIRST_PAGE
        found = view.files.get(address)
        if found is None and f"{address}/{addresses.FIRST_PAGE}" in view.files:
            return RedirectResponse(f"/{address}/")
        if found is None:
            raise Declined(404, "Cette page n'existe pas dans le site.")
        if address.endswith(".html"):
            content = found.read_bytes() if isinstance(found, Path) else found
            return Response(live(content, view), media_type=media_type(address))
        if isinstance(found, Path):
            return answer_file(found)
        return Response(found, media_type=media_type(address))


def live(page: bytes, view: View) -> bytes:
    """The page with the script of the preview, which its own policy is made to let in."""
    allowed = b"; connect-src " + _SELF
    if b"script-src" not in page:
        allowed += b"; script-src " + _SELF
    page = _NONE.sub(lambda none: none[0] + allowed, page, count=1)
    return page + _script_tag(view).encode()


def _script_tag(view: View) -> str:
    return f'<script src="/_live/live.js" data-version="{view.version}"></script>'


def _problems_page(view: View) -> str:
    return (
        f'<!doctype html><html lang="{AUTHORS_LANGUAGE}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>À corriger</title>'
        f"<h1>À corriger</h1><pre>{html.escape(view.told)}</pre>"
        f"<p>Corrige et enregistre : cette page change d'elle-même.</p>{_script_tag(view)}"
    )


def _policy(policy: str) -> dict[str, str]:
    return {"Content-Security-Policy": policy}
