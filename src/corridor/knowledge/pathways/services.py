"""Changes to the register of pathways, which is knowledge of the installation and open to all its readers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from corridor.core import audit
from corridor.kernel.errors import N_, InputError
from corridor.kernel.places import Iso3
from corridor.knowledge.pathways.models import ModelContract, Pathway, Procedure, ProcedureStep, Requirement
from corridor.knowledge.pathways.rules import order_of_steps


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
    **fields: Any,
) -> Pathway:
    """Enter a pathway with its requirements; a pathway without a source is refused."""
    _check_source(source)
    pathway = Pathway.objects.create(
        code=code,
        name_en=name_en,
        destination_iso3=Iso3(destination_iso3, field="destination_iso3"),
        permit_kind=permit_kind,
        source=source,
        **fields,
    )
    Requirement.objects.bulk_create(Requirement(pathway=pathway, **requirement) for requirement in requirements)
    audit.record(by=by, action="pathways.pathway_created", obj=pathway, detail={"code": code})
    return pathway


@transaction.atomic
def create_procedure(*, pathway: Pathway, steps: Sequence[Mapping[str, Any]], by: Any) -> Procedure:
    """Enter the procedure of a pathway as its next version; steps that wait for each other in a circle are refused.

    Each step gives at least `code`, `name_en` and `party`; it is stored in an order in which it can be worked.
    """
    _check_steps(steps)
    order = order_of_steps({step["code"]: step.get("predecessors", ()) for step in steps})
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
