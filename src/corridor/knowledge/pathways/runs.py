"""From a stored pathway and stated facts to the routing engine."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from corridor.core import runs
from corridor.core.models import Run
from corridor.engines import routing
from corridor.engines.routing import RequirementKind
from corridor.kernel.errors import N_, InputError
from corridor.kernel.findings import Finding
from corridor.knowledge.pathways.models import Pathway, Requirement

ENGINE = "routing.fit_pathway"


@dataclass(frozen=True)
class Condition:
    """One condition with its state; `text` is the condition as the register words it, `finding` what is missing."""

    kind: str
    text: str
    status: str
    finding: Finding | None


@dataclass(frozen=True)
class PathwayFit:
    """How stated facts fit a pathway: eligible, unknown or not_eligible, and every condition."""

    verdict: str
    conditions: tuple[Condition, ...]
    run_id: int

    def of(self, status: str) -> tuple[Condition, ...]:
        """Return the conditions of one state: met, unmet or unknown."""
        return tuple(each for each in self.conditions if each.status == status)


def fit(*, pathway: Pathway, facts: Mapping[str, Any], by: Any) -> PathwayFit:
    """Hold facts against a pathway. `facts` are the engine's; what is absent or None is not known, never a refusal."""
    pairs = requirements_of(pathway)
    inputs = [pathway.code, [repr(requirement) for requirement, _text in pairs], sorted(_plain(facts).items())]
    with runs.recorded(engine=ENGINE, parameters=_plain(facts), inputs=inputs, by=by) as run:
        found = routing.fit_pathway(
            routing.Pathway(pathway.code, tuple(requirement for requirement, _text in pairs)), routing.Facts(**facts)
        )
        run.result = {"verdict": str(found.verdict), "unmet": [str(each.requirement.kind) for each in found.unmet]}
    return _answer(found, [text for _requirement, text in pairs], run)


def requirements_of(pathway: Pathway) -> list[tuple[routing.Requirement, str]]:
    """Return what a pathway asks for, from its own fields and from its requirements, with the register's words."""
    rows = list(pathway.requirements.all())
    pairs = [(_requirement(row), row.localised_text) for row in rows]
    kinds = {requirement.kind for requirement, _text in pairs}
    return [*((each, "") for each in _own(pathway) if each.kind not in kinds), *pairs]


def _own(pathway: Pathway) -> list[routing.Requirement]:
    found = []
    if pathway.origin_iso3:
        found.append(routing.Requirement(RequirementKind.ORIGIN, codes=frozenset({pathway.origin_iso3})))
    if pathway.min_salary_eur is not None:
        factor = 12 if pathway.salary_basis == Pathway.SalaryBasis.MONTH else 1
        found.append(routing.Requirement(RequirementKind.SALARY, at_least=float(pathway.min_salary_eur) * factor))
    if pathway.max_months is not None:
        found.append(routing.Requirement(RequirementKind.STAY, at_most=float(pathway.max_months)))
    if pathway.valid_until_date is not None:
        found.append(routing.Requirement(RequirementKind.VALIDITY, until_date=pathway.valid_until_date))
    return found


def _requirement(row: Requirement) -> routing.Requirement:
    known = {"at_least", "at_most", "codes", "language", "from_date", "until_date"}
    unknown = sorted(set(row.value) - known)
    if unknown:
        raise InputError(
            N_("A requirement of %(pathway)s holds %(names)s, which no rule reads."),
            hint=N_("Use at_least, at_most, codes, language, from_date or until_date."),
            field="value",
            params={"pathway": row.pathway, "names": ", ".join(unknown)},
        )
    value = dict(row.value)
    for name in ("from_date", "until_date"):
        if value.get(name):
            value[name] = date.fromisoformat(value[name])
    if "codes" in value:
        value["codes"] = frozenset(value["codes"])
    return routing.Requirement(RequirementKind(row.kind), label=row.localised_text, **value)


def _answer(found: routing.Fit, texts: list[str], run: Run) -> PathwayFit:
    conditions = tuple(
        Condition(str(each.requirement.kind), text, str(each.status), each.finding)
        for each, text in zip(found.conditions, texts, strict=True)
    )
    return PathwayFit(str(found.verdict), conditions, run.pk)


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value if isinstance(value, int | float | dict) else str(value) for name, value in facts.items()}
