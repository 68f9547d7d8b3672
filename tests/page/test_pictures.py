"""A photo goes out small, upright, and without what its telephone wrote into it."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from builder.page.pictures import MAX_SIDE_PX, Pictures, publishable

ORIENTATION, GPS = 0x0112, 0x8825


def photo(path: Path, size: tuple[int, int] = (1600, 1200)) -> Path:
    image = Image.new("RGB", size, "white")
    image.paste((200, 30, 30), (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # the telephone was held upright
    exif.get_ifd(GPS)[1] = "N"
    image.save(path, exif=exif)
    return path


def test_a_photo_loses_its_place_and_its_size(tmp_path: Path) -> None:
    source = photo(tmp_path / "photo.jpg")
    with Image.open(publishable(source, tmp_path / "cache")) as published:
        assert max(published.size) == MAX_SIDE_PX
        assert not published.getexif()
        assert not set(published.info) & {"exif", "xmp", "icc_profile"}


def test_a_photo_is_turned_upright(tmp_path: Path) -> None:
    source = photo(tmp_path / "photo.jpg", (160, 120))
    with Image.open(publishable(source, tmp_path / "cache")) as published:
        assert published.size == (120, 160)
        top, bottom = published.getpixel((60, 10)), published.getpixel((60, 150))
    assert isinstance(top, tuple) and isinstance(bottom, tuple)
    assert top[1] < 100 < bottom[1]


def test_a_transparent_drawing_stays_transparent(tmp_path: Path) -> None:
    source = tmp_path / "dessin.png"
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(source)
    with Image.open(publishable(source, tmp_path / "cache")) as published:
        assert published.mode == "RGBA"


def test_a_drawing_in_svg_goes_out_as_it_is(tmp_path: Path) -> None:
    source = tmp_path / "dessin.svg"
    source.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    assert publishable(source, tmp_path / "cache") == source


def test_the_same_photo_is_made_once_and_named_by_its_content(tmp_path: Path) -> None:
    first = publishable(photo(tmp_path / "photo.jpg"), tmp_path / "cache")
    made_ns = first.stat().st_mtime_ns
    second = publishable(photo(tmp_path / "autre nom.jpg"), tmp_path / "cache")
    assert second == first
    assert second.stat().st_mtime_ns == made_ns
    address, published = Pictures(tmp_path / "cache").published(tmp_path / "photo.jpg")
    assert published == first
    assert address.startswith("p/")
    assert len(list((tmp_path / "cache").iterdir())) == 1
