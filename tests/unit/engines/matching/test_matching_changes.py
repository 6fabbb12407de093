"""Each "why not", run again with its own least change, is eligible."""

import pytest

from corridor.engines.matching import explain, explain_pair, store_from_rows
from corridor.engines.matching.changed import after_changes
from tests.factories.matching_markets import random_market


def closed_pairs(seeds):
    """Every pair of random markets that is not eligible, with its explanation."""
    for seed in seeds:
        people, posts, options = random_market(seed)
        store = store_from_rows(people, posts)
        by_id = {row.candidate_id: row for row in people}, {row.vacancy_id: row for row in posts}
        for c in range(len(people)):
            for v in range(len(posts)):
                found = explain(store, c, v, options)
                # Some were born after the start; no vacancy opens to them.
                is_born = all(change.params.get("age", 0) >= 0 for change in found.changes)
                if not found.is_eligible and is_born:
                    yield by_id[0][found.candidate_id], by_id[1][found.vacancy_id], found, options


def again(person, post, changes, options):
    pair = after_changes(person, post, changes)
    store = store_from_rows([pair.candidate], [pair.vacancy])
    return explain_pair(store, person.candidate_id, post.vacancy_id, options)


def test_every_pair_that_is_not_eligible_is_so_after_its_own_changes():
    conditions, count = set(), 0
    for person, post, found, options in closed_pairs(range(40)):
        after = again(person, post, found.changes, options)
        assert after.is_eligible, (found.changes, after.first_failing)
        conditions |= {change.condition for change in found.changes}
        count += 1

    assert count > 400
    assert len(conditions) == 11


def test_no_change_of_a_pair_can_be_left_out():
    count = 0
    for person, post, found, options in closed_pairs(range(15)):
        for left_out in found.changes:
            rest = [change for change in found.changes if change is not left_out]
            count += 1
            assert not again(person, post, rest, options).is_eligible, (left_out, rest)

    assert count > 100


@pytest.mark.parametrize("seed", range(3))
def test_what_was_not_failing_is_left_as_it_was(seed):
    for person, post, found, _options in closed_pairs([seed]):
        pair = after_changes(person, post, found.changes)
        failing = {str(change.condition) for change in found.changes}
        if not failing & {"age", "salary", "remote"}:
            assert pair.vacancy == post
        assert pair.candidate.skills == person.skills
