"""The tools that look at our scripts, from npm, and which scripts they look at.

They are installed once for each state of the lock, under `.cache/`; whoever builds or learns needs
none of them.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import run
from tests.browser import find_node, npm_command

HERE = Path(__file__).parent
ROOT = run.ROOT
CACHE = ROOT / ".cache" / "scripts"
PLAYER = ROOT / "site_overrides" / "player"
ACTIVITIES = ROOT / "builder" / "activities"
ELSEWHERE = (ROOT / "builder" / "export", ROOT / "builder" / "studio", ROOT / "builder" / "local")
CLASSROOM = ROOT / "site_overrides" / "classroom"
TYPES = (PLAYER / "player.d.ts", CLASSROOM / "together.d.ts")


class NoTools(Exception):
    """npm could not give them; the text is its last line."""


def scripts() -> list[Path]:
    """Every script of a page or a test, but those that are templates."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.js"],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    paths = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return sorted(
        path
        for path in paths
        if path.is_file() and "{%" not in path.read_text("utf-8") and not _elsewhere(path)
    )


def _elsewhere(path: Path) -> bool:
    return any(folder in path.parents for folder in ELSEWHERE)


def player_whole() -> Path:
    """The player as it is published, comments and all: its parts share their names."""
    parts = sorted(PLAYER.glob("*.js"))
    # Below the root: ESLint passes over what is elsewhere, and says so only in a warning.
    whole = CACHE / "player.js"
    CACHE.mkdir(parents=True, exist_ok=True)
    text = "".join(part.read_text("utf-8") for part in parts)
    whole.write_text(f'(function () {{\n"use strict";\n{text}}})();\n', "utf-8")
    return whole


def run_tool(tool: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """What `eslint`, `prettier` or `tsc` says. Raises NoTools."""
    modules = node_modules()
    entry = {
        "eslint": "eslint/bin/eslint.js",
        "prettier": "prettier/bin/prettier.cjs",
        "tsc": "typescript/bin/tsc",
    }[tool]
    command = [str(find_node()), str(modules / entry), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@cache
def node_modules() -> Path:
    """Where the tools are, exactly those of the lock. Raises NoTools."""
    lock = (HERE / "package-lock.json").read_bytes()
    home = CACHE / hashlib.sha256(lock).hexdigest()[:16]
    if not home.is_dir():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as name:
            folder = Path(name) / "tools"
            folder.mkdir()
            for file in ("package.json", "package-lock.json"):
                shutil.copy(HERE / file, folder)
            _install(folder)
            try:
                folder.rename(home)
            except OSError:
                # Another process was quicker; its copy is the same.
                if not home.is_dir():
                    raise
    return home / "node_modules"


def _install(folder: Path) -> None:
    command = [*npm_command(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoTools((done.stderr.strip().splitlines() or ["npm n’a rien dit"])[-1])


if __name__ == "__main__":
    # `python -m tests.scripts.tools`: puts every script into its form.
    sys.exit(
        run_tool("prettier", "--write", "--config", HERE / "prettier.json", *scripts()).returncode
    )
