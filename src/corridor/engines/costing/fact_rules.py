"""The rules that need facts beside a budget: one function per rule, each yielding findings.

R22 (path of the employers' share) and R28 (terms of an income share) are checked by the engine `instruments`.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction

import numpy as np

from corridor.engines.compute import above_zero, at_least_zero, finite
from corridor.engines.costing.exact import Number, exact, exact_sum
from corridor.engines.costing.facts import Burden, FactCheck, Facts, WorkerCost
from corridor.engines.costing.findings import Finding, found, percent
from corridor.engines.costing.grants import de_minimis
from corridor.engines.costing.sharing import debt_burden
from corridor.engines.costing.types import RELATED_COSTS, BudgetProfile, FeeClass
from corridor.kernel.errors import N_, InputError

MONTHS_OF_A_YEAR = 12
# Work that closes an action is eligible after its end: audit of the expenditure, evaluation.
CLOSING_ITEMS = ("PI.11", "ME.01", "ME.04")
# Whose welfare official development assistance has to serve first.
ODA_BENEFICIARIES = ("origin", "orig_gov", "migrant", "worker", "home_trainee")


def check_facts(facts: Facts, profile: BudgetProfile | None = None) -> FactCheck:
    """Hold facts beside a budget against the rules that need them.

    Parameters
    ----------
    facts : what is known; amounts at least zero, in one currency
    profile : thresholds; without one, those of the packaged profiles

    Returns
    -------
    Findings of R03, R05, R06, R12, R13, R15, R16, R17, R18, R19, R20 and R23, and what workers bore.

    Raises
    ------
    InputError : a negative amount, a wage or a heading of zero, costs without the period they belong to

    Source: docs/methods/costing.md, Rules.
    """
    used = profile or BudgetProfile()
    findings = tuple(finding for rule in RULES for finding in rule(facts, used))
    return FactCheck(findings, _burden(facts.worker_costs) if facts.worker_costs else None)


def indirect_recovery(facts: Facts, profile: BudgetProfile) -> Iterator[Finding]:
    """R03: what an employer paid first is not taken back from the worker, under whatever name."""
    del profile  # no law and no donor lifts this rule
    for recovery in facts.recoveries:
        amount = at_least_zero(recovery.amount, "recoveries.amount")
        if amount and recovery.ilo in RELATED_COSTS | {FeeClass.ILLEGITIMATE}:
            yield found(
                "R03",
                N_("%(item)s is a recruitment cost, and %(amount)s of it is taken back from the worker."),
                N_("Drop the recovery; who paid first, when and in what form makes no difference."),
                {"item": recovery.item, "amount": _plain(amount)},
                item=recovery.item,
            )


def debt_service(facts: Facts, profile: BudgetProfile) -> Iterator[Finding]:
    """R05: a worker's debt stays small, free of interest, and ends with the contract."""
    for loan in facts.loans:
        burden = debt_burden(loan.principal, loan.monthly_rate, loan.n, loan.net_wage)
        apr = (1 + float(loan.monthly_rate)) ** MONTHS_OF_A_YEAR - 1
        most, apr_most = profile.debt_service_most, profile.apr_most
        if most is not None and burden.dsr > most:
            yield found(
                "R05",
                N_("%(label)s takes %(percent)s %% of the net wage; the limit is %(most)s %%."),
                N_("Lower the loan, or let somebody else bear the cost."),
                {"label": loan.label, "percent": percent(burden.dsr), "most": percent(most)},
                item=loan.label,
            )
        if apr_most is not None and apr > apr_most:
            yield found(
                "R05",
                N_("%(label)s costs %(percent)s %% interest a year; the limit is %(most)s %%."),
                N_("Offer the loan without interest."),
                {"label": loan.label, "percent": percent(apr), "most": percent(apr_most)},
                code="debt_interest",
                item=loan.label,
            )
        if loan.contract_months is not None and loan.n > loan.contract_months:
            yield found(
                "R05",
                N_("%(label)s is paid back over %(term)s months, longer than the contract of %(contract)s."),
                N_("Let the loan end with the contract."),
                {"label": loan.label, "term": loan.n, "contract": _plain(loan.contract_months)},
                code="debt_term",
                item=loan.label,
            )


