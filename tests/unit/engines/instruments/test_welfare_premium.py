"""What cover costs: worked by hand, and refused where it cannot be computed."""

import math

import pytest

from corridor.engines.instruments.welfare import (
    SectorRisk,
    TopUpGroup,
    fee_by_split,
    sector_fees,
    top_up_cover,
    welfare_break_even,
    welfare_claims,
    welfare_premium,
)
from corridor.kernel.errors import InputError

RATES = {"death": 0.4, "return": 2.0}
BENEFITS = {"death": 10_000, "return": 2_500}
FUND = {"security_loading": 0.1, "admin_per_contract": 1.0, "fund_share": 0.5}


def premium(**changes):
    return welfare_premium(**{"years": 2, "rates_per_1000_year": RATES, "benefits": BENEFITS} | FUND | changes)


def test_the_fund_of_sri_lanka_in_2006_pays_one_death_in_1333_contracts():
    found = welfare_break_even(fee=25, fund_share=0.3, death=10_000, contract_years=2)

    assert found.net == 7.5
    assert 1 / found.breakeven_death_prob_per_contract == pytest.approx(10_000 / 7.5)
    assert found.breakeven_per_1000_per_year == pytest.approx(0.375)


def test_a_fee_of_nothing_pays_for_no_death():
    assert welfare_break_even(fee=0, fund_share=0.3, death=10_000, contract_years=2).breakeven_per_1000_per_year == 0


def test_deaths_of_all_causes_cost_four_times_what_the_fund_receives():
    found = welfare_claims(rate=1.5, accident_share=0.2, years=2, death=10_000, net=7.5)

    assert (found.all_cause, found.accidental) == pytest.approx((30, 6))
    assert (found.loss_ratio_all, found.loss_ratio_acc) == pytest.approx((4, 0.8))
    assert found.left_for_other_benefits == pytest.approx(1.5)


def test_what_is_left_for_other_benefits_may_be_missing():
    assert welfare_claims(rate=2, accident_share=0.5, years=2, death=10_000, net=5).left_for_other_benefits == -15


def test_a_ratio_to_nothing_is_not_given():
    found = welfare_claims(rate=1.5, accident_share=0.2, years=2, death=10_000, net=0)

    assert (found.loss_ratio_all, found.loss_ratio_acc) == (None, None)


def test_the_premium_is_claims_plus_loading_plus_administration_over_the_part_for_the_fund():
    found = premium()

    assert found.by_benefit == pytest.approx({"death": 8, "return": 10})
    assert (found.pure, found.risk_premium, found.net_needed) == pytest.approx((18, 19.8, 20.8))
    assert found.gross_fee == pytest.approx(41.6)


def test_the_part_for_the_fund_moves_the_fee_more_than_anything_else():
    found = fee_by_split(premium().net_needed, [0.3, 0.5, 0.7, 1.0])

    assert found.gross_fee == pytest.approx({0.3: 69.3333333, 0.5: 41.6, 0.7: 29.7142857, 1.0: 20.8})


def test_a_flat_fee_takes_from_safe_sectors_what_it_gives_to_dangerous_ones():
    sectors = [SectorRisk("building", 0.25, {"death": 1.0}), SectorRisk("care", 0.75, {"death": 0.2})]

    found = sector_fees(sectors, years=2, rates_per_1000_year=RATES, benefits=BENEFITS, **FUND)

    # Building: 20 + 10, care: 4 + 10; with 10 % and one for administration 34 and 16.4; twice that as fee.
    assert [sector.pure for sector in found.sectors] == pytest.approx([30, 14])
    assert [sector.reference_fee for sector in found.sectors] == pytest.approx([68, 32.8])
    assert found.flat_fee == pytest.approx(41.6)
    assert [sector.cross_subsidy for sector in found.sectors] == pytest.approx([-26.4, 8.8])


def test_a_sector_without_rates_of_its_own_pays_the_fee_of_the_fund():
    found = sector_fees([SectorRisk("all", 1.0)], years=2, rates_per_1000_year=RATES, benefits=BENEFITS, **FUND)

    assert found.flat_fee == found.sectors[0].reference_fee == pytest.approx(premium().gross_fee)


def test_a_cover_that_the_endangered_buy_costs_more_than_their_share():
    found = top_up_cover([TopUpGroup(0.5, 0.01, 0.8), TopUpGroup(0.5, 0.002, 0.2)], benefit=1000, years=1, loading=0.1)

    assert found.pool_uptake == pytest.approx(0.5)
    assert (found.avg_prob_population, found.avg_prob_buyers) == pytest.approx((0.006, 0.0084))
    assert (found.premium_naive, found.premium_needed) == pytest.approx((6.6, 9.24))
    assert found.loss_ratio_naive == pytest.approx(8.4 / 6.6)


