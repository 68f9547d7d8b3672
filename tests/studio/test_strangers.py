"""Who has not the address, comes from another page or asks for another file gets nothing."""

from __future__ import annotations

import re
import socket
import urllib.parse

import pytest

from tests.studio.conftest import TITLE, Studio, spoken


@pytest.mark.parametrize(
    ("headers", "status", "told"),
    [
        ({"Origin": None}, 403, "ne vient pas de la page"),
        ({"Origin": "http://another.example"}, 403, "ne vient pas de la page"),
        ({"Origin": "null"}, 403, "ne vient pas de la page"),
        ({"Host": "another.example"}, 403, "à l'adresse que montre le terminal"),
    ],
)
def test_only_the_page_of_the_studio_may_write(
    studio: Studio, headers: dict[str, str | None], status: int, told: str
) -> None:
    answer = studio.keep(spoken(), TITLE, **headers)
    assert answer.status == status
    assert told in answer.told["error"]
    assert studio.files() == []


@pytest.mark.parametrize("token", ["", "/guessed", "/é", "/%00", "/..", "/home"])
@pytest.mark.parametrize("path", ["/", "/home", "/part/bm/petite", "/studio.js"])
def test_without_the_token_in_the_address_nothing_is_handed_out(
    studio: Studio, token: str, path: str
) -> None:
    asked = urllib.parse.quote(token + path, safe="/%")
    answer = studio.ask_at("GET", asked, None, {})
    assert answer.status == 403
    assert "celle que montre le terminal" in answer.told["error"]
    assert studio.server.door.token.encode() not in answer.content


def test_without_the_token_nothing_is_kept_and_no_body_is_read(studio: Studio) -> None:
    """The answer comes while the body has not been sent: nobody waits for it."""
    door = studio.server.door
    for path, origin in (("/guessed", f"http://127.0.0.1:{door.port}"), (door.path, "null")):
        head = (
            f"POST {path}/take/bm/petite/title HTTP/1.1\r\nHost: 127.0.0.1:{door.port}\r\n"
            f"Origin: {origin}\r\nContent-Length: 5000000\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", door.port), timeout=5) as connection:
            connection.sendall(head.encode())
            assert connection.recv(4096).startswith(b"HTTP/1.1 403 ")
    assert studio.files() == []


@pytest.mark.parametrize("length", ["many", "-5"])
def test_a_size_that_is_none_is_refused_in_french(studio: Studio, length: str) -> None:
    answer = studio.keep(b"", TITLE, Content_Length=length)
    assert (answer.status, answer.content) == (400, b"Cette demande n'est pas comprise.")
    assert studio.files() == []


def test_who_opens_an_old_address_reads_one_sentence(studio: Studio) -> None:
    answer = studio.ask_at("GET", "/old/", None, {"Accept": "text/html,*/*"})
    assert answer.status == 403
    assert "<p>Cette adresse n&#x27;est plus la bonne" in answer.content.decode()
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/home", "/part/bm/petite", "/studio.js"])
def test_a_page_of_another_name_sees_nothing(studio: Studio, path: str) -> None:
    answer = studio.get(path, Host="rebound.example:8010")
    assert answer.status == 403
    assert studio.server.door.token.encode() not in answer.content


@pytest.mark.parametrize(
    "key",
    [
        ("bm", "petite", "no-such-line"),
        ("bm", "../../..", "title"),
        ("bm", "..%2F..%2Flessons", "petite"),
        ("bm", "petite", "%2e%2e%2f%2e%2e%2ftitle"),
        ("..", "petite", "title"),
        ("bm", "petite", "title%00"),
        ("xx", "petite", "title"),
        ("bm", ".remplacees", "title"),
    ],
)
def test_no_path_leads_out_of_the_lines_of_the_lessons(
    studio: Studio, key: tuple[str, str, str]
) -> None:
    before = sorted(studio.project.root.rglob("*"))
    answer = studio.keep(spoken(), key, X_Words=studio.line(TITLE).words)
    assert answer.status == 404
    assert "Reviens à l'accueil" in answer.told["error"]
    assert sorted(studio.project.root.rglob("*")) == before


@pytest.mark.parametrize(
    "path",
    ["/../course.yaml", "/..%2fstudio.py", "/picture/..%2f..%2fcourse.yaml", "/picture/course.yaml",
     "/server.py", "/page/index.html", "/clip/bm/petite/no", "/part/bm/no", "/part/bm/petite/more"],
)  # fmt: skip
def test_nothing_else_is_served(studio: Studio, path: str) -> None:
    answer = studio.get(path)
    assert answer.status == 404
    assert answer.told["error"].endswith(".")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "HEAD"])
def test_other_methods_are_refused(studio: Studio, method: str) -> None:
    origin = {"Origin": f"http://127.0.0.1:{studio.server.door.port}"}
    assert studio.ask(method, "/take/bm/petite/title", None, origin).status == 405


def test_the_page_does_not_tell_the_token_and_may_ask_nobody_else(studio: Studio) -> None:
    page = studio.get("/")
    assert studio.server.door.token not in page.content.decode()
    assert studio.server.door.token in studio.server.address
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy and "*" not in policy
    assert re.search(r"https?://", page.content.decode()) is None


def test_this_computer_alone_is_listened_to(studio: Studio) -> None:
    assert studio.server.host == "127.0.0.1"
