"""Pages of studies: for those who ask, and for those who are asked."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from corridor.access.doors import open_page, page
from corridor.access.roles import Role
from corridor.access.selectors import may
from corridor.core.http import translated
from corridor.core.wordings import worded
from corridor.design.outlook.forms.panels import AnswerForm, InviteForm, NextRoundForm, StudyForm
from corridor.design.outlook.limits import count_try
from corridor.design.outlook.models import DelphiExpert, DelphiInvitation, DelphiStudy
from corridor.design.outlook.selectors import panels as selectors
from corridor.design.outlook.services import panels as services
from corridor.design.outlook.sheets import panel_sheets
from corridor.design.schemes import choices
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.rules import PLAN_ROLES, SCHEME_ROLES
from corridor.design.schemes.selectors import get_scheme
from corridor.kernel.errors import CorridorError

LINKS = "outlook_links"


@page(*PLAN_ROLES)
def studies(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = _reach(request, scheme_id)
    rows = [(study, selectors.open_round(study)) for study in selectors.studies_of(user=request.user, scheme=scheme)]
    context = {"scheme": scheme, "studies": rows, "may_change": _may(request, scheme)}
    return render(request, "outlook/studies.html", context)


@page(Role.DESIGNER)
def study_open(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = _reach(request, scheme_id, action="change")
    form = StudyForm(request.POST or None, scheme=scheme)
    if form.is_valid():
        data = form.cleaned_data
        given = {name: data[name] for name in ("question", "occupations", "closes_date")}
        try:
            study = services.open_study(scheme=scheme, by=request.user, **given, **form.details)
            return redirect("outlook:study", scheme_id, study.pk)
        except CorridorError as error:
            form.add_error(None, " ".join(translated(error)))
    context = {"scheme": scheme, "form": form, "title": _("Ask a panel of experts"), "back": "outlook:studies"}
    return render(request, "outlook/form.html", context, status=422 if request.method == "POST" else 200)


@never_cache
@page(*PLAN_ROLES)
def study(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    scheme = _reach(request, scheme_id)
    row = selectors.study_of(user=request.user, scheme=scheme, pk=pk)
    return _study(request, scheme, row)


@page(Role.DESIGNER)
def invite(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    scheme, row = _to_change(request, scheme_id, pk)
    form = InviteForm(request.POST or None)
    if form.is_valid():
        try:
            link = services.invite(study=row, by=request.user, **form.cleaned_data)
            _keep_links(request, row, [link] if link else [])
            return redirect("outlook:study", scheme_id, pk)
        except CorridorError as error:
            form.add_error(None, " ".join(translated(error)))
    return _study(request, scheme, row, invite=form)


@page(Role.DESIGNER)
def next_round(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    scheme, row = _to_change(request, scheme_id, pk)
    form = NextRoundForm(request.POST or None)
    if form.is_valid():
        try:
            links = services.next_round(study=row, by=request.user, **form.cleaned_data)
            _keep_links(request, row, links)
            return redirect("outlook:study", scheme_id, pk)
        except CorridorError as error:
            form.add_error(None, " ".join(translated(error)))
    return _study(request, scheme, row, following=form)


@page(Role.DESIGNER)
def close_study(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    _scheme, row = _to_change(request, scheme_id, pk)
    if request.method == "POST":
        services.close_study(study=row, by=request.user)
    return redirect("outlook:study", scheme_id, pk)


@page(Role.DESIGNER)
def renew(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    expert = selectors.expert_of(user=request.user, scheme=_reach(request, scheme_id, action="change"), pk=pk)
    if request.method == "POST":
        link = services.renew_link(expert=expert, by=request.user)
        _keep_links(request, expert.study, [link] if link else [])
    return redirect("outlook:study", scheme_id, expert.study_id)


@page(Role.DESIGNER)
def revoke(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    expert = selectors.expert_of(user=request.user, scheme=_reach(request, scheme_id, action="change"), pk=pk)
    if request.method == "POST":
        services.revoke(expert=expert, by=request.user)
    return redirect("outlook:study", scheme_id, expert.study_id)


@never_cache
@page(*SCHEME_ROLES)
def mine(request: HttpRequest) -> HttpResponse:
    """Show who is signed in where an estimate is asked."""
    rows = []
    for expert in selectors.asked_of(user=request.user):
        round_ = selectors.open_round(expert.study)
        answered = round_ is not None and expert.pk in selectors.answered_by(round_)
        rows.append({"study": expert.study, "round": round_, "answered": answered})
    return render(request, "outlook/mine.html", {"rows": rows})


@never_cache
@page(*SCHEME_ROLES)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    expert = selectors.own_seat(user=request.user, study_id=pk)
    if "download" in request.GET:
        return JsonResponse(selectors.data_about(expert))
    if "withdraw" in request.POST:
        services.withdraw(expert=expert)
        messages.success(request, _("You have left the study. What named you is erased."))
        return redirect("outlook:mine")
    return _answered(request, expert, None)


@never_cache
@open_page
def answer_by_link(request: HttpRequest, key: str) -> HttpResponse:
    count_try(request, what="link")
    invitation = selectors.invitation_with(key=key, now=datetime.now(tz=UTC))
    if invitation is None:
        raise Http404
    if "download" in request.GET:
        return JsonResponse(selectors.data_about(invitation.expert))
    if "withdraw" in request.POST:
        services.withdraw(expert=invitation.expert)
        return render(request, "outlook/left.html")
    return _answered(request, invitation.expert, invitation)


def _answered(request: HttpRequest, expert: DelphiExpert, invitation: DelphiInvitation | None) -> HttpResponse:
    study = expert.study
    round_ = selectors.open_round(study)
    known = selectors.own_answers(expert=expert, round_=round_) if round_ else {}
    is_used = invitation is not None and invitation.used_at is not None
    form = None
    if round_ is not None and not is_used:
        form = AnswerForm(request.POST or None, study=study, known=known)
        if form.is_valid():
            try:
                services.answer(expert=expert, estimates=form.estimates, invitation=invitation)
                messages.success(request, _("Your answer has arrived. Thank you."))
                return redirect(request.path)
            except CorridorError as error:
                form.add_error(None, " ".join(translated(error)))
    context = {
        "study": study,
        "round": round_,
        "form": form,
        "questions": _questions(study, expert, form),
        "answered": bool(known),
        "is_used": is_used,
        "country": choices.country(study.iso3),
    }
    return render(request, "outlook/answer.html", context, status=422 if form is not None and form.errors else 200)


def _questions(study: DelphiStudy, expert: DelphiExpert, form: AnswerForm | None) -> list[dict[str, Any]]:
    """Return each occupation with the feedback of the last closed round, one's own answer in it, and the fields."""
    sheets = {sheet.isco08: sheet for sheet in panel_sheets(study, with_charts=False)}
    closed = [row for row in selectors.rounds_of(study) if row.closed_at is not None]
    own = selectors.own_answers(expert=expert, round_=closed[-1]) if closed else {}
    return [
        {
            "label": choices.occupation(isco08),
            "sheet": sheets.get(isco08),
            "own": own.get(isco08),
            "fields": form.parts_of(isco08) if form is not None else [],
        }
        for isco08 in study.occupations
    ]


