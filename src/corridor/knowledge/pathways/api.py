"""Operations of this room for programs."""

from django.http import HttpRequest
from ninja import Router

from corridor.access.doors import check_role
from corridor.access.roles import Role
from corridor.core.wordings import worded
from corridor.knowledge.pathways import selectors
from corridor.knowledge.pathways.models import Pathway
from corridor.knowledge.pathways.schemas import PathwayOut, RequirementOut, StepOut

router = Router(tags=["pathways"])


@router.get("/pathways", response=list[PathwayOut], summary="Legal pathways with their conditions and steps")
def pathways(request: HttpRequest, origin: str = "", destination: str = "") -> list[PathwayOut]:
    check_role(request.user, frozenset(Role))
    rows = selectors.pathways(origin_iso3=origin, destination_iso3=destination).prefetch_related("requirements")
    return [_out(row) for row in rows]


def _out(row: Pathway) -> PathwayOut:
    plain = (
        "code", "origin_iso3", "destination_iso3", "permit_kind", "min_salary_eur", "salary_basis", "max_months",
        "renewable", "employer_tied", "source", "source_date", "is_invented",
    )  # fmt: skip
    return PathwayOut(
        **{name: getattr(row, name) for name in plain},
        name=row.localised_name,
        requirements=[
            RequirementOut(kind=each.kind, value=each.value, text=each.localised_text)
            for each in row.requirements.all()
        ],
        steps=_steps(row),
    )


def _steps(row: Pathway) -> list[StepOut]:
    procedure = selectors.latest_procedure(pathway=row)
    if procedure is None:
        return []
    return [
        StepOut(
            code=step.code,
            name=step.localised_name,
            party=step.party,
            authority=worded(step, "authority"),
            legal_days=step.legal_days,
            predecessors=step.predecessors,
        )
        for step in selectors.steps_of(procedure=procedure)
    ]
