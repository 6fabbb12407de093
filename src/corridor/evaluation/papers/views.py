"""Papers on request; each reads the row through the one door first."""

from django.http import Http404, HttpRequest, HttpResponse

from corridor.access.doors import page
from corridor.access.roles import READERS, Role
from corridor.access.selectors import get_visible
from corridor.core import audit
from corridor.delivery.mobility.models import Placement
from corridor.delivery.recruitment.models import Vacancy
from corridor.design.budgets.selectors import budget_of
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.rules import PLAN_ROLES
from corridor.design.schemes.selectors import get_scheme
from corridor.design.screening.models import ScreeningExercise
from corridor.design.screening.selectors import exercise_of, may_read_ranking
from corridor.evaluation.papers import choice, people, plans
from corridor.ui.papers import pdf_response

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFFICES = (Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION)


@page(*READERS)
def sheet(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = get_scheme(user=request.user, pk=scheme_id, action="read_plan")
    return pdf_response(f"{scheme.reference}-sheet", plans.scheme_sheet(scheme=scheme, user=request.user))


@page(*READERS)
def logframe(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = get_scheme(user=request.user, pk=scheme_id, action="read_plan")
    return pdf_response(f"{scheme.reference}-logframe", plans.logframe(scheme=scheme))


@page(*READERS)
def budget(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = get_scheme(user=request.user, pk=scheme_id, action="read_plan")
    plan = budget_of(user=request.user, scheme=scheme)
    if plan is None:
        raise Http404
    # XlsxWriter is loaded with the first workbook, not with the server.
    from corridor.evaluation.papers.workbook import budget_workbook

    book = budget_workbook(scheme=scheme, budget=plan, user=request.user)
    response = HttpResponse(book, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{scheme.reference}-budget.xlsx"'
    return response


@page(*PLAN_ROLES)
def choice_pdf(request: HttpRequest, scheme_id: int, kind: str) -> HttpResponse:
    scheme, exercise = _comparison(request, scheme_id, kind)
    name = f"{scheme.reference}-choice-{kind}"
    return pdf_response(name, choice.choice_pdf(scheme=scheme, exercise=exercise, user=request.user))


@page(*PLAN_ROLES)
def choice_docx(request: HttpRequest, scheme_id: int, kind: str) -> HttpResponse:
    scheme, exercise = _comparison(request, scheme_id, kind)
    content = choice.choice_docx(scheme=scheme, exercise=exercise, user=request.user)
    response = HttpResponse(content, content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{scheme.reference}-choice-{kind}.docx"'
    return response


@page(*OFFICES, Role.COUNSELLOR, Role.WORKER)
def pack(request: HttpRequest, placement_id: int) -> HttpResponse:
    rows = Placement.objects.select_related("candidate__person", "vacancy__employer__organisation", "scheme__lead")
    placement = get_visible(rows, user=request.user, pk=placement_id)
    audit.record(by=request.user, action="papers.pack_opened", obj=placement)
    return pdf_response("before-you-leave", people.pre_departure_pack(placement=placement))


@page(Role.EMPLOYER, *OFFICES)
def employer_page(request: HttpRequest, vacancy_id: int) -> HttpResponse:
    rows = Vacancy.objects.select_related("employer__organisation", "scheme__lead")
    vacancy = get_visible(rows, user=request.user, pk=vacancy_id)
    return pdf_response(f"{vacancy.reference}", people.employer_page(vacancy=vacancy, user=request.user))


def _comparison(request: HttpRequest, scheme_id: int, kind: str) -> tuple[Scheme, ScreeningExercise]:
    """Return the comparison if it is begun and the person may read its ranking, else 404."""
    scheme = get_scheme(user=request.user, pk=scheme_id, action="read_plan")
    exercise = exercise_of(user=request.user, scheme=scheme, kind=kind)
    if exercise is None or not may_read_ranking(user=request.user, exercise=exercise):
        raise Http404
    audit.record(by=request.user, action="papers.choice_opened", obj=exercise)
    return scheme, exercise
