"""The listed pairs by candidate, as one number each, for the compiled loops of the allocation.

A pair is `micro << 32 | LAST - vacancy`: the greater number is the better wish of the candidate, score first, then the
lower id of the vacancy. One array of 8 bytes per pair is all that the allocations hold beside the choice itself.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from corridor.engines.matching.allocation import Choice
from corridor.engines.matching.kernels import Whole, compiled
from corridor.engines.matching.types import Flags, Ints, Longs
from corridor.kernel.errors import N_, InputError

LAST = 0xFFFFFFFF
THREADS = 2
PACKED_BITS = 63
MOST = 1_000_000_000
"""The greatest score in millionths."""


class Wishes(NamedTuple):
    """The wishes of candidate c are `key[first[c]:first[c + 1]]`, the best last."""

    first: Longs
    key: Longs


def wishes_of(choice: Choice) -> Wishes:
    """Return the wishes of all candidates; O(pairs x log pairs), 8 bytes per pair.

    The candidate, score and vacancy of a pair are packed into one number and sorted in place. This reads memory from
    one end to the other; writing every pair straight to its place jumps about in it and took five times as long.
    """
    first = np.zeros(choice.people + 1, np.int64)
    count(choice.candidate, first)
    np.cumsum(first, out=first)
    key, micro = np.empty(len(choice.candidate), np.int64), micro_of(choice)
    posts_bits = len(choice.positions).bit_length()
    micro_bits = int(micro.max(initial=0)).bit_length()

    def fill(low: int, high: int) -> None:
        part = key[first[low] : first[high]]
        pack(choice.vacancy, choice.candidate, micro, part, low, high, posts_bits, micro_bits)
        part.sort()
        unpack(part, posts_bits, micro_bits)

    # Each thread reads all pairs and keeps those of its own candidates, as many as fit into the bits that are left.
    most = 1 << (PACKED_BITS - posts_bits - micro_bits)
    cuts = np.linspace(0, choice.people, max(THREADS, -(-choice.people // most)) + 1).astype(np.int64).tolist()
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(fill, cuts[:-1], cuts[1:]))
    return Wishes(first, key)


def micro_of(choice: Choice) -> Ints:
    """Return the scores in 32 bits; refuse what has no place there."""
    low, high = int(choice.micro.min(initial=0)), int(choice.micro.max(initial=0))
    if low < 0 or high > MOST:
        raise InputError(
            N_("The scores to allocate by go from %(low)s to %(high)s; they may go from 0 to %(most)s."),
            hint=N_("Give scores of 0 or more; those of a ranking go from 0 to 1."),
            field="score",
            code="score_range",
            params={"low": low / 1e6, "high": high / 1e6, "most": MOST // 10**6},
        )
    return np.ascontiguousarray(choice.micro, np.int32)


@compiled
def pack(
    vacancy: Ints, candidate: Ints, micro: Ints, part: Longs, low: Whole, high: Whole, posts: Whole, scores: Whole
) -> None:
    """Collect the pairs of the candidates from `low` to `high` as candidate, score and the vacancy counted down."""
    last, size = (np.int64(1) << posts) - 1, 0
    for pair in range(len(candidate)):
        c = np.int64(candidate[pair])
        if low <= c < high:
            part[size] = ((((c - low) << scores) | np.int64(micro[pair])) << posts) | (last - np.int64(vacancy[pair]))
            size += 1


@compiled
def unpack(part: Longs, posts: Whole, scores: Whole) -> None:
    """Turn packed pairs into wishes."""
    last, most = (np.int64(1) << posts) - 1, (np.int64(1) << scores) - 1
    for pair in range(len(part)):
        packed = part[pair]
        part[pair] = (((packed >> posts) & most) << 32) | (LAST - (last - (packed & last)))


def cuts_of(choice: Choice) -> Longs:
    """Return where the pairs of every vacancy begin."""
    cut = np.zeros(len(choice.positions) + 1, np.int64)
    count(choice.vacancy, cut)
    return np.cumsum(cut)


@compiled
def count(places: Ints, counts: Longs) -> None:
    """Count how often each place is named, one further on."""
    for pair in range(len(places)):
        counts[places[pair] + 1] += 1


@compiled
def mark(cut: Longs, candidate: Ints, seat: Ints) -> Flags:
    """Return which pairs are those of a candidate and the vacancy of the seat."""
    chosen = np.zeros(len(candidate), np.bool_)
    for c in range(len(seat)):
        if seat[c] >= 0:
            low, high = cut[seat[c]], cut[seat[c] + 1]
            chosen[low + np.searchsorted(candidate[low:high], c)] = True
    return chosen
