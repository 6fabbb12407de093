"""The rules that a budget is held against: one function per rule of the catalogue, each yielding findings.

R05, R06, R13, R15, R16, R18, R20, R22, R23 and R28 need facts that a budget alone does not hold (loans, wages,
receipts, dates, other grants, appraisal) and are checked where those facts stand.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from corridor.engines.costing.exact import Number, exact
from corridor.engines.costing.ratios import check_sample_ratios
from corridor.engines.costing.types import (
    RELATED_COSTS,
    BudgetLine,
    BudgetProfile,
    FeeClass,
    Finding,
    Payer,
    Severity,
)
from corridor.kernel.errors import N_

STAFF_HEADS = ("staff", "staff_travel", "office")
PUBLIC_PAYERS = (Payer.DEST_GOV, Payer.ORIG_GOV, Payer.DONOR)
# Items that serve one employer: public money on them is aid to that employer (rule R17).
EMPLOYER_SPECIFIC = ("TR.01", "TR.02", "PS.")


@dataclass(frozen=True)
class Ledger:
    """The lines with their cost in minor units, as the rules read them."""

    lines: tuple[BudgetLine, ...]
    units: tuple[int, ...]
    parts: tuple[dict[str, int], ...]
    direct: int
    money: Callable[[int], Decimal]
    currency: str
    participants: int
    placements: int
    profile: BudgetProfile

    def counted(self) -> Iterator[tuple[BudgetLine, int]]:
        """Yield the lines that cost something: a waived fee does not."""
        return ((line, units) for line, units in zip(self.lines, self.units, strict=True) if not line.waived)

    def numbered(self) -> Iterator[tuple[int, BudgetLine, dict[str, int]]]:
        """Yield every line with its number and its payers' parts."""
        return ((n, *row) for n, row in enumerate(zip(self.lines, self.parts, strict=True), start=1))

    @cached_property
    def by_head(self) -> Counter[str]:
        """The cost under every head; a comparison with the sample asks for each of them many times."""
        found: Counter[str] = Counter()
        for line, units in self.counted():
            found[line.head] += units
        return found

    def head_units(self, head: str) -> int:
        """Return the cost under one head of the sample."""
        return self.by_head[head]

    def sample_total(self) -> int:
        """Return the cost under all heads of the sample."""
        return sum(self.head_units(head) for head in self.profile.sample_ratios)

    def head_share(self, head: str) -> float:
        """Return a head's share of what stands under all heads; zero in an empty budget."""
        total = self.sample_total()
        return self.head_units(head) / total if total else 0.0

    def deviates(self, head: str, normalised: float) -> bool:
        """Say whether a head's share is further from the sample than the profile lets pass."""
        points = self.profile.deviation_points
        if points is None or not self.sample_total():
            return False
        reach = max(float(points), float(self.profile.deviation_factor) * float(self.profile.sample_ratios[head]))
        return abs(self.head_share(head) - normalised) > reach

    def migrant_borne(self) -> int:
        """Return what workers pay towards fees, related and illegitimate costs."""
        return sum(
            parts.get(Payer.MIGRANT, 0)
            for line, parts in zip(self.lines, self.parts, strict=True)
            if not line.waived and line.ilo != FeeClass.NONE
        )

    def amount(self, units: int) -> str:
        """Return an amount with its currency, for a sentence."""
        return f"{self.money(units)} {self.currency}"


def _percent(value: float | Fraction | Number) -> str:
    return f"{float(value) * 100:.4g}"


def _on_line(
    rule: str, severity: Severity, number: int, line: BudgetLine, message: str, hint: str, **params: object
) -> Finding:
    params |= {"number": number, "code": line.code, "label": line.label}
    return Finding(rule, severity, message, hint, params, line=number, code=line.code)


def employer_pays(ledger: Ledger) -> Iterator[Finding]:
    """R01, R04: no fee or related cost is charged to a worker; a law that allows it downgrades, never clears."""
    for number, line, parts in ledger.numbered():
        borne = parts.get(Payer.MIGRANT, 0)
        if line.waived or borne == 0 or line.ilo not in RELATED_COSTS:
            continue
        law = ledger.profile.worker_paid_by_law.get(line.ilo, "")
        yield _on_line(
            "R01",
            Severity.WARN if law else Severity.BLOCK,
            number,
            line,
            N_("Line %(number)s (%(code)s, %(label)s): the worker would pay %(amount)s of a recruitment cost."),
            N_("Move the worker's share to the employer or another payer."),
            amount=ledger.amount(borne),
        )
        if law:
            yield _on_line(
                "R04",
                Severity.WARN,
                number,
                line,
                N_("Line %(number)s (%(code)s): %(law)s lets the worker pay; the employer-pays rule is still broken."),
                N_("Keep the legal reference with the line, and look for another payer."),
                law=law,
            )


