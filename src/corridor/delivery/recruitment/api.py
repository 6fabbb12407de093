"""Operations of this room for programs."""

import hashlib
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile

from corridor.access.doors import check_role
from corridor.access.models import User
from corridor.access.roles import OFFICERS, Role
from corridor.access.selectors import visible
from corridor.core.http import translated
from corridor.delivery.recruitment.live_api import router as live_router
from corridor.delivery.recruitment.models import Candidate, MatchEdge, Sighting, Vacancy
from corridor.delivery.recruitment.models.snapshots import READERS_OF_RUNS
from corridor.delivery.recruitment.planning_api import router as planning_router
from corridor.delivery.recruitment.rules import band_of
from corridor.delivery.recruitment.schemas import (
    CandidateOut,
    CandidatePage,
    EdgeOut,
    ImportIn,
    ImportOut,
    LanguageOut,
    PageIn,
    PartsOut,
    ProblemOut,
    ReplayOut,
    RunOut,
    ShortlistOut,
    SkillOut,
    VacancyOut,
    VacancyPage,
)
from corridor.delivery.recruitment.selectors.candidates import candidates_of
from corridor.delivery.recruitment.selectors.imports import plan_of
from corridor.delivery.recruitment.selectors.records import get_kept
from corridor.delivery.recruitment.selectors.shortlists import newest_shortlist
from corridor.delivery.recruitment.selectors.vacancies import get_vacancy
from corridor.delivery.recruitment.services.importing import confirm_import, discard_import, start_import
from corridor.delivery.recruitment.services.oversight import note_sighting
from corridor.delivery.recruitment.services.repeats import earlier_answer, keep_answer
from corridor.delivery.recruitment.services.replaying import replay_run
from corridor.delivery.skills.rules import SkillRef
from corridor.design.schemes.selectors import get_scheme
from corridor.kernel.codes import Cefr
from corridor.kernel.errors import N_, NotPermitted

router = Router(tags=["recruitment"])
router.add_router("", live_router)
router.add_router("", planning_router)
SHOWN_PROBLEMS = 200
REPLAYED = ("is_identical", "is_untouched", "result_digest", "expected_digest")
READERS_OF_VACANCIES = frozenset(
    {*OFFICERS, Role.EMPLOYER, Role.WORKER, Role.COUNSELLOR, Role.TRAINER, Role.PROTECTION}
)


@router.get("/vacancies", response=VacancyPage, summary="Vacancies that the caller may see, by id")
def vacancies(request: HttpRequest, page: Query[PageIn]) -> VacancyPage:
    user = _caller(request, READERS_OF_VACANCIES)
    rows = visible(Vacancy.objects.select_related("employer__organisation", "scheme"), user=user).filter(
        pk__gt=page.after
    )
    if page.status:
        rows = rows.filter(status=page.status)
    found = list(rows.order_by("pk")[: page.limit + 1])
    return VacancyPage(items=[_vacancy(row) for row in found[: page.limit]], next=_next(request, found, page.limit))


@router.get("/vacancies/{vacancy_id}", response=VacancyOut, summary="One vacancy")
def vacancy(request: HttpRequest, vacancy_id: int) -> VacancyOut:
    return _vacancy(get_vacancy(user=_caller(request, READERS_OF_VACANCIES), pk=vacancy_id))


@router.get("/vacancies/{vacancy_id}/shortlist", response=ShortlistOut, summary="The newest shortlist, without names")
def shortlist(request: HttpRequest, vacancy_id: int) -> ShortlistOut:
    user = _caller(request, OFFICERS)
    row = get_vacancy(user=user, pk=vacancy_id)
    made = newest_shortlist(user=user, vacancy=row)
    if made is None:
        raise Http404
    edges = visible(MatchEdge.objects.filter(run=made.run, vacancy=row), user=user).select_related("candidate")
    seen = list(edges.values_list("candidate", flat=True))
    note_sighting(by=user, vacancy=row, run_id=made.run_id, candidate_ids=seen, kind=Sighting.Kind.FILE)
    return ShortlistOut(
        vacancy_id=row.pk,
        run_id=made.run_id,
        made_at=made.made_at.isoformat(),
        compared=made.compared,
        eligible=made.eligible,
        failing=made.failing,
        items=[_edge(edge) for edge in edges.order_by("rank")],
    )


@router.get("/matching-runs/{pk}", response=RunOut, summary="A kept matching run: digests, versions, snapshot")
def matching_run(request: HttpRequest, pk: int) -> RunOut:
    kept = get_kept(user=_caller(request, READERS_OF_RUNS), pk=pk)
    snapshot = kept.snapshot
    return RunOut(
        id=kept.run_id,
        kind=kept.kind,
        made_at=kept.run.requested_at.isoformat(),
        rules=kept.rules,
        version=kept.run.engine_version,
        inputs_digest=snapshot.digest,
        result_digest=kept.result_digest,
        people=snapshot.people,
        vacancies=snapshot.vacancies,
        kept_until=snapshot.keep_until_date,
        can_be_replayed=kept.can_be_replayed,
    )


