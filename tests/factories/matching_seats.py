"""Small random choices and a search through all allocations, for the tests of seats."""

import itertools

import numpy as np

from corridor.engines.matching import Choice


def choice_of(pairs, positions, people, **more):
    """Return a choice from (vacancy, candidate, score in millionths)."""
    columns = np.array(sorted(pairs), np.int64).reshape(-1, 3)
    return Choice(
        vacancy=columns[:, 0].astype(np.int32),
        candidate=columns[:, 1].astype(np.int32),
        micro=columns[:, 2].astype(np.int32),
        positions=np.array(positions, np.int64),
        people=people,
        **more,
    )


def random_choice(seed, *, people=6, posts=3, density=0.6, ties=True, most_seats=2):
    """Return a random choice."""
    rng = np.random.default_rng(seed)
    listed = np.argwhere(rng.random((posts, people)) < density)
    micro = rng.integers(1, 9, len(listed)) * 100_000 if ties else rng.integers(1, 1_000_001, len(listed))
    seats = rng.integers(1, most_seats + 1, posts)
    return choice_of(np.column_stack([listed, micro]).tolist(), seats, people)


def every_allocation(choice):
    """Yield all allocations of a tiny choice, as the pair of everybody or -1."""
    options = [[-1, *np.flatnonzero(choice.candidate == c).tolist()] for c in range(choice.people)]
    for pairs in itertools.product(*options):
        chosen = [pair for pair in pairs if pair >= 0]
        if (np.bincount(choice.vacancy[chosen], minlength=len(choice.positions)) <= choice.positions).all():
            yield pairs


def total(choice, pairs):
    """Return the total of an allocation in millionths."""
    return sum(int(choice.micro[pair]) for pair in pairs if pair >= 0)


def pairs_of(choice, allocation):
    """Return the pair of everybody, or -1, from an allocation."""
    number = {
        (v, c): n for n, (v, c) in enumerate(zip(choice.vacancy.tolist(), choice.candidate.tolist(), strict=True))
    }
    pairs = np.full(choice.people, -1)
    for v, c in zip(allocation.vacancy.tolist(), allocation.candidate.tolist(), strict=True):
        assert pairs[c] == -1
        pairs[c] = number[v, c]
    return pairs


def assert_seats_are_kept(choice, pairs):
    """Fail if a vacancy has more people than seats."""
    taken = np.bincount(choice.vacancy[[pair for pair in pairs if pair >= 0]], minlength=len(choice.positions))
    assert (taken <= choice.positions).all()
