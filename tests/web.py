"""A small web server like a real one: byte ranges for sound, gzip for text, nothing cached."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

_TEXT = (".html", ".css", ".js", ".json", ".svg", ".txt", ".xml")


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of `folder`, with a final slash, until the end of the block."""
    handler = partial(_Handler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # One packet for headers and body: without it each small answer waits for the client's ACK.
    wbufsize = -1
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mp3": "audio/mpeg"}  # noqa: RUF012

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        size = len(content)
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        start, end = 0, size
        if wanted and int(wanted[1]) < size:
            start = int(wanted[1])
            end = min(int(wanted[2]) + 1, size) if wanted[2] else size
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{end - 1}/{size}")
        elif wanted:
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{size}")
            end = 0
        else:
            self.send_response(200)
        body = content[start:end]
        if path.suffix in _TEXT and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing: the tests read what happened in the browser."""

    def handle(self) -> None:
        # A browser that leaves a page drops its sound; that is no fault of the server.
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            self.close_connection = True
