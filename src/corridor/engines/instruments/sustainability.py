"""The path on which a scheme moves from donors' money to employers' and public money, year by year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from corridor.engines.compute import at_least_zero, finite, not_empty, share, whole
from corridor.engines.costing import Finding, Payer, Severity
from corridor.engines.costing.exact import Number, exact, largest_remainder
from corridor.engines.instruments.terms import YEARS_MOST, term
from corridor.kernel.errors import N_, InputError

Shares = Mapping[Payer, Number]
ExactShares = Mapping[Payer, Fraction]


@dataclass(frozen=True, slots=True, kw_only=True)
class SustainabilityProfile:
    """What a plan for the time after the donor has to show (rule R22).

    `employer_least` is the lowest share that employers bear in the last year, whatever the target says.
    """

    name: str = "corridor"
    as_of: date = date(2026, 11, 1)
    source: str = "IOM, Skills Mobility Partnerships, section 11; MPF Labour Mobility Scheme Guide, section 4.2"
    employer_least: Number | None = None


CORRIDOR_PLAN = SustainabilityProfile()


@dataclass(frozen=True, slots=True)
class PathYear:
    """A year of the path; the amounts add up to the cost, to the minor unit."""

    year: int
    cost: Decimal
    shares: Mapping[Payer, float]
    amounts: Mapping[Payer, Decimal]


@dataclass(frozen=True, slots=True)
class SustainabilityPath:
    """The path, its sums per payer, and what it does not reach."""

    years: tuple[PathYear, ...]
    total: Decimal
    by_payer: Mapping[Payer, Decimal]
    donor_exit_year: int | None
    findings: tuple[Finding, ...]
    profile: SustainabilityProfile

    @property
    def is_blocked(self) -> bool:
        """Say whether a finding forbids approval."""
        return any(finding.severity == Severity.BLOCK for finding in self.findings)


def _exact_shares(shares: Shares, field: str) -> ExactShares:
    """Return shares as they were written, refusing those that do not add up to one."""
    found = {payer: exact(share(part, f"{field}.{payer}")) for payer, part in not_empty(shares, field).items()}
    total = sum(found.values(), Fraction(0))
    if total != 1:
        raise InputError(
            N_("The shares of %(field)s add up to %(percent)s %%, not to 100 %%."),
            hint=N_("Adjust the payers' shares; write 7 percent as 0.07."),
            field=field,
            params={"field": field, "percent": f"{float(100 * total):g}"},
        )
    return found


def _linear(start: ExactShares, target: ExactShares, years: int) -> list[ExactShares]:
    """Return shares that move in equal steps from the first year to the last."""
    payers = [payer for payer in Payer if payer in start or payer in target]
    zero = Fraction(0)
    return [
        {
            payer: start.get(payer, zero)
            + (target.get(payer, zero) - start.get(payer, zero)) * Fraction(year, years - 1)
            for payer in payers
        }
        for year in range(years)
    ]


def _percent(part: Fraction) -> str:
    return f"{float(100 * part):.4g}"


def _late(path: Sequence[ExactShares], target: ExactShares, least: Fraction) -> Iterator[Finding]:
    """R22: the employers' share rises from the first year to its target in the last."""
    parts = [year.get(Payer.EMPLOYER, Fraction(0)) for year in path]
    wanted = max(target.get(Payer.EMPLOYER, Fraction(0)), least)
    named = {"first": _percent(parts[0]), "last": _percent(parts[-1]), "target": _percent(wanted)}
    if parts[-1] < wanted:
        yield _r22(
            N_("The employers' share ends at %(last)s %%, below its target of %(target)s %%."),
            N_("Add years or larger steps, or agree on a lower target."),
            named,
        )
    if parts[-1] <= parts[0]:
        yield _r22(
            N_("The employers' share does not rise: %(first)s %% in the first year, %(last)s %% in the last."),
            N_("Plan from what year and by what steps employers take over."),
            named,
        )
    falls = [year for year in range(1, len(parts)) if parts[year] < parts[year - 1]]
    if falls:
        before, after = _percent(parts[falls[0] - 1]), _percent(parts[falls[0]])
        yield _r22(
            N_("The employers' share falls in year %(year)s, from %(before)s %% to %(after)s %%."),
            N_("Let the share rise or stay in every year, or say why it falls."),
            {"year": falls[0] + 1, "before": before, "after": after},
        )


def _r22(message: str, hint: str, params: Mapping[str, object]) -> Finding:
    return Finding(
        rule="R22", code="sustainability_plan", severity=Severity.WARN, message=message, hint=hint, params=params
    )


