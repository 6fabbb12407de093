"""Pages of the evidence of a scheme: questions, gaps, indicators, scores by hand, marks on occupations."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.access.selectors import may
from corridor.core.wordings import Worded
from corridor.design.evidence import rules, services, sheets
from corridor.design.evidence.forms import (
    AnswerForm,
    EvidenceForm,
    FlagForm,
    GapForm,
    HandScoreForm,
    ProofForm,
    TableFilter,
)
from corridor.design.evidence.models import Answer, DataGap, HandScore, OccupationFlag, Proof
from corridor.design.evidence.runs import indicator_table
from corridor.design.evidence.selectors import (
    codes_at_first,
    codes_to_compare,
    destinations_of,
    gap_plan,
    hand_scores_of,
    occupation_rows,
    question_sheet,
)
from corridor.design.schemes import choices
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.rules import PLAN_ROLES
from corridor.design.schemes.selectors import get_scheme, part_to_change


@page(*PLAN_ROLES)
def questions(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = _reach(request, scheme_id)
    today = timezone.localdate()
    context = {
        "scheme": scheme,
        "sheet": question_sheet(user=request.user, scheme=scheme, today=today),
        "plan": gap_plan(user=request.user, scheme=scheme, today=today),
        "may_change": _may_change(request, scheme),
        "crumbs": _crumbs(scheme),
    }
    return render(request, "evidence/questions.html", context)


@page(*PLAN_ROLES)
def indicators(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = _reach(request, scheme_id)
    kind = request.GET.get("kind", "sector")
    if kind not in rules.KINDS:
        raise Http404
    form, asked = _asked(request, scheme, kind)
    table, sources = indicator_table(**asked), sheets.SourceList()
    context = {
        "scheme": scheme,
        "kind": kind,
        "filter": form,
        "tabs": _tabs(scheme, kind),
        "target": asked["destination"],
        "target_name": choices.country(asked["destination"]),
        "table": table,
        "rows": sheets.table_rows(table, sources),
        "split": sheets.split_rows(table, sources, **asked),
        "sources": sources.numbers,
        "scores": hand_scores_of(user=request.user, scheme=scheme),
        "occupation_rows": occupation_rows(user=request.user, scheme=scheme),
        "may_change": _may_change(request, scheme),
        "crumbs": _crumbs(scheme, _("Indicators")),
    }
    return render(request, "evidence/indicators.html", context)


def _asked(request: HttpRequest, scheme: Scheme, kind: str) -> tuple[TableFilter, dict[str, Any]]:
    """Return the form of what is compared, and what it asks for."""
    targets = destinations_of(scheme)
    offered = codes_to_compare(scheme=scheme, kind=kind, destination=request.GET.get("destination", ""))
    names = choices.sector if kind == "sector" else choices.country
    pairs = sorted(((code, names(code)) for code in offered), key=lambda pair: pair[1])
    form = TableFilter(request.GET, kind=kind, destinations=targets, codes=pairs)
    given = form.cleaned_data if form.is_valid() else {}
    return form, {
        "scheme": scheme,
        "kind": kind,
        "codes": given.get("code") or codes_at_first(scheme=scheme, kind=kind, offered=offered),
        "sector": given.get("sector", ""),
        "destination": given.get("destination") or next(iter(targets), ""),
        "on": timezone.localdate(),
    }


@page(Role.DESIGNER)
def question(request: HttpRequest, scheme_id: int, code: str) -> HttpResponse:
    scheme = _to_change(request, scheme_id)
    asked = _question(code)
    answer = Answer.objects.filter(scheme=scheme, question=code).first() or Answer(scheme=scheme, question=code)
    form = AnswerForm(request.POST or None, instance=answer, scheme=scheme, user=request.user)
    if form.is_valid() and form.keep():
        return _to_question(scheme, code)
    context = {
        "scheme": scheme,
        "question": asked,
        "form": form,
        "proofs": Proof.objects.filter(scheme=scheme, question=code).order_by("-source_date", "pk"),
        "crumbs": _crumbs(scheme, _("Question")),
    }
    return render(request, "evidence/question.html", context, status=_status(request))


@page(Role.DESIGNER)
def proof_add(request: HttpRequest, scheme_id: int, code: str) -> HttpResponse:
    scheme = _to_change(request, scheme_id)
    row = Proof(scheme=scheme, question=_question(code).code)
    return _edited(request, scheme, ProofForm, row, _("Add evidence"))


@page(Role.DESIGNER)
def proof_edit(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    return _changed(request, scheme_id, Proof, pk, ProofForm, _("Evidence"))


@page(Role.DESIGNER)
def proof_remove(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    return _removed(request, scheme_id, Proof, pk)


@page(Role.DESIGNER)
def gap_add(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = _to_change(request, scheme_id)
    return _edited(request, scheme, GapForm, DataGap(scheme=scheme), _("Add a gap"))


@page(Role.DESIGNER)
def gap_edit(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    return _changed(request, scheme_id, DataGap, pk, GapForm, _("Gap in the data"))


@page(Role.DESIGNER)
def gap_remove(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    return _removed(request, scheme_id, DataGap, pk)


@page(Role.DESIGNER)
def score_add(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = _to_change(request, scheme_id)
    return _edited(request, scheme, HandScoreForm, HandScore(scheme=scheme), _("Give a score"))


@page(Role.DESIGNER)
def score_edit(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    return _changed(request, scheme_id, HandScore, pk, HandScoreForm, _("Score by hand"))


@page(Role.DESIGNER)
def score_remove(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    return _removed(request, scheme_id, HandScore, pk)


@page(Role.DESIGNER)
def flag_add(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = _to_change(request, scheme_id)
    return _edited(request, scheme, FlagForm, OccupationFlag(scheme=scheme), _("Mark an occupation"))


@page(Role.DESIGNER)
def flag_edit(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    return _changed(request, scheme_id, OccupationFlag, pk, FlagForm, _("Mark on an occupation"))


@page(Role.DESIGNER)
def flag_remove(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    return _removed(request, scheme_id, OccupationFlag, pk)


def _reach(request: HttpRequest, scheme_id: int) -> Scheme:
    return get_scheme(user=request.user, pk=scheme_id, action="read_plan")


def _to_change(request: HttpRequest, scheme_id: int) -> Scheme:
    return get_scheme(user=request.user, pk=scheme_id, action="change")


def _may_change(request: HttpRequest, scheme: Scheme) -> bool:
    return scheme.status != Scheme.Status.CLOSED and may(scheme, user=request.user, action="change")


def _question(code: str) -> rules.Question:
    found = rules.questions().get(code)
    if found is None:
        raise Http404
    return found


def _changed(
    request: HttpRequest, scheme_id: int, model: type[Worded], pk: int, form: type[EvidenceForm], title: str
) -> HttpResponse:
    scheme = _to_change(request, scheme_id)
    row = part_to_change(model=model, scheme=scheme, user=request.user, pk=pk)
    assert isinstance(row, Worded)
    return _edited(request, scheme, form, row, title)


def _edited(
    request: HttpRequest, scheme: Scheme, form_class: type[EvidenceForm], row: Worded, title: str
) -> HttpResponse:
    form = form_class(request.POST or None, instance=row, scheme=scheme, user=request.user)
    if form.is_valid() and form.keep():
        return _back(scheme, row)
    context = {
        "scheme": scheme,
        "form": form,
        "title": title,
        "back": _back(scheme, row).url,
        "crumbs": _crumbs(scheme, title),
    }
    return render(request, "evidence/form.html", context, status=_status(request))


def _removed(request: HttpRequest, scheme_id: int, model: type[Worded], pk: int) -> HttpResponse:
    scheme = _to_change(request, scheme_id)
    row = part_to_change(model=model, scheme=scheme, user=request.user, pk=pk)
    assert isinstance(row, Worded)
    if request.method == "POST":
        answer = _back(scheme, row)
        services.remove(row=row, by=request.user)
        return answer
    context = {"scheme": scheme, "row": row, "back": _back(scheme, row).url, "crumbs": _crumbs(scheme, _("Remove"))}
    return render(request, "evidence/remove.html", context)


def _back(scheme: Scheme, row: Worded) -> HttpResponseRedirect:
    """Return to the page on which the row stands."""
    if isinstance(row, Proof):
        return _to_question(scheme, row.question)
    if isinstance(row, DataGap):
        return HttpResponseRedirect(reverse("evidence:questions", args=[scheme.pk]) + "#gaps")
    kind = "country" if isinstance(row, HandScore) else "sector"
    return HttpResponseRedirect(reverse("evidence:indicators", args=[scheme.pk]) + f"?kind={kind}")


def _to_question(scheme: Scheme, code: str) -> HttpResponseRedirect:
    answer = redirect("evidence:question", scheme.pk, code)
    assert isinstance(answer, HttpResponseRedirect)
    return answer


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200


def _tabs(scheme: Scheme, kind: str) -> list[dict[str, object]]:
    address = reverse("evidence:indicators", args=[scheme.pk])
    labels = {"sector": _("Sectors of the destination"), "country": _("Countries of origin")}
    return [{"label": label, "url": f"{address}?kind={code}", "active": code == kind} for code, label in labels.items()]


def _crumbs(scheme: Scheme, *further: str) -> list[tuple[str, str]]:
    return [
        (_("Schemes"), reverse("schemes:list")),
        (scheme.localised_name, reverse("schemes:detail", args=[scheme.pk])),
        (_("Questions and evidence"), reverse("evidence:questions", args=[scheme.pk])),
        *((each, "") for each in further),
    ]
