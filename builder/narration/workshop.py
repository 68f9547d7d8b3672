"""Orders go out to workers and results come back, whatever happens to a worker."""

from __future__ import annotations

import queue
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor

from builder.errors import BuilderError
from builder.narration.mastering import Mastering
from builder.narration.work import Made, NotMade, Order, make
from builder.narration.workers import core_count, local_workers

_ORDERS_PER_CALL = 8
_CRASHES_IN_A_ROW = 3

Result = Made | NotMade


class WorkersLost(BuilderError):
    """Worker processes ended on their own; the clips made so far are kept."""


class Workshop:
    """`pull` gives the orders placed since it was last asked; `take_in` gets each result and may
    place more."""

    def __init__(
        self,
        pull: Callable[[], Sequence[Order]],
        take_in: Callable[[Result], None],
        mastering: Mastering,
    ) -> None:
        self._pull = pull
        self._take_in = take_in
        self._mastering = mastering
        self._open: dict[str, Order] = {}
        self._finished: queue.SimpleQueue[Future[list[Result]]] = queue.SimpleQueue()

    def run(self, executor: Executor | None) -> None:
        """Until nothing is ordered. Raises WorkersLost."""
        try:
            if executor is not None:
                self._run_in(executor)
            else:
                with local_workers(core_count()) as processes:
                    self._run_in(processes)
        except BrokenExecutor as error:
            if executor is not None and not isinstance(executor, ProcessPoolExecutor):
                raise _lost(error) from error
            self._run_one_by_one()

    def _run_in(self, executor: Executor) -> None:
        pending = self._submit(executor)
        while pending:
            for result in _results(self._finished.get()):
                self._close(result)
            pending += self._submit(executor) - 1

    def _submit(self, executor: Executor) -> int:
        """Hands over what is ordered and returns the number of calls."""
        orders = self._order_more()
        starts = range(0, len(orders), _ORDERS_PER_CALL)
        for start in starts:
            part = list(orders[start : start + _ORDERS_PER_CALL])
            executor.submit(make, part, self._mastering).add_done_callback(self._finished.put)
        return len(starts)

    def _run_one_by_one(self) -> None:
        """After a crash: slower, but it shows which text a voice can't survive."""
        crashes = 0
        self._order_more()
        while self._open:
            with local_workers(1) as process:
                try:
                    while self._open:
                        order = next(iter(self._open.values()))
                        for result in process.submit(make, [order], self._mastering).result():
                            self._close(result)
                        self._order_more()
                        crashes = 0
                except BrokenExecutor as error:
                    crashes += 1
                    if crashes == _CRASHES_IN_A_ROW:
                        raise WorkersLost(
                            "Les processus de narration s'arrêtent tous : mémoire pleine ? "
                            "Ferme d'autres programmes, puis relance avec --workers 1."
                        ) from error
                    reason = "le programme de la voix s'est arrêté d'un coup"
                    self._close(NotMade(order.fingerprint, "failed", reason))
                    self._order_more()

    def _order_more(self) -> Sequence[Order]:
        orders = self._pull()
        self._open.update((order.fingerprint, order) for order in orders)
        return orders

    def _close(self, result: Result) -> None:
        del self._open[result.fingerprint]
        self._take_in(result)


def _results(finished: Future[list[Result]]) -> list[Result]:
    """Raises WorkersLost when the call itself failed: `make` lets no fault of a voice through."""
    try:
        return finished.result()
    except BrokenExecutor:
        raise
    except (Exception, CancelledError) as error:  # a cluster without its scheduler, or the code
        raise _lost(error) from error


def _lost(error: BaseException) -> WorkersLost:
    return WorkersLost(
        f"Des processus de narration se sont arrêtés ({type(error).__name__}). "
        "Relance la même commande : les phrases déjà dites sont gardées."
    )
