"""Whatever is asked in whatever order, a quota is never exceeded, and a verdict rests on the rule alone."""

from datetime import date
from random import Random

import pytest
from hypothesis import given, strategies as st

from corridor.kernel.errors import RuleViolation
from corridor.knowledge.quotas import services
from corridor.knowledge.quotas.models import LedgerEntry
from corridor.knowledge.quotas.rules import Listed, Post, Shortages, counts, judge
from corridor.knowledge.quotas.selectors import balances
from tests.factories.quotas import make_quota, order, post

DAY = date(2026, 5, 1)
CODES = st.sampled_from(["2", "25", "251", "2513", "7", "7411"])
REGIONS = st.sampled_from(["", "Gent", "Brugge"])
ITEMS = st.lists(st.builds(Listed, CODES, st.booleans(), REGIONS, st.none(), st.none()), max_size=8)


@given(items=ITEMS, region=REGIONS, seed=st.integers(0, 1000))
def test_the_order_of_entries_never_changes_a_verdict(items, region, seed):
    mixed = items[:]
    Random(seed).shuffle(mixed)

    first, second = (
        judge([Shortages("List", "", True, "Source", tuple(each))], isco08="2513", region=region, on=DAY)
        for each in (items, mixed)
    )

    assert first == second


@given(items=ITEMS, region=REGIONS)
def test_an_entry_of_another_occupation_never_changes_a_verdict(items, region):
    other = Listed("91", False, region, None, None)

    with_it, without = (
        judge([Shortages("List", "", True, "Source", tuple(each))], isco08="2513", region=region, on=DAY)
        for each in ([*items, other], items)
    )

    assert with_it == without


class Words:
    """A scope from words that are empty or filled."""

    destination_iso3, starts_date, ends_date = "BEL", None, None

    def __init__(self, nace2, origin_iso3, isco08, pathway_code, employer_id):
        self.nace2, self.origin_iso3, self.isco08 = nace2, origin_iso3, isco08
        self.pathway_code, self.employer_id = pathway_code, employer_id


WORDS = st.tuples(
    st.sampled_from(["", "J", "J62", "A"]),
    st.sampled_from(["", "MAR", "TUN"]),
    st.sampled_from(["", "25", "2513", "7411"]),
    st.sampled_from(["", "single"]),
    st.sampled_from([None, 7, 8]),
)


@given(words=WORDS, emptied=st.integers(0, 4))
def test_a_scope_with_one_word_fewer_counts_at_least_as_much(words, emptied):
    asked = Post("BEL", DAY, nace2="J62", origin_iso3="MAR", isco08="2513", pathway_code="single", employer_id=7)
    wider = tuple((None if place == 4 else "") if place == emptied else word for place, word in enumerate(words))

    assert not counts(Words(*words), asked) or counts(Words(*wider), asked)


def some_act(rng):
    """Do one act for one of four job orders; return the lines that it wrote, none where it was refused."""
    reference, asked = order(f"V-{rng.randrange(4)}"), post(isco08=rng.choice(["2513", "7411"]))
    act = rng.choice(["take", "use", "release", "give_back"])
    try:
        if act == "take":
            return services.take(post=asked, posts=rng.randrange(6), reference=reference, by=None)
        if act == "use":
            return services.use(post=asked, posts=rng.randrange(1, 3), reference=reference, by=None)
        if act == "release":
            return services.release(reference=reference, by=None)
        return services.give_back(reference=reference, posts=rng.randrange(1, 3), by=None)
    except RuleViolation:
        return []


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_no_sequence_of_acts_exceeds_a_cap_or_takes_more_than_it_says(seed):
    rng = Random(seed)
    total, narrow = make_quota(cap=12), make_quota(isco08="25", cap=7)

    for _step in range(40):
        before = LedgerEntry.objects.count()
        lines = some_act(rng)
        assert LedgerEntry.objects.count() == before + len(lines)
        for balance in balances([total, narrow]):
            assert balance.reserved >= 0
            assert balance.used >= 0
            assert balance.taken <= balance.quota.cap
