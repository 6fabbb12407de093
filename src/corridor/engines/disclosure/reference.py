"""The attack by trying every table, for tests and for readers who doubt the solver; small tables only."""

from collections.abc import Iterator
from itertools import product

import numpy as np

from corridor.engines.disclosure.table import with_totals
from corridor.engines.disclosure.types import Floats, Integers


def possible_tables(values: Floats, greatest: int) -> Iterator[Integers]:
    """Yield every table with totals that agrees with what is published, hidden inner cells up to a greatest value."""
    inner = values[tuple(slice(-1) for _ in values.shape)]
    hidden = np.argwhere(np.isnan(inner))
    for guess in product(range(greatest + 1), repeat=len(hidden)):
        table = np.where(np.isnan(inner), 0, inner)
        for cell, value in zip(hidden, guess, strict=True):
            table[tuple(cell)] = value
        full = with_totals(table)
        if np.array_equal(full[~np.isnan(values)], values[~np.isnan(values)]):
            yield full


def bounds_by_trial(values: Floats, greatest: int) -> tuple[Integers, Integers]:
    """Return the least and the greatest value of each cell over all possible tables."""
    tables = list(possible_tables(values, greatest))
    return np.min(tables, axis=0), np.max(tables, axis=0)
