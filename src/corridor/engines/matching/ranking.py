"""The one door to a ranking: it chooses the way of computing, never the result."""

from collections.abc import Sequence

import numpy as np

from corridor.engines.matching.broadcast import rank_broadcast
from corridor.engines.matching.types import Asking, Edges, Options, Store

SMALL_PAIRS = 4_000_000
SMALL_SIDE = 20_000


def rank(store: Store, options: Options | None = None, *, asked_by: Sequence[int] | None = None) -> Edges:
    """Return the best eligible partners of every asking row.

    Parameters
    ----------
    store : the market
    options : asking side, length of the lists, occupation mode, weights, related pairs, near skills, threads
    asked_by : places of the asking rows, if only some ask; the weights still come from the whole market

    Returns
    -------
    Edges sorted by the asking side's id, then rank; the same for every number of threads and order of rows

    Notes
    -----
    Up to 4 million pairs are computed with numpy and scipy at once; beyond, compiled kernels run in threads. Near
    skills are counted by their shares in both.
    With `asked_by` the counts of eligible pairs speak of the asking rows only.
    """
    options = options or Options()
    asking = store.vacancies if options.asking is Asking.VACANCIES else store.candidates
    rows = np.arange(len(asking)) if asked_by is None else np.unique(np.asarray(asked_by, np.int64))
    others = len(store.candidates) + len(store.vacancies) - len(asking)
    if len(rows) * others <= SMALL_PAIRS and max(len(asking), others) <= SMALL_SIDE:
        return rank_broadcast(store, options, rows)
    # Loaded only here: the compiler takes half a second to import.
    if options.near:
        from corridor.engines.matching.near.ranking import rank_near

        return rank_near(store, options, rows)
    from corridor.engines.matching.fast import rank_fast

    return rank_fast(store, options, rows)
