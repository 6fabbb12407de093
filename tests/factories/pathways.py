"""Pathways, procedures and model contracts with the least that is valid."""

from itertools import count

from corridor.knowledge.pathways.models import ModelContract, Pathway, Procedure, ProcedureStep, Requirement

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
