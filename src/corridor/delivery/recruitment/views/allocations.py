"""Pages of allocations: side by side, what a quota would change, and pairs taken up as proposals."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.models import User
from corridor.access.roles import OFFICERS, Role
from corridor.access.selectors import roles_of
from corridor.core.acts import accepted
from corridor.core.http import translated
from corridor.delivery.recruitment.allocation_forms import BalanceForm, QuotaForm, TalksForm
from corridor.delivery.recruitment.models import Candidate, KeptRun, Vacancy
from corridor.delivery.recruitment.selectors import allocations as reading, records
from corridor.delivery.recruitment.selectors.vacancies import VacancySearch, vacancies_of
from corridor.delivery.recruitment.services import allocating
from corridor.delivery.recruitment.services.oversight import note_pairs
from corridor.delivery.recruitment.views.acts import actor, form_act, tell_errors
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.selectors import get_scheme
from corridor.kernel.errors import N_, DataUnavailable, InputError
from corridor.ui import formats

Crumbs = list[tuple[str, str]]


@page(*OFFICERS)
def allocations(request: HttpRequest, scheme_id: int) -> HttpResponse:
    """Show the newest comparison of a scheme, and the form for a quota."""
    scheme = get_scheme(user=actor(request), pk=scheme_id)
    return _page(request, scheme, _quota_form(request, scheme))


@require_POST
@page(*OFFICERS)
def allocations_compare(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme, form = get_scheme(user=actor(request), pk=scheme_id), BalanceForm(request.POST)
    back = reverse("recruitment:allocations", args=[scheme_id])

    def compare() -> None:
        allocating.compare_scheme(scheme=scheme, balance=form.cleaned_data["balance"], by=actor(request))

    return form_act(request, back, form, compare, _("The allocations are compared. Nobody is proposed by that."))


@require_POST
@page(*OFFICERS)
def quota_try(request: HttpRequest, scheme_id: int) -> HttpResponse:
    """Try a quota; what no allocation can keep is said at the form."""
    scheme = get_scheme(user=actor(request), pk=scheme_id)
    form, made = _quota_form(request, scheme, request.POST), list[KeptRun]()
    if accepted(form, lambda: made.append(allocating.what_if(scheme=scheme, quota=form.wanted(), by=actor(request)))):
        return redirect("recruitment:quota", made[0].pk)
    return _page(request, scheme, form, status=422)


@page(*OFFICERS)
def quota(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a quota would change beside the present."""
    kept, found = _found(request, pk, KeptRun.Kind.QUOTA)
    asked = kept.run.parameters["quota"]
    column = asked["column"]
    vacancy = vacancies_of(user=actor(request)).filter(pk=asked["vacancy_id"] or 0).first()
    context = {
        "kept": kept,
        "run": kept.run,
        "scheme": kept.snapshot.scheme,
        "found": found,
        "asked": asked,
        "text": reading.quota_text(asked),
        "vacancy": vacancy,
        "rows": reading.quota_rows(found, column) if found else [],
        "columns": [{"label": _("Greatest total now")}, {"label": _("With the quota")}],
        "changed": reading.changed_by(found) if found else {},
        "cost": reading.cost_of_quota(found) if found else "",
        "crumbs": _crumbs(kept.snapshot.scheme, _("What a quota would change")),
        **_taking(request, kept, found["after"]["pairs"] if found else []),
    }
    return render(request, "recruitment/quota.html", context)


@page(*OFFICERS)
def allocation(request: HttpRequest, pk: int, aim: str) -> HttpResponse:
    """Show the pairs of one allocation, for people to decide which to propose."""
    kept, found = _found(request, pk, KeptRun.Kind.ALLOCATION)
    if aim not in reading.AIMS:
        raise Http404
    pairs = (found["aims"][aim] or {"pairs": []})["pairs"] if found else []
    context = {
        "kept": kept,
        "run": kept.run,
        "scheme": kept.snapshot.scheme,
        "found": found,
        "aim": aim,
        "label": reading.aim_label(aim),
        "crumbs": _crumbs(kept.snapshot.scheme, reading.aim_label(aim)),
        **_taking(request, kept, pairs),
    }
    return render(request, "recruitment/allocation.html", context)


