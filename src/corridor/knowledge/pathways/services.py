"""Changes to the register of pathways, which is knowledge of the installation and open to all its readers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from django.db import transaction

from corridor.core import audit
from corridor.core.wordings import Worded, active_language, is_prose
from corridor.kernel.errors import N_, InputError
from corridor.kernel.places import Iso3
from corridor.knowledge.pathways.models import (
    Blockage,
    ModelContract,
    Pathway,
    PathwayNote,
    Procedure,
    ProcedureStep,
    Requirement,
    VisaCentre,
)
from corridor.knowledge.pathways.rules import order_of_steps, refuse_wrong_alternatives, with_alternatives
from corridor.knowledge.pathways.values import checked_value

Entry = TypeVar("Entry", Pathway, Requirement, PathwayNote, Blockage, VisaCentre)


@transaction.atomic
def create_pathway(
    *,
    code: str,
    name_en: str,
    destination_iso3: str,
    permit_kind: str,
    source: str,
    by: Any,
    requirements: Iterable[Mapping[str, Any]] = (),
    notes: Iterable[Mapping[str, Any]] = (),
    **fields: Any,
) -> Pathway:
    """Enter a pathway with its requirements and notes; a pathway without a source is refused."""
    _check_source(source)
    pathway = Pathway.objects.create(
        code=code,
        name_en=name_en,
        destination_iso3=Iso3(destination_iso3, field="destination_iso3"),
        permit_kind=permit_kind,
        source=source,
        **fields,
    )
    add_conditions(pathway=pathway, requirements=requirements, notes=notes)
    audit.record(by=by, action="pathways.pathway_created", obj=pathway, detail={"code": code})
    return pathway


def add_conditions(
    *, pathway: Pathway, requirements: Iterable[Mapping[str, Any]], notes: Iterable[Mapping[str, Any]]
) -> None:
    """Write the conditions and notes of a pathway inside the caller's transaction."""
    rows = [Requirement(pathway=pathway, **requirement) for requirement in requirements]
    for row in rows:
        row.value = checked_value(row.kind, row.value, is_stated=row.is_stated)
    Requirement.objects.bulk_create(rows)
    PathwayNote.objects.bulk_create(PathwayNote(pathway=pathway, **note) for note in notes)


@transaction.atomic
def save_entry(*, row: Entry, by: Any, changed: Iterable[str] = ()) -> Entry:
    """Add or change an entry of the register: a pathway, a condition, a note, a blockage or a visa centre.

    `changed` names the fields that the author wrote anew; where one of them is prose, the entry is from now on written
    in the author's language.
    """
    names = list(changed)
    if isinstance(row, Requirement):
        row.value = checked_value(row.kind, row.value, is_stated=row.is_stated)
    if not (isinstance(row, PathwayNote | Requirement) and _is_silent(row)):
        _check_source(row.source)
    if isinstance(row, Worded) and any(is_prose(row, name) for name in names):
        row.written_in = active_language()
    is_new = row.pk is None
    row.save()
    _record(row, "added" if is_new else "changed", by, names)
    return row


@transaction.atomic
def remove_entry(*, row: Requirement | PathwayNote | Blockage | VisaCentre, by: Any) -> None:
    """Take an entry out of the register; a pathway itself is never removed, it ends with its last day."""
    _record(row, "removed", by, [])
    row.delete()


@transaction.atomic
def create_procedure(*, pathway: Pathway, steps: Sequence[Mapping[str, Any]], by: Any) -> Procedure:
    """Enter the procedure of a pathway as its next version; steps that wait for each other in a circle are refused.

    Each step gives at least `code`, `name_en` and `party`; it is stored in an order in which it can be worked.
    """
    _check_steps(steps)
    before = {step["code"]: list(step.get("predecessors", ())) for step in steps}
    alternative_to = {step["code"]: step.get("alternative_to", "") for step in steps}
    refuse_wrong_alternatives(before, alternative_to)
    waits = with_alternatives(before, alternative_to) if set().union(*before.values()) <= set(before) else None
    order = order_of_steps(before if waits is None else {code: _all(groups) for code, groups in waits.items()})
    last = pathway.procedures.order_by("-version").values_list("version", flat=True).first() or 0
    procedure = Procedure.objects.create(pathway=pathway, version=last + 1)
    by_code = {step["code"]: step for step in steps}
    ProcedureStep.objects.bulk_create(
        ProcedureStep(procedure=procedure, **{**by_code[code], "order": place})
        for place, code in enumerate(order, start=1)
    )
    audit.record(by=by, action="pathways.procedure_created", obj=procedure, detail={"steps": list(order)})
    return procedure


