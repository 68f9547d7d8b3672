"""Runs a guarded application on a port of this computer, until Ctrl-C."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from builder.local.door import BACKLOG, LOOPBACK, Door, listen, new_token
from builder.local.guard import Guard

_KEEP_ALIVE_S = 60


class LocalServer:
    """Has its port from the start; `serve` answers from here, `running` from a thread."""

    def __init__(self, app: ASGIApp, door: Door, heard: socket.socket, policy: str) -> None:
        self.door = door
        self._heard = heard
        config = uvicorn.Config(
            Guard(app, door, policy),
            http=_Protocol,
            ws="none",
            lifespan="off",
            loop="asyncio",
            # The page tells what happens; a terminal full of requests would hide the address.
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            backlog=BACKLOG,
            timeout_keep_alive=_KEEP_ALIVE_S,
            # Ctrl-C ends at once: a page that listens for news would be waited for.
            timeout_graceful_shutdown=0,
        )
        self._uvicorn = _Server(config)

    @property
    def address(self) -> str:
        return self.door.address

    @property
    def host(self) -> str:
        """The interface that is listened on."""
        return str(self._heard.getsockname()[0])

    def serve(self, ready: Callable[[], None] = lambda: None) -> None:
        """`ready` is called once Ctrl-C is listened for. Raises KeyboardInterrupt on Ctrl-C."""
        self._uvicorn.ready = ready
        self._uvicorn.run(sockets=[self._heard])

    def stop(self) -> None:
        """From any thread; `serve` then returns."""
        self._uvicorn.should_exit = True

    def close(self) -> None:
        """Gives the port back where nothing was served."""
        self._heard.close()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Answers in a thread of its own until the end of the block."""
        thread = Thread(target=self.serve, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self.stop()
            thread.join()


class _Server(uvicorn.Server):
    ready: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready()


class _Protocol(H11Protocol):
    def send_400_response(self, msg: str) -> None:
        """What the library itself refuses, in French (it writes ASCII alone)."""
        super().send_400_response("Cette demande n'est pas comprise.")


def open_server(
    app: ASGIApp, port: int, *, policy: str, advice: str, with_token: bool, host: str = LOOPBACK
) -> LocalServer:
    """For this computer alone, or for the neighbours of `host`, its address among them.

    Raises BuilderError when the port cannot be had.
    """
    heard = listen(host, port, advice=advice)
    token = new_token() if with_token else ""
    door = Door(
        (LOOPBACK, "localhost") if host == LOOPBACK else (host,), heard.getsockname()[1], token
    )
    return LocalServer(app, door, heard, policy)
