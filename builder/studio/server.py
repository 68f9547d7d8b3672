"""The studio's own web server: for this computer alone, for its own page alone."""

from __future__ import annotations

import errno
import hmac
import json
import os
import secrets
import webbrowser
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from builder.errors import BuilderError, ProblemsFound
from builder.project import Project
from builder.studio import Declined
from builder.studio.desk import Desk, as_json
from builder.studio.keeping import MAX_TAKE_BYTES, TakeRefused

HOST = "127.0.0.1"
_PAGE = Path(__file__).parent / "page"
_PAGE_FILES = (
    "studio.css",
    "studio.js",
    "home.js",
    "line.js",
    "hands.js",
    "recorder.js",
    "capture.js",
)
_SITE_FILES = ("kalankan.css", "face.svg")
_TYPES: Mapping[str, str] = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# A drawing opened by itself is a page: it gets no more than its own colours.
_PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_READ_AT_ONCE_BYTES = 1 << 16
_MOST_READ_TO_REFUSE_BYTES = 10 * MAX_TAKE_BYTES
_NOT_FOUND = "Cette page du studio n'existe pas. Reviens à l'accueil."


def open_studio(project: Project, port: int, *, browser: bool) -> None:
    """Serves the studio until Ctrl-C. Raises BuilderError when the port cannot be had."""
    with StudioServer(project, port) as server:
        try:
            print(f"Le studio : {server.address}  (Ctrl-C pour arrêter)", flush=True)
            if browser:
                # Aside: where the only browser is one of the terminal, it returns at its end.
                Thread(target=webbrowser.open, args=(server.address,), daemon=True).start()
            server.serve_forever()
        except KeyboardInterrupt:
            print("\nStudio fermé. Ce qui est gardé est dans audio/ ; build s'en sert.")


class StudioServer(ThreadingHTTPServer):
    """`token` is in the page alone: what writes has to come from there."""

    daemon_threads = True
    # On Windows the option lets a second studio share the port of the first.
    allow_reuse_address = os.name != "nt"

    def __init__(self, project: Project, port: int) -> None:
        self.desk = Desk(project)
        self.token = secrets.token_urlsafe(24)
        try:
            super().__init__((HOST, port), _Handler)
        except OverflowError as error:
            raise BuilderError(f"Le port {port} n'existe pas. Essaie : studio --port 0.") from error
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            why = "est pris" if taken else f"ne peut pas être ouvert ({error.strerror})"
            raise BuilderError(f"Le port {port} {why}. Essaie : studio --port 0.") from error

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.server_port}/"

    @property
    def names(self) -> frozenset[str]:
        """How a browser of this computer calls the studio."""
        return frozenset(f"{host}:{self.server_port}" for host in (HOST, "localhost"))