def _worker_pays(path: Sequence[ExactShares]) -> Iterator[Finding]:
    """R01: a worker carries no share of a scheme's cost."""
    for year, parts in enumerate(path, start=1):
        if parts.get(Payer.MIGRANT, Fraction(0)) > 0:
            yield Finding(
                rule="R01",
                code="employer_pays",
                severity=Severity.BLOCK,
                message=N_("In year %(year)s the worker would pay %(percent)s %% of the scheme."),
                hint=N_("Give the worker's share to the employer or the public side."),
                params={"year": year, "percent": _percent(parts[Payer.MIGRANT])},
            )
            return


def _year(number: int, cost: int, parts: ExactShares, digits: int) -> PathYear:
    amounts = largest_remainder(cost, list(parts.values()))
    return PathYear(
        year=number,
        cost=Decimal(cost).scaleb(-digits),
        shares={payer: float(part) for payer, part in parts.items()},
        amounts={payer: Decimal(units).scaleb(-digits) for payer, units in zip(parts, amounts, strict=True)},
    )


def _units(costs: Sequence[Number], digits: int) -> list[int]:
    """Return the costs in minor units, refusing one that has a part of a unit."""
    found = []
    for place, cost in enumerate(costs):
        units = exact(at_least_zero(finite(cost, f"costs[{place}]"), f"costs[{place}]")) * 10**digits
        if units.denominator != 1:
            raise InputError(
                N_("The cost of year %(year)s is %(cost)s, with more than %(digits)s decimals."),
                hint=N_("Round the cost to the currency's minor unit."),
                field=f"costs[{place}]",
                params={"year": place + 1, "cost": cost, "digits": digits},
            )
        found.append(int(units))
    return found


def _given(steps: Sequence[Shares], years: int) -> list[ExactShares]:
    if len(steps) != years:
        raise InputError(
            N_("Shares are given for %(given)s of %(years)s years."),
            hint=N_("Give shares for every year, or none to move in equal steps."),
            field="steps",
            params={"given": len(steps), "years": years},
        )
    return [_exact_shares(shares, f"steps[{place}]") for place, shares in enumerate(steps)]


def sustainability_path(
    costs: Sequence[Number],
    start: Shares,
    target: Shares,
    steps: Sequence[Shares] | None = None,
    minor_digits: int = 2,
    profile: SustainabilityProfile = CORRIDOR_PLAN,
) -> SustainabilityPath:
    """Lay out who pays for a scheme in each year, from the shares of the first to the target of the last.

    Parameters
    ----------
    costs : cost of each year in whole minor units, year 1 first, at least two years
    start, target : share per payer in the first and in the last year; each adds up to 1
    steps : shares of every year, where they are agreed; None to move in equal steps. `start` is then not used, and
        `target` is what the last year is held against
    minor_digits : digits of the minor unit of the currency
    profile : the least that employers bear in the end, and who asks for it

    Returns
    -------
    Shares and amounts per year, split by largest remainder so that they add up to the cost of the year; sums per
    payer; the first year from which donors pay nothing; findings where the employers' share does not rise to its
    target (R22) or a worker would pay (R01).

    Raises
    ------
    InputError : shares that do not add up to 1, fewer than two years, a negative cost, steps for other years

    Source: docs/methods/instruments.md, Sustainability path.
    """
    digits = whole(minor_digits, "minor_digits")
    units = _units(not_empty(costs, "costs"), digits)
    years = term(len(units), "costs", most=YEARS_MOST)
    if years < 2:
        raise InputError(
            N_("A path from start to target needs at least two years; costs are given for one."),
            hint=N_("Add the years in which the payers take over."),
            field="costs",
        )
    first, last = _exact_shares(start, "start"), _exact_shares(target, "target")
    path = _linear(first, last, years) if steps is None else _given(steps, years)
    least = exact(share(profile.employer_least or 0, "profile.employer_least"))
    rows = tuple(_year(n, cost, parts, digits) for n, (cost, parts) in enumerate(zip(units, path, strict=True), 1))
    return SustainabilityPath(
        years=rows,
        total=sum((row.cost for row in rows), Decimal(0)),
        by_payer=_sums(rows),
        donor_exit_year=_exit_year([parts.get(Payer.DONOR, Fraction(0)) for parts in path]),
        findings=(*_worker_pays(path), *_late(path, last, least)),
        profile=profile,
    )


def _sums(rows: Sequence[PathYear]) -> dict[Payer, Decimal]:
    payers = [payer for payer in Payer if any(payer in row.amounts for row in rows)]
    return {payer: sum((row.amounts.get(payer, Decimal(0)) for row in rows), Decimal(0)) for payer in payers}


def _exit_year(donor: Sequence[Fraction]) -> int | None:
    """Return the first year from which the donor pays nothing; None where the donor still pays in the last."""
    paying = [year for year, part in enumerate(donor, start=1) if part > 0]
    exit_year = paying[-1] + 1 if paying else 1
    return exit_year if exit_year <= len(donor) else None
