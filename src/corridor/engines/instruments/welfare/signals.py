"""Claims as an early warning: whose members claim more, or less, than chance explains."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from scipy.special import gammaincinv, pdtr, pdtrc

from corridor.engines.compute import above_zero, at_least_zero, not_empty, whole
from corridor.engines.instruments.welfare.arguments import probability
from corridor.engines.instruments.welfare.types import PER_THOUSAND
from corridor.kernel.errors import N_, InputError

# Control limits leave out one in a thousand on either side, as the three-sigma limits of a control chart do.
CONTROL = 0.998
INTERVAL = 0.95


class Signal(StrEnum):
    """What a number of claims says beside the number expected."""

    HIGH = "high"
    LOW = "low"
    WITHIN = "within"


@dataclass(frozen=True, slots=True)
class ClaimCount:
    """Claims of one cause among the members of one employer, agency or corridor, and their contract-years."""

    group: str
    cause: str
    claims: int
    contract_years: float


@dataclass(frozen=True, slots=True)
class ClaimSignal:
    """A group's claims of one cause beside what its contract-years let expect.

    Rates are per 1,000 contract-years, with an exact 95 % interval; None where there is no contract-year.
    `lower_limit` and `upper_limit` are the fewest and most claims that chance explains.
    """

    group: str
    cause: str
    claims: int
    contract_years: float
    rate: float | None
    rate_low: float | None
    rate_high: float | None
    expected: float
    lower_limit: int
    upper_limit: int
    p_more: float
    p_fewer: float
    signal: Signal


@dataclass(frozen=True, slots=True)
class ClaimSignals:
    """Signals in the order of the counts; the yardstick per cause; how many chance alone would raise at most."""

    signals: tuple[ClaimSignal, ...]
    rates: tuple[tuple[str, float], ...]
    control: float
    false_alarms_at_most: float


def claim_signals(
    counts: Sequence[ClaimCount],
    *,
    rates_per_1000_year: Sequence[tuple[str, float]] = (),
    control: float = CONTROL,
) -> ClaimSignals:
    """Hold claims by cause against control limits.

    Parameters
    ----------
    counts : claims and contract-years per group and cause, each pair once
    rates_per_1000_year : yardstick per cause; a cause without one is held against the rate of all groups together
    control : probability that chance stays within the limits

    Returns
    -------
    Per count: rate with exact (Garwood) interval, expected claims, limits, the probabilities of as many or more and as
    many or fewer claims by chance, and a signal. More claims than chance explains point to dangerous work; fewer point
    to claims that do not reach the fund.

    Raises
    ------
    InputError : a count below zero or not whole, a pair that stands twice, claims without contract-years

    Source: docs/methods/welfare-fund.md, Early warning.
    """
    above_zero(1 - probability(control, "control"), "1 - control")
    _check(not_empty(counts, "claims"))
    given = {cause: at_least_zero(rate, f"rates.{cause}") for cause, rate in rates_per_1000_year}
    yardstick = _pooled(counts) | given
    tail = (1 - control) / 2
    return ClaimSignals(
        signals=tuple(_signal(count, yardstick[count.cause], tail) for count in counts),
        rates=tuple((cause, yardstick[cause]) for cause in dict.fromkeys(count.cause for count in counts)),
        control=control,
        false_alarms_at_most=(1 - control) * len(counts),
    )


def _check(counts: Sequence[ClaimCount]) -> None:
    seen = set()
    for place, count in enumerate(counts):
        whole(count.claims, f"claims.{place}.claims")
        at_least_zero(count.contract_years, f"claims.{place}.contract_years")
        if count.claims and not count.contract_years:
            raise InputError(
                N_("%(group)s has %(claims)s claims and no contract-years."),
                hint=N_("Count the contract-years of its members."),
                field=f"claims.{place}.contract_years",
                params={"group": count.group, "claims": count.claims},
            )
        if (count.group, count.cause) in seen:
            raise InputError(
                N_("%(group)s stands twice with the cause %(cause)s."),
                hint=N_("Add the two entries together."),
                field=f"claims.{place}.group",
                params={"group": count.group, "cause": count.cause},
            )
        seen.add((count.group, count.cause))


def _pooled(counts: Sequence[ClaimCount]) -> dict[str, float]:
    claims: dict[str, float] = defaultdict(float)
    years: dict[str, float] = defaultdict(float)
    for count in counts:
        claims[count.cause] += count.claims
        years[count.cause] += count.contract_years
    return {cause: claims[cause] / years[cause] * PER_THOUSAND if years[cause] else 0.0 for cause in claims}


def _signal(count: ClaimCount, rate: float, tail: float) -> ClaimSignal:
    expected = rate / PER_THOUSAND * count.contract_years
    more = float(pdtrc(count.claims - 1, expected)) if count.claims else 1.0
    fewer = float(pdtr(count.claims, expected))
    low, high = rate_interval(count.claims, INTERVAL)
    years = count.contract_years / PER_THOUSAND
    return ClaimSignal(
        group=count.group,
        cause=count.cause,
        claims=count.claims,
        contract_years=count.contract_years,
        rate=count.claims / years if years else None,
        rate_low=low / years if years else None,
        rate_high=high / years if years else None,
        expected=expected,
        lower_limit=fewest(expected, tail),
        upper_limit=most(expected, tail),
        p_more=more,
        p_fewer=fewer,
        signal=Signal.HIGH if more < tail else Signal.LOW if fewer < tail else Signal.WITHIN,
    )


def rate_interval(claims: int, confidence: float) -> tuple[float, float]:
    """Return the exact interval of a Poisson mean (Garwood 1936).

    >>> [round(limit, 3) for limit in rate_interval(3, 0.95)]
    [0.619, 8.767]
    """
    tail = (1 - confidence) / 2
    return float(gammaincinv(claims, tail)) if claims else 0.0, float(gammaincinv(claims + 1, 1 - tail))


def most(expected: float, tail: float) -> int:
    """Return the greatest count that is no signal: as many or more still come with probability `tail` or more."""
    low, high = 0, int(2 * expected) + 64
    while float(pdtrc(high - 1, expected)) >= tail:
        high *= 2
    # Above `high` there is a signal, at `low` there is none.
    while high - low > 1:
        middle = (low + high) // 2
        if float(pdtrc(middle - 1, expected)) >= tail:
            low = middle
        else:
            high = middle
    return low


def fewest(expected: float, tail: float) -> int:
    """Return the smallest count that is no signal: as many or fewer still come with probability `tail` or more."""
    low, high = -1, int(expected) + 64
    while high - low > 1:
        middle = (low + high) // 2
        if float(pdtr(middle, expected)) >= tail:
            high = middle
        else:
            low = middle
    return high