@router.post("/matching-runs/{pk}/replay", response=ReplayOut, summary="Run a kept run again and compare the result")
def replay_matching_run(request: HttpRequest, pk: int) -> ReplayOut:
    user = _caller(request, READERS_OF_RUNS)
    found = replay_run(kept=get_kept(user=user, pk=pk), by=user)
    return ReplayOut(id=found.run_id, **{name: getattr(found, name) for name in REPLAYED})


@router.get("/candidates", response=CandidatePage, summary="Candidates whom the caller may see, by id")
def candidates(request: HttpRequest, page: Query[PageIn]) -> CandidatePage:
    user = _caller(request, frozenset({*OFFICERS, Role.COUNSELLOR}))
    rows = candidates_of(user=user).filter(pk__gt=page.after)
    if page.status:
        rows = rows.filter(status=page.status)
    found = list(rows.order_by("pk")[: page.limit + 1])
    return CandidatePage(items=[_candidate(row) for row in found[: page.limit]], next=_next(request, found, page.limit))


@router.post("/candidates/import", response=ImportOut, summary="Check a file of candidates, and import it if confirmed")
def import_candidates(request: HttpRequest, file: File[UploadedFile], asked: Form[ImportIn]) -> ImportOut:
    """Check a file; without `confirm` nothing is imported and the answer says what would change.

    A repeated request with the same Idempotency-Key is answered as the first one was.
    """
    user, key = _caller(request, frozenset({Role.OFFICER_ORIGIN})), request.headers.get("Idempotency-Key", "")[:100]
    digest = hashlib.sha256(file.read() + repr(asked.dict()).encode()).hexdigest()
    file.seek(0)
    earlier = earlier_answer(key=key, path=request.path, digest=digest, by=user) if key else None
    if earlier is not None:
        return ImportOut(**earlier)
    with transaction.atomic():
        answer = _import(user, file, asked)
        if key:
            keep_answer(key=key, path=request.path, digest=digest, answer=answer.dict(), by=user)
    return answer


def _import(user: User, file: UploadedFile, asked: ImportIn) -> ImportOut:
    batch = start_import(scheme=get_scheme(user=user, pk=asked.scheme_id), upload=file, by=user)
    plan = plan_of(batch=batch, user=user, today=timezone.localdate())
    if asked.confirm:
        batch = confirm_import(
            batch=batch,
            by=user,
            today=timezone.localdate(),
            skip_bad=asked.skip_bad,
            take_duplicates=asked.take_duplicates,
        )
    else:
        batch = discard_import(batch=batch, by=user)
    problems = []
    for one in plan.problems[:SHOWN_PROBLEMS]:
        message, hint = translated(one.error)
        problems.append(ProblemOut(line=one.line, column=one.column, value=one.value, message=message, hint=hint))
    return ImportOut(id=batch.pk, status=batch.status, sha256=batch.file.sha256, counts=plan.counts, problems=problems)


def _caller(request: HttpRequest, roles: frozenset[Role]) -> User:
    check_role(request.user, roles)
    if not isinstance(request.user, User):
        raise NotPermitted(N_("Please sign in."))
    return request.user


def _next(request: HttpRequest, found: list[Any], limit: int) -> str | None:
    if len(found) <= limit:
        return None
    query = request.GET.copy()
    query["after"] = str(found[limit - 1].pk)
    return f"{request.path}?{query.urlencode()}"


def _vacancy(row: Vacancy) -> VacancyOut:
    plain = (
        "id", "reference", "title", "isco08", "iso3", "region", "positions", "salary_eur_month", "weekly_hours",
        "start_date", "closes_date", "status", "eqf_min", "years_min", "regulated",
    )  # fmt: skip
    return VacancyOut(
        **{name: getattr(row, name) for name in plain},
        employer=str(row.employer),
        scheme=row.scheme.reference,
        languages=[LanguageOut(code=one["code"], level=Cefr(one["level"]).name) for one in row.languages],
        essential_skills=[_skill(ref) for ref in row.essential],
        optional_skills=[_skill(ref) for ref in row.optional],
    )


def _skill(ref: SkillRef) -> SkillOut:
    return SkillOut(uri=ref.uri, label=ref.label(get_language() or "en"))


def _candidate(row: Candidate) -> CandidateOut:
    plain = ("id", "reference", "status", "applied_on", "available_from", "track")
    person = row.person
    return CandidateOut(
        **{name: getattr(row, name) for name in plain},
        given_name=person.given_name,
        family_name=person.family_name,
        iso3=person.iso3,
        region=person.region,
        scheme=row.scheme.reference,
        duplicate_of=row.duplicate_of_id,
    )


def _edge(edge: MatchEdge) -> EdgeOut:
    return EdgeOut(
        rank=edge.rank,
        candidate_id=edge.candidate_id,
        reference=edge.candidate.reference,
        band=band_of(edge.score).value,
        score=edge.score,
        parts=PartsOut(**edge.parts),
    )
