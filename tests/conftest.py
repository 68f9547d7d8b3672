"""What every test gets: no network, and a real browser that fails the test on any complaint."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from builder.website.build import build_if_changed
from tests.browser import open_browser
from tests.web import serving

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PHONE = {"width": 360, "height": 640}

_used_browser = pytest.StashKey[str]()


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refuses every other host, as a village without a connection does.

    The test fails if anything tried, unless it is marked `offline`.
    """
    tried: list[str] = []
    look_up = socket.getaddrinfo

    def refuse(host: object) -> None:
        tried.append(str(host))
        raise ConnectionRefusedError(f"tests run without a network: {host}")

    def guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
        def connect_here(this: socket.socket, address: Any) -> Any:
            # A datagram socket that connects sends nothing: it is how a program learns its address.
            is_stream = this.type == socket.SOCK_STREAM
            if is_stream and isinstance(address, tuple) and not _is_here(address[0]):
                refuse(address[0])
            return connect(this, address)

        return connect_here

    def look_up_here(host: Any, *rest: Any, **options: Any) -> Any:
        if host and not _is_here(host):
            tried.append(str(host))
            raise socket.gaierror(socket.EAI_NONAME, f"tests run without a network: {host}")
        return look_up(host, *rest, **options)

    monkeypatch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", look_up_here)
    yield
    if tried and request.node.get_closest_marker("offline") is None:
        pytest.fail(f"reached for another host: {', '.join(tried)}", pytrace=False)


def _is_here(host: str | bytes) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session")
def shared() -> Path:
    """The workshop's research notes beside the repository; skips where they are not."""
    if not SHARED.is_dir():
        pytest.skip("the notes in ../shared are not on this machine")
    return SHARED


@pytest.fixture(scope="session")
def browser(pytestconfig: pytest.Config) -> Iterator[Browser]:
    """One headless Chromium for all tests; never skips: without one, the tests fail."""
    with open_browser() as (opened, chromium):
        where = chromium.executable or opened.browser_type.executable_path
        pytestconfig.stash[_used_browser] = (
            f"Chromium {opened.version} ({chromium.origin}: {where})"
        )
        yield opened


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if _used_browser in config.stash:
        terminalreporter.write_line(f"browser: {config.stash[_used_browser]}")


@pytest.fixture(scope="session")
def site() -> Path:
    """The site of this repository's own lessons, built as `run.py build` does."""
    return build_if_changed(ROOT).site


@pytest.fixture(scope="session")
def site_http() -> Iterator[Callable[[Path], str]]:
    """Serves a folder; gives its address with a final slash. A folder is served once."""
    served: dict[Path, str] = {}
    with ExitStack() as stack:

        def serve(folder: Path) -> str:
            if folder not in served:
                served[folder] = stack.enter_context(serving(folder))
            return served[folder]

        yield serve


class Pages:
    """Opens pages, each in its own fresh profile; keeps what went wrong in any of them.

    A test that provokes a complaint reads `complaints` and clears it.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def __call__(self, **options: Any) -> Page:
        """A new page; `options` are Playwright's `new_context` ones."""
        return self.open_context(**options).new_page()

    def open_context(self, **options: Any) -> BrowserContext:
        """A watched profile, a phone's screen unless told otherwise."""
        context = self._browser.new_context(**{"viewport": PHONE, **options})
        self._contexts.append(context)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self._complain(str(error.error)))
        context.on("request", lambda request: self._watch(request.url))
        return context

    def close(self) -> None:
        for context in self._contexts:
            context.close()
        self._contexts.clear()

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self._complain(said.text)

    def _complain(self, what: str) -> None:
        self.complaints.append(what)

    def _watch(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme in ("http", "https", "ws", "wss") and not _is_here(parts.hostname or ""):
            self._complain(f"request to another host: {address}")


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Pages]:
    """Opens watched pages: a console error or a request to another host fails the test."""
    pages = Pages(browser)
    yield pages
    pages.close()
    if pages.complaints:
        pytest.fail("the page complained:\n" + "\n".join(pages.complaints), pytrace=False)


@pytest.fixture
def page(new_page: Pages) -> Page:
    """One watched page with a phone's screen."""
    return new_page()
