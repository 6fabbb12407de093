"""Plans and reports of a scheme: which training opens vacancies, who is chosen how often, how many to propose."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np

from corridor.access.models import User
from corridor.core.models import Run
from corridor.core.runs import recorded
from corridor.delivery.recruitment.models import Vacancy
from corridor.delivery.recruitment.runs.markets import facts_with_others, market_of, read, unpacked
from corridor.delivery.recruitment.selectors.markets import (
    candidate_facts,
    candidates_to_match,
    vacancies_to_weigh,
    vacancy_facts,
)
from corridor.delivery.recruitment.selectors.planning import (
    STAGES,
    Passing,
    Plan,
    PoolRow,
    newest_comparison,
    on_their_way,
    passings,
    pool_of,
    stage_counts,
)
from corridor.engines.fairness import FairnessReport, GroupLine, Ratio, exposure_of, fairness_report
from corridor.engines.matching.unlocks import Opening, Relaxation, relaxations, training_plan
from corridor.engines.nominating import (
    Belief,
    GroupCount,
    NominationPlan,
    Pipeline,
    Rates,
    WishesContradict,
    learn_rates,
    nominations_needed,
)
from corridor.kernel.errors import N_, DataUnavailable

SEED = 20_260_101
SHOWN_OPENINGS = 200
COLUMNS = ("sex", "age", "region", "origin")
AIMS = ("stable", "optimal", "balanced")
# Nothing is known yet: every rate is equally likely.
UNKNOWN = Belief(0.5, 2.0)


@dataclass(frozen=True)
class Wish:
    """What is wished of a number of proposals."""

    target: int
    capacity: int
    chance_to_reach: float
    chance_of_overfill: float
    origin: str


@dataclass(frozen=True)
class Planned:
    """What was computed, to be kept as a run: computing may take seconds, in which no record is held."""

    plan: Plan
    parameters: dict[str, Any]
    inputs: object
    result: dict[str, Any]
    seed: int | None = None


def keep_planned(planned: Planned, *, by: User | None) -> Run:
    """Keep what was computed as a run."""
    with recorded(
        engine=planned.plan, parameters=planned.parameters, inputs=planned.inputs, by=by, seed=planned.seed
    ) as run:
        run.result = planned.result
    return run


def plan_training(*, scheme_id: int) -> Planned:
    """Compute which one change opens how many open vacancies for how many free candidates of a scheme."""
    people = candidate_facts(candidates_to_match(scheme_id=scheme_id))
    posts = vacancy_facts(vacancies_to_weigh(scheme_id=scheme_id))
    if not people or not posts:
        raise DataUnavailable(
            N_("There is nothing to plan for (free candidates: %(people)s; open vacancies: %(posts)s)."),
            hint=N_("Register candidates and open vacancies first."),
            params={"people": len(people), "posts": len(posts)},
        )
    inputs = [[asdict(one) for one in people], [asdict(one) for one in posts]]
    found = training_plan(market_of(people, posts).store)
    result = {
        "people": found.people,
        "vacancies": found.vacancies,
        "positions": sum(one.positions for one in posts),
        "reached": found.reached,
        "reachable": found.reachable,
        "learnt": [_opening(one) for one in found.learnt[:SHOWN_OPENINGS]],
        "agreed": [_opening(one) for one in found.agreed[:SHOWN_OPENINGS]],
    }
    return Planned(Plan.TRAINING, {"scheme": scheme_id}, inputs, result)


def relaxed(*, vacancy: Vacancy) -> tuple[Relaxation, ...]:
    """Return how many free candidates each relaxed condition of a vacancy would let in, from today's facts.

    It decides nothing and names nobody, so no run is kept of it.
    """
    people = candidate_facts(candidates_to_match(scheme_id=vacancy.scheme_id))
    if not people:
        return ()
    market = market_of(people, facts_with_others(vacancy.scheme_id, [vacancy]))
    return relaxations(market.store, market.vacancy_ids.index(vacancy.pk))


def _opening(one: Opening) -> dict[str, Any]:
    counts = ("pairs", "pairs_here", "people", "vacancies", "positions", "newcomers")
    step = {"kind": one.step.kind.value, "words": list(one.step.words), "level": one.step.level}
    return step | {name: getattr(one, name) for name in counts}


def report_fairness(*, scheme_id: int, today: date) -> Planned:
    """Compute how often and how high the people of each recorded group are listed, proposed and selected."""
    pool = pool_of(scheme_id=scheme_id, today=today, allocated=_allocated(scheme_id))
    if not pool:
        raise DataUnavailable(
            N_("Nobody is registered in this scheme yet."), hint=N_("Register candidates first, then report.")
        )
    parameters = {"scheme": scheme_id, "as_of": today.isoformat()}
    inputs = sorted(repr(row) for row in pool)
    result = {"people": len(pool), "tables": [table for name in COLUMNS for table in _tables(pool, name)]}
    return Planned(Plan.FAIRNESS, parameters, inputs, result, SEED)


def _tables(pool: Sequence[PoolRow], column: str) -> list[dict[str, Any]]:
    proposed = [row for row in pool if row.is_proposed]
    exposure = np.array([exposure_of(row.exposure_ranks).sum() for row in pool])
    listed = _report(pool, column, [row.is_listed for row in pool], exposure)
    found = [("listed", listed), ("proposed", _report(pool, column, [row.is_proposed for row in pool], None))]
    if proposed:
        found.append(("selected", _report(proposed, column, [row.is_selected for row in proposed], None)))
    free = [row for row in pool if row.allocated is not None]
    for aim in AIMS:
        seated = [aim in (row.allocated or ()) for row in free]
        if any(seated):
            found.append((aim, _report(free, column, seated, None)))
    return [
        {
            "column": column,
            "stage": stage,
            "people": report.people,
            "selected": report.selected,
            "reference": report.reference,
            "lines": [_line(one) for one in report.lines],
        }
        for stage, report in found
    ]


def _allocated(scheme_id: int) -> dict[int, frozenset[str]]:
    """Return the aims that give each free candidate a post in the newest comparison of allocations."""
    kept = newest_comparison(scheme_id=scheme_id)
    if kept is None or kept.result is None or kept.snapshot.content is None:
        return {}
    aims = json.loads(unpacked(kept.result))["aims"]
    seated = {name: {pair[1] for pair in aim["pairs"]} for name, aim in aims.items() if aim}
    people = [one.pk for one in read(unpacked(kept.snapshot.content)).people]
    return {pk: frozenset(name for name in seated if pk in seated[name]) for pk in people}


def _report(
    pool: Sequence[PoolRow], column: str, chosen: Sequence[bool], exposure: np.ndarray[Any, np.dtype[np.float64]] | None
) -> FairnessReport:
    groups = [str(getattr(row, column)) for row in pool]
    return fairness_report(groups, chosen, rng=np.random.default_rng(SEED), exposure=exposure)


def _line(one: GroupLine) -> dict[str, Any]:
    return {
        "group": one.group,
        "people": one.people,
        "selected": one.selected,
        "rate": _ratio(one.rate),
        "ratio": _ratio(one.ratio),
        "p_value": one.p_value,
        "exposure": _ratio(one.exposure),
        "exposure_ratio": _ratio(one.exposure_ratio),
        "verdict": one.verdict.value,
        "message": one.message,
    }


def _ratio(one: Ratio | None) -> list[float | None] | None:
    """Return a value with its bounds; an infinite bound is None, which JSON can hold."""
    return None if one is None else [x if math.isfinite(x) else None for x in (one.value, one.low, one.high)]


def plan_nominations(*, scheme_id: int, vacancy: Vacancy | None, wish: Wish) -> Planned:
    """Compute how many more people to propose for one vacancy, or for a whole scheme."""
    rows = passings(scheme_id=scheme_id)
    parameters = {"scheme": scheme_id, "vacancy": vacancy.pk if vacancy else 0, **asdict(wish)}
    inputs = sorted(repr(row) for row in rows)
    rates = _rates(rows)
    mine = [row for row in rows if vacancy is None or row.vacancy_id == vacancy.pk]
    group = _group(wish, vacancy)
    result = {"stages": [_stage(rates, stage, group) for stage in STAGES], **_planned(rates, group, mine, wish)}
    return Planned(Plan.NOMINATIONS, parameters, inputs, result)


def _group(wish: Wish, vacancy: Vacancy | None) -> tuple[str, ...]:
    if vacancy is None:
        return (wish.origin,)
    return (f"{wish.origin}-{vacancy.iso3}", vacancy.isco08[:4], str(vacancy.employer.organisation.name))


def _rates(rows: Sequence[Passing]) -> Rates | None:
    counts = [GroupCount(stage, group, *counted) for (stage, group), counted in sorted(stage_counts(rows).items())]
    return learn_rates(counts) if counts else None


def _believed(rates: Rates | None, stage: str, group: tuple[str, ...]) -> Belief:
    return rates.belief(stage, group) if rates and stage in rates.stages else UNKNOWN


def _chain(rates: Rates | None, group: tuple[str, ...]) -> tuple[Belief, ...]:
    return tuple(_believed(rates, stage, group) for stage in STAGES)


def _stage(rates: Rates | None, stage: str, group: tuple[str, ...]) -> dict[str, Any]:
    """Return what is known of one stage: the belief, and the counts of this group and of all."""
    belief = _believed(rates, stage, group)
    low, high = belief.between()
    own = rates.of(stage, group) if rates else None
    everybody = rates.of(stage, ()) if rates else None
    return {
        "stage": stage,
        "mean": belief.mean,
        "low": low,
        "high": high,
        "own": [own.passed, own.entered] if own else [0, 0],
        "all": [everybody.passed, everybody.entered] if everybody else [0, 0],
    }


def _planned(rates: Rates | None, group: tuple[str, ...], mine: Sequence[Passing], wish: Wish) -> dict[str, Any]:
    way = on_their_way(mine)
    own = way.pop(group[0], [0] * (len(STAGES) + 1))
    departed = own[-1] + sum(line[-1] for line in way.values())
    others = [Pipeline(_chain(rates, (corridor, *group[1:])), tuple(line[:-1])) for corridor, line in way.items()]
    if departed:
        others.append(Pipeline((Belief(1.0),), (departed,)))
    waiting = [own[place] + sum(line[place] for line in way.values()) for place in range(len(STAGES))]
    said: dict[str, Any] = {"waiting": waiting, "departed": departed}
    try:
        plan = nominations_needed(
            target=wish.target,
            capacity=wish.capacity,
            rates=_chain(rates, group),
            chance_to_reach=wish.chance_to_reach,
            chance_of_overfill=wish.chance_of_overfill,
            waiting=own[:-1],
            others=others,
        )
    except WishesContradict as refusal:
        return said | {"refusal": _refusal(refusal), "table": [asdict(row) for row in refusal.table]}
    return said | _plan(plan)


def _plan(plan: NominationPlan) -> dict[str, Any]:
    forecast = plan.forecast
    return {
        "nominate": plan.nominate,
        "most": plan.most,
        "chance_to_reach": plan.chance_to_reach,
        "chance_of_overfill": plan.chance_of_overfill,
        "expected": forecast.expected,
        "low": forecast.low,
        "high": forecast.high,
        "table": [asdict(row) for row in plan.table],
    }


def _refusal(refusal: WishesContradict) -> dict[str, Any]:
    return {"message": refusal.message, "hint": refusal.hint, "params": dict(refusal.params)}
