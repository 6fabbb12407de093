"""Everything that an appraisal asks of one ledger, in one call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from corridor.engines.appraisal.decisions import (
    NEVER_CHARGED,
    Alternative,
    Comparison,
    CompensationPlan,
    SwitchingValues,
    Weighted,
    compare,
    compensation_plan,
    figure_value,
    ledger_tornado,
    switching_values,
    weigh,
)
from corridor.engines.appraisal.discounting import Convention, Floats
from corridor.engines.appraisal.distributions import Uncertain, central, checked
from corridor.engines.appraisal.draws import OnIndefinite
from corridor.engines.appraisal.finding import Finding
from corridor.engines.appraisal.published import BenefitCost, benefit_cost
from corridor.engines.appraisal.remarks import remarks
from corridor.engines.appraisal.rows import LedgerRow
from corridor.engines.appraisal.simulation import Simulation, simulate
from corridor.engines.appraisal.swings import Tornado
from corridor.engines.appraisal.tableau import SOCIAL, Ledger, ledger
from corridor.engines.appraisal.weighing import ScenarioValue, scenarios
from corridor.engines.compute import finite
from corridor.kernel.errors import N_, InputError

SCHEME = "scheme"
"""The name of the plan's own ledger beside its alternatives."""


@dataclass(frozen=True, slots=True)
class PairCorrelation:
    """Spearman's correlation between two uncertain figures."""

    between: tuple[str, str]
    rank: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationSettings:
    """How many draws, from which seed, and what happens to correlations that cannot hold together."""

    draws: int = 100_000
    seed: int = 1
    on_indefinite: OnIndefinite = "refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class TornadoSettings:
    """Whose value the tornado shows, and how far out its ends lie."""

    of: str = SOCIAL
    tail: float = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A possible course: its probability and the figures that differ from the plan."""

    p: float
    figures: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightSettings:
    """Incomes behind distribution weights."""

    eta: float
    ref_income: float
    incomes: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRatio:
    """A ratio that a source prints, with what is known of it."""

    name: str
    bcr: float
    cost: float
    accounts: Sequence[str] | None = None
    counterfactual: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalPlan:
    """A ledger with all that is asked of it. `rate` and `movers` are numbers or names of figures.

    `effect` is what the scheme achieves, in the unit in which its alternatives state theirs.
    """

    rate: float | str
    ledger: Sequence[LedgerRow]
    convention: str = Convention.END_YEAR
    movers: float | str = 1.0
    effect: float | None = None
    figures: Mapping[str, float | Uncertain] = field(default_factory=dict)
    correlation: Sequence[PairCorrelation] = ()
    simulation: SimulationSettings = field(default_factory=SimulationSettings)
    tornado: TornadoSettings = field(default_factory=TornadoSettings)
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    weights: WeightSettings | None = None
    never_charged: Sequence[str] = NEVER_CHARGED
    alternatives: Mapping[str, Alternative] = field(default_factory=dict)
    published: Sequence[PublishedRatio] = ()


@dataclass(frozen=True, slots=True)
class ScenarioSet:
    """Value of each scenario to each party and to society, and what follows over all scenarios."""

    npv: Mapping[str, Mapping[str, float]]
    by_party: Mapping[str, ScenarioValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """A plan appraised; None where the plan does not ask, or has no uncertain figure."""

    rate: float
    movers: float
    ledger: Ledger
    compensation: CompensationPlan
    switching: SwitchingValues
    simulation: Simulation | None
    tornado: Tornado | None
    scenarios: ScenarioSet | None
    weighted: Weighted | None
    comparison: Comparison | None
    published: Mapping[str, BenefitCost]
    findings: tuple[Finding, ...]


def appraise(plan: AppraisalPlan) -> Appraisal:
    """Appraise a plan: values, rates of return, losers and their compensation, uncertainty, alternatives, findings.

    Parameters
    ----------
    plan : see `AppraisalPlan`

    Raises
    ------
    InputError : what cannot be computed with; `field` names the place in the plan, such as ledger[2].split

    Source: docs/methods/appraisal.md.
    """
    known = _plan_figures(plan)
    rate, movers = figure_value(plan.rate, known), figure_value(plan.movers, known)
    result = ledger(rate, plan.ledger, plan.convention, movers, known)
    drawn = _simulated(plan)
    published = {
        ratio.name: benefit_cost(ratio.bcr, ratio.cost, ratio.accounts, ratio.counterfactual)
        for ratio in plan.published
    }
    chances = {party: shown.prob_loss for party, shown in drawn.outcomes.items()} if drawn else None
    said = remarks(result, chances, drawn.correlation_change if drawn else 0.0)
    return Appraisal(
        rate=rate,
        movers=movers,
        ledger=result,
        compensation=compensation_plan(result.npv, plan.never_charged),
        switching=switching_values(rate, plan.ledger, SOCIAL, plan.convention, movers, known),
        simulation=drawn,
        tornado=_tornado(plan),
        scenarios=_scenarios(plan, known),
        weighted=_weighted(plan, result),
        comparison=_comparison(plan, rate, movers, known),
        published=published,
        findings=(*said, *(finding for ratio in published.values() for finding in ratio.findings)),
    )


def _plan_figures(plan: AppraisalPlan) -> dict[str, float]:
    """Return every figure as the plan takes it."""
    return {
        name: central(checked(figure, f"figures.{name}"))
        if isinstance(figure, Uncertain)
        else finite(figure, f"figures.{name}")
        for name, figure in plan.figures.items()
    }


def _all_uncertain(plan: AppraisalPlan) -> dict[str, Uncertain]:
    """Return every figure as a distribution; a plain number is one without spread."""
    return {
        name: figure if isinstance(figure, Uncertain) else Uncertain(distribution="normal", mean=figure, sd=0.0)
        for name, figure in plan.figures.items()
    }


def _spread(plan: AppraisalPlan) -> list[str]:
    return [name for name, figure in plan.figures.items() if isinstance(figure, Uncertain)]


def _simulated(plan: AppraisalPlan) -> Simulation | None:
    matrix = _matrix(plan)
    if not _spread(plan):
        return None
    return simulate(
        plan.rate,
        plan.ledger,
        _all_uncertain(plan),
        plan.simulation.draws,
        plan.simulation.seed,
        matrix,
        plan.convention,
        plan.movers,
        plan.simulation.on_indefinite,
    )


def _matrix(plan: AppraisalPlan) -> Floats | None:
    """Return the rank correlations of all figures, 0 where a pair is not named."""
    names, uncertain = list(plan.figures), _spread(plan)
    matrix = np.eye(len(names))
    for place, pair in enumerate(plan.correlation):
        first, second = pair.between
        wrong = [name for name in pair.between if name not in uncertain]
        if wrong or first == second:
            raise InputError(
                N_("The correlation between %(first)s and %(second)s does not name two uncertain figures."),
                hint=N_("Choose two of: %(names)s."),
                field=f"correlation[{place}]",
                params={"first": first, "second": second, "names": ", ".join(uncertain) or "-"},
            )
        rows, columns = names.index(first), names.index(second)
        matrix[rows, columns] = matrix[columns, rows] = pair.rank
    return matrix if plan.correlation else None


def _tornado(plan: AppraisalPlan) -> Tornado | None:
    if not _spread(plan):
        return None
    drawn = ledger_tornado(
        plan.rate, plan.ledger, _all_uncertain(plan), plan.tornado.of, plan.convention, plan.movers, plan.tornado.tail
    )
    return Tornado(
        drawn.base,
        {name: drawn.bars[name] for name in _spread(plan)},
        tuple(name for name in drawn.order if name in _spread(plan)),
    )


def _scenarios(plan: AppraisalPlan, known: Mapping[str, float]) -> ScenarioSet | None:
    if not plan.scenarios:
        return None
    values: dict[str, Mapping[str, float]] = {}
    for name, scenario in plan.scenarios.items():
        figures = {**known, **_named(scenario, name, known)}
        rate, movers = figure_value(plan.rate, figures), figure_value(plan.movers, figures)
        result = ledger(rate, plan.ledger, plan.convention, movers, figures)
        values[name] = {**result.npv, SOCIAL: result.social}
    p = [scenario.p for scenario in plan.scenarios.values()]
    parties = next(iter(values.values()))
    by_party = {party: scenarios(p, {name: row[party] for name, row in values.items()}) for party in parties}
    return ScenarioSet(values, by_party)


def _named(scenario: Scenario, name: str, known: Mapping[str, float]) -> Mapping[str, float]:
    for figure in scenario.figures:
        if figure not in known:
            raise InputError(
                N_("Scenario %(scenario)s changes %(name)s, which is not a figure of the ledger."),
                hint=N_("Choose from: %(names)s."),
                field=f"scenarios.{name}.figures.{figure}",
                params={"scenario": name, "name": figure, "names": ", ".join(known) or "-"},
            )
    return scenario.figures


def _weighted(plan: AppraisalPlan, result: Ledger) -> Weighted | None:
    weights = plan.weights
    if weights is None:
        return None
    unknown = [party for party in weights.incomes if party not in result.npv]
    if unknown:
        raise InputError(
            N_("The weights give an income of %(name)s, who has no part in the ledger."),
            hint=N_("Choose from: %(names)s."),
            field=f"weights.incomes.{unknown[0]}",
            params={"name": unknown[0], "names": ", ".join(result.npv)},
        )
    return weigh(result.npv, weights.ref_income, weights.incomes, weights.eta)


def _comparison(plan: AppraisalPlan, rate: float, movers: float, known: Mapping[str, float]) -> Comparison | None:
    if not plan.alternatives:
        return None
    if SCHEME in plan.alternatives:
        raise InputError(
            N_("An alternative is named %(name)s, which is the name of the ledger that it is compared with."),
            hint=N_("Give it another name."),
            field=f"alternatives.{SCHEME}",
            params={"name": SCHEME},
        )
    own = Alternative(ledger=plan.ledger, movers=movers, effect=plan.effect)
    return compare(rate, {SCHEME: own, **plan.alternatives}, plan.convention, known)
