"""What always holds of costs: every allocation sums to its total to the cent, by whatever method it is split."""

from decimal import Decimal
from itertools import combinations

from hypothesis import given, settings, strategies as st

from corridor.engines.costing import (
    Behaviour,
    BudgetLine,
    People,
    SharingMethod,
    allocate_by_ratio,
    assess_budget,
    benefit_shares,
    payer_shares,
    required_intake,
    shapley_game,
    shapley_shared_facility,
)
from corridor.engines.costing.reference import total_minor_units

FAST = settings(max_examples=40, deadline=None)
CENTS = st.integers(0, 10**11).map(lambda units: Decimal(units).scaleb(-2))
PARTIES = ("employer", "dest_gov", "orig_gov", "donor", "assoc")
WEIGHTS = st.dictionaries(st.sampled_from(PARTIES), st.decimals(0, 1000, places=3), min_size=1).filter(
    lambda weights: any(weights.values())
)
MONEY = st.decimals(0, 100_000, places=2)


def cents(amount):
    return Decimal(str(amount)).quantize(Decimal("0.01"))


@st.composite
def games(draw):
    """Costs of all groups that grow with every party that joins, so that nobody is paid for being there."""
    parties = PARTIES[: draw(st.integers(1, 4))]
    own = {party: draw(st.integers(1, 500)) for party in parties}
    fixed = draw(st.integers(0, 500))
    groups = (group for size in range(1, len(parties) + 1) for group in combinations(parties, size))
    return {"+".join(group): fixed + sum(own[party] for party in group) for group in groups}


@st.composite
def percents(draw):
    """Percentages with two decimals that add up to 100."""
    cuts = sorted(draw(st.lists(st.integers(0, 10_000), max_size=len(PARTIES) - 1)))
    edges = [0, *cuts, 10_000]
    return {party: Decimal(high - low).scaleb(-2) for party, low, high in zip(PARTIES, edges, edges[1:], strict=False)}


@FAST
@given(CENTS, WEIGHTS)
def test_an_allocation_by_ratio_sums_to_its_total_to_the_cent(total, ratios):
    found = allocate_by_ratio(total, ratios)

    assert sum(map(cents, found.parts.values())) == cents(found.sum) == total


@FAST
@given(CENTS, WEIGHTS, st.sampled_from([SharingMethod.BENEFIT, SharingMethod.FACILITY]))
def test_shares_by_benefit_and_of_a_facility_sum_to_the_cost_to_the_cent(total, given_, method):
    found = payer_shares(total, method, given_)

    assert sum(map(cents, found.parts.values())) == total
    assert min(found.parts.values()) >= 0


@FAST
@given(CENTS, games())
def test_shares_of_a_game_sum_to_the_cost_to_the_cent(total, game):
    assert sum(map(cents, payer_shares(total, SharingMethod.GAME, game).parts.values())) == total


@FAST
@given(CENTS, percents())
def test_fixed_shares_sum_to_the_cost_to_the_cent(total, shares):
    found = payer_shares(total, SharingMethod.FIXED, shares)

    assert sum(map(cents, found.parts.values())) == total
    for party, part in found.parts.items():
        assert abs(cents(part) - total * shares[party] / 100) <= Decimal("0.01")


@FAST
@given(games())
def test_a_game_is_shared_in_full_and_a_party_never_pays_more_than_alone_where_joining_saves(game):
    shares = shapley_game(game).shares

    whole = max(game, key=lambda group: group.count("+"))
    assert abs(sum(shares.values()) - game[whole]) < 1e-6
    assert all(share <= game[party] + 1e-9 for party, share in shares.items())


@FAST
@given(st.dictionaries(st.sampled_from(PARTIES), st.integers(0, 10_000), min_size=1))
def test_a_shared_facility_costs_together_what_the_largest_needs(cost):
    shares = shapley_shared_facility(cost).shares

    assert abs(sum(shares.values()) - max(cost.values())) < 1e-6
    assert all(0 <= share <= cost[party] + 1e-9 for party, share in shares.items())


@FAST
@given(WEIGHTS, st.integers(1, 100_000))
def test_a_worker_never_pays_by_benefit(benefit, gain):
    shares = benefit_shares(1000, {**benefit, "migrant": gain}).shares

    assert shares["migrant"] == 0
    assert abs(sum(shares.values()) - 1000) < 1e-6


@st.composite
def lines(draw):
    amount = draw(MONEY)
    rate = draw(st.booleans())
    return BudgetLine(
        code="XX.99",
        label="item",
        behaviour=Behaviour.RATE if rate else draw(st.sampled_from([b for b in Behaviour if b != Behaviour.RATE])),
        amount=draw(st.decimals(0, 1, places=3)) if rate else amount,
        amount_most=None if rate else amount * 2,
        payer_percent=draw(percents()),
        phase=draw(st.sampled_from(["design", "training"])),
        head=draw(st.sampled_from(["mobility", "overhead", "staff"])),
        in_kind=draw(st.booleans()),
        waived=draw(st.booleans()),
        start_month=draw(st.none() | st.integers(1, 30)),
    )


@FAST
@given(st.lists(lines(), min_size=1, max_size=5), st.integers(0, 40))
def test_a_budget_sums_to_its_total_by_line_payer_month_and_year(budget, months):
    found = assess_budget(
        budget,
        participants=7,
        placements=3,
        months=months,
        currency="EUR",
        people=People(candidates=20, learners=9, returnees=2),
    )

    counts = {Behaviour.PER_CANDIDATE: 20, Behaviour.PER_LEARNER: 9, Behaviour.PER_RETURNEE: 2}
    assert found.total * 100 == total_minor_units(budget, participants=7, months=months, counts=counts)
    assert sum(found.by_payer.values()) == found.total
    assert all(sum(line.by_payer.values()) == line.total for line in found.lines)
    assert sum(found.cash_profile.by_month) == sum(found.cash_profile.by_year) == found.cash
    assert sum(sum(year.values()) for year in found.cash_profile.by_year_and_payer) == found.cash
    assert found.range.least <= found.range.likely == found.total <= found.range.most
    assert found.range.least <= found.range.expected <= found.range.most
    assert found.range.sd <= found.range.sd_together + Decimal("0.01")


@FAST
@given(st.integers(0, 500), st.lists(st.decimals("0.05", 1, places=2), min_size=1, max_size=5))
def test_a_required_intake_reaches_its_target_and_one_less_does_not(target, rates):
    found = required_intake(target, rates)

    assert found.expected_reached >= target - 1e-9
    assert found.intake == 0 or (found.intake - 1) * found.success < target
