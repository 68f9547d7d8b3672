"""The tools the other tests stand on: no network, a watched browser, a server with ranges."""

from __future__ import annotations

import gzip
import socket
import urllib.request
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from playwright.sync_api import Page

from tests.conftest import Pages


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("un site à nous")
    tone = 0.2 * np.sin(2 * np.pi * 220 * np.arange(12_000) / 24_000)
    soundfile.write(site / "tone.mp3", tone, 24_000)
    (site / "index.html").write_text(
        "<!doctype html><html lang=bm><meta charset=utf-8><link rel=icon href='data:,'>"
        "<title>I ni ce</title><p>I ni ce</p><audio src=tone.mp3 preload=auto></audio>" + " " * 999,
        "utf-8",
    )
    return site


def _open(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(address, headers=headers)
    with urllib.request.urlopen(request) as answer:
        return answer.status, dict(answer.headers), answer.read()


def test_the_server_compresses_text(small_site: Path, site_http: Callable[[Path], str]) -> None:
    status, headers, body = _open(site_http(small_site), **{"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert gzip.decompress(body) == (small_site / "index.html").read_bytes()


def test_the_server_gives_parts_of_a_sound(
    small_site: Path, site_http: Callable[[Path], str]
) -> None:
    whole = (small_site / "tone.mp3").read_bytes()
    address = site_http(small_site) + "tone.mp3"
    status, headers, body = _open(address, Range="bytes=10-19")
    assert (status, body) == (206, whole[10:20])
    assert headers["Content-Range"] == f"bytes 10-19/{len(whole)}"
    assert _open(address, Range="bytes=100-")[2] == whole[100:]


def test_a_sound_plays_from_a_file_and_from_the_web(
    small_site: Path, site_http: Callable[[Path], str], page: Page
) -> None:
    for address in (site_http(small_site), (small_site / "index.html").as_uri()):
        page.goto(address)
        assert page.inner_text("p") == "I ni ce"
        duration_s = page.evaluate(
            "async () => { const a = document.querySelector('audio'); await a.play();"
            " await new Promise(end => a.onended = end); return a.duration }"
        )
        assert duration_s == pytest.approx(0.5, abs=0.1)


def test_a_page_that_complains_or_calls_elsewhere_is_caught(
    small_site: Path, new_page: Pages
) -> None:
    opened = new_page()
    opened.goto((small_site / "index.html").as_uri())
    opened.evaluate("console.error('aie')")
    opened.evaluate("new Image().src = 'http://203.0.113.1/x.png'; void 0")
    opened.evaluate("setTimeout(() => { throw new Error('oups') })")
    opened.wait_for_timeout(200)
    said = " | ".join(new_page.complaints)
    new_page.complaints.clear()
    assert "aie" in said
    assert "http://203.0.113.1/x.png" in said
    assert "oups" in said
    new_page.close()
    new_page.complaints.clear()


@pytest.mark.offline
def test_no_test_reaches_another_host() -> None:
    with pytest.raises(ConnectionRefusedError), socket.socket() as plain:
        plain.connect(("203.0.113.1", 80))
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("example.org", 80)
