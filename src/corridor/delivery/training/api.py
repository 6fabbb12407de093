"""Operations of this room for programs."""

from typing import Annotated

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field

from corridor.access.doors import check_role
from corridor.access.models import User
from corridor.access.roles import Role
from corridor.delivery.training.schemas import CohortPage, CourseOut, GapOut, LanguageNeedOut, SkillNeedOut
from corridor.delivery.training.selectors import cohorts, gap_of, learner_of, target_of
from corridor.kernel.errors import N_, InputError

router = Router(tags=["training"])

_READERS = frozenset({Role.TRAINER, Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.COUNSELLOR})
_OF_PEOPLE = _READERS | {Role.WORKER}


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


@router.get("/training/gaps", response=GapOut)
def gap(
    request: HttpRequest, person: int | None = None, occupation: str = "", vacancy: str = "", standard: str = ""
) -> GapOut:
    """Compare a person, by default the one who asks, with an occupation, a vacancy or a training standard."""
    check_role(request.user, _OF_PEOPLE)
    assert isinstance(request.user, User)
    found = target_of(user=request.user, occupation=occupation, vacancy=vacancy, standard=standard)
    own = getattr(request.user, "person", None)
    pk = person or (own.pk if own else None)
    if found is None or pk is None:
        raise InputError(
            N_("The request names no person, or neither an occupation nor a vacancy nor a standard."),
            hint=N_("Give person and one of occupation, vacancy and standard."),
            field="person" if pk is None else "occupation",
        )
    learner = learner_of(user=request.user, pk=pk)
    gap = gap_of(person=learner, target=found, user=request.user, today=timezone.localdate())
    return GapOut(
        person=learner.pk,
        target=found.kind.value,
        key=found.key,
        title=found.title,
        skills=[SkillNeedOut.of(line) for line in gap.lines],
        languages=[LanguageNeedOut.of(line) for line in gap.languages],
        eqf_level=found.eqf_level,
        eqf_held=gap.eqf_held,
        courses=[CourseOut.of(one) for one in gap.courses],
        is_smallest=gap.choice.is_smallest,
        without_course=sorted(gap.choice.left),
    )
