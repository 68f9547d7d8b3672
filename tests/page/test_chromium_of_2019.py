"""The lesson in a browser of early 2019, when one is at hand.

`npm pack chrome-aws-lambda@1.12.2` holds Chromium 73 as `bin/chromium-73.0.3679.0.br` (unpack it
with Node's `zlib.brotliDecompressSync`); KALANKAN_CHROMIUM_2019 names the unpacked file.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.page.sites import BuiltSite

OLD_CHROMIUM = os.environ.get("KALANKAN_CHROMIUM_2019", "")

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-zygote",
    "--autoplay-policy=no-user-gesture-required",
    "--remote-debugging-pipe",
)

pytestmark = pytest.mark.skipif(
    not OLD_CHROMIUM or sys.platform == "win32",
    reason="KALANKAN_CHROMIUM_2019 names no browser (see the head of this file)",
)


class OldBrowser:
    """Just enough of the DevTools protocol, over a pipe: Playwright needs a newer browser."""

    def __init__(self, profile: Path) -> None:
        reads, self._commands = os.pipe()
        self._answers, writes = os.pipe()
        # Out of the way of 3 and 4, where the browser looks for its pipes.
        reads, writes = (fcntl.fcntl(end, fcntl.F_DUPFD, 20) for end in (reads, writes))

        def give_pipes() -> None:
            os.dup2(reads, 3)
            os.dup2(writes, 4)

        self.process = subprocess.Popen(
            [OLD_CHROMIUM, *ARGUMENTS, f"--user-data-dir={profile}", "about:blank"],
            preexec_fn=give_pipes,
            pass_fds=(3, 4),
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.complaints: list[str] = []
        self._count = 0
        self._rest = b""
        self.version = str(self.send("Browser.getVersion")["product"])
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        attached = self.send("Target.attachToTarget", targetId=target, flatten=True)
        self._session = str(attached["sessionId"])
        for domain in ("Runtime", "Page", "Log"):
            self.send(f"{domain}.enable")

    _session = ""

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._count += 1
        message: dict[str, Any] = {"id": self._count, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._count:
                result: dict[str, Any] = answer.get("result", {})
                return result

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            self._rest += os.read(self._answers, 1 << 16)
        one, _, self._rest = self._rest.partition(b"\0")
        answer: dict[str, Any] = json.loads(one)
        if answer.get("method") == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(answer["params"]["exceptionDetails"])[:400])
        return answer

    def evaluate(self, expression: str) -> Any:
        found = self.send("Runtime.evaluate", expression=expression, returnByValue=True)
        return found.get("result", {}).get("value")

    def until(self, expression: str) -> None:
        wait = "new Promise(done => setTimeout(done, 50))"
        for _ in range(200):
            if self.evaluate(expression):
                return
            self.send("Runtime.evaluate", expression=wait, awaitPromise=True)
        raise AssertionError(f"never came: {expression}; {self.complaints}")

    def press(self, key: str) -> None:
        self.evaluate(f"document.dispatchEvent(new KeyboardEvent('keydown', {{key: '{key}'}}))")

    def close(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._commands)
        os.close(self._answers)


@pytest.fixture
def old_browser(tmp_path: Path) -> Iterator[OldBrowser]:
    opened = OldBrowser(tmp_path)
    yield opened
    opened.close()


_NOW = "document.querySelector('main > .step:not([hidden])')"


def test_a_lesson_is_gone_through_in_chromium_73(old_browser: OldBrowser, site: BuiltSite) -> None:
    at = old_browser
    assert at.version.endswith("Chrome/73.0.3679.0")
    at.send("Page.navigate", url=site.address("fr/1.html"))
    at.until("document.documentElement.className === 'js on'")
    at.until("!document.getElementById('start').hidden || !!document.querySelector('.lit')")
    at.evaluate(
        "document.getElementById('start').hidden || document.getElementById('start').click()"
    )
    steps = [step.id for step in site.course.lessons[0].steps]
    for step in steps[1:]:
        at.press("9")
        at.press("9")
        at.until(f"{_NOW}.dataset.step === '{step}'")
        at.until(f"!{_NOW}.querySelector('.bubble') || !!{_NOW}.querySelector('button')")
        at.press("1")
        at.press("1")
    at.until("!!document.querySelector('.drawn img[src]')")
    at.press("9")
    at.press("9")
    at.until(f"{_NOW}.matches('.end')")
    assert at.complaints == []
