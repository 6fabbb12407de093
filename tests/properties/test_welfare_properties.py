import datetime

import pytest
from hypothesis import assume, example, given, settings, strategies as st

from corridor.engines.instruments import (
    ClaimCount,
    FundPlan,
    Membership,
    SectorRisk,
    TopUpGroup,
    assess_fund,
    benefit_cover,
    claim_signals,
    fund_payers,
    one_year_solvency,
    panjer_poisson,
    ruin_exponential,
    ruin_simulation,
    sector_fees,
    top_up_cover,
    welfare_break_even,
    welfare_premium,
    welfare_projection,
    year_distribution,
)
from corridor.engines.instruments.welfare import Benefit, CoverState
from corridor.engines.instruments.welfare.reference import (
    compound_by_convolution,
    lowest_and_highest,
    premium_by_sum,
    projection_by_year,
)
from corridor.engines.instruments.welfare.signals import fewest, most

RATE = st.floats(0, 20)
AMOUNT = st.floats(0, 50_000)
PART = st.floats(0.05, 1)
NAMES = ("death", "disability", "return")
TABLE = st.fixed_dictionaries(dict.fromkeys(NAMES, RATE)), st.fixed_dictionaries(dict.fromkeys(NAMES, AMOUNT))
GROWTH = st.floats(-0.2, 0.2)
QUICK = settings(max_examples=25, deadline=None)


def shares(least, most_parts):
    """Draw shares that add up to one in thousandths."""
    cuts = st.lists(st.integers(0, 1000), min_size=least - 1, max_size=most_parts - 1).map(sorted)
    return cuts.map(lambda inner: [(b - a) / 1000 for a, b in zip([0, *inner], [*inner, 1000], strict=True)])


@QUICK
@given(st.integers(1, 5), *TABLE, st.floats(0, 1), st.floats(0, 10), PART)
def test_the_premium_agrees_with_adding_claim_by_claim(years, rates, benefits, loading, admin, part):
    found = welfare_premium(years, rates, benefits, loading, admin, part)

    assert found.gross_fee == pytest.approx(premium_by_sum(years, rates, benefits, loading, admin, part), rel=1e-12)
    assert 0 <= found.pure <= found.risk_premium <= found.net_needed <= found.gross_fee
    assert found.gross_fee * part == pytest.approx(found.net_needed)
    assert sum(found.by_benefit.values()) == pytest.approx(found.pure)


@QUICK
@given(st.floats(1, 100), PART, st.floats(100, 50_000), st.floats(0.5, 5))
def test_a_fund_at_break_even_has_a_premium_equal_to_its_fee(fee, part, death, years):
    rate = welfare_break_even(fee, part, death, years).breakeven_per_1000_per_year

    assert welfare_premium(years, {"death": rate}, {"death": death}, 0, 0, part).gross_fee == pytest.approx(fee)


@QUICK
@given(shares(1, 4), st.data(), *TABLE, PART)
def test_cross_subsidies_weighted_by_share_add_up_to_zero(parts, data, rates, benefits, part):
    sectors = [SectorRisk(str(n), value, {"death": data.draw(RATE)} if value else {}) for n, value in enumerate(parts)]

    found = sector_fees(sectors, 2, rates, benefits, 0.1, 1, part)

    assert sum(s.share * s.cross_subsidy for s in found.sectors) == pytest.approx(0, abs=1e-9 * (1 + found.flat_fee))


@QUICK
@given(shares(1, 4), st.data())
def test_the_price_of_a_top_up_lies_between_its_safest_and_most_endangered_group(parts, data):
    groups = [TopUpGroup(part, data.draw(st.floats(0, 1)), data.draw(st.floats(0.01, 1))) for part in parts]

    found = top_up_cover(groups, benefit=1, years=1, loading=0)

    risks = [group.annual_claim_prob for group in groups if group.share]
    for price in (found.premium_naive, found.premium_needed):
        assert min(risks) - 1e-9 <= price <= max(risks) + 1e-9