def recruitment_cost_borne(facts: Facts, profile: BudgetProfile) -> Iterator[Finding]:
    """R06: workers bear nothing of what their recruitment costs (SDG 10.7.1)."""
    del profile  # the target is zero
    if not facts.worker_costs:
        return
    burden = _burden(facts.worker_costs)
    if burden.share_at_zero < 1:
        yield found(
            "R06",
            N_(
                "%(paying)s of %(n)s workers bore recruitment costs: %(mean)s months of earnings on average, "
                "%(median)s in the middle, %(p80)s at the 80th and %(p90)s at the 90th percentile."
            ),
            N_("Find out who charged them, and pay the money back."),
            {
                "paying": burden.n - round(burden.share_at_zero * burden.n),
                "n": burden.n,
                **{name: f"{getattr(burden, name):.2f}" for name in ("mean", "median", "p80", "p90")},
            },
        )


def _burden(costs: Sequence[WorkerCost]) -> Burden:
    ratios = [
        float(exact(at_least_zero(cost.recruitment_cost, "worker_costs.recruitment_cost")))
        / float(above_zero(cost.monthly_earnings, "worker_costs.monthly_earnings"))
        for cost in costs
    ]
    median, p80, p90 = (float(value) for value in np.quantile(ratios, (0.5, 0.8, 0.9)))
    return Burden(len(ratios), ratios.count(0) / len(ratios), float(np.mean(ratios)), median, p80, p90)


def claimed_twice(facts: Facts, profile: BudgetProfile) -> Iterator[Finding]:
    """R12: no cost is claimed from two donors."""
    del profile
    donors_of: dict[str, set[str]] = {}
    for claim in facts.claims:
        if at_least_zero(claim.amount, "claims.amount"):
            donors_of.setdefault(claim.reference, set()).add(claim.donor)
    for reference, donors in donors_of.items():
        if len(donors) > 1:
            yield found(
                "R12",
                N_("%(reference)s is claimed from %(donors)s."),
                N_("Claim a cost once, or agree on shares that add up to it."),
                {"reference": reference, "donors": ", ".join(sorted(donors))},
                item=reference,
            )


def no_profit(facts: Facts, profile: BudgetProfile) -> Iterator[Finding]:
    """R13: grant and receipts together do not exceed the eligible costs."""
    del profile
    if facts.funding is None:
        return
    funding = facts.funding
    amounts = [exact(at_least_zero(value, "funding")) for value in (funding.grant, funding.receipts)]
    surplus = sum(amounts) - exact(at_least_zero(funding.eligible_costs, "funding.eligible_costs"))
    if surplus > 0:
        yield found(
            "R13",
            N_("Grant and receipts exceed the eligible costs by %(surplus)s."),
            N_("Lower the grant by that amount: an action makes no profit."),
            {"surplus": _plain(float(surplus))},
        )


def eligibility_period(facts: Facts, profile: BudgetProfile) -> Iterator[Finding]:
    """R15: costs fall within the period of the action; closing audit and evaluation may follow it."""
    del profile
    if facts.costs and facts.period is None:
        raise InputError(
            N_("Dated costs are given, and no period to hold them against."),
            hint=N_("Give the first and the last day of the action."),
            field="period",
        )
    for cost in facts.costs:
        period = facts.period
        late_closing = cost.item in CLOSING_ITEMS and period is not None and cost.date > period.end_date
        if period is None or period.start_date <= cost.date <= period.end_date or late_closing:
            continue
        yield found(
            "R15",
            N_("%(item)s of %(day)s lies outside the period from %(start)s to %(end)s."),
            N_("Take the cost out, or have the period changed before it is claimed."),
            {
                "item": cost.item,
                "day": cost.date.isoformat(),
                "start": period.start_date.isoformat(),
                "end": period.end_date.isoformat(),
            },
            item=cost.item,
        )


