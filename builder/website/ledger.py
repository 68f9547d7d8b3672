"""What each lesson came to at the last build, so that only what changed is done again.

A database of Python's own in `.cache`: a kill at any moment leaves the rows of before or of after.
It is made by this program for itself, and its rows are keyed by the program's own code.
"""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from builder.errors import Problem
from builder.lesson.utterance import Language
from builder.narration.clip import Narrated
from builder.narration.narration import ClipKey
from builder.page.pieces import Card
from builder.trainer.coverage import Counts
from builder.trainer.lessons import LessonLine


@dataclass(frozen=True)
class Facts:
    """What other pages say of a lesson, and what its own were made of.

    `pages` are addresses; `pictures` files that the lesson names; `takes` the recordings that it
    asks for, by id.
    """

    card: Card
    line: LessonLine
    kinds: tuple[str, ...]
    counts: Mapping[Language, Counts]
    controls: Mapping[ClipKey, Counts]
    """What the player says of it: its positions, its number; other lessons share some."""
    spoken: tuple[Narrated, ...]
    pages: tuple[str, ...]
    pictures: tuple[Path, ...]
    takes: frozenset[tuple[Language, str, str]]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Entry:
    """`key` is of the lesson's file, `beside` of pictures and takes."""

    key: str
    beside: str
    facts: Facts


class Ledger:
    """One file; what is noted counts once it is kept. Raises nothing when it cannot be written:
    the next build then does more than it must."""

    def __init__(self, path: Path | None) -> None:
        if path is None:
            self._rows = self._open(":memory:")
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._rows = self._open(str(path))
        except (OSError, sqlite3.Error):
            with suppress(OSError):
                path.unlink(missing_ok=True)
            self._rows = self._open(":memory:")

    @staticmethod
    def _open(where: str) -> sqlite3.Connection:
        rows = sqlite3.connect(where)
        rows.executescript(
            "create table if not exists context (key text);"
            "create table if not exists page (address text primary key, key text);"
            "create table if not exists lesson (file text primary key, entry blob);"
            "create table if not exists asset (owner text, address text);"
            "create index if not exists by_owner on asset (owner);"
            "create index if not exists by_address on asset (address);"
        )
        return rows

    def entries(self) -> dict[str, Entry]:
        """By the lesson's file; empty when it cannot be read."""
        try:
            found = self._rows.execute("select file, entry from lesson").fetchall()
            return {file: pickle.loads(entry) for file, entry in found}
        except Exception:  # noqa: BLE001 - whatever a broken row may raise
            return {}

    def note(self, file: str, entry: Entry, assets: Iterable[str]) -> None:
        self._rows.execute("insert or replace into lesson values (?, ?)",
                           (file, pickle.dumps(entry)))  # fmt: skip
        self.note_assets(file, assets)

    def note_assets(self, owner: str, assets: Iterable[str]) -> None:
        self._rows.execute("delete from asset where owner = ?", (owner,))
        rows = ((owner, address) for address in assets)
        self._rows.executemany("insert into asset values (?, ?)", rows)

    def page(self, address: str) -> str:
        """The key of a page of the course, as it was noted; empty when it was not."""
        found = self._rows.execute("select key from page where address = ?", (address,)).fetchone()
        return str(found[0]) if found else ""

    def note_page(self, address: str, key: str, assets: Iterable[str]) -> None:
        self._rows.execute("insert or replace into page values (?, ?)", (address, key))
        self.note_assets(address, assets)

    def forget_pages(self, but: Collection[str]) -> set[str]:
        """Pages of the course other than these; what they used."""
        found = self._rows.execute("select address from page").fetchall()
        gone = [address for (address,) in found if address not in but]
        assets = {asset for address in gone for asset in self.assets_of(address)}
        for address in gone:
            self._rows.execute("delete from page where address = ?", (address,))
            self._rows.execute("delete from asset where owner = ?", (address,))
        return assets

    def forget(self, file: str) -> None:
        self._rows.execute("delete from lesson where file = ?", (file,))
        self._rows.execute("delete from asset where owner = ?", (file,))

    def context(self) -> str:
        """What `begin` was told; empty before."""
        found = self._rows.execute("select key from context").fetchone()
        return str(found[0]) if found else ""

    def begin(self, context: str) -> None:
        """Forgets everything: from now on, rows are of this context."""
        for table in ("context", "page", "lesson", "asset"):
            self._rows.execute(f"delete from {table}")
        self._rows.execute("insert into context values (?)", (context,))

    def assets_of(self, owner: str) -> set[str]:
        found = self._rows.execute("select address from asset where owner = ?", (owner,))
        return {address for (address,) in found}

    def is_used(self, address: str) -> bool:
        found = self._rows.execute("select 1 from asset where address = ? limit 1", (address,))
        return found.fetchone() is not None

    def keep(self) -> None:
        """From now on, what was noted counts."""
        self._rows.commit()

    def close(self) -> None:
        """What was not kept is forgotten."""
        self._rows.close()


@contextmanager
def open_ledger(path: Path | None) -> Iterator[Ledger]:
    ledger = Ledger(path)
    try:
        yield ledger
    finally:
        ledger.close()
