"""The price of fairness between groups is small, as published for refugee assignment: 1 to 5 % (Freund et al.)."""

import numpy as np

from corridor.engines.matching import Choice, Group, compare

PUBLISHED_MOST = 0.05


def unequal_market(seed, *, people=120, posts=30, groups=3):
    """Return a market in which groups score differently on average."""
    rng = np.random.default_rng(seed)
    group = rng.integers(0, groups, people)
    v, c = np.nonzero(rng.random((posts, people)) < 0.15)
    ability = rng.normal(0, 0.06, groups)[group] + 0.15 * rng.random(people)
    score = 0.5 + ability[c] + 0.1 * rng.random(posts)[v] + 0.2 * rng.random(len(v))
    return Choice(
        vacancy=v.astype(np.int32),
        candidate=c.astype(np.int32),
        micro=np.rint(1e6 * np.clip(score, 0, 1)).astype(np.int32),
        positions=rng.integers(1, 8, posts),
        people=people,
        groups=tuple(Group(f"group {k}", group == k) for k in range(groups)),
    )


def test_the_greatest_lowest_group_mean_costs_no_more_than_published():
    lost = []
    for seed in (1, 2, 4):
        found = compare(unequal_market(seed))
        means = [[line.mean for line in side.allocation.groups] for side in (found.optimal, found.balanced)]
        assert min(means[1]) >= min(means[0])
        lost.append(found.balanced.lost_share)

    assert min(lost) >= 0
    assert 0 < np.mean(lost) <= PUBLISHED_MOST
