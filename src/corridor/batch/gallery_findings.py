"""What the rules of costing find in an entry of the gallery: its published figures, its shares, who pays its fund."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from corridor.batch.arithmetic import evaluate
from corridor.batch.gallery_entries import Derived, Entry, FigureCheck, FundCheck, RatioCheck
from corridor.engines.costing import (
    Behaviour,
    BudgetLine,
    FeeClass,
    FigureKind,
    Finding,
    Payer,
    PublishedFigure,
    assess_budget,
    compare_published,
)
from corridor.kernel.errors import N_, InputError

# The printed shares are read as a budget of this many units, large enough that no share is rounded.
WHOLE = 1_000_000
# What the rules on caps and on the sum of shares say; the other rules judge a budget, not a sample.
SAMPLE_CODES = ("ratio_sum", "overhead_cap", "reserve_cap")


def findings_of(entry: Entry) -> tuple[Finding, ...]:
    """Return what the rules find in an entry, in the order of its checks.

    Raises
    ------
    InputError : a check names a derived value or a share that the entry does not have
    """
    return tuple(finding for check in entry.checks for finding in _findings(entry, check))


def _findings(entry: Entry, check: FigureCheck | RatioCheck | FundCheck) -> Iterator[Finding]:
    if isinstance(check, FigureCheck):
        yield from compare_published([_figure(entry, check)]).findings
    elif isinstance(check, RatioCheck):
        yield from _of_ratios(entry, check)
    else:
        yield from _of_fund(entry, check)


def _figure(entry: Entry, check: FigureCheck) -> PublishedFigure:
    """Return a figure with its numbers; those that a derived value of the entry holds are taken from there."""
    derived = _named(entry, check.derived) if check.derived else None
    own = PublishedFigure(
        label=f"{entry.name}, {check.label}",
        kind=FigureKind(check.kind),
        published=check.published or 0,
        numerator=check.numerator,
        denominator=check.denominator,
        population=check.population,
        accounts=check.accounts,
        compared=check.compared,
        source=str(check.source or ""),
    )
    if derived is None or not (derived.numerator and derived.denominator and derived.published):
        return own
    return replace(
        own,
        published=Decimal(derived.published.value),
        numerator=float(evaluate(derived.numerator.expr)),
        denominator=float(evaluate(derived.denominator.expr)),
        population=derived.population,
    )


def _named(entry: Entry, label: str) -> Derived:
    found = next((derived for derived in entry.derived if derived.label == label), None)
    if found is None:
        raise InputError(
            N_('The gallery entry "%(id)s" has no derived value "%(label)s".'),
            hint=N_("Correct the label of its check."),
            field="checks",
            params={"id": entry.id, "label": label},
        )
    return found


def _of_ratios(entry: Entry, check: RatioCheck) -> Iterator[Finding]:
    """Read printed shares of a total as a budget, and keep what its rules say about the sum and the caps."""
    ratios = _shares(entry, check.heads)
    lines = [_line(head, amount=ratio * WHOLE, head=head) for head, ratio in ratios.items()]
    assessment = assess_budget(lines, participants=1, placements=1, months=1, currency="EUR")
    yield from (finding for finding in assessment.findings if finding.code in SAMPLE_CODES)


def _shares(entry: Entry, heads: Mapping[str, str]) -> dict[str, float]:
    printed = {figure.metric: figure.value for figure in entry.outcomes if figure.unit == "percent"}
    missing = [metric for metric in heads if metric not in printed]
    if missing:
        raise InputError(
            N_('The gallery entry "%(id)s" prints no share for "%(label)s".'),
            hint=N_("Correct the heads of its check."),
            field="checks",
            params={"id": entry.id, "label": missing[0]},
        )
    return {head: float(printed[metric]) / 100 for metric, head in heads.items()}


def _of_fund(entry: Entry, check: FundCheck) -> Iterator[Finding]:
    """Read the membership of a fund as a line that its members pay."""
    line = _line(entry.name, amount=1, head="mobility", payer=check.paid_by, ilo=FeeClass.INSURANCE)
    assessment = assess_budget([line], participants=1, placements=1, months=1, currency="EUR")
    if any(finding.code == "migrant_paid_fund" for finding in assessment.findings):
        yield Finding(
            rule="R27",
            code="migrant_paid_fund",
            severity=next(f.severity for f in assessment.findings if f.code == "migrant_paid_fund"),
            message=N_("%(name)s: workers pay the membership themselves (%(source)s)."),
            hint=N_("Let the employer pay the premium; a national law does not clear this finding."),
            params={"name": entry.name, "source": str(check.source or "-")},
        )


def _line(
    label: str, *, amount: float, head: str, payer: str = Payer.DONOR, ilo: FeeClass = FeeClass.NONE
) -> BudgetLine:
    return BudgetLine(
        code=head,
        label=label,
        behaviour=Behaviour.FIXED,
        amount=amount,
        payer_percent={payer: 100},
        ilo=ilo,
        head=head,
    )
