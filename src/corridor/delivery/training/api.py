"""Operations of this room for programs."""

from typing import Annotated

from django.core.paginator import Paginator
from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from corridor.access.doors import check_role
from corridor.access.roles import Role
from corridor.delivery.training.schemas import CohortPage
from corridor.delivery.training.selectors import cohorts

router = Router(tags=["training"])

_READERS = frozenset({Role.TRAINER, Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.COUNSELLOR})


@router.get("/cohorts", response=CohortPage)
def list_cohorts(
    request: HttpRequest,
    page: Annotated[int, Field(ge=1)] = 1,
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
) -> object:
    """List the cohorts that the account may see, with counts."""
    check_role(request.user, _READERS)
    shown = Paginator(cohorts(user=request.user), limit).get_page(page)
    return {"cohorts": list(shown.object_list), "next": shown.next_page_number() if shown.has_next() else 0}
