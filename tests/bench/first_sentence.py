"""How long a learner waits for the first sentence, against a hand-written page."""

from __future__ import annotations

import gzip
import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession

from tests.bench.row import Row

SLOW_3G_BYTES_PER_S = 400_000 / 8
SLOW_3G_LATENCY_MS = 400
CPU_SLOWDOWN = 6
RUNS = 5

_HAND_WRITTEN = """<!doctype html><html lang="bm"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>-</title><link rel="icon" href="data:,">
<img src="{picture}" alt="" width="320" height="240"><p>{text}</p>
<audio id="voice" src="{clip}" preload="auto"></audio>
<button onclick="voice.play()">1</button></html>
"""


@dataclass(frozen=True)
class Load:
    """Until the first sentence can play; bytes as they travel."""

    playable_ms: float
    requests: int
    bytes: int
    blocking_ms: float


def measure(site: Path, base_url: str, browser: Browser) -> Iterator[Row]:
    """`base_url` ends with a slash and serves `site`, compressed as a web server does."""
    lesson = site / "bm" / "1.html"
    page = lesson.read_text(encoding="utf-8")
    clip, picture = _first_clip(page), _first_picture(page)
    hand = site / "bm" / "hand-written.html"
    hand.write_text(
        _HAND_WRITTEN.format(picture=picture, clip=clip, text="I ni ce"), encoding="utf-8"
    )
    try:
        ours, theirs = [], []
        for _ in range(RUNS):  # in turn, so that a busy machine slows both
            theirs.append(_load(browser, f"{base_url}bm/hand-written.html", clip, ready="true"))
            ours.append(_load(browser, f"{base_url}bm/1.html", clip, ready="!!window.Kalankan"))
    finally:
        hand.unlink()
    ours_ms = statistics.median(load.playable_ms for load in ours)
    theirs_ms = statistics.median(load.playable_ms for load in theirs)
    yield Row(
        "première phrase prête, 3G lente, processeur ÷ 6, contre une page écrite à la main",
        f"{ours_ms / theirs_ms:.2f} × ({ours_ms:.0f} ms contre {theirs_ms:.0f} ms)",
        "1,3 ×",
        ours_ms / theirs_ms <= 1.3,
    )
    worst = max(ours, key=lambda load: load.bytes)
    yield Row("requêtes jusque-là", str(worst.requests), "5", worst.requests <= 5)
    yield Row(
        "octets jusque-là, son et image compris",
        f"{worst.bytes / 1000:.1f} ko",
        "60 ko",
        worst.bytes <= 60_000,
    )
    blocking_ms = statistics.median(o.blocking_ms for o in ours)
    yield Row(
        "temps bloquant total de la page", f"{blocking_ms:.0f} ms", "50 ms", blocking_ms <= 50
    )
    yield script_row(site, page)


def script_row(site: Path, page: str) -> Row:
    """All JavaScript that a lesson page can load, compressed."""
    worst = max(_script_bytes(site, path) for path in site.glob("??/[0-9]*.html"))
    return Row(
        "JavaScript d'une page de leçon, gzip (la plus lourde)",
        f"{worst / 1000:.1f} ko",
        "20 ko",
        worst <= 20_000,
    )


def _script_bytes(site: Path, page: Path) -> int:
    html = page.read_text(encoding="utf-8")
    scripts = [src for tag in re.findall(r"<script[^>]*>", html) if (src := _attribute(tag, "src"))]
    body = re.search(r"<body[^>]*>", html)
    if body:
        folder, kinds = _attribute(body[0], "data-scripts"), _attribute(body[0], "data-kinds")
        scripts += [f"{folder}{kind}.js" for kind in kinds.split()]
        # What a kind has too much of for the page comes as a script beside it.
        scripts += [f"{kind}.js" for kind in _attribute(body[0], "data-sheets").split()]
    return sum(len(gzip.compress((page.parent / script).read_bytes(), 9)) for script in scripts)


def _load(browser: Browser, url: str, clip: str, *, ready: str) -> Load:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    network = context.new_cdp_session(page)
    received = _Received(network)
    slow = {
        "offline": False,
        "latency": SLOW_3G_LATENCY_MS,
        "downloadThroughput": SLOW_3G_BYTES_PER_S,
        "uploadThroughput": SLOW_3G_BYTES_PER_S,
    }
    network.send("Network.emulateNetworkConditions", slow)
    network.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
    page.add_init_script(_WATCH % {"ready": ready})
    page.goto(url, wait_until="commit")
    while not page.evaluate("window.__playable"):  # the page's policy forbids wait_for_function
        page.wait_for_timeout(20)
    playable_ms = float(page.evaluate("window.__playable"))
    page.wait_for_load_state("load")
    page.wait_for_timeout(500)
    blocking_ms = float(page.evaluate("window.__blocking"))
    requests, size_bytes = received.until(playable_ms)
    context.close()
    return Load(playable_ms, requests, size_bytes, blocking_ms)


# The voice element can play, and what makes it play on a touch is there.
_WATCH = """
window.__playable = 0; window.__blocking = 0;
new PerformanceObserver(list => list.getEntries().forEach(
  task => window.__blocking += Math.max(0, task.duration - 50)))
  .observe({type: "longtask", buffered: true});
(function watch() {
  const voice = document.getElementById("voice");
  if (voice && voice.readyState >= 3 && (%(ready)s)) window.__playable = performance.now();
  else setTimeout(watch, 10);
})();
"""


class _Received:
    """What has come over the network, with the browser's own times."""

    def __init__(self, network: CDPSession) -> None:
        self._started: dict[str, float] = {}
        self._arrived: list[tuple[str, float, int]] = []
        self._finished: dict[str, tuple[float, int]] = {}
        network.send("Network.enable")
        network.on("Network.requestWillBeSent", self._start)
        network.on("Network.dataReceived", self._add)
        network.on("Network.loadingFinished", self._finish)

    def until(self, playable_ms: float) -> tuple[int, int]:
        """Requests sent and bytes received, `playable_ms` after the first request."""
        end = min(self._started.values()) + playable_ms / 1000
        requests = sum(started <= end for started in self._started.values())
        whole = {id: size for id, (at, size) in self._finished.items() if at <= end}
        partial = sum(size for id, at, size in self._arrived if at <= end and id not in whole)
        return requests, sum(whole.values()) + partial

    def _start(self, event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith("data:"):
            self._started[event["requestId"]] = event["timestamp"]

    def _add(self, event: dict[str, Any]) -> None:
        self._arrived.append((event["requestId"], event["timestamp"], event["dataLength"]))

    def _finish(self, event: dict[str, Any]) -> None:
        self._finished[event["requestId"]] = event["timestamp"], int(event["encodedDataLength"])


def _first_clip(html: str) -> str:
    for tag in re.findall(r"<audio[^>]*>", html):
        if re.search(r'\bid="?voice\b', tag) and (clip := _attribute(tag, "src")):
            return clip
    raise ValueError("the lesson page names no first clip")


def _first_picture(html: str) -> str:
    found = re.search(r'<section[^>]*class="step.*?(<img[^>]*>)', html, re.DOTALL)
    if not found:
        raise ValueError("the lesson page has no picture")
    return _attribute(found[1], "src")


def _attribute(tag: str, name: str) -> str:
    """The value, with or without quotation marks; empty when there is none."""
    found = re.search(rf'\b{name}=(?:"([^"]*)"|([^\s>]+))', tag)
    return (found[1] or found[2]) if found else ""
