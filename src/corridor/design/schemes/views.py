"""Pages of schemes: the list, a new one, one begun from the gallery, the sheet of one."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.access.selectors import may, roles_of, visible
from corridor.core.http import translated
from corridor.core.tables import page_of
from corridor.design.schemes import choices, services
from corridor.design.schemes.forms import CloneScheme, NewScheme, SchemeNames
from corridor.design.schemes.models import Objective, Scheme, SchemeNote
from corridor.design.schemes.rules import PLAN_ROLES, SCHEME_ROLES
from corridor.design.schemes.selectors import get_scheme, may_change, schemes_visible_to
from corridor.design.schemes.sheets import corridors_of, note_of
from corridor.kernel.errors import CorridorError
from corridor.knowledge.measures.models import Measure
from corridor.knowledge.measures.selectors import measure
from corridor.knowledge.pathways.rules import localised

KINDS = {"draft": "wait", "approved": "info", "running": "ok", "closed": "none"}
_STEPS = {"start": services.start, "close": services.close, "revise": services.revise}


@page(*SCHEME_ROLES)
def schemes(request: HttpRequest) -> HttpResponse:
    rows = schemes_visible_to(user=request.user)
    status = request.GET.get("status", "")
    if status in Scheme.Status.values:
        rows = rows.filter(status=status)
    found = page_of(request, rows)
    lines = [
        {"scheme": row, "corridors": corridors_of(row), "kind": KINDS[row.status], "lead": localised(row.lead, "name")}
        for row in found
    ]
    tabs = [
        {"label": label, "url": f"{reverse('schemes:list')}?status={code}" if code else reverse("schemes:list"),
         "active": code == status}
        for code, label in [("", _("All")), *Scheme.Status.choices]
    ]  # fmt: skip
    can_open = Role.DESIGNER in roles_of(request.user)
    context = {"page": found, "lines": lines, "tabs": tabs, "can_open": can_open, "status": status}
    return render(request, "schemes/list.html", context)


@page(Role.DESIGNER)
def new(request: HttpRequest) -> HttpResponse:
    form = NewScheme(request.POST or None, user=request.user)
    if form.is_valid():
        data = form.cleaned_data
        try:
            scheme = services.create_scheme(
                name=data["name"], lead=data["lead"], by=request.user, corridors=form.corridors
            )
            return redirect("studio:step", scheme.pk, "objectives")
        except CorridorError as error:
            place = {"destination": "destination_iso3", "origin": "origin_iso3"}.get(error.field)
            form.add_error(place, " ".join(translated(error)))
    status = 422 if request.method == "POST" else 200
    return render(request, "schemes/new.html", {"form": form}, status=status)


@page(Role.DESIGNER)
def clone(request: HttpRequest, entry_id: str) -> HttpResponse:
    try:
        entry = measure(entry_id=entry_id)
    except Measure.DoesNotExist as error:
        raise Http404 from error
    form = CloneScheme(request.POST or None, user=request.user, initial={"name": entry.name})
    if form.is_valid():
        data = form.cleaned_data
        scheme = services.clone_entry(entry_id=entry_id, lead=data["lead"], by=request.user, name=data["name"])
        return redirect("schemes:detail", scheme.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "schemes/clone.html", {"form": form, "entry": entry}, status=status)


@page(*SCHEME_ROLES)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    scheme = get_scheme(user=request.user, pk=pk)
    is_reader = bool(roles_of(request.user) & set(PLAN_ROLES)) and may(scheme, user=request.user, action="read_plan")
    context = {
        "scheme": scheme,
        "kind": KINDS[scheme.status],
        "corridors": corridors_of(scheme),
        "lead": localised(scheme.lead, "name"),
        "sector": choices.sector(scheme.nace2),
        "occupations": [choices.occupation(row.isco08) for row in scheme.occupations.all()],
        "objectives": visible(Objective.objects.filter(scheme=scheme), user=request.user),
        "notes": [
            note_of(row)
            for row in visible(SchemeNote.objects.filter(scheme=scheme), user=request.user).select_related("scheme")
        ],
        "is_reader": is_reader,
        "may_change": may_change(user=request.user, scheme=scheme),
        "may_translate": may(scheme, user=request.user, action="change"),
        "moves": _moves(request, scheme),
        "crumbs": [(_("Schemes"), reverse("schemes:list")), (scheme.localised_name, "")],
    }
    return render(request, "schemes/detail.html", context)


@page(Role.DESIGNER)
def names(request: HttpRequest, pk: int) -> HttpResponse:
    scheme = get_scheme(user=request.user, pk=pk, action="read_plan")
    form = SchemeNames(request.POST or None, instance=scheme)
    if request.method == "POST" and form.is_valid():
        services.change_scheme(scheme=scheme, by=request.user, **form.cleaned_data)
        return redirect("schemes:detail", pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "schemes/names.html", {"form": form, "scheme": scheme}, status=status)


@page(Role.DESIGNER)
def move(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    if act not in _STEPS:
        raise Http404
    scheme = get_scheme(user=request.user, pk=pk, action="read_plan")
    if request.method == "POST":
        _STEPS[act](scheme=scheme, by=request.user)
        return redirect("schemes:detail", pk)
    return render(request, "schemes/move.html", {"scheme": scheme, "act": act, "words": _words(act)})


def _notes(request: HttpRequest, scheme: Scheme) -> QuerySet[SchemeNote]:
    rows = SchemeNote.objects.filter(scheme=scheme).select_related("scheme").order_by("pk")
    return visible(rows, user=request.user)


def _moves(request: HttpRequest, scheme: Scheme) -> list[dict[str, Any]]:
    """Return the steps of a scheme's life that this person may take now."""
    if not may(scheme, user=request.user, action="change"):
        return []
    open_steps = {
        Scheme.Status.APPROVED: ["start", "revise", "close"],
        Scheme.Status.RUNNING: ["revise", "close"],
    }.get(Scheme.Status(scheme.status), [])
    acts = [act for act in open_steps if act != "revise" or not scheme.is_open_for_changes]
    return [{"label": _words(act)[0], "url": reverse("schemes:move", args=[scheme.pk, act])} for act in acts]


def _words(act: str) -> tuple[str, str]:
    """Return the name of a step and what follows from it."""
    return {
        "start": (_("Start the scheme"), _("Vacancies, calls and cases can then be opened under it.")),
        "close": (_("Close the scheme"), _("Its plan is then kept as it is; nobody changes it any more.")),
        "revise": (
            _("Open the plan for changes"),
            _("The approved version stays in force until a new one is approved."),
        ),
    }[act]
