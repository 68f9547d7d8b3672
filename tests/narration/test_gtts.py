"""The online French voice on good, slow, broken and absent networks; nothing leaves the machine."""

from __future__ import annotations

import base64
import io
import socket
import threading
from collections.abc import Callable, Iterator

import numpy as np
import pytest
import requests
import soundfile

from builder.errors import VoiceUnavailable
from builder.narration.voices import gtts
from tests.narration.tone_voice import tone


@pytest.fixture(autouse=True)
def online(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gtts, "_offline_until", 0.0)
    monkeypatch.setattr(gtts, "_PAUSES_S", (0.0, 0.0))


def answer(status: int, body: bytes) -> Callable[..., requests.Response]:
    def send(
        self: requests.Session, request: requests.PreparedRequest, **options: object
    ) -> requests.Response:
        assert options["timeout"] == gtts._SILENT_LINK_S
        response = requests.Response()
        response.status_code = status
        response.raw = io.BytesIO(body)
        response.request = request
        response.url = request.url or ""
        return response

    return send


def spoken_body() -> bytes:
    mp3 = io.BytesIO()
    soundfile.write(mp3, tone(300, 1.0, rate_hz=24_000), 24_000, format="MP3")
    packed = base64.b64encode(mp3.getvalue()).decode()
    return f'[["wrb.fr","jQ1olc","[\\"{packed}\\"]",null]]\n'.encode()


@pytest.fixture
def stalled_port() -> Iterator[int]:
    """A link that accepts a connection and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        yield port


def test_a_good_answer_is_a_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests.Session, "send", answer(200, spoken_body()))
    sound = gtts.GttsVoice().speak("Bonjour à tous", "fr")
    assert sound.rate_hz == 24_000
    assert len(sound.samples) == pytest.approx(24_000, abs=2_400)
    assert np.abs(sound.samples).max() > 0.1


@pytest.mark.parametrize(
    ("status", "body"), [(200, b""), (200, b"<html>portal</html>"), (429, b""), (500, b"oops")]
)
def test_an_answer_that_is_no_sound_leaves_the_line_to_the_next_voice(
    monkeypatch: pytest.MonkeyPatch, status: int, body: bytes
) -> None:
    monkeypatch.setattr(requests.Session, "send", answer(status, body))
    with pytest.raises(VoiceUnavailable, match="ne répond pas"):
        gtts.GttsVoice().speak("Bonjour", "fr")


def test_one_bad_moment_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    good, calls = answer(200, spoken_body()), list[requests.PreparedRequest]()

    def send(
        self: requests.Session, request: requests.PreparedRequest, **options: object
    ) -> requests.Response:
        calls.append(request)
        if len(calls) < 3:
            raise requests.ConnectionError
        return good(self, request, **options)

    monkeypatch.setattr(requests.Session, "send", send)
    assert len(gtts.GttsVoice().speak("Bonjour", "fr").samples)
    assert len(calls) == 3


def test_without_network_only_the_first_line_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[requests.PreparedRequest] = []

    def send(
        self: requests.Session, request: requests.PreparedRequest, **options: object
    ) -> requests.Response:
        calls.append(request)
        raise requests.ConnectionError

    monkeypatch.setattr(requests.Session, "send", send)
    for _ in range(5):
        with pytest.raises(VoiceUnavailable):
            gtts.GttsVoice().speak("Bonjour", "fr")
    assert len(calls) == 3


def test_a_link_that_never_answers_is_given_up(
    monkeypatch: pytest.MonkeyPatch, stalled_port: int
) -> None:
    monkeypatch.setattr(gtts, "_SILENT_LINK_S", 0.1)
    monkeypatch.setattr(
        "gtts.tts._translate_url", lambda **parts: f"http://127.0.0.1:{stalled_port}/"
    )
    with pytest.raises(VoiceUnavailable):
        gtts.GttsVoice().speak("Bonjour", "fr")


def test_a_link_that_trickles_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gtts, "_WHOLE_REQUEST_S", 0.05)
    released = threading.Event()

    def send(
        self: requests.Session, request: requests.PreparedRequest, **options: object
    ) -> requests.Response:
        released.wait(5)
        raise requests.ConnectionError

    monkeypatch.setattr(requests.Session, "send", send)
    with pytest.raises(VoiceUnavailable):
        gtts.GttsVoice().speak("Bonjour", "fr")
    released.set()


def test_the_voice_speaks_french_only() -> None:
    assert gtts.GttsVoice().languages == {"fr"}
