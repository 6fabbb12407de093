"""From a stored pathway and stated facts to the routing engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone

from corridor.core import runs
from corridor.engines import routing
from corridor.engines.routing import Change, RequirementKind, Route
from corridor.kernel.errors import N_, InputError
from corridor.kernel.findings import Finding
from corridor.knowledge.pathways.models import Pathway, Procedure, ProcedureStep, Requirement
from corridor.knowledge.pathways.rules import goals_of, in_force, with_alternatives
from corridor.knowledge.pathways.selectors import every_step_of
from corridor.knowledge.pathways.values import NAMES

Pairs = list[tuple[routing.Requirement, Requirement | Pathway]]
Way = Route  # the engine's answer; pages and programs read it without knowing the engine
ENGINE = "routing.fit_pathway"
_END = "end of the procedure"  # no slug, so that no step can have this code


@dataclass(frozen=True)
class Condition:
    """One condition with its state; `text` is the condition as the register words it, `finding` what is missing.

    `actual` and `required` are the values that were compared, `row` the entry of the register on whose word.
    """

    kind: str
    text: str
    status: str
    finding: Finding | None
    row: Requirement | Pathway
    actual: object = None
    required: object = None
    change: Change | None = None
    is_stated: bool = True


@dataclass(frozen=True)
class PathwayFit:
    """How stated facts fit a pathway: eligible, unknown or not_eligible, and every condition.

    `only_persons_missing` says that nothing stands against a scheme that chooses well. A trial has no record of a run.
    """

    verdict: str
    conditions: tuple[Condition, ...]
    only_persons_missing: bool
    run_id: int | None

    def of(self, status: str) -> tuple[Condition, ...]:
        """Return the conditions of one state: met, unmet or unknown."""
        return tuple(each for each in self.conditions if each.status == status)


@dataclass(frozen=True)
class ProcedureRoutes:
    """The ways through a procedure: fastest, cheapest, cheapest for the worker; the steps by their codes."""

    fastest: Route | None
    cheapest: Route | None
    cheapest_for_worker: Route | None
    blocked_by: tuple[str, ...]
    steps: Mapping[str, ProcedureStep]


def fit(*, pathway: Pathway, facts: Mapping[str, Any], by: Any, on: date | None = None) -> PathwayFit:
    """Hold facts against a pathway as it stands on a day, today if none is given.

    `facts` are the engine's; what is absent or None is not known, never a refusal.
    """
    pairs = requirements_of(pathway, on=on)
    inputs = [pathway.code, [repr(requirement) for requirement, _row in pairs], sorted(_plain(facts).items())]
    with runs.recorded(engine=ENGINE, parameters=_plain(facts), inputs=inputs, by=by) as run:
        found = _fit(pathway, pairs, facts)
        run.result = {"verdict": str(found.verdict), "unmet": [str(each.requirement.kind) for each in found.unmet]}
    return _answer(found, [row for _requirement, row in pairs], run.pk)


def try_fit(*, pathway: Pathway, facts: Mapping[str, Any], on: date | None = None) -> PathwayFit:
    """Hold facts against a pathway and keep no record: for lists of many pathways and occupations."""
    pairs = requirements_of(pathway, on=on)
    return _answer(_fit(pathway, pairs, facts), [row for _requirement, row in pairs], None)


def _fit(pathway: Pathway, pairs: Pairs, facts: Mapping[str, Any]) -> routing.Fit:
    asked = tuple(requirement for requirement, _row in pairs)
    return routing.fit_pathway(routing.Pathway(pathway.code, asked), routing.Facts(**facts))


def requirements_of(pathway: Pathway, *, on: date | None = None) -> Pairs:
    """Return what a pathway asks for on a day, from its own fields and from its conditions, with the rows."""
    day = on or timezone.localdate()
    rows = [row for row in pathway.requirements.all() if in_force(row, day)]
    pairs: Pairs = [(_requirement(row), row) for row in rows]
    kinds = {requirement.kind for requirement, _row in pairs}
    return [*((each, pathway) for each in _own(pathway) if each.kind not in kinds), *pairs]


def routes(*, procedure: Procedure) -> ProcedureRoutes:
    """Return the fastest and the cheapest lawful way through a procedure.

    Days are the real ones where they are known, else the legal ones. A step whose recruitment fee the worker would pay
    is part of no route.
    """
    rows = every_step_of(procedure=procedure)
    steps = _route_steps(rows)
    found = routing.find_routes(steps, frozenset({_END}))
    for_worker = routing.find_routes(steps, frozenset({_END}), payer=ProcedureStep.Payer.WORKER)
    return ProcedureRoutes(
        _without_end(found.fastest),
        _without_end(found.cheapest),
        _without_end(for_worker.cheapest),
        found.blocked_by,
        {row.code: row for row in rows},
    )


def _without_end(route: Route | None) -> Route | None:
    if route is None:
        return None
    return replace(route, steps=route.steps[:-1], critical_path=route.critical_path[:-1])


def _route_steps(rows: Sequence[ProcedureStep]) -> list[routing.RouteStep]:
    predecessors = {row.code: row.predecessors for row in rows}
    alternative_to = {row.code: row.alternative_to for row in rows}
    waits = with_alternatives(predecessors, alternative_to)
    ends = with_alternatives({**predecessors, _END: sorted(goals_of(predecessors, alternative_to))}, alternative_to)
    steps = [
        routing.RouteStep(row.code, _days(row), _fees(row), waits[row.code], is_lawful=not row.charges_recruitment)
        for row in rows
    ]
    return [*steps, routing.RouteStep(_END, 0.0, {}, ends[_END])]


def _days(row: ProcedureStep) -> float | None:
    days = row.legal_days if row.real_days is None else row.real_days
    return None if days is None else float(days)


def _fees(row: ProcedureStep) -> dict[str, float | None]:
    if row.fee_eur is not None:
        return {row.payer: float(row.fee_eur)}
    # A fee that is printed in another currency is known to exist, but not in euros.
    return {row.payer: None} if row.fee_original is not None else {}


def _own(pathway: Pathway) -> list[routing.Requirement]:
    found = []
    if pathway.origin_iso3:
        found.append(routing.Requirement(RequirementKind.ORIGIN, codes=frozenset({pathway.origin_iso3})))
    if pathway.min_salary_eur is not None:
        factor = 12 if pathway.salary_basis == Pathway.SalaryBasis.MONTH else 1
        found.append(routing.Requirement(RequirementKind.SALARY, at_least=float(pathway.min_salary_eur) * factor))
    if pathway.max_months is not None:
        found.append(routing.Requirement(RequirementKind.STAY, at_most=float(pathway.max_months)))
    if pathway.valid_until_date is not None or pathway.valid_from_date is not None:
        first, last = pathway.valid_from_date, pathway.valid_until_date
        found.append(routing.Requirement(RequirementKind.VALIDITY, from_date=first, until_date=last))
    return found


def _requirement(row: Requirement) -> routing.Requirement:
    unknown = sorted(set(row.value) - NAMES)
    if unknown:
        raise InputError(
            N_("A requirement of %(pathway)s holds %(names)s, which no rule reads."),
            hint=N_("Use only these names: %(known)s."),
            field="value",
            params={"pathway": row.pathway, "names": ", ".join(unknown), "known": ", ".join(sorted(NAMES))},
        )
    value = dict(row.value)
    for name in ("from_date", "until_date"):
        if value.get(name):
            value[name] = date.fromisoformat(value[name])
    for name in ("codes", "only_origins", "not_origins"):
        if name in value:
            value[name] = frozenset(value[name])
    return routing.Requirement(
        RequirementKind(row.kind),
        label=str(row),
        is_stated=row.is_stated,
        source=row.source,
        source_date=row.source_date,
        **value,
    )


def _answer(found: routing.Fit, rows: Sequence[Requirement | Pathway], run_id: int | None) -> PathwayFit:
    conditions = tuple(
        Condition(
            kind=str(each.requirement.kind),
            text=row.localised_text if isinstance(row, Requirement) else "",
            status=str(each.status),
            finding=each.finding,
            row=row,
            actual=each.actual,
            required=each.required,
            change=each.change,
            is_stated=each.requirement.is_stated,
        )
        for each, row in zip(found.conditions, rows, strict=True)
    )
    return PathwayFit(str(found.verdict), conditions, found.only_persons_missing, run_id)


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    # The record of a run keeps no date of birth: only that one was given.
    kept = {**facts, "birth_date": "given"} if "birth_date" in facts else facts
    return {name: value if isinstance(value, int | float | dict) else str(value) for name, value in kept.items()}
