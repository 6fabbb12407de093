"""Live lists for programs: an unsaved profile or job order is answered at once, and nothing is kept of it."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from corridor.access.doors import check_role
from corridor.access.models import User
from corridor.access.roles import OFFICERS
from corridor.delivery.recruitment.live_schemas import LiveOut, LivePairOut, OrderIn, ProfileIn, SpokenIn
from corridor.delivery.recruitment.rules import PartLabel, band_of
from corridor.delivery.recruitment.runs import Explanation
from corridor.delivery.recruitment.schemas import PartsOut
from corridor.delivery.recruitment.selectors.markets import CandidateFacts, VacancyFacts
from corridor.delivery.skills.words import skill_named
from corridor.design.schemes.selectors import get_scheme
from corridor.kernel.codes import Cefr
from corridor.kernel.errors import N_, NotPermitted

router = Router(tags=["recruitment"])
UNSAVED = 0
"""The number of a row that is not saved."""


@router.post(
    "/schemes/{scheme_id}/live/vacancies", response=LiveOut, summary="The best vacancies of an unsaved profile"
)
def live_vacancies(request: HttpRequest, scheme_id: int, asked: ProfileIn) -> LiveOut:
    # Loaded when it is asked: the engine takes half a second to load.
    from corridor.delivery.recruitment.services import live

    user, today = _caller(request), timezone.localdate()
    scheme = get_scheme(user=user, pk=scheme_id)
    found = live.try_profile(scheme=scheme, profile=_profile(asked), by=user, today=today, top=asked.top)
    items = [_pair(rank, row.pk, row.reference, one) for rank, (row, one) in enumerate(found.found, start=1)]
    return LiveOut(weights_as_of=found.weights_of, in_step_at=found.in_step_at, items=items)


@router.post(
    "/schemes/{scheme_id}/live/candidates", response=LiveOut, summary="The best candidates of an unsaved order"
)
def live_candidates(request: HttpRequest, scheme_id: int, asked: OrderIn) -> LiveOut:
    from corridor.delivery.recruitment.services import live

    user = _caller(request)
    scheme = get_scheme(user=user, pk=scheme_id)
    found = live.try_order(scheme=scheme, order=_order(asked), by=user, top=asked.top)
    items = [_pair(rank, row.pk, row.reference, one) for rank, (row, one) in enumerate(found.found, start=1)]
    return LiveOut(weights_as_of=found.weights_of, in_step_at=found.in_step_at, items=items)


def _caller(request: HttpRequest) -> User:
    check_role(request.user, OFFICERS)
    if not isinstance(request.user, User):
        raise NotPermitted(N_("Please sign in."))
    return request.user


def _profile(asked: ProfileIn) -> CandidateFacts:
    work = None if asked.occupations is None else tuple((one.code, one.years) for one in asked.occupations)
    return CandidateFacts(
        pk=UNSAVED,
        occupations=work,
        skills=_keys(asked.skills),
        languages=None if asked.languages is None else _spoken(asked.languages),
        eqf=asked.eqf,
        destinations=tuple(asked.destinations),
        recognised_in=tuple(asked.recognised_in),
        available=asked.available,
        licences=tuple(asked.licences),
        birth_date=asked.birth_date,
        min_salary_eur=asked.min_salary_eur,
    )


def _order(asked: OrderIn) -> VacancyFacts:
    return VacancyFacts(
        pk=UNSAVED,
        occupation=asked.occupation,
        essential=_keys(asked.essential_skills),
        optional=_keys(asked.optional_skills),
        languages=_spoken(asked.languages),
        eqf_min=asked.eqf_min,
        regulated=asked.regulated,
        years_min=asked.years_min,
        country=asked.country,
        positions=1,
        start=asked.start,
        licences=tuple(asked.licences),
        salary_eur=asked.salary_eur,
    )


def _keys(skills: Iterable[str]) -> tuple[str, ...]:
    return tuple(skill_named(text).key for text in skills)


def _spoken(languages: Iterable[SpokenIn]) -> tuple[tuple[str, int], ...]:
    return tuple((one.code, int(Cefr.parse(one.level))) for one in languages)


def _pair(rank: int, number: int, reference: str, found: Explanation) -> LivePairOut:
    skills = (*found.essential, *found.optional)
    return LivePairOut(
        rank=rank,
        id=number,
        reference=reference,
        band=band_of(found.score).value,
        score=found.score,
        parts=PartsOut(**{part.value: getattr(found.parts, part.value) for part in PartLabel}),
        held=[line.skill for line in skills if line.is_held],
        missing=[line.skill for line in skills if not line.is_held],
        conditions=[str(check.condition) for check in found.checks if check.given and check.met],
    )
