"""The invariants of ARCHITECTURE.md that can be read off the repository itself."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BUILDER = ROOT / "builder"

# What each part of builder/ may import of the others: what stands before it in the chain.
CHAIN = ("errors", "source", "lesson", "narration", "page")
BEFORE_THE_EDGE = {
    *CHAIN, "activities", "format", "trainer", "project", "terminal", "disk", "local", "review",
    "recording",
}  # fmt: skip
MAY_IMPORT = {
    **{part: {*CHAIN[:place], "disk"} for place, part in enumerate(CHAIN)},
    "disk": {"errors"},
    "landing": {"errors", "disk"},
    "local": {"errors", "disk"},
    "terminal": {"errors"},
    "activities": {"lesson", "source", "errors"},
    "format": {"lesson", "source", "errors", "activities", "disk"},
    "drawing": {"lesson", "source", "errors", "disk"},
    "trainer": {*CHAIN, "activities"},
    "proofreading": set(CHAIN),
    "dependencies": set(),
    "table": {"errors", "disk"},
    "translation": {*CHAIN, "activities", "project", "disk", "table"},
    "review": {*CHAIN, "activities", "project", "translation", "disk", "table"},
    "recording": {*CHAIN, "activities", "project", "disk", "table"},
    "exchange": {*CHAIN, "activities", "format", "project", "disk", "landing"},
    "project": {*CHAIN, "activities", "proofreading", "drawing", "disk"},
    **dict.fromkeys(("website", "export", "studio"), BEFORE_THE_EDGE),
    "commands": {
        *CHAIN,
        "dependencies",
        "translation",
        "review",
        "recording",
        "local",
        "exchange",
        "activities",
        "format",
        "project",
        "proofreading",
        "terminal",
        "website",
        "export",
        "studio",
    },
    "cli": {"commands", "errors", "terminal", "landing"},
}

# Modules that reach for a network, and the one place that may import each.
NETWORK_MODULES = {
    "gtts": "narration/voices/gtts.py",
    "distributed": "narration/workers.py",
    "dask": "narration/workers.py",
}
FORBIDDEN_MODULES = {
    "requests", "urllib.request", "urllib3", "http.client", "ftplib", "smtplib", "aiohttp", "httpx",
}  # fmt: skip

REQUIRED = (
    "mkdocs.yml", "lessons", "audio", "builder", "site_overrides", "tests", "pyproject.toml",
    "run.py", "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE",
    "lessons/LICENSE", ".ci/run", ".pre-commit-config.yaml",
)  # fmt: skip

REQUIRED_PACKAGES = {"mkdocs-material", "pyyaml", "jinja2", "gtts", "pydub", "pytest"}

MAX_FILE_BYTES = 1_000_000
SOFT_CEILING_LINES = 300
WIDEST_LINE = 100


@cache
def committed() -> tuple[Path, ...]:
    """Every file that git would commit."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    paths = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def modules() -> list[Path]:
    return sorted(BUILDER.rglob("*.py"))


