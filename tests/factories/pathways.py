"""Pathways, procedures and model contracts with the least that is valid."""

from itertools import count

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

_numbers = count(1)


def make_pathway(**fields) -> Pathway:
    n = next(_numbers)
    defaults = {
        "code": f"pathway-{n}",
        "name_en": f"Pathway {n}",
        "destination_iso3": "BEL",
        "permit_kind": Pathway.Permit.WORK,
        "source": "invented for a test",
        "is_invented": True,
    }
    return Pathway.objects.create(**defaults | fields)


def make_requirement(*, pathway=None, kind=Requirement.Kind.OTHER, **fields) -> Requirement:
    fields = {"text_en": "A condition"} | fields
    return Requirement.objects.create(pathway=pathway or make_pathway(), kind=kind, **fields)


def make_procedure(*, pathway=None, version=1, steps=(("apply", ()), ("visa", ("apply",)))) -> Procedure:
    """A procedure of steps given as (code, predecessors)."""
    procedure = Procedure.objects.create(pathway=pathway or make_pathway(), version=version)
    for order, (code, before) in enumerate(steps, start=1):
        ProcedureStep.objects.create(
            procedure=procedure,
            code=code,
            name_en=code.title(),
            party=ProcedureStep.Party.WORKER,
            legal_days=10,
            order=order,
            predecessors=list(before),
        )
    return procedure


def make_model_contract(**fields) -> ModelContract:
    defaults = {
        "destination_iso3": "BEL",
        "sector": "J",
        "name_en": "Model contract",
        "min_monthly_eur": 2000,
        "max_weekly_hours": 38,
        "min_rest_days": 2,
        "source": "invented for a test",
        "is_invented": True,
    }
    return ModelContract.objects.create(**defaults | fields)


def make_note(*, pathway=None, **fields) -> PathwayNote:
    defaults = {"topic": PathwayNote.Topic.FAMILY, "answer": PathwayNote.Answer.YES, "source": "invented for a test"}
    return PathwayNote.objects.create(pathway=pathway or make_pathway(), **defaults | fields)


def make_blockage(*, pathway=None, **fields) -> Blockage:
    defaults = {"text": "No appointment", "place": "Consulate", "source": "invented for a test"}
    return Blockage.objects.create(pathway=pathway or make_pathway(), is_invented=True, **defaults | fields)


def make_visa_centre(**fields) -> VisaCentre:
    defaults = {
        "name_en": "Visa centre",
        "iso3": "MAR",
        "place": "Rabat",
        "destination_iso3": "BEL",
        "tasks": "Takes applications",
        "source": "invented for a test",
        "is_invented": True,
    }
    return VisaCentre.objects.create(**defaults | fields)


def plant_register(pathway: Pathway) -> dict[str, int]:
    """One entry of every kind beside a pathway, by the name under which the access matrix asks for it."""
    return {
        "pathway_step": (pathway.procedures.first() or make_procedure(pathway=pathway)).steps.first().pk,
        "pathway_condition": make_requirement(pathway=pathway).pk,
        "pathway_note": make_note(pathway=pathway).pk,
        "blockage": make_blockage(pathway=pathway).pk,
        "visa_centre": make_visa_centre().pk,
    }
