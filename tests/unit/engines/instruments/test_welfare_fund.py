"""A welfare fund as a whole: its parts are those of the single calls, and what stands out is found."""

from dataclasses import replace

import pytest

from corridor.engines.costing import Severity
from corridor.engines.instruments import (
    Benefit,
    Catastrophe,
    ClaimCount,
    FundLimits,
    FundPlan,
    FundRates,
    FundScenario,
    SectorRisk,
    TopUp,
    TopUpGroup,
    assess_fund,
    one_year_solvency,
    ruin_simulation,
    welfare_premium,
    welfare_projection,
)
from corridor.kernel.errors import InputError

# Claims per contract: 8 for deaths and 10 for returns; the fund receives 22 of 40 and spends 1 on administration.
SOUND = FundPlan(
    contracts=10_000,
    contract_years=2,
    fee=40,
    fund_share=0.6,
    benefits=(Benefit("death", 10_000, 0.4), Benefit("return", 2_500, 2.0)),
    currency="EUR",
    admin_per_contract=1,
    security_loading=0.1,
    reserve=500_000,
    years=5,
    paths=400,
)


def found(plan=SOUND, **changes):
    return assess_fund(replace(plan, **changes))


def codes(assessment):
    return {finding.code: finding for finding in assessment.findings}


def test_a_sound_fund_has_no_findings():
    assessment = found()

    assert assessment.findings == ()
    assert not assessment.is_blocked
    assert (assessment.mass_repatriation, assessment.sectors, assessment.top_up, assessment.claims) == (None,) * 4


def test_the_whole_is_made_of_the_single_calls():
    rates = FundRates(growth=0.02, investment_return=0.03, claims_inflation=0.01)
    assessment = found(rates=rates, admin_per_contract=0)

    benefits, chances = [10_000, 2_500], [0.0008, 0.004]
    premium = welfare_premium(2, {"death": 0.4, "return": 2.0}, {"death": 10_000, "return": 2_500}, 0.1, 0, 0.6)
    assert assessment.premium == premium
    assert assessment.base.projection == welfare_projection(10_000, 40, 0.6, 0, 18, 0.02, 0.03, 500_000, 0.01, 5)
    assert assessment.solvency.reserve_99_5 == pytest.approx(one_year_solvency(10_000, chances, benefits, 24).reserve)
    alone = ruin_simulation(
        5, 10_000, 24, benefits, chances, 500_000, 400, 1, growth=0.02, ret=0.03, claims_inflation=0.01
    )
    assert assessment.base.ruin.p50 == pytest.approx(alone.p50)


def test_a_fee_below_the_claims_is_found_with_the_fee_that_is_needed():
    finding = codes(found(fee=30))["fee_too_low"]

    assert finding.severity == Severity.WARN
    for words in ("18.00 EUR", "19.00 EUR"):
        assert words in finding.sentence()
    assert "34.67 EUR" in finding.advice()


def test_a_split_that_would_do_is_named_before_the_fee_is_raised():
    finding = codes(found(fee=30))["split"]

    # 20.80 of 30 is 69.3 percent.
    assert "69.3 %" in finding.sentence()
    assert "split" not in codes(found(fee=15))


def test_a_fee_without_the_margin_is_mentioned():
    assert codes(found(fee=33))["thin_margin"].severity == Severity.INFO


def test_a_balance_that_runs_out_blocks_the_fund():
    assessment = found(fee=10)

    assert assessment.base.projection.first_negative_year == 4
    assert codes(assessment)["balance_negative"].severity == Severity.BLOCK
    assert assessment.is_blocked


def test_a_fund_that_lives_on_its_reserve_is_warned():
    assessment = found(rates=FundRates(claims_inflation=0.15))

    assert "from year 3" in codes(assessment)["running_deficit"].sentence().lower()
    assert not assessment.is_blocked


def test_a_scenario_that_empties_the_fund_is_a_warning():
    scenarios = (FundScenario(name="war", claims_factor=2), FundScenario(name="more to the fund", fund_share=0.9))
    assessment = found(scenarios=scenarios)

    assert [case.name for case in assessment.scenarios] == ["war", "more to the fund"]
    assert assessment.scenarios[0].claims_per_contract == pytest.approx(36)
    assert assessment.scenarios[1].net_per_contract == pytest.approx(35)
    finding = codes(assessment)["scenario_negative"]
    assert "war" in finding.sentence()
    assert not assessment.is_blocked


def test_scenarios_share_the_draw_and_differ_by_their_cause_alone():
    same, better = found(scenarios=(FundScenario(name="same"), FundScenario(name="dearer", fee=45))).scenarios

    assert same.ruin == found().base.ruin
    assert [high - low for high, low in zip(better.ruin.p50, same.ruin.p50, strict=True)] == pytest.approx(
        [10_000 * 5 * 0.6 * year for year in range(1, 6)]
    )


def test_a_thin_reserve_is_ruined_by_chance():
    assessment = found(fee=32, reserve=10_000)

    finding = codes(assessment)["ruin_probability"]
    assert assessment.base.ruin.ruin_probability > 0.05
    assert "within 5 years" in finding.sentence()
    assert "ruin_probability" not in codes(found(fee=32, reserve=10_000, limits=FundLimits(ruin_most=1.0)))


def test_a_reserve_below_one_bad_year_is_found():
    assessment = found(reserve=0, fee=34)

    assert assessment.solvency.exact_reserve > 0
    assert "99.5 %" in codes(assessment)["reserve_short"].sentence()


