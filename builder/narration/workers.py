"""Where clips are made: processes of this machine, or a dask cluster; any Executor fits."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import ParamSpec, TypeVar

from builder.errors import BuilderError

CLUSTER_ANSWERS_S = 10.0
MOST_PROCESSES = 61
"""What Windows can wait for at once; spawned processes all start at the first order."""
_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")
_ADDRESS = re.compile(r"(?:tcp|tls)://[^\s/]+:\d+/?")


class ClusterUnavailable(BuilderError):
    """The cluster named with --workers can't be used."""


@contextmanager
def workers(where: str) -> Iterator[Executor]:
    """`where` is what follows --workers: a number of processes, tcp://…, or nothing.

    Raises ClusterUnavailable.
    """
    is_cluster = bool(_ADDRESS.fullmatch(where))
    if where and not where.isdecimal() and not is_cluster:
        raise ClusterUnavailable(
            f"--workers {where} : écris un nombre de processus, ou tcp://machine:8786."
        )
    if is_cluster:
        with cluster_workers(where) as executor:
            yield executor
    else:
        with local_workers(min(int(where or 0), MOST_PROCESSES) or core_count()) as executor:
            yield executor


@contextmanager
def local_workers(count: int) -> Iterator[Executor]:
    """Worker processes that leave with this one, however it ends."""
    # Spawned on every system: `serve` has threads, which a forked child would inherit broken.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_leave_with_parent)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def cluster_workers(address: str) -> Iterator[Executor]:
    """The workers of a dask scheduler, like `tcp://192.0.2.1:8786`. Raises ClusterUnavailable."""
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise ClusterUnavailable(
            "Pour --workers tcp://…, installe d'abord : python3 run.py add cluster."
        ) from error
    try:
        client = distributed.Client(address, timeout=CLUSTER_ANSWERS_S, set_as_default=False)
    except Exception as error:  # who is no scheduler answers anything
        raise ClusterUnavailable(
            f"Personne ne répond à {address}. Vérifie l'adresse que dask-scheduler a affichée."
        ) from error
    try:
        yield client.get_executor(pure=False)
    finally:
        with suppress(Exception):  # a scheduler slow to say goodbye: all clips are here
            client.close(timeout=CLUSTER_ANSWERS_S)


def core_count() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _leave_with_parent() -> None:
    """Without this, a worker whose parent was killed would wait for orders for ever."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    sentinel = parent.sentinel

    def watch() -> None:
        multiprocessing.connection.wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class InThisThread(Executor):
    """Runs what it is given at once. The thread may end with the program, at any moment."""

    def submit(
        self, fn: Callable[_Given, _Result], /, *args: _Given.args, **kwargs: _Given.kwargs
    ) -> Future[_Result]:
        done: Future[_Result] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as fault:  # noqa: BLE001 - whoever asks for the result gets it
            done.set_exception(fault)
        return done
