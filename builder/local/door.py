"""Where a local server listens, and who may come in."""

from __future__ import annotations

import errno
import hmac
import secrets
import socket
from dataclasses import dataclass

from builder.errors import BuilderError

LOOPBACK = "127.0.0.1"
HIGHEST_PORT = 65_535
BACKLOG = 128
"""A class of forty telephones may come at the same moment."""


@dataclass(frozen=True)
class Door:
    """The names a browser may call the server by, the first one told to people, and its token.

    The token is the first part of every address; where it is empty anyone of this computer may
    look.
    """

    hosts: tuple[str, ...]
    port: int
    token: str = ""

    @property
    def address(self) -> str:
        """With a final slash: whatever a page asks for is relative to it."""
        return f"http://{self.hosts[0]}:{self.port}{self.path}/"

    @property
    def path(self) -> str:
        return f"/{self.token}" if self.token else ""

    @property
    def names(self) -> frozenset[str]:
        return frozenset(f"{host}:{self.port}" for host in self.hosts)

    def admits(self, path: str) -> bool:
        """Whether the path begins with the token. Takes as long whatever is wrong with it."""
        first = path.removeprefix("/").partition("/")[0] if self.token else ""
        return hmac.compare_digest(first.encode(), self.token.encode())


def new_token() -> str:
    return secrets.token_urlsafe(18)


def listen(host: str, port: int, *, advice: str) -> socket.socket:
    """A socket that is heard; port 0 takes any free one. `advice` is what to type instead.

    Raises BuilderError.
    """
    if not 0 <= port <= HIGHEST_PORT:
        raise BuilderError(f"Le port {port} n'existe pas. Essaie : {advice}.")
    try:
        return socket.create_server((host, port), backlog=BACKLOG)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        why = "est pris" if taken else f"ne peut pas être ouvert ({error.strerror})"
        raise BuilderError(f"Le port {port} {why}. Essaie : {advice}.") from error
