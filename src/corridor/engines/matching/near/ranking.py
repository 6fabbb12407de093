"""A large ranking by shares at once."""

import numpy as np

from corridor.engines.matching.near.bounds import MOST_LIMITS
from corridor.engines.matching.near.pieces import ground_of, pen_of, piece_of, table_of
from corridor.engines.matching.parts import Listed
from corridor.engines.matching.pieces import Bits
from corridor.engines.matching.types import Edges, Flags, Longs, Options, Store


def rank_near(store: Store, options: Options, rows: Longs, *, limits: int = MOST_LIMITS) -> Edges:
    """Return the best partners of the asking rows by the shares of their skills; both sides may not be empty.

    Every asking row is ranked by an upper bound with the loops of `fast.py`, and its list settled exactly; see
    `pieces.py`. Beside what these need there are 5 bytes for every skill that somebody holds or that is near to one,
    4 for every band of it, and 8 for each place of the longer lists of `pieces.MOST_PLACES`.
    """
    ground = ground_of(store, options, rows, limits=limits)
    piece = piece_of(ground, 0, len(ground.bounds.order))
    order = np.argsort(piece.rows)
    size = piece.size.astype(np.int64)
    start, size = (np.cumsum(size) - size)[order], size[order]
    listed = Listed(piece.key, start, size, np.cumsum(size) - size, piece.rows[order])
    people, posts = ground.bounds.size
    return Edges(
        *table_of(pen_of(ground), listed),
        eligible_pairs=piece.pairs,
        candidate_reached=flags_of(piece.candidates, people),
        vacancy_reached=flags_of(piece.vacancies, posts),
    )


def flags_of(bits: Bits, count: int) -> Flags:
    """Return one flag per bit."""
    return np.unpackbits(bits, count=count).view(np.bool_)