class _Handler(BaseHTTPRequestHandler):
    server: StudioServer
    protocol_version = "HTTP/1.1"
    # One packet for headers and body: without it each small answer waits for the client's ACK.
    wbufsize = -1
    timeout = 60

    def do_GET(self) -> None:
        self._answer(self._get)

    def do_POST(self) -> None:
        self._answer(self._post)

    def _get(self, parts: list[str]) -> None:
        desk = self.server.desk
        match parts:
            case [""]:
                page = (_PAGE / "index.html").read_text("utf-8")
                icons = desk.project.overrides / "learner" / "icons.html"
                page = page.replace("{icons}", icons.read_text("utf-8"))
                page = page.replace("{token}", self.server.token)
                page = page.replace("{most}", str(MAX_TAKE_BYTES))
                self._send(200, page.encode(), _TYPES[".html"])
            case [name] if name in _PAGE_FILES:
                self._send_file(_PAGE / name)
            case [name] if name in _SITE_FILES:
                self._send_file(desk.project.overrides / "k" / name)
            case ["home"]:
                self._send_json(200, desk.home())
            case ["part", language, source]:
                self._send_json(200, desk.part(language, source))
            case ["clip", language, source, id]:
                clip = desk.clip(language, source, id)
                self._send(200, clip.mp3, "audio/mpeg", {"X-Origin": clip.origin})
            case ["picture", name]:
                self._send_file(desk.picture(name), _PICTURE_POLICY)
            case _:
                raise Declined(404, _NOT_FOUND)

    def _post(self, parts: list[str]) -> None:
        body = self._body()
        self._check_writer()
        match parts:
            case ["take", language, source, id]:
                words = self.headers.get("X-Words", "")
                self._send_json(200, self.server.desk.keep(language, source, id, words, body))
            case _:
                raise Declined(404, _NOT_FOUND)

    def _answer(self, do: Any) -> None:
        """No traceback reaches a person, and no other site's page reaches the studio."""
        try:
            if self.headers.get("Host", "") not in self.server.names:
                self.close_connection = True
                raise Declined(403, f"Ouvre le studio à son adresse : {self.server.address}")
            path = urlsplit(self.path).path
            do([unquote(part) for part in path.removeprefix("/").split("/")])
        except (ConnectionError, TimeoutError):
            self.close_connection = True
        except Declined as declined:
            self._send_json(declined.status, {"error": str(declined)})
        except TakeRefused as refused:
            told = as_json(refused.problem)
            error = f"{told['message']} {told['hint']} Rien n'a été remplacé."
            self._send_json(422, {"error": error})
        except ProblemsFound as found:
            errors = [as_json(one) for one in found.problems if one.severity == "error"]
            error = "Une leçon a des erreurs. Corrige-les, puis réessaie."
            self._send_json(409, {"error": error, "problems": errors})
        except BuilderError as error:
            self._send_json(500, {"error": str(error)})
        except Exception as fault:  # noqa: BLE001 - told in the page, the studio goes on
            told_fault = f"Panne du studio ({type(fault).__name__} : {fault}). Recommence."
            self._send_json(500, {"error": told_fault})

    def _body(self) -> bytes:
        """The whole body. Raises Declined when it is too large, or stops on the way."""
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()) or len(length) > 15:
            self.close_connection = True
            raise Declined(411, "L'envoi ne dit pas sa taille. Recharge la page du studio.")
        size = int(length)
        if size > MAX_TAKE_BYTES:
            self._read_past(size)
            limit = f"{MAX_TAKE_BYTES // 1_000_000} Mo"
            raise Declined(413, f"La prise dépasse {limit}. Enregistre une seule phrase à la fois.")
        body = self.rfile.read(size)
        if len(body) < size:
            self.close_connection = True
            raise Declined(400, "La prise n'est pas arrivée entière. Garde-la de nouveau.")
        return body

    def _read_past(self, size: int) -> None:
        """Until its end, so that the browser listens to the answer; huge ones are cut off."""
        self.close_connection = True
        left = min(size, _MOST_READ_TO_REFUSE_BYTES)
        while left > 0 and (read := self.rfile.read(min(left, _READ_AT_ONCE_BYTES))):
            left -= len(read)

    def _check_writer(self) -> None:
        origin = urlsplit(self.headers.get("Origin", ""))
        token = self.headers.get("X-Token", "")
        if origin.scheme != "http" or origin.netloc not in self.server.names:
            raise Declined(403, "Cet envoi ne vient pas de la page du studio.")
        if not hmac.compare_digest(token.encode(), self.server.token.encode()):
            raise Declined(403, "Le studio a été relancé : recharge la page, puis recommence.")

    def _send_file(self, file: Path, policy: str = _POLICY) -> None:
        try:
            content = file.read_bytes()
        except OSError as error:
            raise Declined(404, f"« {file.name} » ne peut pas être lu.") from error
        self._send(200, content, _TYPES[file.suffix.lower()], policy=policy)

    def _send_json(self, status: int, answer: Mapping[str, Any]) -> None:
        content = json.dumps(answer, ensure_ascii=False).encode()
        self._send(status, content, "application/json; charset=utf-8")

    def _send(
        self,
        status: int,
        content: bytes,
        type: str,
        more: Mapping[str, str] | None = None,
        *,
        policy: str = _POLICY,
    ) -> None:
        headers = {
            "Content-Type": type,
            "Content-Length": str(len(content)),
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
            **({"Connection": "close"} if self.close_connection else {}),
            **(more or {}),
        }
        try:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)
            self.wfile.flush()
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the library itself refuses, in the page's words too."""
        self.close_connection = True
        self._send_json(code, {"error": "Le studio n'a pas compris cette demande."})

    def version_string(self) -> str:
        return "kalankan"

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing: the page tells what happens."""

    def handle(self) -> None:
        # A browser that leaves drops what it was reading; that is no fault.
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            self.close_connection = True
