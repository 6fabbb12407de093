"""Who pays for membership: the employer by default, and findings where the members pay."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from corridor.engines.compute import at_least_zero, not_empty
from corridor.engines.costing import Finding, Payer, Severity
from corridor.engines.costing.exact import Number, exact
from corridor.kernel.errors import N_, InputError

EMPLOYER_PAYS: Mapping[str, Number] = {Payer.EMPLOYER: 100}
MIGRANT_PAID = "migrant_paid_fund"


@dataclass(frozen=True, slots=True)
class FundPayers:
    """What each payer bears of a year's fees; the worker's part per contract; findings on it."""

    by_payer: Mapping[str, float]
    worker_pays_per_contract: float
    findings: tuple[Finding, ...]


def fund_payers(
    fee: Number,
    contracts: Number,
    payer_percent: Mapping[str, Number] = EMPLOYER_PAYS,
    *,
    law: str = "",
    currency: str = "",
) -> FundPayers:
    """Share the fees among payers and find what workers bear.

    Enrolment in a welfare fund is a related cost under the ILO definition of 2019: the worker is never charged. A law
    that imposes the fee on workers turns the block into a warning and clears nothing.

    Parameters
    ----------
    fee : fee per contract
    contracts : contracts of the year
    payer_percent : percent per payer, together 100; the employer pays where nothing is said
    law : the law that lets or makes the worker pay; empty where there is none
    currency : currency of the fee, named in the findings

    Returns
    -------
    Money per payer and findings R27 (`migrant_paid_fund`), R01 (`employer_pays`) and, with a law, R04
    (`national_exception`).

    Raises
    ------
    InputError : an unknown payer, percentages that do not add up to 100, or an amount below zero

    Source: docs/methods/welfare-fund.md, Who pays.
    """
    total = exact(at_least_zero(fee, "fee")) * exact(at_least_zero(contracts, "contracts"))
    shares = _shares(payer_percent)
    borne = exact(fee) * shares.get(Payer.MIGRANT, Fraction(0))
    return FundPayers(
        by_payer={payer: float(total * part) for payer, part in shares.items()},
        worker_pays_per_contract=float(borne),
        findings=tuple(_findings(borne, law.strip(), currency)) if borne else (),
    )


def _shares(payer_percent: Mapping[str, Number]) -> dict[str, Fraction]:
    for payer, percent in not_empty(payer_percent, "payer_percent").items():
        if payer not in list(Payer):
            raise InputError(
                N_("%(payer)s is not a payer."),
                hint=N_("Use one of: %(known)s."),
                field="payer_percent",
                params={"payer": payer, "known": ", ".join(Payer)},
            )
        at_least_zero(percent, f"payer_percent.{payer}")
    shares = {str(payer): exact(percent) / 100 for payer, percent in payer_percent.items()}
    total = sum(shares.values(), Fraction(0))
    if total != 1:
        raise InputError(
            N_("The fee is shared to %(percent)s %%, not 100 %%."),
            hint=N_("Adjust the payers' percentages."),
            field="payer_percent",
            params={"percent": f"{float(total * 100):g}"},
        )
    return shares


def _findings(borne: Fraction, law: str, currency: str) -> Iterator[Finding]:
    amount = {"amount": f"{Decimal(borne.numerator) / Decimal(borne.denominator):.2f} {currency}".rstrip()}
    yield Finding(
        rule="R27",
        code=MIGRANT_PAID,
        severity=Severity.WARN,
        message=N_(
            "Workers pay %(amount)s per contract into the welfare fund: under the ILO definition it is a related cost."
        ),
        hint=N_("Let the employer pay the fee; a national law does not clear this finding."),
        params=amount,
    )
    yield Finding(
        rule="R01",
        code="employer_pays",
        severity=Severity.WARN if law else Severity.BLOCK,
        message=N_("The worker would pay %(amount)s of a recruitment cost with every contract."),
        hint=N_("Move the worker's share to the employer or another payer."),
        params=amount,
    )
    if law:
        yield Finding(
            rule="R04",
            code="national_exception",
            severity=Severity.WARN,
            message=N_("%(law)s lets the worker pay the fee; the employer-pays rule is still broken."),
            hint=N_("Keep the legal reference with the fund, and look for another payer."),
            params={"law": law},
        )