def imports(module: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of each module that `module` imports, those inside functions too."""
    package = module.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *filter(None, [node.module])])
            yield node.lineno, base
            for name in node.names:
                yield node.lineno, f"{base}.{name.name}"


def part_of(name: str) -> str | None:
    """The part of builder/ that a full module name belongs to; None for anything else."""
    first, _, rest = name.partition(".")
    return rest.partition(".")[0] or None if first == "builder" else None


def test_imports_follow_the_chain() -> None:
    wrong = []
    for module in modules():
        inside = module.relative_to(BUILDER)
        part = inside.parts[0].removesuffix(".py")
        if part == "__init__":
            continue
        assert part in MAY_IMPORT, f"{inside}: a new part of builder/ needs its place in the chain"
        for line, name in imports(module):
            other = part_of(name)
            if other and other in MAY_IMPORT and other != part and other not in MAY_IMPORT[part]:
                wrong.append(f"{inside}:{line}: {part} imports {other}")
    assert not wrong, "\n".join(wrong)


def test_a_lesson_knows_no_sound_no_page_and_no_site() -> None:
    foreign = {"jinja2", "numpy", "soundfile", "pydub", "mkdocs", "lameenc", "gtts"}
    wrong = [
        f"{module.relative_to(ROOT)}:{line}: {name}"
        for module in [*(BUILDER / "lesson").rglob("*.py"), *(BUILDER / "activities").rglob("*.py")]
        for line, name in imports(module)
        if name.partition(".")[0] in foreign
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("library", "only"), [("mkdocs", "website"), ("jinja2", "page"), ("uvicorn", "local")]
)
def test_one_part_alone_imports(library: str, only: str) -> None:
    wrong = [
        f"{module.relative_to(ROOT)}:{line}"
        for module in modules()
        if module.relative_to(BUILDER).parts[0] != only
        for line, name in imports(module)
        if name.partition(".")[0] == library
    ]
    assert not wrong, "\n".join(wrong)


def test_activities_do_not_know_each_other() -> None:
    for folder in (BUILDER / "activities").iterdir():
        for module in folder.glob("*.py"):
            for line, name in imports(module):
                if name.startswith("builder.activities."):
                    own = f"builder.activities.{folder.name}"
                    assert name.startswith(own), f"{module.relative_to(ROOT)}:{line}: {name}"


def test_nothing_reaches_for_the_network_but_the_two_that_may() -> None:
    wrong = []
    for module in modules():
        inside = module.relative_to(BUILDER).as_posix()
        for line, name in imports(module):
            first = name.partition(".")[0]
            if name in FORBIDDEN_MODULES or first in FORBIDDEN_MODULES:
                wrong.append(f"{inside}:{line}: {name}")
            if first in NETWORK_MODULES and inside != NETWORK_MODULES[first]:
                wrong.append(f"{inside}:{line}: {name}")
    assert not wrong, "\n".join(wrong)


def test_the_required_top_level_is_there() -> None:
    assert [name for name in REQUIRED if not (ROOT / name).exists()] == []


def test_no_committed_file_is_large() -> None:
    # A recording weighs 96 kB a second, and is worth it.
    files = (path for path in committed() if (ROOT / "audio") not in path.parents)
    large = [str(path) for path in files if path.stat().st_size > MAX_FILE_BYTES]
    assert large == []


def test_code_files_stay_short() -> None:
    code = (path for path in committed() if path.suffix in (".py", ".js", ".css", ".html"))
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in code
        if (lines := len(path.read_text("utf-8").splitlines())) > SOFT_CEILING_LINES
    }
    assert long == {}


def test_lines_of_scripts_and_styles_are_read_without_scrolling() -> None:
    # Python's are held by ruff; in a template a new line is a space that may be seen.
    wide = [
        f"{path.relative_to(ROOT)}: {line}"
        for path in committed()
        if path.suffix in (".js", ".css")
        for line in path.read_text("utf-8").splitlines()
        if len(line) > WIDEST_LINE
    ]
    assert wide == []


def test_no_committed_file_names_a_package_index_or_this_machine() -> None:
    home = "|".join((r"/root/\w", r"/home/\w", r"/Users/\w", r"[A-Z]:\\\\Users", "/work" + "/"))
    index = "|".join(("pypi.org/" + "simple", "files.python" + "hosted", "registry.npm" + "js"))
    named = re.compile(f"(?<![\\w.])({home})|{index}|^--(extra-)?index-url", re.MULTILINE)
    wrong = []
    for path in committed():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        wrong += [
            f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, found.start()) + 1}: {found[0]}"
            for found in named.finditer(text)
        ]
    assert not wrong, "\n".join(wrong)


def test_no_source_of_espeak_is_committed() -> None:
    """Its data comes in a wheel; a copy here would be ours to keep up and to license."""
    foreign = (".dict", ".phontab", ".phondata", ".phonindex", ".intonations", ".c", ".h")
    wrong = [path for path in committed() if "".join(path.suffixes).endswith(foreign)]
    named = [path for path in committed() if path.name in ("phontab", "phondata", "phonindex")]
    assert wrong + named == []


def _name(requirement: str) -> str:
    name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
    return re.sub(r"[._]", "-", name).lower()


def _pinned(stage: str) -> dict[str, set[str]]:
    """Package → its pinned versions; checks that each has a hash and that nothing else is there."""
    text = (ROOT / f"requirements-{stage}.txt").read_text("utf-8")
    pinned: dict[str, set[str]] = {}
    for block in re.split(r"\n(?=\S)", text.strip()):
        pin, *hashes = (line.strip().removesuffix("\\").strip() for line in block.splitlines())
        found = re.fullmatch(r"([a-z0-9._-]+)==([^ ;]+)( ; .+)?", pin)
        assert found, f"{stage}: « {pin} » is not pinned"
        assert hashes, f"{stage}: {pin} has no hash"
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", line) for line in hashes), pin
        pinned.setdefault(found[1], set()).add(found[2])
    return pinned


def test_every_requirement_is_pinned_by_hash() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    core = {_name(requirement) for requirement in project["dependencies"]}
    assert core <= _pinned("build").keys()
    for extra, requirements in project["optional-dependencies"].items():
        assert {_name(requirement) for requirement in requirements} <= _pinned(extra).keys()


def test_the_required_packages_are_asked_for_by_name() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    assert {_name(requirement) for requirement in asked} >= REQUIRED_PACKAGES


@pytest.mark.parametrize("stage", ["test", "dev", "model", "cluster"])
def test_every_stage_has_the_versions_of_the_build(stage: str) -> None:
    build, other = _pinned("build"), _pinned(stage)
    assert {name: other.get(name) for name in build} == build


def test_the_tests_need_nothing_that_the_build_installs() -> None:
    """Each stage is fetched only when it is needed: no browser driver for who builds a site."""
    assert (
        _pinned("build").keys().isdisjoint({"pytest", "playwright", "ruff", "mypy", "pocketsphinx"})
    )


@pytest.mark.parametrize(
    "command",
    [("ruff", "check", "--quiet"), ("ruff", "format", "--check", "--quiet"), ("mypy",)],
    ids=" ".join,
)
def test_the_code_is_clean_by(command: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
