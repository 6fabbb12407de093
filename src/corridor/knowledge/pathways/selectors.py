"""Reading pathways, procedures, model contracts, blockages and visa centres: open data."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from corridor.kernel.findings import Finding
from corridor.knowledge.pathways.models import (
    Blockage,
    ModelContract,
    Pathway,
    Procedure,
    ProcedureStep,
    Requirement,
    VisaCentre,
)
from corridor.knowledge.pathways.rules import NO_OPEN_PATHWAY, in_force, standard_steps

MOST_COMPARED = 4


def pathways(*, origin_iso3: str = "", destination_iso3: str = "", permit_kind: str = "") -> QuerySet[Pathway]:
    """Return the pathways into a country that are open to people from another; empty words narrow nothing."""
    rows = Pathway.objects.all()
    if origin_iso3:
        rows = rows.filter(Q(origin_iso3=origin_iso3) | Q(origin_iso3=""))
    if destination_iso3:
        rows = rows.filter(destination_iso3=destination_iso3)
    if permit_kind:
        rows = rows.filter(permit_kind=permit_kind)
    return rows.order_by("destination_iso3", "code")


def get_pathway(*, pk: int) -> Pathway:
    """Return one pathway with its requirements and notes, else 404."""
    row = Pathway.objects.filter(pk=pk).prefetch_related("requirements", "notes", "blockages").first()
    if row is None:
        raise Http404
    return row


def get_requirement(*, pk: int) -> Requirement:
    """Return one condition with its pathway, else 404."""
    row = Requirement.objects.filter(pk=pk).select_related("pathway").first()
    if row is None:
        raise Http404
    return row


def pathways_by_pk(*, pks: list[int]) -> list[Pathway]:
    """Return the pathways to compare, at most four, in the order of the register."""
    rows = Pathway.objects.filter(pk__in=pks).prefetch_related("requirements", "notes")
    return list(rows.order_by("destination_iso3", "code")[:MOST_COMPARED])


def open_pathways(*, origin_iso3: str, destination_iso3: str, isco08: str = "", on: date) -> list[Pathway]:
    """Return the pathways in force on a day that nothing in the register closes to an origin and an occupation.

    A pathway whose list of occupations is not stated stays in: what nobody knows is no refusal.
    """
    rows = _in_force(origin_iso3, destination_iso3, on)
    return [row for row in rows if _admits(row, origin_iso3, isco08, on)]


def training_findings(
    *, origin_iso3: str, destination_iso3: str, occupations: Iterable[str], on: date
) -> list[Finding]:
    """Return a warning against training money for each occupation that has no open pathway."""
    rows = _in_force(origin_iso3, destination_iso3, on)
    closed = [code for code in occupations if not any(_admits(row, origin_iso3, code, on) for row in rows)]
    places = {"origin": origin_iso3, "destination": destination_iso3, "day": on}
    return [Finding("no_open_pathway", NO_OPEN_PATHWAY, {"isco08": code, **places}) for code in closed]


def _in_force(origin_iso3: str, destination_iso3: str, on: date) -> list[Pathway]:
    rows = pathways(origin_iso3=origin_iso3, destination_iso3=destination_iso3).prefetch_related("requirements")
    return [row for row in rows if in_force(row, on)]


def _admits(pathway: Pathway, origin_iso3: str, isco08: str, on: date) -> bool:
    for row in pathway.requirements.all():
        codes = row.value.get("codes", []) if row.is_stated and row.value.get("holds", True) else []
        if not in_force(row, on) or not codes:
            continue
        if row.kind == Requirement.Kind.ORIGIN and origin_iso3 not in codes:
            return False
        is_listed = not isco08 or any(isco08.startswith(code) or code.startswith(isco08) for code in codes)
        if row.kind == Requirement.Kind.OCCUPATION and not is_listed:
            return False
    return True


def latest_procedure(*, pathway: Pathway) -> Procedure | None:
    """Return the newest procedure of a pathway, None where none is known."""
    return pathway.procedures.order_by("-version").first()


def steps_of(*, procedure: Procedure) -> list[ProcedureStep]:
    """Return the steps of the usual way in their order; steps that stand in for others are left out."""
    rows = every_step_of(procedure=procedure)
    alternative_to = {row.code: row.alternative_to for row in rows}
    if not any(alternative_to.values()):
        return rows
    usual = standard_steps({row.code: row.predecessors for row in rows}, alternative_to)
    return [row for row in rows if row.code in usual]


def every_step_of(*, procedure: Procedure) -> list[ProcedureStep]:
    """Return all steps in their order, those that stand in for others too."""
    return list(procedure.steps.order_by("order", "pk"))


def get_step(*, pk: int) -> ProcedureStep:
    """Return one step of the newest procedure of its pathway, else 404."""
    row = ProcedureStep.objects.filter(pk=pk).select_related("procedure__pathway").first()
    if row is None or row.procedure != latest_procedure(pathway=row.procedure.pathway):
        raise Http404
    return row


def blockages(*, pathway: Pathway | None = None, state: str = "") -> QuerySet[Blockage]:
    """Return what stands in the way, the next step first that is due first."""
    rows = Blockage.objects.select_related("pathway").order_by("next_step_date", "pk")
    if pathway is not None:
        rows = rows.filter(pathway=pathway)
    return rows.filter(state=state) if state else rows


def get_blockage(*, pk: int) -> Blockage:
    """Return one blockage, else 404."""
    row = Blockage.objects.filter(pk=pk).select_related("pathway").first()
    if row is None:
        raise Http404
    return row


def visa_centres(*, destination_iso3: str = "", origin_iso3: str = "") -> list[VisaCentre]:
    """Return the visa centres for a country of destination that serve people from a country of origin."""
    rows = VisaCentre.objects.order_by("destination_iso3", "iso3", "pk")
    if destination_iso3:
        rows = rows.filter(destination_iso3=destination_iso3)
    # The list of those served stands in JSON, which the two databases search in different ways.
    return [row for row in rows if not origin_iso3 or not row.serves_iso3 or origin_iso3 in row.serves_iso3]


def get_visa_centre(*, pk: int) -> VisaCentre:
    """Return one visa centre, else 404."""
    row = VisaCentre.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def model_contracts(*, destination_iso3: str = "") -> QuerySet[ModelContract]:
    """Return the model contracts, of one country where one is named."""
    rows = ModelContract.objects.order_by("destination_iso3", "sector", "pk")
    return rows.filter(destination_iso3=destination_iso3) if destination_iso3 else rows


def model_contract_for(*, destination_iso3: str, sector: str) -> ModelContract | None:
    """Return the model contract of a country and sector (NACE), None where there is none."""
    return model_contracts(destination_iso3=destination_iso3).filter(sector=sector).first()
