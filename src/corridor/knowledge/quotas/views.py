"""Pages of quotas and shortage lists: for staff to read, for designers and administrators to keep."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.roles import STAFF
from corridor.access.selectors import roles_of
from corridor.core.acts import accepted
from corridor.core.tables import page_of
from corridor.core.wordings import quoted
from corridor.knowledge.codelists.selectors import label_of
from corridor.knowledge.quotas import forms, selectors, services
from corridor.knowledge.quotas.models import CapStatement, LedgerEntry, Quota, ShortageItem, ShortageList
from corridor.knowledge.quotas.rules import KEEPERS
from corridor.knowledge.quotas.wording import line_of, pathway_name, period_of, said, share_lines
from corridor.ui import formats


@page(*sorted(STAFF))
def ledger(request: HttpRequest) -> HttpResponse:
    years = selectors.years_of(list(selectors.quotas()))
    form = forms.LedgerFilter(request.GET or None, years=years)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = selectors.quotas(destination_iso3=wanted.get("destination", ""), year=wanted.get("year"))
    found = page_of(request, rows)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": found,
        "query": query.urlencode(),
        "lines": [line_of(balance) for balance in selectors.balances(found)],
        "may_keep": _may_keep(request),
        "has_unentered": bool(selectors.unentered()),
    }
    return render(request, "quotas/ledger.html", context)


@page(*sorted(STAFF))
def quota(request: HttpRequest, pk: int) -> HttpResponse:
    row = selectors.get_quota(pk=pk)
    [balance] = selectors.balances([row])
    entries = selectors.entries_of(quota=row, user=request.user)
    context = {
        "line": line_of(balance),
        "quota": row,
        "columns": _columns(row),
        "claims": _claims(row),
        "shares": [
            (title, head, share_lines(selectors.shares_of(entries, by=field), by=field))
            for field, title, head in _parts()
        ],
        "page": page_of(request, entries),
        "seen": entries.count(),
        "all": LedgerEntry.objects.filter(quota=row).count(),
        "may_keep": _may_keep(request),
        "crumbs": [(_("Quotas"), reverse("quotas:ledger")), (str(row), "")],
    }
    return render(request, "quotas/quota.html", context)


@page(*sorted(KEEPERS))
def quota_new(request: HttpRequest) -> HttpResponse:
    form = forms.QuotaForm(request.POST or None, instance=Quota())
    return _edited(request, form, _("Enter a quota"), reverse("quotas:ledger"), _save_quota(request, form))


@page(*sorted(KEEPERS))
def quota_edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = selectors.get_quota(pk=pk)
    form = forms.QuotaForm(request.POST or None, instance=row)
    return _edited(request, form, str(row), reverse("quotas:quota", args=[pk]), _save_quota(request, form))


@page(*sorted(KEEPERS))
def statement_new(request: HttpRequest, pk: int) -> HttpResponse:
    form = forms.StatementForm(request.POST or None, instance=CapStatement(quota=selectors.get_quota(pk=pk)))

    def save() -> str:
        services.state_cap(statement=form.row(), by=request.user)
        return reverse("quotas:quota", args=[pk])

    return _edited(request, form, _("What another source says"), reverse("quotas:quota", args=[pk]), save)


@page(*sorted(KEEPERS))
def outside_new(request: HttpRequest, pk: int) -> HttpResponse:
    row = selectors.get_quota(pk=pk)
    form = forms.OutsideForm(request.POST or None, instance=LedgerEntry(quota=row))

    def save() -> str:
        posts = form.cleaned_data["posts"]
        services.record_outside(quota=row, entry=form.row(), posts=posts, by=request.user)
        return reverse("quotas:quota", args=[pk])

    return _edited(request, form, _("Note approvals given elsewhere"), reverse("quotas:quota", args=[pk]), save)


@require_POST
@page(*sorted(KEEPERS))
def enter_reported(request: HttpRequest) -> HttpResponse:
    count = services.enter_reported(by=request.user)
    messages.success(request, _("Quotas entered from the sources: %(n)s.") % {"n": formats.number(count)})
    return redirect("quotas:ledger")


@page(*sorted(STAFF))
def lists(request: HttpRequest) -> HttpResponse:
    form = forms.ListQuestion(request.GET or None)
    context: dict[str, Any] = {"form": form, "may_keep": _may_keep(request), "lines": _list_lines()}
    context["crumbs"] = [(_("Quotas"), reverse("quotas:ledger")), (_("Shortage lists"), "")]
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        verdict = selectors.is_on_list(
            destination=asked["destination"], isco08=asked["isco08"], region=asked["region"], on=asked["on"]
        )
        context |= {"verdict": verdict, "said": said(verdict.finding)}
    return render(request, "quotas/lists.html", context)


@page(*sorted(STAFF))
def shortage_list(request: HttpRequest, pk: int) -> HttpResponse:
    row, today = selectors.get_list(pk=pk), timezone.localdate()
    lines = [
        {"item": item, "label": label_of("isco08", item.isco08), "is_now": selectors.in_force(item, on=today)}
        for item in selectors.items_of(shortage_list=row)
    ]
    context = {
        "list": row,
        "name": quoted(row, "name"),
        "country": label_of("countries", row.destination_iso3),
        "pathway": pathway_name(row.pathway_code),
        "period": period_of(row.starts_date, row.ends_date),
        "lines": lines,
        "may_keep": _may_keep(request),
        "crumbs": [
            (_("Quotas"), reverse("quotas:ledger")),
            (_("Shortage lists"), reverse("quotas:lists")),
            (str(row), ""),
        ],
    }
    return render(request, "quotas/list.html", context)


@page(*sorted(KEEPERS))
def list_new(request: HttpRequest) -> HttpResponse:
    form = forms.ShortageListForm(request.POST or None, instance=ShortageList())
    return _edited(request, form, _("Enter a shortage list"), reverse("quotas:lists"), _save_list(request, form))


@page(*sorted(KEEPERS))
def list_edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = selectors.get_list(pk=pk)
    form = forms.ShortageListForm(request.POST or None, instance=row)
    return _edited(request, form, str(row), reverse("quotas:list", args=[pk]), _save_list(request, form))


@page(*sorted(KEEPERS))
def item_new(request: HttpRequest, pk: int) -> HttpResponse:
    form = forms.ShortageItemForm(request.POST or None, instance=ShortageItem(shortage_list=selectors.get_list(pk=pk)))

    def save() -> str:
        services.save_item(item=form.row(), by=request.user)
        return reverse("quotas:list", args=[pk])

    return _edited(request, form, _("Add an occupation"), reverse("quotas:list", args=[pk]), save)


@page(*sorted(KEEPERS))
def item_remove(request: HttpRequest, pk: int) -> HttpResponse:
    item = selectors.get_item(pk=pk)
    back = reverse("quotas:list", args=[item.shortage_list_id])
    if request.method == "POST":
        services.remove_item(item=item, by=request.user)
        return redirect(back)
    context = {"item": item, "label": label_of("isco08", item.isco08), "back": back}
    return render(request, "quotas/remove.html", context)


def _may_keep(request: HttpRequest) -> bool:
    return bool(roles_of(request.user) & KEEPERS)


def _save_quota(request: HttpRequest, form: forms.QuotaForm) -> Callable[[], str]:
    return lambda: reverse("quotas:quota", args=[services.save_quota(quota=form.row(), by=request.user).pk])


def _save_list(request: HttpRequest, form: forms.ShortageListForm) -> Callable[[], str]:
    return lambda: reverse("quotas:list", args=[services.save_list(shortage_list=form.row(), by=request.user).pk])


def _edited(request: HttpRequest, form: Any, title: str, back: str, save: Callable[[], str]) -> HttpResponse:
    """Show a form, or save what was sent and go where the service says."""
    there: list[str] = []
    if request.method == "POST" and accepted(form, lambda: there.append(save())):
        return redirect(there[0])
    status = 422 if request.method == "POST" else 200
    return render(request, "quotas/form.html", {"form": form, "title": title, "back": back}, status=status)


def _parts() -> tuple[tuple[str, str, str], ...]:
    return (
        ("nace2", _("By sector"), _("Sector")),
        ("origin_iso3", _("By country of origin"), _("Country of origin")),
        ("employer", _("By employer"), _("Employer")),
    )


def _claims(row: Quota) -> list[dict[str, Any]]:
    """Return the caps of all sources side by side; where they differ, the row says so."""
    statements = list(selectors.statements_of(quota=row))
    if not statements:
        return []
    caps = [row.cap, *(each.cap for each in statements)]
    dates = [row.source_date, *(each.source_date for each in statements)]
    return [
        {"label": _("Cap"), "cells": [formats.number(cap) for cap in caps], "differs": len(set(caps)) > 1},
        {"label": _("Date of the source"), "cells": [formats.date(day) for day in dates], "differs": False},
    ]


def _columns(row: Quota) -> list[dict[str, Any]]:
    return [{"label": quoted(each, "source")} for each in (row, *selectors.statements_of(quota=row))]


def _list_lines() -> list[dict[str, Any]]:
    today = timezone.localdate()
    return [
        {
            "list": row,
            "name": quoted(row, "name"),
            "country": label_of("countries", row.destination_iso3),
            "period": period_of(row.starts_date, row.ends_date),
            "count": len(row.items.all()),
            "is_expired": row.ends_date is not None and row.ends_date < today,
        }
        for row in selectors.shortage_lists()
    ]
