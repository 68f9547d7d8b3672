"""Pictures that would not show, would show too slowly, or would do something of their own."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from builder.errors import Position, Problem
from builder.lesson.pictures import MAX_SVG_BYTES, PictureFolder
from tests.lesson.faults import assert_reads_well

HERE = Position(Path("essai.yaml"), 3, 4)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">%s</svg>'


def problems_of(folder: Path, name: str) -> list[Problem]:
    problems = list(PictureFolder(folder).problems(name, HERE))
    for problem in problems:
        assert_reads_well(problem)
        assert problem.position == HERE
    return problems


def slugs_of(folder: Path, name: str, content: bytes) -> list[str]:
    (folder / name).write_bytes(content)
    return [problem.slug for problem in problems_of(folder, name)]


def raster(format: str, size: tuple[int, int] = (8, 8), mode: str = "RGB") -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, format)
    return buffer.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and has no pixels."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 0) + b"IDAT" + bytes(4)


@pytest.mark.parametrize(
    ("name", "format"),
    [("a.jpg", "JPEG"), ("a.jpeg", "JPEG"), ("a.PNG", "PNG"), ("a.webp", "WEBP")],
)
def test_photos_of_three_formats_are_accepted(tmp_path: Path, name: str, format: str) -> None:
    assert slugs_of(tmp_path, name, raster(format)) == []


@pytest.mark.parametrize(
    "inside",
    [
        "",
        '<circle fill="url(#g)" r="2"/><radialGradient id="g"/>',
        '<use href="#g"/><g id="g"/>',
        "<style>.a { fill: red }</style>",
        '<image href="data:image/png;base64,AAAA"/>',
        "<title>Le marché</title>",
    ],
)
def test_a_drawing_that_keeps_to_itself_is_accepted(tmp_path: Path, inside: str) -> None:
    assert slugs_of(tmp_path, "a.svg", (SVG % inside).encode()) == []


def test_the_plain_heading_of_an_old_drawing_is_accepted(tmp_path: Path) -> None:
    heading = (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
    )
    assert slugs_of(tmp_path, "a.svg", (heading + SVG % "").encode()) == []


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<SCRIPT>alert(1)</SCRIPT>",
        '<g onload="alert(1)"/>',
        '<g ONCLICK="alert(1)"/>',
        '<a href="javascript:alert(1)"><text>x</text></a>',
        '<a xmlns:x="http://www.w3.org/1999/xlink" x:href="https://example.org"/>',
        '<image href="https://example.org/a.png"/>',
        '<image href="autre.png"/>',
        '<image href="data:image/svg+xml;base64,AAAA"/>',
        '<use href="autre.svg#a"/>',
        "<style>@import url(a.css);</style>",
        "<style>.a { fill: URL( 'https://example.org/a' ) }</style>",
        r"<style>.a { fill: u\72l(https://example.org/a) }</style>",
        '<g style="background: url(//example.org/a)"/>',
        "<foreignObject/>",
        '<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="a.png"/>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<set attributeName="onclick" to="alert(1)"/>',
    ],
)
def test_a_drawing_that_could_act_is_refused(tmp_path: Path, inside: str) -> None:
    assert slugs_of(tmp_path, "a.svg", (SVG % inside).encode()) == ["picture-unsafe"]


@pytest.mark.parametrize(
    "heading",
    [
        '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>',
        '<?xml-stylesheet href="a.css"?>',
    ],
)
def test_a_drawing_with_declarations_of_its_own_is_refused(tmp_path: Path, heading: str) -> None:
    assert slugs_of(tmp_path, "a.svg", (heading + SVG % "").encode()) == ["picture-unsafe"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg",
        b"<html></html>",
        b"<svg></svg>",
        raster("PNG"),
        (SVG % "").encode("utf-16"),
        b"<?xml version='1.0' encoding='utf-7'?>" + (SVG % "").encode(),
        (SVG % "<text>\xe9</text>").encode("latin-1"),
    ],
)
def test_a_file_that_is_no_drawing_is_told_so(tmp_path: Path, content: bytes) -> None:
    assert slugs_of(tmp_path, "a.svg", content) == ["picture-broken"]


def test_a_heavy_drawing_is_told_with_its_weight(tmp_path: Path) -> None:
    heavy = (SVG % ("<g/>" * (MAX_SVG_BYTES // 4))).encode()
    (tmp_path / "a.svg").write_bytes(heavy)
    (problem,) = problems_of(tmp_path, "a.svg")
    assert problem.slug == "picture-too-large"
    assert "200 ko" in problem.message


def test_a_deep_drawing_is_refused_without_being_laid_out(tmp_path: Path) -> None:
    deep = (SVG % ("<g>" * 20_000 + "</g>" * 20_000)).encode()
    assert slugs_of(tmp_path, "a.svg", deep) == ["picture-unsafe"]


def test_a_photo_of_forty_megapixels_is_told_with_its_size(tmp_path: Path) -> None:
    (tmp_path / "grande.png").write_bytes(raster("PNG", (8000, 5000), "1"))
    (problem,) = problems_of(tmp_path, "grande.png")
    assert problem.slug == "picture-too-large"
    assert "40 mégapixels" in problem.message


def test_a_picture_that_claims_a_billion_pixels_is_refused_unopened(tmp_path: Path) -> None:
    assert slugs_of(tmp_path, "a.png", png_header(40_000, 40_000)) == ["picture-too-large"]


@pytest.mark.parametrize(
    ("name", "content", "slug"),
    [
        ("a.jpg", b"", "picture-broken"),
        ("a.jpg", b"bonjour", "picture-broken"),
        ("a.jpg", raster("JPEG", (900, 900))[:-400], "picture-broken"),
        ("a.png", png_header(9, 9), "picture-broken"),
        ("a.webp", raster("WEBP", (64, 64))[:40], "picture-broken"),
        ("a.gif", raster("GIF"), "picture-format"),
        ("a.png", raster("GIF"), "picture-format"),
        ("a.heic", b"ftypheic", "picture-format"),
        ("image", raster("PNG"), "picture-format"),
    ],
)
def test_a_spoilt_or_foreign_photo_is_told(
    tmp_path: Path, name: str, content: bytes, slug: str
) -> None:
    assert slugs_of(tmp_path, name, content) == [slug]


def test_a_picture_that_moves_is_refused(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(tmp_path / "a.webp", save_all=True, append_images=frames[1:], duration=100)
    assert [problem.slug for problem in problems_of(tmp_path, "a.webp")] == ["picture-moves"]


def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    lessons = tmp_path / "lessons"
    lessons.mkdir()
    (tmp_path / "secret.png").write_bytes(raster("PNG"))
    try:
        (lessons / "a.png").symlink_to(tmp_path / "secret.png")
    except OSError:
        pytest.skip("this system does not allow links")
    assert [problem.slug for problem in problems_of(lessons, "a.png")] == ["picture-outside"]


def test_links_in_a_circle_are_no_picture(tmp_path: Path) -> None:
    try:
        (tmp_path / "a.png").symlink_to(tmp_path / "b.png")
        (tmp_path / "b.png").symlink_to(tmp_path / "a.png")
    except OSError:
        pytest.skip("this system does not allow links")
    assert [problem.slug for problem in problems_of(tmp_path, "a.png")] == ["picture-missing"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
def test_a_pipe_is_no_picture_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.png")
    assert [problem.slug for problem in problems_of(tmp_path, "a.png")] == ["picture-missing"]


@pytest.mark.parametrize(
    "name", ["", ".", "..", "a/../../b.svg", "\0", "a\0.svg", "//x/y.svg", "~"]
)
def test_strange_names_are_no_picture(tmp_path: Path, name: str) -> None:
    problems = list(PictureFolder(tmp_path).problems(name, HERE))
    assert [problem.slug for problem in problems] in (["picture-missing"], ["picture-outside"])


def test_a_picture_with_spaces_and_accents_in_its_path_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "Leçons de Fanta" / "été"
    folder.mkdir(parents=True)
    (folder / "ma photo é.png").write_bytes(raster("PNG"))
    assert problems_of(folder.parent, "été/ma photo é.png") == []


@pytest.mark.parametrize(
    "inside",
    [
        "<style><desc/>a { background: url(//host/x) }</style>",
        '<a href="#b" ping="https://host/x"><path d=""/></a>',
        '<path fill="url(//host/x)"/>',
        '<path fill="u\\72l(//host/x)"/>',
        "<style>a { fill: u\\72l('//host/x') }</style>",
        "<path fill=\"url('https://host/x#a')\"/>",
        "<style>@\\69mport 'x.css';</style>",
        "<style>@keyframes a { to { fill: red } }</style>",
        "<style>@media print { @keyframes a { to { fill: red } } }</style>",
        "<style>a { fill: image-set('x.png' 1x) }</style>",
        "<g>" * 9_000 + "</g>" * 9_000,
        "<path/>" * 6_000,
        '<g id="a"><use href="#a"/></g>',
        "<defs>"
        '<g id="g0"><path/></g>'
        + "".join(f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 9))
        + '</defs><use href="#g8"/>',
    ],
)
def test_what_could_call_move_or_burst_is_refused(tmp_path: Path, inside: str) -> None:
    assert slugs_of(tmp_path, "a.svg", (SVG % inside).encode()) == ["picture-unsafe"]


@pytest.mark.parametrize(
    "inside",
    [
        "<path fill=\"url('#a')\"/>",
        "<style>a { fill: url('#a') }</style>",
        '<defs><g id="a"><path/></g></defs>' + '<use href="#a"/>' * 50,
        '<path d="M0 0" inkscape:export="C:\\dessins\\a.svg" xmlns:inkscape="http://i"/>',
    ],
)
def test_what_stays_in_the_drawing_is_accepted(tmp_path: Path, inside: str) -> None:
    assert slugs_of(tmp_path, "a.svg", (SVG % inside).encode()) == []


def test_a_document_type_with_rules_of_its_own_is_refused(tmp_path: Path) -> None:
    heading = '<!DOCTYPE svg [<!ATTLIST path fill CDATA "url(//host/x)">]>'
    assert slugs_of(tmp_path, "a.svg", (heading + SVG % "").encode()) == ["picture-unsafe"]


def test_a_long_drawing_is_read_at_once(tmp_path: Path) -> None:
    """What made a search for patterns take ten seconds is one attribute to a parser."""
    inside = f'<path style="{"url(#" * 20_000}"/>'
    assert slugs_of(tmp_path, "a.svg", (SVG % inside).encode()) in ([], ["picture-unsafe"])