def heading_reallocation(facts: Facts, profile: BudgetProfile) -> Iterator[Finding]:
    """R16: more than the agreed share of a heading is moved only with the donor's word."""
    for move in facts.reallocations:
        original = exact(above_zero(move.original, "reallocations.original"))
        change = abs(exact(at_least_zero(move.changed, "reallocations.changed")) - original) / original
        if profile.reallocation_most is not None and change > exact(profile.reallocation_most):
            yield found(
                "R16",
                N_("%(heading)s changes by %(percent)s %%; up to %(most)s %% needs no amendment."),
                N_("Ask the donor for an amendment before spending."),
                {
                    "heading": move.heading,
                    "percent": percent(change),
                    "most": percent(profile.reallocation_most),
                },
                item=move.heading,
            )


def small_aid(facts: Facts, profile: BudgetProfile) -> Iterator[Finding]:
    """R18: small aid to one undertaking in one state stays below the ceiling of the rolling years."""
    ceiling = profile.de_minimis_ceiling
    if ceiling is None:
        return
    received: dict[tuple[str, str], list[tuple[date, Number]]] = {}
    for aid in facts.aid:
        received.setdefault((aid.undertaking, aid.state), []).append((aid.date, aid.amount))
    for (undertaking, state), grants in received.items():
        added = de_minimis(ceiling, grants, int(profile.de_minimis_years))
        if added.breach_dates:
            yield found(
                "R18",
                N_(
                    "%(undertaking)s received %(sum)s in %(state)s within %(years)s years (first above the ceiling on "
                    "%(day)s); the ceiling is %(ceiling)s."
                ),
                N_("Lower the aid, or notify it under another rule."),
                {
                    "undertaking": undertaking,
                    "sum": _plain(added.highest_window_sum),
                    "state": state,
                    "years": int(profile.de_minimis_years),
                    "day": added.breach_dates[0].isoformat(),
                    "ceiling": _plain(ceiling),
                },
                item=undertaking,
            )


def training_for_some(facts: Facts, profile: BudgetProfile) -> Iterator[Finding]:
    """R17, R19: training that serves chosen employers is aid; training open to all is a general measure."""
    del profile
    for training in facts.training:
        if not at_least_zero(training.amount, "training.amount"):
            continue
        params = {"item": training.item, "amount": _plain(training.amount)}
        if training.open_to_all:
            yield found(
                "R19",
                N_("%(item)s (%(amount)s) is open to all: a general measure, no aid to an employer."),
                N_("Keep the call or the rules of admission as proof."),
                params,
                item=training.item,
            )
        else:
            yield found(
                "R17",
                N_("%(item)s (%(amount)s) is paid with public money and serves chosen employers."),
                N_("Add up the aid per employer over three years, or open the training to all employers."),
                params,
                item=training.item,
            )


def development_aid(facts: Facts, profile: BudgetProfile) -> Iterator[Finding]:
    """R20: development assistance serves the partner country first."""
    del profile
    for line in facts.oda:
        if at_least_zero(line.amount, "oda.amount") and line.main_beneficiary not in ODA_BENEFICIARIES:
            yield found(
                "R20",
                N_("%(item)s is paid from development assistance and mainly serves %(beneficiary)s."),
                N_("Pay it from other money; systems and workers of the partner country may stay."),
                {"item": line.item, "beneficiary": line.main_beneficiary},
                item=line.item,
            )


def origin_loses(facts: Facts, profile: BudgetProfile) -> Iterator[Finding]:
    """R23: a country of origin that loses is compensated."""
    del profile
    if facts.origin is None:
        return
    account = facts.origin
    values = [finite(value, "origin") for value in (account.npv_orig_gov, account.npv_home_trainee)]
    loss = -(exact_sum(values) + float(at_least_zero(account.compensation, "origin.compensation")))
    if loss > 0:
        yield found(
            "R23",
            N_("The country of origin loses %(loss)s in present value, and nothing compensates it."),
            N_("Add a line of compensation, or a larger home track."),
            {"loss": f"{loss:.2f}"},
        )


def _plain(value: Number | Fraction) -> str:
    return f"{float(value):.10g}"


RULES: tuple[Callable[[Facts, BudgetProfile], Iterator[Finding]], ...] = (
    indirect_recovery,
    debt_service,
    recruitment_cost_borne,
    claimed_twice,
    no_profit,
    eligibility_period,
    heading_reallocation,
    small_aid,
    training_for_some,
    development_aid,
    origin_loses,
)
