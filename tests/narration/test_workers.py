"""Where clips are made: any Executor, local processes, a dask cluster."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from builder.narration.narrator import NarrationSettings, WorkersLost, narrate
from builder.narration.workers import (
    MOST_PROCESSES,
    ClusterUnavailable,
    core_count,
    local_workers,
    workers,
)
from tests.narration.tone_voice import ToneVoice, line

LINES = [line(f"l-{n}", f"kalan kan {n}") for n in range(20)]


def clips(cache: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (cache / "clips").iterdir()}


def test_a_number_is_a_number_of_local_processes(tmp_path: Path) -> None:
    settings = NarrationSettings(tmp_path, {"bm": [ToneVoice()]})
    with workers("2") as executor:
        assert narrate(LINES, settings, executor=executor).made == len(LINES)


@pytest.mark.parametrize(
    "where", ["beaucoup", "-1", "2,5", "tcp://", "tcp://machine", "http://machine:8786", "://"]
)
def test_anything_else_is_one_clear_message(where: str) -> None:
    with pytest.raises(ClusterUnavailable, match="écris un nombre"), workers(where):
        pass


def test_a_wild_number_of_processes_does_not_bury_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []

    @contextmanager
    def noted(count: int) -> Iterator[None]:
        asked.append(count)
        yield

    monkeypatch.setattr("builder.narration.workers.local_workers", noted)
    for where in ("99999", "3", "0", ""):
        with workers(where):
            pass
    assert asked == [MOST_PROCESSES, 3, core_count(), core_count()]


class LosingExecutor(Executor):
    """As dask's when its scheduler is gone, or its workers lack our code."""

    def __init__(self, fault: BaseException) -> None:
        self.fault = fault

    def submit(self, *arguments: object, **_: object) -> Future[Any]:
        lost: Future[Any] = Future()
        lost.set_exception(self.fault)
        return lost


@pytest.mark.parametrize("fault", [CancelledError(), ModuleNotFoundError("builder")])
def test_a_cluster_that_goes_away_is_one_clear_message(
    tmp_path: Path, fault: BaseException
) -> None:
    settings = NarrationSettings(tmp_path, {"bm": [ToneVoice()]})
    with pytest.raises(WorkersLost, match="Relance la même commande"):
        narrate(LINES, settings, executor=LosingExecutor(fault))


def test_a_dask_cluster_gives_the_same_bytes_as_local_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip(
        "distributed", reason="distributed (the extra « cluster ») is not installed"
    )
    # Two processes that import dask take longer than its own 30 s where other suites run too.
    monkeypatch.setattr("builder.narration.workers.CLUSTER_ANSWERS_S", 120.0)
    patience = {f"distributed.comm.timeouts.{what}": "120s" for what in ("connect", "tcp")}
    voice = ToneVoice()
    here = NarrationSettings(tmp_path / "here", {"bm": [voice]})
    there = NarrationSettings(tmp_path / "there", {"bm": [voice]})
    with local_workers(2) as processes:
        narrate(LINES, here, executor=processes)
    with import_module("dask").config.set(patience):
        cluster = distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            dashboard_address=None,
            host="127.0.0.1",
            memory_limit=0,
        )
        try:
            with workers(cluster.scheduler_address) as executor:
                narrate(LINES, there, executor=executor)
        finally:
            with suppress(TimeoutError):  # it kills a slow worker, then complains of the time
                cluster.close()
    assert clips(here.cache) == clips(there.cache)


def test_a_cluster_that_does_not_answer_is_one_clear_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("builder.narration.workers.CLUSTER_ANSWERS_S", 0.5)
    pytest.importorskip(
        "distributed", reason="distributed (the extra « cluster ») is not installed"
    )
    with (
        pytest.raises(ClusterUnavailable, match="Personne ne répond"),
        workers("tcp://127.0.0.1:9"),
    ):
        pass