@transaction.atomic
def save_step(*, pathway: Pathway, step: ProcedureStep, replaces: str = "", by: Any) -> Procedure:
    """Add a step to the procedure of a pathway or change one; the procedure becomes a new version.

    Cases keep the version that they began with. `replaces` is the code of the step that is changed.
    """
    last = pathway.procedures.order_by("-version").first()
    known = [_step_fields(row) for row in last.steps.order_by("order", "pk")] if last else []
    steps = [_step_fields(step) if row["code"] == replaces else row for row in known]
    if not replaces:
        steps.append(_step_fields(step))
    return create_procedure(pathway=pathway, steps=[_renamed(row, replaces, step.code) for row in steps], by=by)


@transaction.atomic
def remove_step(*, pathway: Pathway, code: str, by: Any) -> Procedure:
    """Take a step out of the procedure of a pathway; whoever waited for it waits for what it waited for."""
    last = pathway.procedures.order_by("-version").first()
    known = [_step_fields(row) for row in last.steps.order_by("order", "pk")] if last else []
    before: list[str] = next((row["predecessors"] for row in known if row["code"] == code), [])
    steps = [_without(row, code, before) for row in known if row["code"] != code]
    return create_procedure(pathway=pathway, steps=steps, by=by)


def _step_fields(row: ProcedureStep) -> dict[str, Any]:
    left_out = {"id", "procedure", "order"}
    return {field.name: getattr(row, field.name) for field in row._meta.concrete_fields if field.name not in left_out}


def _renamed(row: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    if not old or old == new:
        return row
    waits = [new if code == old else code for code in row["predecessors"]]
    stands_in = new if row["alternative_to"] == old else row["alternative_to"]
    return {**row, "predecessors": waits, "alternative_to": stands_in}


def _without(row: dict[str, Any], code: str, before: Sequence[str]) -> dict[str, Any]:
    if code not in row["predecessors"]:
        return {**row, "alternative_to": "" if row["alternative_to"] == code else row["alternative_to"]}
    others = [each for each in row["predecessors"] if each != code]
    return {**row, "predecessors": [*others, *(each for each in before if each not in others)]}


def _all(groups: Iterable[frozenset[str]]) -> list[str]:
    return sorted(set().union(*groups))


@transaction.atomic
def record_real_days(*, step: ProcedureStep, days: int, source: str, on: date, by: Any) -> ProcedureStep:
    """Note how long a step really takes (median), from whom this is known and of which day."""
    _check_source(source)
    step.real_days, step.real_days_source, step.real_days_date = days, source, on
    step.save(update_fields=["real_days", "real_days_source", "real_days_date"])
    audit.record(by=by, action="pathways.real_days_recorded", obj=step, detail={"days": days, "source": source})
    return step


@transaction.atomic
def create_model_contract(*, by: Any, **fields: Any) -> ModelContract:
    """Enter the least that contracts must grant in a country and sector; a fee for workers is refused."""
    _check_source(fields.get("source", ""))
    if fields.get("worker_fees_eur", 0):
        raise InputError(
            N_("A model contract charges the worker nothing."),
            hint=N_("Set the fees to zero."),
            field="worker_fees_eur",
        )
    contract = ModelContract.objects.create(**fields)
    audit.record(by=by, action="pathways.model_contract_created", obj=contract)
    return contract


def _is_silent(row: PathwayNote | Requirement) -> bool:
    """Return whether an entry only says that no source states something, which needs no source of its own."""
    return row.answer == PathwayNote.Answer.NOT_STATED if isinstance(row, PathwayNote) else not row.is_stated


def _record(row: Any, act: str, by: Any, fields: Sequence[str]) -> None:
    label = row._meta.label_lower.rpartition(".")[2]
    audit.record(by=by, action=f"pathways.{label}_{act}", obj=row, detail={"fields": sorted(fields)})


def _check_source(source: str) -> None:
    if not source.strip():
        raise InputError(
            N_("The source is missing."),
            hint=N_("Name the law, the page or the office, or say that the entry is invented."),
            field="source",
        )


def _check_steps(steps: Sequence[Mapping[str, Any]]) -> None:
    codes = [step["code"] for step in steps]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if not codes or twice:
        raise InputError(
            N_("Step %(code)s stands twice in the procedure.") if twice else N_("The procedure has no step."),
            hint=N_("Give every step a code of its own."),
            field="code",
            params={"code": ", ".join(twice)},
        )
