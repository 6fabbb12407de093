"""What is worth saying about an appraisal, beside its figures."""

import math
from collections.abc import Mapping, Sequence

from corridor.engines.appraisal.cash import rounding_of
from corridor.engines.appraisal.finding import Finding
from corridor.engines.appraisal.tableau import SOCIAL, Ledger
from corridor.engines.costing import Severity
from corridor.kernel.errors import N_

ORIGIN = ("orig_gov", "home_trainee")
_LIKELY = 0.5


def origin_loser(npv: Mapping[str, float], origin: Sequence[str] = ORIGIN) -> tuple[Finding, ...]:
    """Find out whether the country of origin loses: its government and those who train at home, together.

    Compensation that the ledger holds is part of the values already.
    """
    value = math.fsum(npv.get(party, 0.0) for party in origin)
    if value >= -rounding_of(npv.values()):
        return ()
    return (
        Finding(
            code="origin_loser",
            rule="R23",
            severity=Severity.WARN,
            message=N_("The country of origin loses %(loss)s in present value, and no compensation covers it."),
            hint=N_("Add a transfer to the origin of that value, in year 0 or over the years, or train more at home."),
            params={"loss": f"{-value:.2f}"},
        ),
    )


def remarks(result: Ledger, prob_loss: Mapping[str, float] | None = None, repaired: float = 0.0) -> tuple[Finding, ...]:
    """List what a reader of an appraisal has to know: who loses, rates of return that do not exist, repairs.

    Parameters
    ----------
    result : of `ledger`
    prob_loss : probability of a loss by party, where the ledger was simulated
    repaired : how far rank correlations were moved, 0 where they were not
    """
    probable = {party: p for party, p in (prob_loss or {}).items() if p >= _LIKELY and party not in result.losers}
    return (
        *origin_loser(result.npv),
        *(_loser(party, -result.npv[party]) for party in result.losers),
        *(_probable_loser(party, p) for party, p in probable.items() if result.npv.get(party, result.social) > 0),
        *_rate_of_return(result),
        *([_repaired(repaired)] if repaired else []),
    )


def _loser(party: str, loss: float) -> Finding:
    return Finding(
        code="loser",
        severity=Severity.WARN,
        message=N_("%(party)s loses %(loss)s in present value."),
        hint=N_("Share costs otherwise, or agree on a compensation of this value."),
        params={"party": party, "loss": f"{loss:.2f}"},
    )


def _probable_loser(party: str, probability: float) -> Finding:
    return Finding(
        code="probable_loser",
        severity=Severity.WARN,
        message=N_("%(party)s gains as planned, but loses in %(percent)s of 100 draws."),
        hint=N_("Look at the figures that this value depends on most."),
        params={"party": party, "percent": f"{probability * 100:.0f}"},
    )


def _rate_of_return(result: Ledger) -> tuple[Finding, ...]:
    roots = result.accounts[SOCIAL].cash.irr_roots
    if len(roots) == 1:
        return ()
    if not roots:
        return (
            Finding(
                code="no_irr",
                severity=Severity.INFO,
                message=N_("No rate of return exists: the flow of society has a present value of zero at no rate."),
                hint=N_("Decide by net present value."),
                params={},
            ),
        )
    return (
        Finding(
            code="several_irr",
            severity=Severity.WARN,
            message=N_("The flow of society has %(count)s rates of return, so none of them ranks it."),
            hint=N_("Decide by net present value."),
            params={"count": len(roots)},
        ),
    )


def _repaired(change: float) -> Finding:
    return Finding(
        code="correlation_repaired",
        severity=Severity.WARN,
        message=N_("The rank correlations could not hold together; the nearest that can differ by up to %(change)s."),
        hint=N_("Check the correlations that were given."),
        params={"change": f"{change:.2f}"},
    )
