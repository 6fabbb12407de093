"""The rules on amounts: caps on direct costs, the guide's sample, staff, mobility, reserve, exchange rates, counts.

Rules that need facts which a budget alone does not hold (loans, wages, receipts, dates, other grants, an appraisal)
stand in `fact_rules`; rules on payers in `payer_rules`.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction

from corridor.engines.costing.exact import exact
from corridor.engines.costing.findings import Finding, Severity, found, percent
from corridor.engines.costing.ledger import Ledger
from corridor.engines.costing.quantities import dated, is_foreign
from corridor.engines.costing.ratios import check_sample_ratios
from corridor.kernel.errors import N_

STAFF_HEADS = ("staff", "staff_travel", "office")


def caps_on_direct_costs(ledger: Ledger) -> Iterator[Finding]:
    """R07, R08: overhead and reserve stay below the donor's share of direct costs."""
    profile = ledger.profile
    for rule, head, cap, message in (
        (
            "R07",
            "overhead",
            profile.indirect_cap,
            N_("Indirect costs of %(amount)s are %(percent)s %% of direct costs; the cap is %(cap)s %%."),
        ),
        (
            "R08",
            "contingency",
            profile.reserve_cap,
            N_("The contingency reserve of %(amount)s is %(percent)s %% of direct costs; the cap is %(cap)s %%."),
        ),
    ):
        units = ledger.head_units(head)
        # A rate line at the cap itself is rounded once; the rounding alone is no breach.
        if cap is None or not ledger.direct or units <= round(exact(cap) * ledger.direct):
            continue
        params = {
            "amount": ledger.amount(units),
            "percent": percent(Fraction(units, ledger.direct)),
            "cap": percent(cap),
            "most": ledger.amount(int(exact(cap) * ledger.direct)),
        }
        yield found(rule, message, N_("Lower it to %(most)s at most."), params)


def sample_ratios(ledger: Ledger) -> Iterator[Finding]:
    """R09: heads far from the guide's sample, and the sample's own sum where it is not 100 %."""
    sample = check_sample_ratios(ledger.profile.sample_ratios)
    if sample.warn:
        yield found(
            "R09",
            N_("The guide's sample ratios add up to %(sum)s %% (%(without)s %% without research)."),
            N_("They are divided by their sum before they are compared with this budget."),
            {"sum": percent(sample.sum), "without": percent(sample.sum_without_research)},
            code="ratio_sum",
            severity=Severity.INFO,
        )
    for head, normalised in sample.normalised.items():
        if ledger.deviates(head, normalised):
            yield found(
                "R09",
                N_("%(head)s is %(percent)s %% of the budget; the guide's sample has %(sample)s %%."),
                N_("Check the head, or note why this scheme differs."),
                {"head": head, "percent": percent(ledger.head_share(head)), "sample": percent(normalised)},
                item=head,
            )


def staff(ledger: Ledger) -> Iterator[Finding]:
    """R10: staff, their travel and the office stay within reason, and coordination has its own line."""
    share, most = sum(ledger.head_share(head) for head in STAFF_HEADS), ledger.profile.staff_most
    if most is not None and share > most:
        yield found(
            "R10",
            N_("Staff, staff travel and office are %(percent)s %% of the budget; the limit is %(most)s %%."),
            N_("Check whether all posts are needed for the whole time."),
            {"percent": percent(share), "most": percent(most)},
        )
    wanted = ledger.profile.coordination_code
    if wanted and not any(units for line, units in ledger.counted() if line.code == wanted):
        yield found(
            "R10",
            N_("No money is set aside for coordination among the partners (%(code)s)."),
            N_("Add a line: coordination is a cost of its own."),
            {"code": wanted},
            code="no_coordination",
            item=wanted,
        )


def mobility(ledger: Ledger) -> Iterator[Finding]:
    """R11: enough of the money reaches the people who move and learn."""
    share, least = ledger.head_share("mobility"), ledger.profile.mobility_least
    if least is not None and ledger.sample_total() and share < least:
        yield found(
            "R11",
            N_("Costs of mobility are %(percent)s %% of the budget; less than %(least)s %% is unusual."),
            N_("Check whether training, travel and support of the participants are complete."),
            {"percent": percent(share), "least": percent(least)},
        )


def reserve_too_small(ledger: Ledger) -> Iterator[Finding]:
    """R25: a new corridor needs a reserve."""
    least, units = ledger.profile.reserve_least, ledger.head_units("contingency")
    if least is not None and ledger.direct and units < int(exact(least) * ledger.direct):
        yield found(
            "R25",
            N_("The contingency reserve is %(amount)s, less than %(least)s %% of direct costs."),
            N_("Set aside at least %(wanted)s for a new corridor."),
            {
                "amount": ledger.amount(units),
                "least": percent(least),
                "wanted": ledger.amount(round(exact(least) * ledger.direct)),
            },
        )


def foreign_currency(ledger: Ledger) -> Iterator[Finding]:
    """R26: much money in another currency needs a dated rate."""
    foreign = [(line, units) for line, units in ledger.counted() if is_foreign(line, ledger.currency)]
    undated = sum(units for line, units in foreign if not dated(line, ledger.prices))
    total, most = sum(units for _, units in ledger.counted()), ledger.profile.foreign_currency_most
    if most is not None and total and undated / total > most:
        yield found(
            "R26",
            N_("%(percent)s %% of the budget is in another currency at a rate without a date."),
            N_("Give the date of each rate, and test the budget with a weaker and a stronger rate."),
            {"percent": percent(undated / total)},
        )


def denominators(ledger: Ledger) -> Iterator[Finding]:
    """R24: a unit cost is shown only with the count under it."""
    for counted, message in (
        (ledger.participants, N_("No participants are planned, so no cost per participant can be shown.")),
        (ledger.placements, N_("No placements are planned, so no cost per placement can be shown.")),
    ):
        if not counted:
            yield found("R24", message, N_("Enter how many people the budget is for."))


RULES: tuple[Callable[[Ledger], Iterator[Finding]], ...] = (
    caps_on_direct_costs,
    sample_ratios,
    staff,
    mobility,
    reserve_too_small,
    foreign_currency,
    denominators,
)