def _study(
    request: HttpRequest,
    scheme: Scheme,
    row: DelphiStudy,
    *,
    invite: InviteForm | None = None,
    following: NextRoundForm | None = None,
) -> HttpResponse:
    round_, may_change = selectors.open_round(row), _may(request, scheme)
    answered = selectors.answered_by(round_) if round_ else set()
    context: dict[str, Any] = {
        "scheme": scheme,
        "study": row,
        "round": round_,
        "answered": len(answered),
        "sheets": panel_sheets(row),
        "unit": worded(row, "unit"),
        "country": choices.country(row.iso3),
        "may_change": may_change,
    }
    if may_change and round_ is not None:
        experts = selectors.experts_of(user=request.user, study=row)
        context |= {
            "experts": [(expert, expert.pk in answered) for expert in experts],
            "invite": invite or InviteForm(),
            "following": following or NextRoundForm(),
            "is_last": round_.number >= row.most_rounds,
            "links": _links_once(request, row),
        }
    return render(request, "outlook/study.html", context, status=422 if request.method == "POST" else 200)


def _keep_links(request: HttpRequest, study: DelphiStudy, links: list[services.Link]) -> None:
    """Hand links to the next page by the session, so that a key stands in no log."""
    request.session[LINKS] = [
        study.pk,
        [[link.expert.name, request.build_absolute_uri(link.path)] for link in links],
    ]


def _links_once(request: HttpRequest, study: DelphiStudy) -> list[list[str]]:
    kept = request.session.get(LINKS)
    if not kept or kept[0] != study.pk:
        return []
    del request.session[LINKS]
    return list(kept[1])


def _to_change(request: HttpRequest, scheme_id: int, pk: int) -> tuple[Scheme, DelphiStudy]:
    scheme = _reach(request, scheme_id, action="change")
    return scheme, selectors.study_of(user=request.user, scheme=scheme, pk=pk, action="change")


def _reach(request: HttpRequest, scheme_id: int, *, action: str = "read_plan") -> Scheme:
    return get_scheme(user=request.user, pk=scheme_id, action=action)


def _may(request: HttpRequest, scheme: Scheme) -> bool:
    return scheme.status != Scheme.Status.CLOSED and may(scheme, user=request.user, action="change")
