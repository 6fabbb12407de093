"""Who is listed with whom: at once for small markets, in pieces for large ones or on a cluster."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from corridor.batch.match_edges import columns_of
from corridor.batch.match_progress import Clock
from corridor.batch.match_work import Work
from corridor.engines.compute import Cluster, here
from corridor.engines.compute.pieces import Pieces
from corridor.engines.matching import Choice, Group, Options, Quota, Store, choice_from, rank
from corridor.engines.matching.parts import Table
from corridor.engines.matching.ranking import SMALL_PAIRS, SMALL_SIDE
from corridor.engines.matching.types import Flags

if TYPE_CHECKING:
    # What is compiled is loaded only for a large market.
    from corridor.engines.matching.pieces import Ground, Piece

ROWS_PER_PIECE = 250_000
"""Every piece builds what it meets of the other side anew, so pieces are large; and no more than this is lost."""
PAIRS_PER_PART = 2**19


@dataclass(frozen=True, slots=True)
class Counts:
    """What the report says of the lists."""

    eligible_pairs: int
    edges: int
    candidates_without: int
    vacancies_without: int


@dataclass(frozen=True, slots=True)
class Taken:
    """How many pieces the ranking had, and how many of them an earlier run had left."""

    pieces: int = 1
    taken_up: int = 0


class SmallRanking:
    """All pairs at once."""

    taken = Taken()

    def __init__(self, store: Store, options: Options) -> None:
        self.store, self.edges = store, rank(store, options)

    def counts(self) -> Counts:
        """Return what the report says."""
        edges = self.edges
        return counts_of(edges.eligible_pairs, len(edges), edges.candidate_reached, edges.vacancy_reached)

    def tables(self, *, threads: int = 0) -> Iterator[Table]:
        """Yield the listed pairs, which are there whatever the number of threads."""
        yield columns_of(self.edges)

    def choice(self, quotas: Iterable[Quota], groups: Iterable[Group]) -> Choice:
        """Return what an allocation may choose from."""
        return choice_from(self.store, self.edges, quotas=tuple(quotas), groups=tuple(groups))


class LargeRanking:
    """The lists of pieces, from which columns are written some rows at a time."""

    def __init__(self, store: Store, options: Options) -> None:
        from corridor.engines.matching.pieces import Gathering, cuts_of

        self.store, self.ground = store, self.prepared(store, options)
        self.for_vacancies = self.ground.for_vacancies
        self.cuts = cuts_of(len(self.ground.order), ROWS_PER_PIECE)
        self.new_gathering = Gathering
        self.taken = Taken(len(self.cuts))

    def prepared(self, store: Store, options: Options) -> "Ground":
        """Return what every piece needs."""
        from corridor.engines.matching.pieces import ground_of

        return ground_of(store, options)

    def find(self, clock: Clock, *, work: Work | None, cluster: Cluster | None, spills: bool) -> None:
        """Find the lists of all pieces, in this process or on a cluster; `work` keeps each as soon as it is there."""
        order, places = self.ground.order, len(self.ground.order) * self.ground.width
        self.gathering = self.new_gathering(self.ground, work.room(places) if work and spills else None)
        left, done = dict(enumerate(self.cuts)), 0
        for number, piece in work.pieces(order, self.cuts) if work else ():
            self.gathering.add(piece)
            del left[number]
            done += len(piece.rows)
        self.taken = Taken(len(self.cuts), len(self.cuts) - len(left))
        clock.rows(done, len(order))
        for number, piece in self.answers(left, cluster):
            if work:
                work.keep(number, piece)
            self.gathering.add(piece)
            done += len(piece.rows)
            clock.rows(done, len(order))

    def answers(self, left: Pieces, cluster: Cluster | None) -> "Iterator[tuple[int, Piece]]":
        """Yield the lists of the pieces that are left."""
        from corridor.engines.matching.pieces import piece_alone, piece_of

        return cluster.answers(piece_alone, self.ground, left) if cluster else here(piece_of, self.ground, left)

    def counts(self) -> Counts:
        """Return what the report says."""
        found = self.gathering
        return counts_of(found.pairs, found.used, found.candidate_reached, found.vacancy_reached)

    def tables(self, *, threads: int = 0) -> Iterator[Table]:
        """Yield the listed pairs, some rows at a time; this can be done once. 0 threads are those of the ranking."""
        from corridor.engines.matching.pieces import pen_of, table_between

        pen = pen_of(self.store, self.ground, threads=threads)
        # The index has done its work, and an allocation needs the room.
        del self.ground
        for first, last in self.gathering.spans(PAIRS_PER_PART):
            yield table_between(pen, self.gathering, first, last)

    def choice(self, quotas: Iterable[Quota], groups: Iterable[Group]) -> Choice:
        """Return what an allocation may choose from."""
        from corridor.engines.matching.pieces import choice_of

        return choice_of(self.store, self.gathering, for_vacancies=self.for_vacancies, quotas=quotas, groups=groups)


class NearRanking(LargeRanking):
    """The same by the shares of skills that a table of near ones gives."""

    def prepared(self, store: Store, options: Options) -> "Ground":
        """Return what every piece needs for upper bounds of the scores, and keep what the scores need."""
        from corridor.engines.matching.near.pieces import ground_of

        self.near_ground = ground_of(store, options)
        return self.near_ground.bounds

    def answers(self, left: Pieces, cluster: Cluster | None) -> "Iterator[tuple[int, Piece]]":
        """Yield the lists of the pieces that are left."""
        from corridor.engines.matching.near.pieces import piece_alone, piece_of

        ground = self.near_ground
        return cluster.answers(piece_alone, ground, left) if cluster else here(piece_of, ground, left)

    def tables(self, *, threads: int = 0) -> Iterator[Table]:
        """Yield the listed pairs, some rows at a time; this can be done once. 0 threads are those of the ranking."""
        from corridor.engines.matching.near.pieces import pen_of, table_between

        pen = pen_of(self.near_ground, threads=threads)
        del self.ground, self.near_ground
        for first, last in self.gathering.spans(PAIRS_PER_PART):
            yield table_between(pen, self.gathering, first, last)


def large_ranking(store: Store, options: Options) -> LargeRanking:
    """Return the ranking of a large market, by shares if there is a table of near skills."""
    return NearRanking(store, options) if options.near else LargeRanking(store, options)


Ranking = SmallRanking | LargeRanking


def is_small(candidates: int, vacancies: int) -> bool:
    """Return whether a market is ranked at once; the compiled loops are not worth waiting for then."""
    pairs = candidates * vacancies
    return not pairs or (pairs <= SMALL_PAIRS and max(candidates, vacancies) <= SMALL_SIDE)


def counts_of(pairs: int, edges: int, candidates: Flags, vacancies: Flags) -> Counts:
    """Return what the report says."""
    return Counts(pairs, edges, int(np.count_nonzero(~candidates)), int(np.count_nonzero(~vacancies)))
