"""Reading pathways, procedures and model contracts: open data."""

from django.db.models import Q, QuerySet
from django.http import Http404

from corridor.knowledge.pathways.models import ModelContract, Pathway, Procedure, ProcedureStep


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
    """Return one pathway with its requirements, else 404."""
    row = Pathway.objects.filter(pk=pk).prefetch_related("requirements").first()
    if row is None:
        raise Http404
    return row


def latest_procedure(*, pathway: Pathway) -> Procedure | None:
    """Return the newest procedure of a pathway, None where none is known."""
    return pathway.procedures.order_by("-version").first()


def steps_of(*, procedure: Procedure) -> QuerySet[ProcedureStep]:
    """Return the steps in their order."""
    return procedure.steps.order_by("order", "pk")


def model_contracts(*, destination_iso3: str = "") -> QuerySet[ModelContract]:
    """Return the model contracts, of one country where one is named."""
    rows = ModelContract.objects.order_by("destination_iso3", "sector", "pk")
    return rows.filter(destination_iso3=destination_iso3) if destination_iso3 else rows


def model_contract_for(*, destination_iso3: str, sector: str) -> ModelContract | None:
    """Return the model contract of a country and sector (NACE), None where there is none."""
    return model_contracts(destination_iso3=destination_iso3).filter(sector=sector).first()
