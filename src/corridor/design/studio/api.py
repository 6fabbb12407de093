"""Operations of this room for programs."""

from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from ninja import Router

from corridor.access.doors import check_role
from corridor.access.roles import Role
from corridor.core.http import problem
from corridor.design.schemes.selectors import get_scheme
from corridor.design.studio import services
from corridor.design.studio.steps import BY_CODE

router = Router(tags=["schemes"])


@router.post("/schemes/{scheme_id}/approve", summary="Approve a plan, or list everything that it lacks")
def approve(request: HttpRequest, scheme_id: int) -> Any:
    check_role(request.user, frozenset({Role.DESIGNER}))
    scheme = get_scheme(user=request.user, pk=scheme_id, action="read_plan")
    try:
        version = services.approve(scheme=scheme, by=request.user)
    except services.PlanIncomplete as refused:
        return _lacking(refused)
    return {"scheme": scheme.pk, "version": version.number, "status": scheme.status}


@router.post("/schemes/{scheme_id}/steps/{step}/approve", summary="Approve one step, or list everything that it lacks")
def approve_step(request: HttpRequest, scheme_id: int, step: str) -> Any:
    check_role(request.user, frozenset({Role.DESIGNER}))
    scheme = get_scheme(user=request.user, pk=scheme_id, action="read_plan")
    if step not in BY_CODE:
        raise Http404
    try:
        row = services.approve_step(scheme=scheme, step=BY_CODE[step], by=request.user)
    except services.PlanIncomplete as refused:
        return _lacking(refused)
    return {"scheme": scheme.pk, "step": row.step, "approved_at": row.approved_at}


def _lacking(refused: services.PlanIncomplete) -> JsonResponse:
    missing = [{"step": each.step, "field": each.field, "label": str(each.label)} for each in refused.missing]
    body = problem(refused) | {"missing": missing}
    return JsonResponse(body, status=refused.status, content_type="application/problem+json")
