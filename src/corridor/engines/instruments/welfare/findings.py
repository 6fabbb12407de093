"""What stands out in a welfare fund: one function per finding, each with its code, weight and remedy."""

from collections.abc import Iterator

from corridor.engines.costing import Finding, Severity
from corridor.engines.instruments.welfare.plan import FundAssessment, FundPlan
from corridor.engines.instruments.welfare.signals import Signal
from corridor.kernel.errors import N_


def fund_findings(plan: FundPlan, found: FundAssessment) -> Iterator[Finding]:
    """Yield all findings: who pays first, then the fee, the balance, the reserves, the rest."""
    yield from found.payers.findings
    for rule in (_fee, _split, _balance, _ruin, _solvency, _catastrophe, _sectors, _mix, _top_up, _claims):
        yield from rule(plan, found)


def _finding(rule: str, code: str, severity: Severity, message: str, hint: str, **params: object) -> Finding:
    return Finding(rule=rule, code=code, severity=severity, message=message, hint=hint, params=params)


def _money(value: float, currency: str) -> str:
    return f"{value:,.2f} {currency}".rstrip()


def _percent(value: float) -> str:
    return f"{value * 100:.3g}"


def _fee(plan: FundPlan, found: FundAssessment) -> Iterator[Finding]:
    """WF01: the fee pays neither claims and administration, nor the margin on them."""
    premium, net = found.premium, plan.fee * plan.fund_share
    least = premium.pure + plan.admin_per_contract
    if net < least:
        yield _finding(
            "WF01",
            "fee_too_low",
            Severity.WARN,
            N_(
                "The fund receives %(net)s of each fee; expected claims and administration cost %(least)s per contract."
            ),
            N_("Raise the fee to %(fee)s, let a larger part of it reach the fund, or pay smaller benefits."),
            net=_money(net, plan.currency),
            least=_money(least, plan.currency),
            fee=_money(premium.gross_fee, plan.currency),
        )
    elif net < premium.net_needed:
        yield _finding(
            "WF01",
            "thin_margin",
            Severity.INFO,
            N_("The fund receives %(net)s of each fee; with the safety margin it needs %(needed)s."),
            N_("Raise the fee to %(fee)s, or hold a larger reserve."),
            net=_money(net, plan.currency),
            needed=_money(premium.net_needed, plan.currency),
            fee=_money(premium.gross_fee, plan.currency),
        )


def _split(plan: FundPlan, found: FundAssessment) -> Iterator[Finding]:
    """WF02: the fee is high enough, but too little of it reaches the fund."""
    needed = found.premium.net_needed
    if plan.fee * plan.fund_share < needed <= plan.fee:
        yield _finding(
            "WF02",
            "split",
            Severity.INFO,
            N_("%(now)s %% of the fee reaches the fund; with %(needed)s %% the fee of %(fee)s would be enough."),
            N_("Pay the other tasks from other money before the fee is raised."),
            now=_percent(plan.fund_share),
            needed=_percent(needed / plan.fee),
            fee=_money(plan.fee, plan.currency),
        )


def _balance(plan: FundPlan, found: FundAssessment) -> Iterator[Finding]:
    """WF03, WF04: the balance runs out, or lives on reserve and interest."""
    year = found.base.projection.first_negative_year
    if year is not None:
        yield _finding(
            "WF03",
            "balance_negative",
            Severity.BLOCK,
            N_("The balance falls below zero in year %(year)s of %(years)s."),
            N_("Change fee, split, benefits or reserve until the balance stays above zero."),
            year=year,
            years=plan.years,
        )
    deficit = found.base.projection.first_deficit_year
    if deficit is not None and year is None:
        yield _finding(
            "WF04",
            "running_deficit",
            Severity.WARN,
            N_("From year %(year)s on fees do not pay claims and administration; the reserve and its return do."),
            N_("Let the fee grow with the claims."),
            year=deficit,
        )
    for case in found.scenarios:
        if year is None and case.projection.first_negative_year is not None:
            yield _finding(
                "WF03",
                "scenario_negative",
                Severity.WARN,
                N_("In the scenario %(name)s the balance falls below zero in year %(year)s."),
                N_("Decide beforehand what is done when this future comes: fee, split, benefits, or state money."),
                name=case.name,
                year=case.projection.first_negative_year,
            )


def _ruin(plan: FundPlan, found: FundAssessment) -> Iterator[Finding]:
    """WF05: ruin by chance is likelier than the limit."""
    ruin = found.base.ruin
    if ruin.ruin_probability > plan.limits.ruin_most:
        yield _finding(
            "WF05",
            "ruin_probability",
            Severity.WARN,
            N_("The fund is ruined within %(years)s years with probability %(percent)s %% (%(low)s to %(high)s %%)."),
            N_("Raise the reserve or the margin until it is below %(most)s %%."),
            years=ruin.years,
            percent=_percent(ruin.ruin_probability),
            low=_percent(ruin.ruin_low),
            high=_percent(ruin.ruin_high),
            most=_percent(plan.limits.ruin_most),
        )


