"""What each lesson came to at the last build, so that only what changed is done again.

A database of Python's own in `.cache`: a kill at any moment leaves the rows of before or of after.
It is made by this program for itself, and its rows are keyed by the program's own code. A build
reads a small row of each lesson; what it came to (`Facts`) is read of those that are shown again.
"""

from __future__ import annotations

import json
import pickle
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from pathlib import Path

from builder.errors import Problem
from builder.lesson.utterance import Language
from builder.narration.clip import Narrated
from builder.narration.narration import ClipKey
from builder.narration.takes import TakeKey
from builder.page.pieces import Card
from builder.trainer.coverage import Counts
from builder.trainer.lessons import LessonLine

_VERSION = 2
_FACTS_AT_HAND = 64


class LedgerBroken(Exception):
    """A row cannot be read: everything has to be made again."""


@dataclass(frozen=True)
class Facts:
    """What other pages say of a lesson. `takes` are the recordings that it asks for."""

    card: Card
    line: LessonLine
    counts: Mapping[Language, Counts]
    controls: Mapping[ClipKey, Counts]
    """What the player says of it: its positions, its number; other lessons share some."""
    spoken: tuple[Narrated, ...]
    takes: frozenset[TakeKey]
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    """What its narration told, of this lesson alone."""


@dataclass(frozen=True)
class Entry:
    """The small row of a lesson.

    `key` is of what it was made of, `seen` the size and date of its file then, `base` of what all
    lessons say, `beside` of its pictures and takes. `shown` is a digest of what homes show of it,
    `listed` of what trainers' lists say. `pages` are addresses, `pictures` files that it names.
    """

    key: str
    seen: str
    base: str
    beside: str
    id: str
    picture: str
    sensitive: bool
    there: tuple[str, ...]
    """The languages in which it is complete."""
    kinds: tuple[str, ...]
    pages: tuple[str, ...]
    pictures: tuple[str, ...]
    shown: str
    listed: str
    is_told: bool
    """Whether there is something to tell of it."""


class Ledger:
    """One file; what is noted counts once it is kept. Raises nothing when it cannot be written:
    the next build then does more than it must. Raises LedgerBroken when a row cannot be read."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._noted: dict[str, Facts] = {}
        self._read_facts = lru_cache(maxsize=_FACTS_AT_HAND)(self._facts_in_row)
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
        if rows.execute("pragma user_version").fetchone() != (_VERSION,):
            for (name,) in rows.execute("select name from sqlite_master where type = 'table'"):
                rows.execute(f'drop table "{name}"')
        rows.executescript(
            "create table if not exists context (key text);"
            "create table if not exists page (address text primary key, key text);"
            "create table if not exists told (name text primary key, key text, words text);"
            "create table if not exists lesson (file text primary key, entry text, facts blob);"
            "create table if not exists asset (owner text, address text);"
            "create index if not exists by_owner on asset (owner);"
            "create index if not exists by_address on asset (address);"
            f"pragma user_version = {_VERSION};"
        )
        return rows

    # ---- Lessons

    def entries(self) -> dict[str, Entry]:
        """By the lesson's file; empty when they cannot be read."""
        try:
            found = self._rows.execute("select file, entry from lesson").fetchall()
            return {file: _entry(json.loads(row)) for file, row in found}
        except (sqlite3.Error, ValueError, TypeError):
            return {}

    def facts(self, file: str) -> Facts:
        """What that lesson came to. Raises LedgerBroken."""
        return self._noted[file] if file in self._noted else self._read_facts(file)

    def _facts_in_row(self, file: str) -> Facts:
        try:
            row = self._rows.execute("select facts from lesson where file = ?", (file,)).fetchone()
            facts = pickle.loads(row[0])
        except Exception as error:  # whatever a broken row may raise
            raise LedgerBroken(file) from error
        if not isinstance(facts, Facts):
            raise LedgerBroken(file)
        return facts

    def note(self, file: str, entry: Entry, facts: Facts, assets: Iterable[str]) -> None:
        self._noted[file] = facts
        self._rows.execute("insert or replace into lesson values (?, ?, ?)",
                           (file, _row(entry), pickle.dumps(facts)))  # fmt: skip
        self.note_assets(file, assets)

    def see(self, file: str, entry: Entry) -> None:
        """Another row of a lesson that came to the same."""
        self._rows.execute("update lesson set entry = ? where file = ?", (_row(entry), file))

    def forget(self, file: str) -> None:
        self._rows.execute("delete from lesson where file = ?", (file,))
        self._rows.execute("delete from asset where owner = ?", (file,))

    # ---- Pages of the course, and what is told of it

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

    def told(self, name: str, key: str) -> str | None:
        """What was worked out under that name and key; None when it was not."""
        found = self._rows.execute(
            "select words from told where name = ? and key = ?", (name, key)
        ).fetchone()
        return str(found[0]) if found else None

    def note_told(self, name: str, key: str, words: str) -> None:
        self._rows.execute("insert or replace into told values (?, ?, ?)", (name, key, words))

    # ---- Files

    def note_assets(self, owner: str, assets: Iterable[str]) -> None:
        self._rows.execute("delete from asset where owner = ?", (owner,))
        rows = ((owner, address) for address in assets)
        self._rows.executemany("insert into asset values (?, ?)", rows)

    def assets_of(self, owner: str) -> set[str]:
        found = self._rows.execute("select address from asset where owner = ?", (owner,))
        return {address for (address,) in found}

    def is_used(self, address: str) -> bool:
        found = self._rows.execute("select 1 from asset where address = ? limit 1", (address,))
        return found.fetchone() is not None

    # ---- The whole

    def context(self) -> str:
        """What `begin` was told; empty before."""
        found = self._rows.execute("select key from context").fetchone()
        return str(found[0]) if found else ""

    def begin(self, context: str) -> None:
        """Forgets everything: from now on, rows are of this context."""
        for table in ("context", "page", "told", "lesson", "asset"):
            self._rows.execute(f"delete from {table}")
        self._rows.execute("insert into context values (?)", (context,))

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


def _row(entry: Entry) -> str:
    return json.dumps(astuple(entry), ensure_ascii=False)


def _entry(row: list[object]) -> Entry:
    """Raises TypeError or ValueError for what no ledger has written."""
    if len(row) != len(fields(Entry)):
        raise ValueError("not a row of this version")
    return Entry(*(tuple(part) if isinstance(part, list) else part for part in row))  # type: ignore[arg-type]