def illegitimate_costs(ledger: Ledger) -> Iterator[Finding]:
    """R02: bribes, deposits, bonds and inflated costs have no payer."""
    for number, line, _ in ledger.numbered():
        if line.ilo == FeeClass.ILLEGITIMATE:
            yield _on_line(
                "R02",
                Severity.BLOCK,
                number,
                line,
                N_("Line %(number)s (%(code)s, %(label)s) is an illegitimate cost, whoever pays it."),
                N_("Remove the line and report who asked for the money."),
            )


def insurance_paid_by_worker(ledger: Ledger) -> Iterator[Finding]:
    """R27: membership of a welfare fund and insurance are related costs, also where a law collects them."""
    for number, line, parts in ledger.numbered():
        if line.ilo == FeeClass.INSURANCE and parts.get(Payer.MIGRANT, 0) and not line.waived:
            yield _on_line(
                "R27",
                Severity.WARN,
                number,
                line,
                N_("Line %(number)s (%(code)s): the worker pays insurance or a welfare fund membership."),
                N_("Let the employer pay the premium; a national law does not clear this finding."),
            )


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
            "percent": _percent(Fraction(units, ledger.direct)),
            "cap": _percent(cap),
            "most": ledger.amount(int(exact(cap) * ledger.direct)),
        }
        yield Finding(rule, Severity.BLOCK, message, N_("Lower it to %(most)s at most."), params)


def sample_ratios(ledger: Ledger) -> Iterator[Finding]:
    """R09: heads far from the guide's sample, and the sample's own sum where it is not 100 %."""
    sample = check_sample_ratios(ledger.profile.sample_ratios)
    if sample.warn:
        yield Finding(
            "R09",
            Severity.INFO,
            N_("The guide's sample ratios add up to %(sum)s %% (%(without)s %% without research)."),
            N_("They are divided by their sum before they are compared with this budget."),
            {"sum": _percent(sample.sum), "without": _percent(sample.sum_without_research)},
        )
    for head, normalised in sample.normalised.items():
        if ledger.deviates(head, normalised):
            yield Finding(
                "R09",
                Severity.WARN,
                N_("%(head)s is %(percent)s %% of the budget; the guide's sample has %(sample)s %%."),
                N_("Check the head, or note why this scheme differs."),
                {"head": head, "percent": _percent(ledger.head_share(head)), "sample": _percent(normalised)},
                code=head,
            )


def staff(ledger: Ledger) -> Iterator[Finding]:
    """R10: staff, their travel and the office stay within reason, and coordination has its own line."""
    share, most = sum(ledger.head_share(head) for head in STAFF_HEADS), ledger.profile.staff_most
    if most is not None and share > most:
        yield Finding(
            "R10",
            Severity.WARN,
            N_("Staff, staff travel and office are %(percent)s %% of the budget; the limit is %(most)s %%."),
            N_("Check whether all posts are needed for the whole time."),
            {"percent": _percent(share), "most": _percent(most)},
        )
    wanted = ledger.profile.coordination_code
    if wanted and not any(units for line, units in ledger.counted() if line.code == wanted):
        yield Finding(
            "R10",
            Severity.WARN,
            N_("No money is set aside for coordination among the partners (%(code)s)."),
            N_("Add a line: coordination is a cost of its own."),
            {"code": wanted},
            code=wanted,
        )


def mobility(ledger: Ledger) -> Iterator[Finding]:
    """R11: enough of the money reaches the people who move and learn."""
    share, least = ledger.head_share("mobility"), ledger.profile.mobility_least
    if least is not None and ledger.sample_total() and share < least:
        yield Finding(
            "R11",
            Severity.WARN,
            N_("Costs of mobility are %(percent)s %% of the budget; less than %(least)s %% is unusual."),
            N_("Check whether training, travel and support of the participants are complete."),
            {"percent": _percent(share), "least": _percent(least)},
        )


