"""Pages of a budget: the table, its lines, what was spent."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.access.selectors import may
from corridor.core.http import translated
from corridor.design.budgets import services
from corridor.design.budgets.forms import ActualForm, FrameForm, LineForm
from corridor.design.budgets.models import Budget, BudgetLine
from corridor.design.budgets.runs import assess
from corridor.design.budgets.selectors import budget_of, line_label, lines_of, spent_of
from corridor.design.budgets.sheets import (
    cash_table,
    cost_per_rows,
    finding_rows,
    line_rows,
    payer_rows,
    phase_rows,
    range_of,
    ratio_rows,
)
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.rules import PLAN_ROLES
from corridor.design.schemes.selectors import get_scheme, may_change, part_to_change
from corridor.design.schemes.services import remove_part, save_part
from corridor.kernel.errors import CorridorError


@page(*PLAN_ROLES)
def detail(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = _reach(request, scheme_id)
    budget = budget_of(user=request.user, scheme=scheme)
    context: dict[str, Any] = {
        "scheme": scheme,
        "budget": budget,
        "may_change": may_change(user=request.user, scheme=scheme),
        "may_record": may(scheme, user=request.user, action="change"),
        "crumbs": _crumbs(scheme),
    }
    if budget is not None:
        context |= {"spent": spent_of(budget=budget), **_assessed(request, budget)}
    return render(request, "budgets/detail.html", context)


@page(Role.DESIGNER)
def line_add(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = _reach(request, scheme_id)
    return _edited(request, scheme, None, _("Add a cost line"))


@page(Role.DESIGNER)
def line_edit(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    scheme = _reach(request, scheme_id)
    line = part_to_change(model=BudgetLine, scheme=scheme, user=request.user, pk=pk)
    assert isinstance(line, BudgetLine)
    return _edited(request, scheme, line, line_label(line))


@page(Role.DESIGNER)
def line_remove(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    scheme = _reach(request, scheme_id)
    line = part_to_change(model=BudgetLine, scheme=scheme, user=request.user, pk=pk)
    assert isinstance(line, BudgetLine)
    if request.method == "POST":
        remove_part(row=line, by=request.user)
        return redirect("budgets:detail", scheme_id)
    context = {"scheme": scheme, "label": line_label(line), "crumbs": _crumbs(scheme)}
    return render(request, "budgets/remove.html", context)


@page(Role.DESIGNER)
def frame(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = _reach(request, scheme_id)
    budget = services.ensure_budget(scheme=scheme, by=request.user) if request.method == "POST" else _or_new(scheme)
    form = FrameForm(request.POST or None, instance=budget)
    if request.method == "POST" and form.is_valid():
        save_part(row=form.instance, by=request.user)
        return redirect("budgets:detail", scheme_id)
    return _form_page(request, scheme, form, _("People and months of the budget"))


@page(Role.DESIGNER)
def actual_add(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = _reach(request, scheme_id)
    budget = budget_of(user=request.user, scheme=scheme)
    if budget is None:
        raise Http404
    form = ActualForm(request.POST or None, budget=budget)
    if form.is_valid():
        services.record_actual(budget=budget, by=request.user, **form.cleaned_data)
        return redirect("budgets:detail", scheme_id)
    return _form_page(request, scheme, form, _("Record money spent"))


def _reach(request: HttpRequest, scheme_id: int) -> Scheme:
    return get_scheme(user=request.user, pk=scheme_id, action="read_plan")


def _crumbs(scheme: Scheme) -> list[tuple[str, str]]:
    return [
        (_("Schemes"), reverse("schemes:list")),
        (scheme.localised_name, reverse("schemes:detail", args=[scheme.pk])),
        (_("Budget"), reverse("budgets:detail", args=[scheme.pk])),
    ]


def _or_new(scheme: Scheme) -> Budget:
    return Budget.objects.filter(scheme=scheme).first() or Budget(scheme=scheme)


def _assessed(request: HttpRequest, budget: Budget) -> dict[str, Any]:
    lines = list(lines_of(budget=budget))
    if not lines:
        return {}
    assessment, run = assess(budget=budget, by=request.user)
    return {
        "assessment": assessment,
        "run": run,
        "lines": line_rows(lines, assessment),
        "payers": payer_rows(assessment),
        "findings": finding_rows(assessment),
        "ratios": ratio_rows(assessment),
        "phases": phase_rows(assessment),
        "cost_per": cost_per_rows(assessment),
        "cash": cash_table(assessment),
        "range": range_of(assessment),
    }


def _edited(request: HttpRequest, scheme: Scheme, line: BudgetLine | None, title: str) -> HttpResponse:
    form = LineForm(request.POST or None, line=line)
    if form.is_valid():
        try:
            budget = services.ensure_budget(scheme=scheme, by=request.user)
            services.save_line(budget=budget, line=line, shares=form.shares, by=request.user, **form.details)
            return redirect("budgets:detail", scheme.pk)
        except CorridorError as error:
            _add_error(form, error)
    return _form_page(request, scheme, form, title)


def _add_error(form: LineForm, error: CorridorError) -> None:
    # A wrong sum belongs to all shares; it is shown at the first of them that was filled in.
    text = " ".join(translated(error))
    if error.field != "share":
        form.add_error(error.field if error.field in form.fields else None, text)
        return
    given = [f"share_{payer}" for payer, share in form.shares.items() if share]
    worker = "share_migrant"
    place = worker if worker in given and error.status == 409 else (given or ["share_employer"])[0]
    form.add_error(place, text)


def _form_page(request: HttpRequest, scheme: Scheme, form: Any, title: str) -> HttpResponse:
    context = {"scheme": scheme, "form": form, "title": title, "crumbs": _crumbs(scheme)}
    return render(request, "budgets/form.html", context, status=422 if request.method == "POST" else 200)
