"""The rules on who pays: recruitment costs never fall to workers, shares make the whole, public money is counted."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from corridor.engines.costing.exact import exact
from corridor.engines.costing.findings import Finding, Severity, found
from corridor.engines.costing.ledger import Ledger
from corridor.engines.costing.types import RELATED_COSTS, BudgetLine, FeeClass, Payer
from corridor.kernel.errors import N_

PUBLIC_PAYERS = (Payer.DEST_GOV, Payer.ORIG_GOV, Payer.DONOR)
# Items that serve one employer: public money on them is aid to that employer (rule R17).
EMPLOYER_SPECIFIC = ("TR.01", "TR.02", "PS.")


def _on_line(
    rule: str,
    number: int,
    line: BudgetLine,
    message: str,
    hint: str,
    severity: Severity | None = None,
    code: str = "",
    **params: object,
) -> Finding:
    params |= {"number": number, "code": line.code, "label": line.label}
    return found(rule, message, hint, params, severity=severity, code=code, line=number, item=line.code)


def employer_pays(ledger: Ledger) -> Iterator[Finding]:
    """R01, R04: no fee or related cost is charged to a worker; a law that allows it downgrades, never clears."""
    for number, line, parts in ledger.numbered():
        borne = parts.get(Payer.MIGRANT, 0)
        if line.waived or borne == 0 or line.ilo not in RELATED_COSTS:
            continue
        law = ledger.profile.worker_paid_by_law.get(line.ilo, "")
        yield _on_line(
            "R01",
            number,
            line,
            N_("Line %(number)s (%(code)s, %(label)s): the worker would pay %(amount)s of a recruitment cost."),
            N_("Move the worker's share to the employer or another payer."),
            severity=Severity.WARN if law else Severity.BLOCK,
            amount=ledger.amount(borne),
        )
        if law:
            yield _on_line(
                "R04",
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
                number,
                line,
                N_("Line %(number)s (%(code)s): the worker pays insurance or a welfare fund membership."),
                N_("Let the employer pay the premium; a national law does not clear this finding."),
            )


def complete_shares(ledger: Ledger) -> Iterator[Finding]:
    """R12: the payers of a line bear all of it."""
    for number, line, _ in ledger.numbered():
        total = sum((exact(percent) for percent in line.payer_percent.values()), Fraction(0))
        if total != 100:
            yield _on_line(
                "R12",
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
        yield found(
            "R17",
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
                number,
                line,
                N_("Line %(number)s (%(code)s) is a waived fee: it is booked as revenue forgone, outside the total."),
                N_("Keep the cost of processing as a line of its own: it remains."),
                severity=Severity.INFO,
            )


RULES: tuple[Callable[[Ledger], Iterator[Finding]], ...] = (
    employer_pays,
    illegitimate_costs,
    insurance_paid_by_worker,
    complete_shares,
    contributions_in_kind,
    aid_to_employers,
    waived_fees,
)