def test_a_mass_repatriation_is_held_against_its_own_reserve_and_backstop():
    event = Catastrophe(event_workers=400, cost=2500)

    assert "500,000.00 EUR" in codes(found(mass_repatriation=event))["catastrophe_uncovered"].sentence()
    assert "catastrophe_uncovered" not in codes(found(mass_repatriation=replace(event, backstop=500_000)))
    assert (
        "1,000,000.00 EUR of it"
        in codes(found(mass_repatriation=replace(event, reserve=0.0)))["catastrophe_uncovered"].sentence()
    )


SECTORS = (SectorRisk("building", 0.2, {"death": 1.2}), SectorRisk("care", 0.8, {"death": 0.2}))


def test_a_sector_far_from_the_flat_fee_is_named():
    assessment = found(sectors=SECTORS)

    assert [finding.params["sector"] for finding in assessment.findings] == ["building"]
    assert codes(assessment)["cross_subsidy"].severity == Severity.INFO
    assert found(sectors=SECTORS, limits=FundLimits(subsidy_most=1.0)).findings == ()


def test_sectors_that_do_not_match_the_rates_of_the_fund_are_found():
    assessment = found(sectors=(SectorRisk("building", 0.5, {"death": 1.2}), SectorRisk("care", 0.5)))

    assert "26.00 EUR" in codes(assessment)["mix_differs"].sentence()


def test_a_top_up_is_priced_by_its_buyers():
    top_up = TopUp(benefit=1000, groups=(TopUpGroup(0.5, 0.01, 0.9), TopUpGroup(0.5, 0.001, 0.1)))
    even = TopUp(benefit=1000, groups=(TopUpGroup(1.0, 0.01, 0.5),))

    # Buyers: (.45 * .01 + .05 * .001) / .5 = .0091, two years of 1,000.
    assert "18.20 EUR, not 11.00 EUR" in codes(found(top_up=top_up))["adverse_selection"].sentence()
    assert found(top_up=even).findings == ()


def test_claims_beyond_chance_are_findings():
    claims = (ClaimCount("North", "injury", 40, 10_000), ClaimCount("South", "injury", 2, 10_000))

    assert list(codes(found(claims=claims))) == ["claims_high", "claims_low"]


def test_a_fund_that_members_pay_is_blocked_and_a_law_only_softens_it():
    paid, by_law = found(payer_percent={"migrant": 100}), found(payer_percent={"migrant": 100}, law="Act 21")

    assert [finding.rule for finding in paid.findings] == ["R27", "R01"]
    assert [finding.rule for finding in by_law.findings] == ["R27", "R01", "R04"]
    assert (paid.is_blocked, by_law.is_blocked) == (True, False)


def test_an_empty_fund_is_no_error():
    assessment = found(contracts=0)

    assert assessment.base.projection.reserve == pytest.approx((500_000,) * 5)
    assert assessment.base.ruin.ruin_probability == 0


def test_every_finding_has_a_rule_a_code_and_a_remedy():
    assessment = found(
        fee=10, payer_percent={"migrant": 100}, law="Act 21", sectors=SECTORS, reserve=0, rates=FundRates(growth=0.2)
    )

    assert len(assessment.findings) >= 7
    for finding in assessment.findings:
        assert all((finding.rule, finding.code, finding.sentence(), finding.advice()))
        assert "%(" not in finding.sentence() + finding.advice()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"benefits": ()}, "benefits"),
        ({"benefits": (Benefit("death", -1, 1),)}, "benefits.0.amount"),
        ({"benefits": (Benefit("death", 1, -1),)}, "benefits.0.rate_per_1000_year"),
        ({"benefits": (Benefit("a", 1, 1), Benefit("a", 2, 1))}, "benefits.1.name"),
        ({"contract_years": 0}, "contract_years"),
        ({"fund_share": 0}, "fund_share"),
        ({"fund_share": 30}, "fund_share"),
        ({"payer_percent": {"employer": 90}}, "payer_percent"),
        ({"splits": (0.3, 1.2)}, "fund_shares.1"),
        ({"years": 0}, "years"),
        ({"rates": FundRates(growth=-1)}, "growth"),
        ({"sectors": (SectorRisk("care", 0.5),)}, "sectors"),
        ({"sectors": (SectorRisk("care", 0.5), SectorRisk("care", 0.5))}, "sectors.1.name"),
        ({"scenarios": (FundScenario(name="x"), FundScenario(name="x"))}, "scenarios.1.name"),
        ({"scenarios": (FundScenario(name="base"),)}, "scenarios.0.name"),
        ({"scenarios": (FundScenario(name="x", growth=50),), "years": 200}, "scenarios.0.growth"),
        ({"scenarios": (FundScenario(name="x", claims_factor=-1),)}, "scenarios.0.claims_factor"),
        ({"top_up": TopUp(benefit=1, groups=(TopUpGroup(0.5, 0.1, 0.1),))}, "groups"),
        ({"claims": (ClaimCount("A", "x", 1, 0),)}, "claims.0.contract_years"),
        ({"confidence": 1}, "1 - confidence"),
        ({"paths": 0}, "paths"),
        ({"limits": FundLimits(ruin_most=2)}, "limits.ruin_most"),
    ],
)
def test_a_plan_that_cannot_be_computed_is_refused_at_its_field(changes, field):
    with pytest.raises(InputError) as refused:
        found(**changes)

    assert refused.value.field == field
    assert refused.value.advice()
