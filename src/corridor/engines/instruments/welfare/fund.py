"""Assess a welfare fund as a whole: every computation on one plan, and what stands out."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from corridor.engines.compute import above_zero, at_least_zero, share
from corridor.engines.instruments.welfare.arguments import probability
from corridor.engines.instruments.welfare.findings import fund_findings
from corridor.engines.instruments.welfare.payer import fund_payers
from corridor.engines.instruments.welfare.plan import FundAssessment, FundCase, FundPlan, FundScenario
from corridor.engines.instruments.welfare.premium import (
    SectorFees,
    TopUpCover,
    WelfarePremium,
    fee_by_split,
    sector_fees,
    top_up_cover,
    welfare_premium,
)
from corridor.engines.instruments.welfare.projection import WelfareProjection, compounded, welfare_projection
from corridor.engines.instruments.welfare.ruin import FundCourse, RuinSimulation, simulate
from corridor.engines.instruments.welfare.signals import claim_signals
from corridor.engines.instruments.welfare.solvency import MassRepatriation, mass_repatriation, solvency_of
from corridor.engines.instruments.welfare.types import PER_THOUSAND, check_benefits
from corridor.kernel.errors import N_, InputError

BASE = "base"


def assess_fund(plan: FundPlan) -> FundAssessment:
    """Compute a welfare fund and check it.

    Parameters
    ----------
    plan : the fund; probabilities of scenarios are drawn with one seed, so that they differ by their causes alone

    Returns
    -------
    Payers, premium, fees by split, balance and ruin of the plan and of every scenario, one-year reserve; catastrophe,
    sectors, top-up and claims where the plan asks; findings with code, weight and remedy.

    Raises
    ------
    InputError : a value outside its range, a name that stands twice, shares or percentages that do not add up

    Source: docs/methods/welfare-fund.md.
    """
    _check(plan)
    premium = _premium(plan)
    base = _case(plan, BASE)
    assessment = FundAssessment(
        currency=plan.currency,
        contracts=plan.contracts,
        fee=plan.fee,
        fund_share=plan.fund_share,
        reserve=plan.reserve,
        payers=fund_payers(plan.fee, plan.contracts, plan.payer_percent, law=plan.law, currency=plan.currency),
        premium=premium,
        splits=fee_by_split(premium.net_needed, plan.splits),
        base=base,
        scenarios=tuple(_future(plan, number) for number in range(len(plan.scenarios))),
        solvency=solvency_of(
            [plan.contracts * count for count in _counts(plan)],
            [benefit.amount for benefit in plan.benefits],
            base.projection.income[0] - base.projection.admin[0],
            plan.confidence,
        ),
        mass_repatriation=_catastrophe(plan),
        sectors=_sectors(plan),
        top_up=_top_up(plan),
        claims=claim_signals(plan.claims, control=plan.control) if plan.claims else None,
        seed=plan.seed,
        findings=(),
    )
    return replace(assessment, findings=tuple(fund_findings(plan, assessment)))


def _check(plan: FundPlan) -> None:
    check_benefits(plan.benefits)
    above_zero(plan.contract_years, "contract_years")
    at_least_zero(plan.fee, "fee")
    share(plan.fund_share, "fund_share")
    probability(plan.limits.ruin_most, "limits.ruin_most")
    at_least_zero(plan.limits.subsidy_most, "limits.subsidy_most")
    at_least_zero(plan.limits.mix_most, "limits.mix_most")
    for place, names in (
        ("benefits", [benefit.name for benefit in plan.benefits]),
        ("sectors", [sector.name for sector in plan.sectors]),
        ("scenarios", [BASE, *(scenario.name for scenario in plan.scenarios)]),
    ):
        for number, name in enumerate(names):
            if name in names[:number]:
                raise InputError(
                    N_("The name %(name)s stands twice under %(place)s."),
                    hint=N_("Give every entry a name of its own."),
                    field=f"{place}.{number - (place == 'scenarios')}.name",
                    params={"name": name, "place": place},
                )


def _rates(plan: FundPlan) -> Mapping[str, float]:
    return {benefit.name: benefit.rate_per_1000_year for benefit in plan.benefits}


def _amounts(plan: FundPlan) -> Mapping[str, float]:
    return {benefit.name: benefit.amount for benefit in plan.benefits}


def _counts(plan: FundPlan) -> list[float]:
    """Return the expected claims of a contract, per benefit."""
    return [benefit.rate_per_1000_year / PER_THOUSAND * plan.contract_years for benefit in plan.benefits]


def _premium(plan: FundPlan) -> WelfarePremium:
    return welfare_premium(
        plan.contract_years,
        _rates(plan),
        _amounts(plan),
        plan.security_loading,
        plan.admin_per_contract,
        plan.fund_share,
    )


def _future(plan: FundPlan, number: int) -> FundCase:
    """Compute a scenario; a refusal names it."""
    scenario = plan.scenarios[number]
    try:
        return _case(_changed(plan, scenario), scenario.name)
    except InputError as refused:
        raise InputError(
            refused.message, hint=refused.hint, field=f"scenarios.{number}.{refused.field}", params=refused.params
        ) from refused


def _changed(plan: FundPlan, scenario: FundScenario) -> FundPlan:
    """Return the plan as a scenario has it."""
    at_least_zero(scenario.claims_factor, "claims_factor")
    names = ("growth", "investment_return", "claims_inflation")
    rates = {name: value for name in names if (value := getattr(scenario, name)) is not None}
    return replace(
        plan,
        fee=plan.fee if scenario.fee is None else scenario.fee,
        fund_share=plan.fund_share if scenario.fund_share is None else scenario.fund_share,
        rates=replace(plan.rates, **rates),
        benefits=tuple(
            replace(benefit, rate_per_1000_year=benefit.rate_per_1000_year * scenario.claims_factor)
            for benefit in plan.benefits
        ),
    )


def _case(plan: FundPlan, name: str) -> FundCase:
    claims = sum(count * benefit.amount for count, benefit in zip(_counts(plan), plan.benefits, strict=True))
    rates = plan.rates
    projection = welfare_projection(
        plan.contracts,
        plan.fee,
        plan.fund_share,
        plan.admin_per_contract,
        claims,
        rates.growth,
        rates.investment_return,
        plan.reserve,
        rates.claims_inflation,
        plan.years,
        fee_growth=rates.fee_growth,
        admin_inflation=rates.admin_inflation,
        inflation=rates.inflation,
    )
    net = plan.fee * plan.fund_share - plan.admin_per_contract
    return FundCase(name, claims, net, projection, _ruin(plan, projection))


def _ruin(plan: FundPlan, projection: WelfareProjection) -> RuinSimulation:
    course = FundCourse(
        start=plan.reserve,
        factor=1 + plan.rates.investment_return,
        contracts=np.array(projection.contracts),
        margin=np.array(projection.income) - np.array(projection.admin),
        price=np.array(compounded(1.0, plan.rates.claims_inflation, plan.years, "claims_inflation")),
        benefits=np.array([benefit.amount for benefit in plan.benefits], dtype=np.float64),
        counts=np.array(_counts(plan)),
    )
    return simulate(course, plan.paths, plan.seed)


def _catastrophe(plan: FundPlan) -> MassRepatriation | None:
    event = plan.mass_repatriation
    if event is None:
        return None
    return mass_repatriation(
        plan.reserve if event.reserve is None else event.reserve,
        event.event_workers,
        event.cost,
        backstop=event.backstop,
        annual_probability=event.annual_probability,
    )


def _sectors(plan: FundPlan) -> SectorFees | None:
    if not plan.sectors:
        return None
    return sector_fees(
        plan.sectors,
        plan.contract_years,
        _rates(plan),
        _amounts(plan),
        plan.security_loading,
        plan.admin_per_contract,
        plan.fund_share,
    )


def _top_up(plan: FundPlan) -> TopUpCover | None:
    if plan.top_up is None:
        return None
    return top_up_cover(plan.top_up.groups, plan.top_up.benefit, plan.contract_years, plan.top_up.loading)
