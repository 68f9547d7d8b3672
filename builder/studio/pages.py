"""The studio's page and what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from builder.local.files import answer_file
from builder.recording.keeping import MAX_TAKE_BYTES
from builder.studio.desk import Desk

_PAGE = Path(__file__).parent / "page"
_PAGE_FILES = (
    "studio.css",
    "studio.js",
    "home.js",
    "line.js",
    "hands.js",
    "recorder.js",
    "phone.js",
    "capture.js",
    "review.css",
    "review.js",
    "words.js",
    "changes.js",
)
_SITE_FILES = ("kalankan.css", "screens.css", "face.svg")
# A drawing opened by itself is a page: it gets no more than its own colours.
_PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@dataclass(frozen=True)
class Pages:
    """Nothing of a request becomes a path: names are looked up in lists."""

    desk: Desk

    def routes(self) -> Sequence[Route]:
        k = self.desk.project.overrides / "k"
        files = {name: _PAGE / name for name in _PAGE_FILES}
        files |= {name: k / name for name in _SITE_FILES}
        return [
            Route("/", self._home),
            Route("/review", self._review),
            Route("/picture/{name}", self._picture),
            *(Route(f"/{name}", _answer_with(file)) for name, file in files.items()),
        ]

    def _home(self, request: Request) -> Response:
        page = (_PAGE / "index.html").read_text("utf-8")
        icons = self.desk.project.overrides / "learner" / "icons.html"
        page = page.replace("{icons}", icons.read_text("utf-8"))
        return HTMLResponse(page.replace("{most}", str(MAX_TAKE_BYTES)))

    def _review(self, request: Request) -> Response:
        page = (_PAGE / "review.html").read_text("utf-8")
        icons = self.desk.project.overrides / "learner" / "icons.html"
        return HTMLResponse(page.replace("{icons}", icons.read_text("utf-8")))

    def _picture(self, request: Request) -> Response:
        file = self.desk.picture(request.path_params["name"])
        return answer_file(file, {"Content-Security-Policy": _PICTURE_POLICY})


def _answer_with(file: Path) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        return answer_file(file)

    return answer