PLAN = st.fixed_dictionaries(
    {
        "contracts": st.floats(0, 1e6),
        "admin": st.floats(0, 5),
        "growth": GROWTH,
        "ret": GROWTH,
        "start": st.floats(-1e6, 1e7),
        "years": st.integers(1, 30),
    }
)


@QUICK
@given(PLAN, st.floats(0, 100), PART, st.floats(0, 50), GROWTH)
def test_the_projection_agrees_with_going_from_year_to_year(plan, fee, part, claims, inflation):
    found = welfare_projection(**plan, fee=fee, share=part, claims_per_contract=claims, claims_inflation=inflation)

    slow = projection_by_year(**plan, net=fee * part, claims=claims, inflation=inflation)
    assert found.reserve == pytest.approx(slow, rel=1e-9, abs=1e-3)
    negative = [year for year, value in enumerate(found.reserve, start=1) if value < 0]
    assert found.first_negative_year == (negative[0] if negative else None)


@QUICK
@given(PLAN, st.floats(0, 100), PART, st.floats(0, 50), st.floats(0.01, 20))
def test_more_claims_never_leave_a_larger_balance(plan, fee, part, claims, more):
    less, greater = (
        welfare_projection(**plan, fee=fee, share=part, claims_per_contract=each, claims_inflation=0)
        for each in (claims, claims + more)
    )

    assert all(a >= b - 1e-6 for a, b in zip(less.reserve, greater.reserve, strict=True))


SEVERITY = st.dictionaries(st.integers(0, 8), st.integers(1, 9), min_size=1, max_size=4).map(
    lambda drawn: {size: weight / sum(drawn.values()) for size, weight in drawn.items()}
)


@QUICK
@given(st.floats(0, 8), SEVERITY)
def test_the_recursion_agrees_with_adding_sizes_one_by_one(lam, severity):
    found = panjer_poisson(lam, {str(size): chance for size, chance in severity.items()})

    assert found.pmf_0_6 == pytest.approx(compound_by_convolution(lam, severity, 7), abs=1e-12)
    assert found.pmf.sum() == pytest.approx(1)
    assert (found.pmf >= 0).all()


@settings(max_examples=12, deadline=None)
@example([(1.0, 1.0), (1.0, 2.225073858507203e-309)], 0.5)
@example([(27.0, 2.2250738585072014e-308), (1.0, 1e-300)], 0.5)
@given(
    # Amounts that this machine holds with all their digits; smaller ones are no money.
    st.lists(st.tuples(st.floats(0, 50), st.floats(0, 20_000, allow_subnormal=False)), min_size=1, max_size=4),
    st.floats(0.01, 0.999),
)
def test_the_distribution_of_a_year_keeps_the_mean_and_holds_its_quantiles(benefits, level):
    counts, amounts = zip(*benefits, strict=True)

    found = year_distribution(counts, amounts)

    points = [n * found.step for n in range(len(found.pmf))]
    mean = sum(chance * point for chance, point in zip(found.pmf, points, strict=True))
    expected = sum(n * b for n, b in benefits)
    assert found.mean == pytest.approx(expected, rel=1e-9)
    assert mean == pytest.approx(expected, rel=1e-6)
    assert found.cdf(found.quantile(level)) >= level - 1e-9


@QUICK
@given(st.floats(0.01, 3), st.floats(0.1, 1000), st.lists(st.floats(0, 1e5), min_size=2, max_size=5).map(sorted))
def test_ruin_falls_with_the_reserve(theta, mu, reserves):
    found = ruin_exponential(theta, mu, reserves)

    assert list(found.psi) == sorted(found.psi, reverse=True)
    assert all(0 <= value <= 1 / (1 + theta) for value in found.psi)


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 5), st.floats(0, 20), st.floats(-1000, 5000), st.integers(0, 1000))
def test_a_larger_reserve_with_the_same_draw_is_ruined_less_often(years, fee, start, seed):
    poor, rich = (
        ruin_simulation(years, 500, fee, [100, 900], [0.02, 0.005], each, 300, seed) for each in (start, start + 500)
    )

    assert rich.ruin_probability <= poor.ruin_probability
    assert 0 <= poor.ruin_low <= poor.ruin_probability <= poor.ruin_high <= 1
    assert all(a <= b <= c for a, b, c in zip(poor.p05, poor.p50, poor.p95, strict=True))