def _solvency(plan: FundPlan, found: FundAssessment) -> Iterator[Finding]:
    """WF06: the reserve does not hold for one bad year."""
    if plan.reserve < found.solvency.exact_reserve:
        yield _finding(
            "WF06",
            "reserve_short",
            Severity.WARN,
            N_("The reserve of %(reserve)s is below the %(needed)s that one year needs at %(percent)s %%."),
            N_("Build up the reserve, or agree reinsurance before the fund begins."),
            reserve=_money(plan.reserve, plan.currency),
            needed=_money(found.solvency.exact_reserve, plan.currency),
            percent=f"{plan.confidence * 100:g}",
        )


def _catastrophe(plan: FundPlan, found: FundAssessment) -> Iterator[Finding]:
    """WF07: a mass repatriation is not paid for."""
    event = found.mass_repatriation
    if event is not None and event.shortfall_after_backstop > 0:
        yield _finding(
            "WF07",
            "catastrophe_uncovered",
            Severity.WARN,
            N_("Bringing many home at once costs %(cost)s; %(missing)s of it is not covered."),
            N_("Set up a reserve of its own, reinsure it, or have the state promise the rest in writing."),
            cost=_money(event.cost, plan.currency),
            missing=_money(event.shortfall_after_backstop, plan.currency),
        )


def _sectors(plan: FundPlan, found: FundAssessment) -> Iterator[Finding]:
    """WF08: a flat fee takes much from one sector for another."""
    if found.sectors is None:
        return
    flat = found.sectors.flat_fee
    for sector in found.sectors.sectors:
        if abs(sector.cross_subsidy) > plan.limits.subsidy_most * flat:
            yield _finding(
                "WF08",
                "cross_subsidy",
                Severity.INFO,
                N_("By its own risk %(sector)s would pay %(own)s; the flat fee of the mix is %(flat)s."),
                N_("Keep one fee if solidarity is meant; else charge employers by the risk of their sector."),
                sector=sector.name,
                own=_money(sector.reference_fee, plan.currency),
                flat=_money(flat, plan.currency),
            )


def _mix(plan: FundPlan, found: FundAssessment) -> Iterator[Finding]:
    """WF09: the sectors together claim another amount than the fund's rates say."""
    if found.sectors is None:
        return
    mixed = sum(sector.share * sector.pure for sector in found.sectors.sectors)
    if abs(mixed - found.premium.pure) > plan.limits.mix_most * found.premium.pure:
        yield _finding(
            "WF09",
            "mix_differs",
            Severity.WARN,
            N_("The sectors together claim %(mixed)s per contract; the fund's rates say %(pure)s."),
            N_("Correct the rates or the shares; the premium and the balance use the fund's rates."),
            mixed=_money(mixed, plan.currency),
            pure=_money(found.premium.pure, plan.currency),
        )


def _top_up(plan: FundPlan, found: FundAssessment) -> Iterator[Finding]:
    """WF10: those who buy more cover claim more often than all."""
    cover = found.top_up
    if cover is not None and cover.premium_needed is not None and cover.premium_needed > cover.premium_naive * 1.0001:
        yield _finding(
            "WF10",
            "adverse_selection",
            Severity.INFO,
            N_("Those who buy the additional cover claim more often: it costs %(needed)s, not %(naive)s."),
            N_("Price it by its buyers, and look at the price again when fewer buy."),
            needed=_money(cover.premium_needed, plan.currency),
            naive=_money(cover.premium_naive, plan.currency),
        )


def _claims(plan: FundPlan, found: FundAssessment) -> Iterator[Finding]:
    """WF11: claims beyond what chance explains."""
    del plan
    for signal in found.claims.signals if found.claims else ():
        if signal.signal == Signal.HIGH:
            yield _finding(
                "WF11",
                "claims_high",
                Severity.WARN,
                N_("%(group)s has %(claims)s claims for %(cause)s; chance explains %(most)s at most."),
                N_("Look at the workplaces and the recruiter: claims show where protection fails."),
                group=signal.group,
                claims=signal.claims,
                cause=signal.cause,
                most=signal.upper_limit,
            )
        elif signal.signal == Signal.LOW:
            yield _finding(
                "WF11",
                "claims_low",
                Severity.WARN,
                N_("%(group)s has %(claims)s claims for %(cause)s; at least %(least)s are to be expected."),
                N_("Ask whether members know their rights and whether their claims reach the fund."),
                group=signal.group,
                claims=signal.claims,
                cause=signal.cause,
                least=signal.lower_limit,
            )