def test_equal_uptake_leaves_the_premium_as_it_is():
    found = top_up_cover([TopUpGroup(0.4, 0.01, 0.3), TopUpGroup(0.6, 0.002, 0.3)], benefit=1000, years=1, loading=0)

    assert found.premium_needed == pytest.approx(found.premium_naive)


def test_a_cover_that_nobody_buys_has_no_premium_of_buyers():
    found = top_up_cover([TopUpGroup(1.0, 0.01, 0.0)], benefit=1000, years=1, loading=0)

    assert (found.avg_prob_buyers, found.premium_needed, found.loss_ratio_naive) == (None, None, None)
    assert found.premium_naive == pytest.approx(10)


def test_a_cover_without_risk_costs_nothing():
    found = top_up_cover([TopUpGroup(1.0, 0.0, 0.5)], benefit=1000, years=1, loading=0.2)

    assert (found.premium_naive, found.premium_needed, found.loss_ratio_naive) == (0, 0, None)


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: welfare_break_even(-1, 0.3, 10_000, 2), "fee"),
        (lambda: welfare_break_even(25, 30, 10_000, 2), "fund_share"),
        (lambda: welfare_break_even(25, 0.3, 0, 2), "death"),
        (lambda: welfare_break_even(25, 0.3, 10_000, 0), "contract_years"),
        (lambda: welfare_break_even(math.nan, 0.3, 10_000, 2), "fee"),
        (lambda: welfare_claims(-1.59, 0.2, 2, 10_000, 7.5), "rate"),
        (lambda: welfare_claims(1.59, 1.2, 2, 10_000, 7.5), "accident_share"),
        (lambda: welfare_claims(1.59, 0.2, -2, 10_000, 7.5), "years"),
        (lambda: welfare_claims(1.59, 0.2, 2, 10_000, -7.5), "net"),
        (lambda: premium(fund_share=0), "fund_share"),
        (lambda: premium(fund_share=1.1), "fund_share"),
        (lambda: premium(years=-1), "years"),
        (lambda: premium(security_loading=-0.1), "security_loading"),
        (lambda: premium(admin_per_contract=-1), "admin_per_contract"),
        (lambda: premium(benefits={}), "rate for death"),
        (lambda: premium(benefits={}, rates_per_1000_year={}), "benefits"),
        (lambda: premium(benefits=BENEFITS | {"loan": 5}), "loan has no claim rate"),
        (lambda: premium(rates_per_1000_year=RATES | {"loan": 5}), "rate for loan"),
        (lambda: premium(rates_per_1000_year=RATES | {"death": -0.4}), "death is -0.4"),
        (lambda: premium(benefits=BENEFITS | {"return": math.inf}), "return is inf"),
        (lambda: fee_by_split(20, [0.3, 0]), "fund_shares.1"),
        (lambda: fee_by_split(20, []), "fund_shares"),
        (lambda: fee_by_split(-20, [0.3]), "net_needed"),
        (lambda: top_up_cover([], 1000, 2, 0), "groups"),
        (lambda: top_up_cover([TopUpGroup(0.9, 0.1, 0.1)], 1000, 2, 0), "0.9"),
        (lambda: top_up_cover([TopUpGroup(1, -0.1, 0.1)], 1000, 2, 0), "groups.0.annual_claim_prob"),
        (lambda: top_up_cover([TopUpGroup(1, 0.1, 1.1)], 1000, 2, 0), "groups.0.uptake"),
        (lambda: top_up_cover([TopUpGroup(-1, 0.1, 0.1), TopUpGroup(2, 0.1, 0.1)], 1000, 2, 0), "groups.0.share"),
        (lambda: top_up_cover([TopUpGroup(1, 0.1, 0.1)], -1000, 2, 0), "benefit"),
        (lambda: top_up_cover([TopUpGroup(1, 0.1, 0.1)], 1000, 2, -0.2), "loading"),
        (lambda: sector_fees([], 2, RATES, BENEFITS, 0, 0, 1), "sectors"),
        (lambda: sector_fees([SectorRisk("care", 0.8)], 2, RATES, BENEFITS, 0, 0, 1), "0.8"),
        (lambda: sector_fees([SectorRisk("care", 1, {"loan": 1})], 2, RATES, BENEFITS, 0, 0, 1), "loan"),
    ],
)
def test_what_cannot_be_computed_is_refused_with_its_name_and_a_remedy(call, word):
    with pytest.raises(InputError) as refused:
        call()

    assert word in refused.value.sentence()
    assert refused.value.advice()