@require_POST
@page(Role.OFFICER_ORIGIN)
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose the ticked pairs of a kept run; whatever stands in the way of one is said, and the others go on."""
    kept, form = records.get_kept(user=actor(request), pk=pk), TalksForm(request.POST)
    if kept.kind == KeptRun.Kind.LIST:
        raise Http404
    back = _back(kept, request.POST.get("aim", ""))

    def propose() -> None:
        slots, pairs = _slots(form), _chosen(request, kept)
        _tell(request, allocating.take_up(kept=kept, pairs=pairs, by=actor(request), slots=slots))

    if not accepted(form, propose):
        tell_errors(request, form)
    return redirect(back)


def _slots(form: TalksForm) -> allocating.Slots | None:
    first_at, data = form.first_at(), form.cleaned_data
    return allocating.Slots(first_at, data["minutes"], data["mode"]) if first_at else None


def _chosen(request: HttpRequest, kept: KeptRun) -> list[tuple[Vacancy, Candidate]]:
    if kept.result is None:
        raise DataUnavailable(
            N_("The facts of this run were erased, so nobody can be proposed from it."),
            hint=N_("Compare again and choose from today's allocations."),
        )
    picked = set(request.POST.getlist("pick"))
    pairs = [(line.vacancy, line.candidate) for line in _all_lines(request, kept) if line.key in picked]
    if not pairs:
        raise InputError(N_("Nobody was chosen."), hint=N_("Tick at least one pair."), field="pick")
    return pairs


def _tell(request: HttpRequest, done: allocating.TakenUp) -> None:
    if done.proposed:
        said = ngettext(
            "%(n)s person is proposed; the person and the employer are asked.",
            "%(n)s people are proposed; each of them and the employers are asked.",
            done.proposed,
        )
        messages.success(request, said % {"n": formats.number(done.proposed)})
    for one in done.refused[:10]:
        messages.warning(
            request, f"{one.candidate.reference}, {one.vacancy.reference}: {' '.join(translated(one.error))}"
        )


def _page(request: HttpRequest, scheme: Scheme, form: QuotaForm, *, status: int = 200) -> HttpResponse:
    user = actor(request)
    kept = records.newest_kept(user=user, scheme_id=scheme.pk, kind=KeptRun.Kind.ALLOCATION)
    found = records.result_of(kept) if kept else None
    column = kept.run.parameters["balance"] if kept else "sex"
    context = {
        "scheme": scheme,
        "kept": kept,
        "found": found,
        "rows": reading.comparison_rows(found, column) if found else [],
        "columns": _columns(kept, found),
        "column": reading.column_label(column),
        "price": reading.price_of_fairness(found) if found else "",
        "balance_form": BalanceForm(initial={"balance": column}),
        "form": form,
        "tried": _tried(user, scheme),
        "crumbs": [(_("Vacancies"), reverse("recruitment:vacancies")), (_("Compare allocations"), "")],
    }
    return render(request, "recruitment/allocations.html", context, status=status)


def _tried(user: User, scheme: Scheme) -> list[reading.Row]:
    rows = records.earlier_kept(user=user, scheme_id=scheme.pk, kind=KeptRun.Kind.QUOTA)
    return [{"kept": one, "text": reading.quota_text(one.run.parameters["quota"])} for one in rows]


def _columns(kept: KeptRun | None, found: reading.Row | None) -> list[reading.Row]:
    if kept is None or found is None:
        return []
    return [
        {
            "label": reading.aim_label(aim),
            "url": reverse("recruitment:allocation", args=[kept.pk, aim]) if found["aims"][aim] else "",
        }
        for aim in reading.AIMS
    ]


def _quota_form(request: HttpRequest, scheme: Scheme, data: object = None) -> QuotaForm:
    rows = vacancies_of(user=actor(request), search=VacancySearch(scheme_id=scheme.pk, status="open"))
    return QuotaForm(data, groups=reading.group_choices(scheme_id=scheme.pk), vacancies=rows.order_by("reference"))


def _found(request: HttpRequest, pk: int, kind: str) -> tuple[KeptRun, reading.Row | None]:
    kept = records.get_kept(user=actor(request), pk=pk)
    if kept.kind != kind:
        raise Http404
    return kept, records.result_of(kept)


def _taking(request: HttpRequest, kept: KeptRun, pairs: list[list[float]]) -> reading.Row:
    lines = reading.pair_lines(user=actor(request), pairs=pairs)
    note_pairs(by=actor(request), kept=kept, pairs=[(line.vacancy.pk, line.candidate.pk) for line in lines])
    return {
        "lines": lines,
        "hidden": len(pairs) - len(lines),
        "may_propose": Role.OFFICER_ORIGIN in roles_of(actor(request)),
        "talks": TalksForm(),
    }


def _all_lines(request: HttpRequest, kept: KeptRun) -> list[reading.PairLine]:
    found = records.result_of(kept) or {}
    sides = [found["after"]] if kept.kind == KeptRun.Kind.QUOTA else [one for one in found["aims"].values() if one]
    pairs = {(v, c): score for one in sides for v, c, score in one["pairs"]}
    return reading.pair_lines(user=actor(request), pairs=[[v, c, score] for (v, c), score in pairs.items()])


def _back(kept: KeptRun, aim: str) -> str:
    if kept.kind == KeptRun.Kind.QUOTA:
        return reverse("recruitment:quota", args=[kept.pk])
    return reverse("recruitment:allocation", args=[kept.pk, aim if aim in reading.AIMS else reading.AIMS[0]])


def _crumbs(scheme: Scheme, last: str) -> Crumbs:
    return [
        (_("Vacancies"), reverse("recruitment:vacancies")),
        (_("Compare allocations"), reverse("recruitment:allocations", args=[scheme.pk])),
        (last, ""),
    ]
