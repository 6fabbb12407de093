"""Pages of calls: the list, a new one, one call with its applicants, their answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.roles import OFFICERS, Role
from corridor.access.selectors import may, organisations_of, roles_of
from corridor.core.acts import accepted
from corridor.core.tables import page_of
from corridor.delivery.recruitment.call_forms import FIELDS, AnswerForm, CallFilter, CallForm
from corridor.delivery.recruitment.models import Call
from corridor.delivery.recruitment.selectors import calls as reading
from corridor.delivery.recruitment.services import calls
from corridor.delivery.recruitment.views.acts import actor, form_act, query_of
from corridor.delivery.recruitment.wording import country_text
from corridor.ui import formats

KIND_OF_OUTCOME = {"taken": "ok", "waiting": "wait", "not_taken": "none"}


@page(*OFFICERS, Role.COUNSELLOR)
def call_list(request: HttpRequest) -> HttpResponse:
    form, today = CallFilter(request.GET or None, user=actor(request)), timezone.localdate()
    data = form.cleaned_data if form.is_valid() else {}
    scheme = data.get("scheme")
    found = reading.calls_of(
        user=actor(request), scheme_id=scheme.pk if scheme else None, state=data.get("state", ""), today=today
    )
    rows = page_of(request, found)
    context = {
        "form": form,
        "page": rows,
        "rows": [_listed(row) for row in rows],
        "query": query_of(request),
        "may_add": Role.OFFICER_ORIGIN in roles_of(actor(request)),
        "is_narrowed": any(data.values()),
    }
    return render(request, "recruitment/calls.html", context)


@page(Role.OFFICER_ORIGIN)
def call_new(request: HttpRequest) -> HttpResponse:
    form = CallForm(request.POST or None, user=actor(request))
    home = organisations_of(actor(request), role=Role.OFFICER_ORIGIN).first()
    opened: list[Call] = []

    def keep() -> None:
        opened.append(calls.open_call(iso3=home.iso3 if home else "", by=actor(request), **form.cleaned_data))

    if request.method == "POST" and accepted(form, keep):
        messages.success(request, _("The call is published."))
        return redirect("recruitment:call", pk=opened[0].pk)
    return _form_page(request, form, None)


@page(Role.OFFICER_ORIGIN)
def call_edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = reading.get_call(user=actor(request), pk=pk, action="change")
    form = CallForm(request.POST or None, instance=row, user=actor(request))

    def keep() -> None:
        calls.change_call(call=row, by=actor(request), **{name: form.cleaned_data[name] for name in FIELDS})

    if request.method == "POST" and accepted(form, keep):
        messages.success(request, _("The call is saved."))
        return redirect("recruitment:call", pk=pk)
    return _form_page(request, form, row)


@page(*OFFICERS, Role.COUNSELLOR)
def call(request: HttpRequest, pk: int) -> HttpResponse:
    row = reading.get_call(user=actor(request), pk=pk)
    state = request.GET.get("state", "")
    rows = page_of(request, reading.applicants_of(user=actor(request), call=row, state=state), size=50)
    may_change = may(row, user=actor(request), action="change")
    context = {
        **_listed(row),
        "page": rows,
        "applicants": [_applicant(each) for each in rows],
        "state": state,
        "query": query_of(request),
        "may_change": may_change,
        "answer_form": _answer_form(request, row) if may_change else None,
        "facts": _facts(row),
        "crumbs": [(_("Calls"), reverse("recruitment:calls")), (row.title, "")],
    }
    return render(request, "recruitment/call.html", context)


@require_POST
@page(Role.OFFICER_ORIGIN)
def call_answer(request: HttpRequest, pk: int) -> HttpResponse:
    row = reading.get_call(user=actor(request), pk=pk, action="change")
    form = _answer_form(request, row)
    back = reverse("recruitment:call", args=[pk])
    if form.is_valid() and not form.chosen():
        messages.error(request, _("Nobody was chosen. Tick those whom the answer is for."))
        return redirect(back)

    def answer() -> None:
        data = form.cleaned_data
        calls.answer_applicants(
            call=row, candidates=form.chosen(), by=actor(request),
            outcome=data["outcome"], reason=data["reason"], note=data["note"],
        )  # fmt: skip

    n = len(form.chosen()) if form.is_valid() else 0
    done = ngettext("%(n)s person has an answer.", "%(n)s people have an answer.", n) % {"n": formats.number(n)}
    return form_act(request, back, form, answer, done)


def _answer_form(request: HttpRequest, row: Call) -> AnswerForm:
    everyone = reading.applicants_of(user=actor(request), call=row)
    waiting = reading.applicants_of(user=actor(request), call=row, state="waiting")
    return AnswerForm(request.POST or None, waiting=waiting, applicants=everyone)


def _form_page(request: HttpRequest, form: CallForm, row: Call | None) -> HttpResponse:
    title = row.title if row else _("New call")
    context = {
        "form": form,
        "call": row,
        "title": title,
        "crumbs": [(_("Calls"), reverse("recruitment:calls")), (title, "")],
    }
    return render(request, "recruitment/call_form.html", context, status=422 if form.errors else 200)


def _listed(row: Call) -> dict[str, Any]:
    today = timezone.localdate()
    counts = reading.counts_of(row, today=today)
    is_open = row.opens_date <= today <= row.closes_date
    state = _("Open") if is_open else _("Not open yet") if today < row.opens_date else _("Closed")
    return {
        "call": row,
        "counts": counts,
        "label": _("Answers overdue") if counts.overdue else state,
        "kind": "bad" if counts.overdue else "ok" if is_open else "none",
        "is_over_capacity": row.capacity is not None and counts.applied > row.capacity,
    }


def _applicant(row: Any) -> dict[str, Any]:
    answer = getattr(row, "call_answer", None)
    return {
        "row": row,
        "answer": answer,
        "kind": KIND_OF_OUTCOME[answer.outcome] if answer else "wait",
        "is_answered": answer is not None or row.status in reading.ANSWERED_BY_STEP,
        "may_be_ticked": row.status != "withdrawn" and (answer is None or answer.outcome == "waiting"),
    }


def _facts(row: Call) -> list[dict[str, object]]:
    return [
        {"label": _("Scheme"), "value": row.scheme.localised_name},
        {"label": _("Vacancy"), "value": row.vacancy.title if row.vacancy else _("The whole scheme")},
        {"label": _("For people from"), "value": country_text(row.iso3) if row.iso3 else None},
        {"label": _("Open"), "value": f"{formats.date(row.opens_date)} – {formats.date(row.closes_date)}"},
        {"label": _("Everyone is answered by"), "value": formats.date(row.answer_by_date)},
        {"label": _("Places"), "value": formats.number(row.places)},
        {"label": _("Applications the office can handle"), "value": formats.number(row.capacity)},
    ]
