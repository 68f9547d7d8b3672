"""Where clips are made: any Executor, local processes, a dask cluster."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.narration.narrator import NarrationSettings, narrate
from builder.narration.workers import ClusterUnavailable, local_workers, workers
from tests.narration.tone_voice import ToneVoice, line

LINES = [line(f"l-{n}", f"kalan kan {n}") for n in range(20)]


def clips(cache: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (cache / "clips").iterdir()}


def test_a_number_is_a_number_of_local_processes(tmp_path: Path) -> None:
    settings = NarrationSettings(tmp_path, {"bm": [ToneVoice()]})
    with workers("2") as executor:
        assert narrate(LINES, settings, executor=executor).made == len(LINES)


@pytest.mark.parametrize("where", ["beaucoup", "-1", "2,5"])
def test_anything_else_is_one_clear_message(where: str) -> None:
    with pytest.raises(ClusterUnavailable, match="écris un nombre"), workers(where):
        pass


def test_a_dask_cluster_gives_the_same_bytes_as_local_processes(tmp_path: Path) -> None:
    distributed = pytest.importorskip(
        "distributed", reason="distributed (the extra « cluster ») is not installed"
    )
    voice = ToneVoice()
    here = NarrationSettings(tmp_path / "here", {"bm": [voice]})
    there = NarrationSettings(tmp_path / "there", {"bm": [voice]})
    with local_workers(2) as processes:
        narrate(LINES, here, executor=processes)
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        workers(cluster.scheduler_address) as executor,
    ):
        narrate(LINES, there, executor=executor)
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