@QUICK
@given(st.integers(0, 100_000), st.floats(0, 0.02), st.integers(1, 40).map(lambda n: n * 250), st.floats(0, 200))
def test_a_year_that_holds_its_exact_reserve_loses_no_more_than_agreed(contracts, chance, benefit, income):
    found = one_year_solvency(contracts, [chance], [benefit], income)

    held = year_distribution([contracts * chance], [benefit]).cdf(contracts * income + found.exact_reserve + 1e-6)
    assert held >= 0.995 - 1e-9
    assert found.reserve == pytest.approx(found.reserve_99_5)


@QUICK
@given(st.floats(0, 300), st.sampled_from([0.001, 0.025, 0.2]))
def test_control_limits_agree_with_adding_probabilities(expected, tail):
    assert (fewest(expected, tail), most(expected, tail)) == lowest_and_highest(expected, tail)


@QUICK
@given(st.lists(st.tuples(st.integers(0, 50), st.floats(1, 10_000)), min_size=1, max_size=8))
def test_a_signal_is_a_count_outside_its_limits(drawn):
    found = claim_signals([ClaimCount(str(n), "injury", *pair) for n, pair in enumerate(drawn)])

    for each in found.signals:
        assert each.rate_low <= each.rate <= each.rate_high
        assert (each.signal == "high") == (each.claims > each.upper_limit)
        assert (each.signal == "low") == (each.claims < each.lower_limit)


@QUICK
@given(st.integers(0, 100), st.integers(0, 500), st.integers(0, 10_000), st.sampled_from(["", "Act 21"]))
def test_a_law_never_clears_what_workers_pay(percent, fee, contracts, law):
    found = fund_payers(fee, contracts, {"employer": 100 - percent, "migrant": percent}, law=law)

    rules = {finding.rule for finding in found.findings}
    assert ("R27" in rules) == ("R01" in rules) == (percent > 0 and fee > 0)
    assert sum(found.by_payer.values()) == pytest.approx(fee * contracts)


DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2032, 1, 1))


@QUICK
@given(DAYS, st.integers(0, 1500), st.one_of(st.none(), st.integers(0, 2500)), st.integers(0, 4000), st.integers(0, 24))
def test_cover_that_is_gone_does_not_come_back(begin, length, back, later, months):
    end = begin + datetime.timedelta(length)
    member = Membership(
        begin_date=begin,
        contract_end_date=end,
        return_date=None if back is None else begin + datetime.timedelta(back),
        new_contract_date=end + datetime.timedelta(90),
    )
    day = begin + datetime.timedelta(later)

    today = benefit_cover(member, day, months_after_return=months)

    gone = (CoverState.EXPIRED, CoverState.LAPSED_BY_NEW_CONTRACT)
    if today.state in gone:
        for more in (1, 30, 400):
            assert not benefit_cover(member, day + datetime.timedelta(more), months_after_return=months).is_covered
    else:
        assert today.is_covered
        assert today.last_date is None or today.last_date >= day


@settings(max_examples=10, deadline=None)
@given(st.floats(5, 60), PART, st.floats(0, 5e5))
def test_a_fund_that_charges_what_it_needs_is_not_found_too_cheap(fee, part, reserve):
    plan = FundPlan(
        contracts=1000,
        contract_years=2,
        fee=fee,
        fund_share=part,
        benefits=(Benefit("death", 10_000, 0.3),),
        reserve=reserve,
        years=3,
        paths=50,
    )
    needed = assess_fund(plan).premium.gross_fee
    assume(fee != needed)

    codes = {finding.code for finding in assess_fund(plan).findings}

    assert ("fee_too_low" in codes) == (fee * part < 6 and fee < needed)
