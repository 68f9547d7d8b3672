"""The voice's lines of `python3 run.py bench voice`."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.row import Row
from tests.voice import measures as bench
from tests.voice import naturalness


def rows() -> Iterator[Row]:
    for row in (*bench.measure(), *naturalness.measure()):
        yield Row(row.measure, row.value, row.bar, row.ok)
