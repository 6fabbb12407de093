"""Where the pieces of a large computation are carried out: in this process, or on a Dask cluster.

A piece is a range of places; what all pieces share is handed over once. The answers come as they are ready, each with
the number of its piece, so that whoever asks may keep them and need not ask for them again.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from queue import Empty, Queue
from typing import Any, TypeVar

from corridor import __version__
from corridor.kernel.errors import N_, DataUnavailable

Shared = TypeVar("Shared")
Answer = TypeVar("Answer")
Pieces = Mapping[int, tuple[int, int]]

CONNECT_SECONDS = 4
POLL_SECONDS = 5
EMPTY_POLLS = 12
"""After so many polls without any worker the cluster is given up: a minute, in which a new worker may come."""
ATTEMPTS = 3
"""How often the shared data is handed over again when all workers that held it are gone."""
DEATHS = 3
"""A piece is given up when so many workers died with it."""


def here(work: Callable[[Shared, int, int], Answer], shared: Shared, pieces: Pieces) -> Iterator[tuple[int, Answer]]:
    """Yield the answers of the pieces, one after another.

    >>> list(here(lambda words, first, last: words[first:last], "abcd", {7: (0, 3), 9: (3, 4)}))
    [(7, 'abc'), (9, 'd')]
    """
    for number, (first, last) in pieces.items():
        yield number, work(shared, first, last)


class Cluster:
    """The workers behind the address of a Dask scheduler.

    Raises
    ------
    DataUnavailable : distributed is not installed, or nobody answers at the address within seconds
    """

    def __init__(self, address: str) -> None:
        self.address = address
        try:
            self.distributed: Any = import_module("distributed")
        except ImportError as missing:
            raise DataUnavailable(
                N_("A Dask cluster needs the package distributed, which is not installed."),
                hint=N_("Install it with: pip install 'corridor[cluster]'"),
                field="dask",
                code="not_installed",
            ) from missing
        try:
            self.client = self.distributed.Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as silent:
            raise DataUnavailable(
                N_("No Dask scheduler answers at %(address)s."),
                hint=N_("Check that it runs and can be reached; the address looks like tcp://host:8786."),
                field="dask",
                code="no_answer",
                params={"address": address},
            ) from silent

    def close(self) -> None:
        """Leave the cluster as it is."""
        self.client.close()

    def check(self) -> None:
        """Refuse a cluster without workers, or whose workers have another Corridor."""
        if not self.client.nthreads():
            raise self.no_worker()
        try:
            versions = set(self.client.run(version).values())
        except (ImportError, AttributeError) as missing:
            raise self.other_version("-") from missing
        except OSError as broken:
            raise self.lost() from broken
        if versions - {__version__}:
            raise self.other_version(", ".join(sorted(versions)))

    def answers(
        self, work: Callable[[Shared, int, int], Answer], shared: Shared, pieces: Pieces
    ) -> Iterator[tuple[int, Answer]]:
        """Yield the answers of the pieces as they are ready.

        The scheduler gives the pieces of a worker that dies to the others. If nobody who held the shared data is left,
        it is handed over again.
        """
        self.check()
        left = dict(pieces)
        for _ in range(ATTEMPTS):
            for number, answer in self.attempt(work, shared, left):
                del left[number]
                yield number, answer
            if not left:
                return
        raise self.lost()

    def attempt(
        self, work: Callable[[Shared, int, int], Answer], shared: Shared, pieces: Pieces
    ) -> Iterator[tuple[int, Answer]]:
        """Yield what comes back of one submission; pieces whose shared data was lost do not."""
        try:
            held = self.client.scatter([shared], broadcast=True, hash=False)[0]
            futures = {
                number: self.client.submit(work, held, *piece, pure=False, retries=1)
                for number, piece in pieces.items()
            }
            ready: Queue[int] = Queue()
            for number, future in futures.items():
                future.add_done_callback(partial(answered, ready, number))
            while futures:
                future = futures.pop(number := self.next_of(ready))
                if future.status not in ("cancelled", "lost"):
                    yield number, self.result(future)
        except OSError as broken:
            raise self.lost() from broken

    def next_of(self, ready: "Queue[int]") -> int:
        """Return the number of the next piece that is ready."""
        polls = 0
        while polls < EMPTY_POLLS:
            try:
                return ready.get(timeout=POLL_SECONDS)
            except Empty:
                polls = 0 if self.client.nthreads() else polls + 1
        raise self.no_worker()

    def result(self, future: Any) -> Any:
        """Return the answer of a piece."""
        try:
            return future.result()
        except self.distributed.scheduler.KilledWorker as killed:
            raise DataUnavailable(
                N_("%(deaths)s workers of the cluster died with the same piece of work."),
                hint=N_("Give the workers more memory, or use other workers; what is done is kept for the next run."),
                field="dask",
                code="workers_died",
                params={"deaths": DEATHS},
            ) from killed

    def no_worker(self) -> DataUnavailable:
        """Return the error for a cluster without workers."""
        return DataUnavailable(
            N_("The Dask cluster at %(address)s has no workers."),
            hint=N_("Start workers that connect to it, with Corridor installed."),
            field="dask",
            code="no_workers",
            params={"address": self.address},
        )

    def other_version(self, found: str) -> DataUnavailable:
        """Return the error for workers without this Corridor."""
        return DataUnavailable(
            N_("The workers of the cluster have Corridor %(found)s; this is %(here)s."),
            hint=N_("Install the same version of Corridor on all workers."),
            field="dask",
            code="other_version",
            params={"found": found, "here": __version__},
        )

    def lost(self) -> DataUnavailable:
        """Return the error for a cluster that is gone."""
        return DataUnavailable(
            N_("The Dask cluster at %(address)s was lost during the work."),
            hint=N_("Start it again and repeat the command; what is done is kept."),
            field="dask",
            code="cluster_lost",
            params={"address": self.address},
        )


def answered(ready: "Queue[int]", number: int, future: object) -> None:
    """Note that a piece is ready, whatever became of it."""
    del future
    ready.put(number)


def version() -> str:
    """Return the version of Corridor; workers are asked for it."""
    return __version__
