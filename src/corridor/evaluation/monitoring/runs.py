"""From the rows of a scheme to the engines: funnel, shares, durations, progress, unit costs, small groups.

Every set of results is one run, found again while nothing has changed; a figure on a page leads to it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np

from corridor.core import runs
from corridor.core.models import Run
from corridor.delivery.mobility.runs import measure_steps
from corridor.design.budgets.models import Budget
from corridor.design.budgets.runs import assessment_of
from corridor.design.results.models import Indicator
from corridor.design.schemes.models import Scheme
from corridor.engines import caseflow, disclosure, indicators
from corridor.engines.caseflow import DurationReport, StepDurations, StepRecords
from corridor.engines.costing import BudgetAssessment
from corridor.engines.indicators import Achievement, Efficiency, Funnel, Share
from corridor.evaluation.monitoring.rules import SMALL_GROUP, Sex, Stage
from corridor.evaluation.monitoring.selectors import indicators as measured, money, people
from corridor.evaluation.monitoring.selectors.indicators import Measured
from corridor.evaluation.monitoring.selectors.money import Fees, Spent
from corridor.evaluation.monitoring.selectors.people import CheckInCount, CohortCount, Reached, Wish
from corridor.evaluation.monitoring.selectors.records import Records

ENGINE = "monitoring.results"
ROUND_TO = 10
WAY = "selection_to_departure"


@dataclass(frozen=True)
class IndicatorResult:
    """An indicator with its value today, its progress and its past."""

    indicator: Indicator
    now: Measured
    progress: Achievement | None
    trend: tuple[Measured, ...]


@dataclass(frozen=True)
class CohortResult:
    """A cohort with its pass rate among those who took the final test."""

    counts: CohortCount
    passed: Share


@dataclass(frozen=True)
class UnitCosts:
    """What one participant and one placement cost, as spent and as planned."""

    spent_per_participant: Efficiency
    spent_per_placement: Efficiency
    planned_per_participant: Efficiency | None
    planned_per_placement: Efficiency | None


@dataclass(frozen=True)
class Results:
    """Everything that the dashboard of a scheme shows."""

    scheme: Scheme
    wish: Wish
    as_of: date
    reached: Reached
    funnel: Funnel
    trained: Share
    corridors: dict[tuple[str, str], int]
    steps: DurationReport | None
    way: StepDurations | None
    budget: BudgetAssessment | None
    spent: Spent
    fees: Fees
    indicators: tuple[IndicatorResult, ...]
    cohorts: tuple[CohortResult, ...]
    check_ins: CheckInCount
    unit_costs: UnitCosts


def results_of(*, scheme: Scheme, wish: Wish, today: date, user: Any) -> Results:
    """Compute the results of a scheme that was reached through its door, as its rows stand now."""
    found = people.reached(scheme=scheme, wish=wish)
    budget = money.plan_budget(user=user, scheme=scheme)
    assessment, spent = (assessment_of(budget) if budget else None), money.spent_on(budget=budget)
    cohorts = people.cohort_counts(scheme=scheme, wish=wish)
    return Results(
        scheme=scheme,
        wish=wish,
        as_of=today,
        reached=found,
        funnel=indicators.funnel(Stage.values, found.by_group),
        trained=indicators.wilson_share(found.trained_of_accepted, found.accepted),
        corridors=people.moved_by_corridor(scheme=scheme, wish=wish),
        steps=measure_steps(cases=people.cases_of(scheme=scheme, wish=wish), as_of=today),
        way=way_to_departure(scheme=scheme, wish=wish, today=today),
        budget=assessment,
        spent=spent,
        fees=money.fees_of(scheme=scheme),
        indicators=indicator_results(scheme=scheme, today=today),
        cohorts=tuple(
            CohortResult(row, indicators.wilson_share(row.passed, row.assessed, row.enrolled)) for row in cohorts
        ),
        check_ins=people.check_in_counts(scheme=scheme, wish=wish),
        unit_costs=_unit_costs(budget, assessment, spent, found),
    )


def keep(results: Results, *, by: Any) -> Run:
    """Keep the run of these results, or find the run of the very same figures."""
    parameters = {"scheme": results.scheme.pk, **asdict(results.wish), "as_of": results.as_of.isoformat()}
    figures = summary_of(results)
    known = _known(ENGINE, [parameters, figures])
    if known is not None:
        return known
    with runs.recorded(engine=ENGINE, parameters=parameters, inputs=[parameters, figures], by=by) as run:
        run.result = figures
    return run


def summary_of(results: Results) -> dict[str, Any]:
    """Return the figures of a set of results as plain values, for the run and for programs."""
    costs = results.unit_costs
    return {
        "version": 1,
        "funnel": {stage.name: {"total": stage.total, **_named(stage.by_group)} for stage in results.funnel.stages},
        "trained_of_accepted": [results.trained.count, results.trained.answered],
        "corridors": {f"{origin}-{to}": n for (origin, to), n in results.corridors.items()},
        "steps": [_plain(asdict(step)) for step in results.steps.steps] if results.steps else [],
        "slowest_step": results.steps.slowest_step if results.steps else None,
        "selection_to_departure": _plain(asdict(results.way)) if results.way else None,
        "planned": {payer: float(n) for payer, n in results.budget.by_payer.items()} if results.budget else {},
        "spent": {payer: float(n) for payer, n in results.spent.by_payer.items()},
        "fees_reported": {"reports": results.fees.reports, "known_eur": float(results.fees.known_eur)},
        "indicators": {row.indicator.code: row.now.value for row in results.indicators},
        "cohorts": [[row.counts.cohort.pk, row.counts.passed, row.counts.assessed] for row in results.cohorts],
        "check_ins": asdict(results.check_ins),
        "unit_costs": {name: part and asdict(part) for name, part in vars(costs).items()},
    }


def indicator_results(*, scheme: Scheme, today: date, with_trend: bool = True) -> tuple[IndicatorResult, ...]:
    """Compute every indicator of a scheme with its light, and its past where that is asked for."""
    known: dict[str, Measured] = {}
    rows, records = measured.indicators_of(scheme=scheme), Records(scheme)
    values = [measured.measure(indicator=row, today=today, known=known, records=records) for row in rows]
    return tuple(
        IndicatorResult(
            row,
            now,
            _progress(row, now, today),
            tuple(measured.trend_of(row, now, today, records=records)) if with_trend else (),
        )
        for row, now in zip(rows, values, strict=True)
    )


def way_to_departure(*, scheme: Scheme, wish: Wish, today: date) -> StepDurations | None:
    """Return how long it takes from selection to departure; those who still wait are counted until today."""
    rows = [
        (str(pk), WAY, chosen, left if left and left <= today else None)
        for pk, chosen, left in people.ways_to_departure(scheme=scheme, wish=wish)
        if chosen <= today
    ]
    if not rows:
        return None
    report = caseflow.measure_durations(StepRecords.of(rows), legal_days={}, as_of=today)
    return report.steps[0]


def shown_counts(row: Sequence[int]) -> list[int | None]:
    """Return the groups of one stage as they may be published: small ones hidden, the others rounded to tens.

    Hiding alone is not enough where rows lie within each other, as the stages of a funnel do: the difference of two
    rows, or of the total and the groups, would tell a small number. After rounding it tells no more than "a few".
    """
    rounded = disclosure.round_counts(row, base=ROUND_TO).values
    return [None if 0 < exact < SMALL_GROUP else int(shown) for exact, shown in zip(row, rounded.tolist(), strict=True)]


def _known(engine: str, inputs: object) -> Run | None:
    digest = runs.digest_of(inputs)
    return Run.objects.filter(engine=engine, input_digest=digest, status=Run.Status.DONE).order_by("pk").first()


def _progress(row: Indicator, now: Measured, today: date) -> Achievement | None:
    if row.baseline is None or row.target is None:
        return None
    return indicators.achievement(now.value, float(row.baseline), float(row.target), elapsed=_elapsed(row, today))


def _elapsed(row: Indicator, today: date) -> float:
    # Without both dates nothing says how much is due by now, so the whole target is asked for.
    if row.baseline_date is None or row.target_date is None or row.target_date <= row.baseline_date:
        return 1.0
    passed = (today - row.baseline_date).days / (row.target_date - row.baseline_date).days
    return min(1.0, max(0.0, passed))


def _unit_costs(budget: Budget | None, assessment: BudgetAssessment | None, spent: Spent, found: Reached) -> UnitCosts:
    departed = sum(counts[Stage.values.index(Stage.DEPARTED)] for counts in found.by_group.values())
    divide = indicators.internal_efficiency
    planned = float(assessment.total) if assessment else 0.0
    return UnitCosts(
        spent_per_participant=divide(float(spent.total), found.participants),
        spent_per_placement=divide(float(spent.total), departed),
        planned_per_participant=divide(planned, budget.participants) if budget else None,
        planned_per_placement=divide(planned, budget.placements) if budget else None,
    )


def _named(by_group: Mapping[str, int]) -> dict[str, int]:
    return {Sex(code).name.lower(): count for code, count in by_group.items()}


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: float(value) if isinstance(value, np.floating) else value for name, value in values.items()}