def complete_shares(ledger: Ledger) -> Iterator[Finding]:
    """R12: the payers of a line bear all of it."""
    for number, line, _ in ledger.numbered():
        total = sum((exact(percent) for percent in line.payer_percent.values()), Fraction(0))
        if total != 100:
            yield _on_line(
                "R12",
                Severity.BLOCK,
                number,
                line,
                N_("Cost line %(number)s (%(code)s) is shared to %(percent)s %%, not 100 %%."),
                N_("Adjust the payers' percentages."),
                percent=f"{float(total):g}",
            )


def contributions_in_kind(ledger: Ledger) -> Iterator[Finding]:
    """R14: gifts in kind do not count as co-financing."""
    for number, line, _ in ledger.numbered():
        if line.in_kind and line.counted_as_cofinancing:
            yield _on_line(
                "R14",
                Severity.WARN,
                number,
                line,
                N_("Line %(number)s (%(code)s) is given in kind and counted as co-financing."),
                N_("Take it out of the co-financing; the salary of assigned staff is a cash cost and may stay."),
            )


def aid_to_employers(ledger: Ledger) -> Iterator[Finding]:
    """R17: public money on one employer's recruitment and training is aid that has to be added up."""
    units = sum(
        parts.get(payer, 0)
        for _, line, parts in ledger.numbered()
        if line.code.startswith(EMPLOYER_SPECIFIC) and not line.waived
        for payer in PUBLIC_PAYERS
    )
    if units:
        yield Finding(
            "R17",
            Severity.WARN,
            N_("Public money pays %(amount)s of recruitment and job training that serves employers."),
            N_("Add up the aid per employer over three years, or open the training to all employers."),
            {"amount": ledger.amount(units)},
        )


def waived_fees(ledger: Ledger) -> Iterator[Finding]:
    """R21: a waived fee is revenue forgone, neither a cost nor a saving."""
    for number, line, _ in ledger.numbered():
        if line.waived:
            yield _on_line(
                "R21",
                Severity.INFO,
                number,
                line,
                N_("Line %(number)s (%(code)s) is a waived fee: it is booked as revenue forgone, outside the total."),
                N_("Keep the cost of processing as a line of its own: it remains."),
            )


def reserve_too_small(ledger: Ledger) -> Iterator[Finding]:
    """R25: a new corridor needs a reserve."""
    least, units = ledger.profile.reserve_least, ledger.head_units("contingency")
    if least is not None and ledger.direct and units < int(exact(least) * ledger.direct):
        yield Finding(
            "R25",
            Severity.WARN,
            N_("The contingency reserve is %(amount)s, less than %(least)s %% of direct costs."),
            N_("Set aside at least %(wanted)s for a new corridor."),
            {
                "amount": ledger.amount(units),
                "least": _percent(least),
                "wanted": ledger.amount(round(exact(least) * ledger.direct)),
            },
        )


def foreign_currency(ledger: Ledger) -> Iterator[Finding]:
    """R26: much money in another currency needs a dated rate."""
    foreign = [(line, units) for line, units in ledger.counted() if line.currency not in ("", ledger.currency)]
    undated = sum(units for line, units in foreign if line.fx_rate_date is None)
    total, most = sum(units for _, units in ledger.counted()), ledger.profile.foreign_currency_most
    if most is not None and total and undated / total > most:
        yield Finding(
            "R26",
            Severity.WARN,
            N_("%(percent)s %% of the budget is in another currency at a rate without a date."),
            N_("Give the date of each rate, and test the budget with a weaker and a stronger rate."),
            {"percent": _percent(undated / total)},
        )


def denominators(ledger: Ledger) -> Iterator[Finding]:
    """R24: a unit cost is shown only with the count under it."""
    for counted, message in (
        (ledger.participants, N_("No participants are planned, so no cost per participant can be shown.")),
        (ledger.placements, N_("No placements are planned, so no cost per placement can be shown.")),
    ):
        if not counted:
            yield Finding("R24", Severity.WARN, message, N_("Enter how many people the budget is for."), {})


RULES: tuple[Callable[[Ledger], Iterator[Finding]], ...] = (
    employer_pays,
    illegitimate_costs,
    insurance_paid_by_worker,
    caps_on_direct_costs,
    sample_ratios,
    staff,
    mobility,
    complete_shares,
    contributions_in_kind,
    aid_to_employers,
    waived_fees,
    reserve_too_small,
    foreign_currency,
    denominators,
)
