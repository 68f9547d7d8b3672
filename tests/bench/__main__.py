"""`python3 run.py bench [part …]`: prints the table of the parts in PARTS, all of them by default.

With `--write`, the table also goes into docs/mesures.md.
"""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from builder.errors import BuilderError
from builder.terminal import ProgressBar, print_problems
from builder.website.build import build_if_changed
from tests.bench import building, first_sentence, house
from tests.bench.row import Row, table
from tests.browser import open_browser
from tests.web import serving

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "mesures.md"


def pages() -> Iterator[Row]:
    with open_browser() as (browser, _), serving(ROOT / "site") as address:
        yield from first_sentence.measure(ROOT / "site", address, browser)


def build() -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="kalankan-bench-") as folder:
        yield from building.measure(ROOT, Path(folder))


def many_lessons() -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="kalankan-bench-") as folder:
        yield from house.measure(ROOT, Path(folder))


def narration() -> Iterator[Row]:
    from tests.narration.bench import rows

    yield from rows()


def voice() -> Iterator[Row]:
    from tests.voice.rows import rows

    yield from rows()


def takes() -> Iterator[Row]:
    from tests.unit_selection.rows import rows

    yield from rows()


def accessibility() -> Iterator[Row]:
    from tests.bench.accessibility import measure

    yield from measure()


PARTS: dict[str, tuple[str, Callable[[], Iterator[Row]]]] = {
    "pages": ("La première phrase", pages),
    "building": ("Fabriquer le site", build),
    "house": ("Des milliers de leçons", many_lessons),
    "narration": ("La narration", narration),
    "voice": ("La voix", voice),
    "takes": ("Une voix faite de prises", takes),
    "accessibility": ("Sans lire, sans voir", accessibility),
}


def main(arguments: list[str]) -> int:
    """Runs the named parts, all of them by default; 1 when a bar is not kept."""
    write = "--write" in arguments
    names = [name for name in arguments if not name.startswith("-")] or list(PARTS)
    unknown = set(names) - set(PARTS)
    if unknown:
        print(f"Parties possibles : {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    try:
        build_if_changed(ROOT, ProgressBar("Narration"))
    except BuilderError as error:
        print_problems(getattr(error, "problems", ()))
        print(error, file=sys.stderr)
        return 1
    sections, kept = [], True
    for name in names:
        title, measure = PARTS[name]
        rows = list(measure())
        kept = kept and all(row.kept for row in rows)
        sections.append(f"## {title}\n\n{table(rows)}\n")
        print(sections[-1], flush=True)
    if write:
        PAGE.write_text(_page(sections), "utf-8")
    return 0 if kept else 1


def _page(sections: list[str]) -> str:
    machine = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    head = (
        "# Mesures\n\nCe que dit `python3 run.py bench --write`, chaque chose à côté de sa limite, "
        f"ou d'un plancher mesuré au même moment ({machine}).\n"
    )
    return "\n".join([head, *sections])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
