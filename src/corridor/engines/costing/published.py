"""Hold a published figure against the numbers that stand under it: unit costs, rates, ratios of benefit and cost."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from corridor.engines.compute import above_zero, at_least_zero, not_empty
from corridor.engines.costing.exact import Number, exact
from corridor.engines.costing.findings import Finding, found, percent
from corridor.engines.costing.types import BudgetProfile, Payer
from corridor.kernel.errors import N_

# The accounts that a benefit-cost ratio of a scheme has to hold before it can be called social.
SOCIAL_ACCOUNTS: Final = (Payer.MIGRANT, Payer.EMPLOYER, Payer.DEST_GOV, Payer.ORIG_GOV)


class FigureKind(StrEnum):
    """What a published figure claims to be."""

    UNIT_COST = "unit_cost"
    RATE = "rate"
    BENEFIT_RATIO = "benefit_ratio"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFigure:
    """A figure as printed, with what it was divided from and who was counted.

    A benefit ratio also says whose accounts it holds (dest_gov, orig_gov, employer, migrant; or any other name) and
    whether it was compared with what would have happened without the scheme.
    """

    label: str
    kind: FigureKind
    published: Number
    numerator: Number | None = None
    denominator: Number | None = None
    population: str = ""
    currency: str = ""
    accounts: Sequence[str] = ()
    compared: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A published figure beside what its own numbers give; None where a number is missing.

    `gap` is recomputed over published, less one; `implied_numerator` is what the published figure would need.
    """

    label: str
    kind: FigureKind
    published: float
    recomputed: float | None
    gap: float | None
    implied_numerator: float | None
    numerator: float | None
    denominator: float | None
    population: str
    source: str


@dataclass(frozen=True, slots=True)
class PublishedComparison:
    """Every published figure beside its recomputation, and what was found."""

    figures: tuple[Recomputed, ...]
    findings: tuple[Finding, ...]


def compare_published(figures: Sequence[PublishedFigure], profile: BudgetProfile | None = None) -> PublishedComparison:
    """Recompute published figures from their own numerators and denominators.

    Parameters
    ----------
    figures : figures as printed; amounts at least zero, denominators above zero
    profile : holds the gap above which a unit cost is mentioned; a rate is mentioned when its counts do not give it
        at the decimals printed

    Returns
    -------
    Both values of every figure with their gap, and findings: `published_gap`, `denominator`, `not_a_bcr`.

    Raises
    ------
    InputError : no figure, a negative amount, a denominator of zero

    Source: docs/methods/costing.md, Unit cost.
    """
    used = profile or BudgetProfile()
    rows = tuple(_recomputed(figure) for figure in not_empty(figures, "published"))
    findings = tuple(
        finding
        for figure, row in zip(figures, rows, strict=True)
        for finding in _CHECKS[figure.kind](figure, row, used)
    )
    return PublishedComparison(rows, findings)


def _recomputed(figure: PublishedFigure) -> Recomputed:
    printed = exact(at_least_zero(figure.published, "published"))
    value, needed = None, None
    if figure.denominator is not None:
        under = exact(above_zero(figure.denominator, "denominator"))
        needed = float(printed * under)
        if figure.numerator is not None:
            value = exact(at_least_zero(figure.numerator, "numerator")) / under
    return Recomputed(
        label=figure.label,
        kind=figure.kind,
        published=float(printed),
        recomputed=None if value is None else float(value),
        gap=None if value is None or not printed else float(value / printed - 1),
        implied_numerator=needed,
        numerator=None if figure.numerator is None else float(figure.numerator),
        denominator=None if figure.denominator is None else float(figure.denominator),
        population=figure.population,
        source=figure.source,
    )


def _incomplete(figure: PublishedFigure) -> Iterator[Finding]:
    """R24: a figure without numerator, denominator or population cannot be compared with another."""
    if figure.numerator is None or figure.denominator is None or not figure.population:
        yield found(
            "R24",
            N_("%(label)s is printed without the two numbers under it, or without saying who was counted."),
            N_("Find out what was divided by what, and who was counted, before comparing it."),
            {"label": figure.label},
        )


def _unit_cost(figure: PublishedFigure, row: Recomputed, profile: BudgetProfile) -> Iterator[Finding]:
    yield from _incomplete(figure)
    if row.gap is not None and abs(row.gap) > profile.published_gap_most:
        params = {
            "label": figure.label,
            "published": _plain(figure.published),
            "recomputed": f"{row.recomputed:.2f}",
            "gap": percent(abs(row.gap)),
            "numerator": _plain(figure.numerator),
            "denominator": _plain(figure.denominator),
        }
        yield found(
            "R24",
            N_(
                "%(label)s: %(published)s is printed, but %(numerator)s over %(denominator)s gives %(recomputed)s, "
                "%(gap)s %% apart."
            ),
            N_("Show both figures, with the numbers they come from."),
            params,
            code="published_gap",
        )


def _rate(figure: PublishedFigure, row: Recomputed, profile: BudgetProfile) -> Iterator[Finding]:
    del profile  # a rate is held against its own printed decimals, not against a limit
    yield from _incomplete(figure)
    if row.recomputed is not None and abs(exact(row.recomputed) - exact(figure.published)) > _half_a_digit(figure):
        yield found(
            "R24",
            N_(
                "%(label)s: %(published)s %% is printed, but %(numerator)s of %(denominator)s is %(recomputed)s %%: "
                "somebody else was counted."
            ),
            N_("Keep numerator, denominator and definition with every rate, and show each version."),
            {
                "label": figure.label,
                "published": percent(exact(figure.published)),
                "numerator": _plain(figure.numerator),
                "denominator": _plain(figure.denominator),
                "recomputed": percent(row.recomputed),
            },
        )


def _half_a_digit(figure: PublishedFigure) -> Fraction:
    """Return half of the last digit that a rate is printed with; a rate of 0.7 is taken as printed in percent."""
    exponent = Decimal(str(figure.published)).normalize().as_tuple().exponent
    decimals = max(2, -exponent) if isinstance(exponent, int) else 2
    return Fraction(1, 2 * 10**decimals)


def _benefit_ratio(figure: PublishedFigure, row: Recomputed, profile: BudgetProfile) -> Iterator[Finding]:
    del row, profile  # what is missing is an account or a comparison, whatever the quotient
    missing = [account for account in SOCIAL_ACCOUNTS if account not in figure.accounts]
    if missing or not figure.compared:
        yield found(
            "R24",
            N_("%(label)s (%(published)s) is not a benefit-cost ratio of the scheme: it holds only %(accounts)s."),
            N_("Add the accounts of all parties and a comparison without the scheme before quoting it as one."),
            {
                "label": figure.label,
                "published": _plain(figure.published),
                "accounts": ", ".join(figure.accounts) or "-",
            },
            code="not_a_bcr",
        )


def _plain(value: Number | None) -> str:
    return "-" if value is None else f"{float(value):.10g}"


_CHECKS: Final[Mapping[FigureKind, Callable[[PublishedFigure, Recomputed, BudgetProfile], Iterator[Finding]]]] = {
    FigureKind.UNIT_COST: _unit_cost,
    FigureKind.RATE: _rate,
    FigureKind.BENEFIT_RATIO: _benefit_ratio,
}
