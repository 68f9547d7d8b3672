"""The studio as a person opens it: her browser, this computer, until Ctrl-C."""

from __future__ import annotations

import webbrowser
from threading import Thread

import segno
from starlette.applications import Starlette

from builder.local.answers import HANDLERS
from builder.local.door import LOOPBACK
from builder.local.server import LocalServer, open_server
from builder.project import Project
from builder.recording.keeping import swept
from builder.studio.desk import Desk
from builder.studio.pages import Pages
from builder.studio.recording import Recording
from builder.studio.reviewing import Reviewing

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def studio_server(project: Project, port: int, wifi: str = "") -> LocalServer:
    """`wifi` is the address on which neighbours come in: they record and review, no more.

    Raises BuilderError when the port cannot be had.
    """
    desk = Desk(project, writes_clips=not wifi)
    rooms = (Pages(desk), Recording(desk), Reviewing(desk, may_take=not wifi))
    routes = [route for room in rooms for route in room.routes()]
    app = Starlette(routes=routes, exception_handlers=HANDLERS)
    return open_server(
        app, port, policy=POLICY, advice="studio --port 0", with_token=True, host=wifi or LOOPBACK
    )


def open_studio(project: Project, port: int, *, browser: bool, wifi: str = "") -> None:
    """Serves the studio until Ctrl-C. Raises BuilderError when the port cannot be had."""
    server = studio_server(project, port, wifi)
    for left in swept(project.recordings):
        print(f"Une prise coupée par une panne est enlevée : {left.name}. Refais-la.")

    def tell() -> None:
        if wifi:
            segno.make(server.address, error="l").terminal(compact=True)
            print("Montre ce carré aux téléphones du même Wi-Fi : qui a cette adresse enregistre.")
        print(f"Le studio : {server.address}  (Ctrl-C pour arrêter)", flush=True)
        if browser:
            # Aside: where the only browser is one of the terminal, it returns at its end.
            Thread(target=webbrowser.open, args=(server.address,), daemon=True).start()

    try:
        server.serve(tell)
    except KeyboardInterrupt:
        print("\nStudio fermé. Ce qui est gardé est dans audio/ ; build s'en sert.")
