"""Pages of the register of recruiters."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from corridor.access.doors import page
from corridor.access.roles import OFFICERS, Role
from corridor.core.tables import page_of
from corridor.core.wordings import quoted
from corridor.delivery.recruitment import forms
from corridor.delivery.recruitment.selectors import recruiters as reading
from corridor.delivery.recruitment.views.acts import actor, query_of, wants_fragment
from corridor.delivery.recruitment.wording import country_text


@page(*OFFICERS, Role.PROTECTION)
def recruiter_list(request: HttpRequest) -> HttpResponse:
    form = forms.RecruiterFilter(request.GET or None)
    narrowed = {"status": "", "text": ""}
    if form.is_valid():
        narrowed = {"status": form.cleaned_data["status"], "text": form.cleaned_data["q"]}
    listed = reading.recruiters_of(user=actor(request), today=timezone.localdate(), **narrowed)
    rows = page_of(request, listed)
    context = {
        "form": form,
        "page": rows,
        "rows": [{"one": one, "country": country_text(one.recruiter.iso3)} for one in rows],
        "query": query_of(request),
        "at_work": sum(one.needs_attention for one in listed),
    }
    template = "recruitment/_recruiters.html" if wants_fragment(request) else "recruitment/recruiters.html"
    return render(request, template, context)


@page(*OFFICERS, Role.PROTECTION)
def recruiter(request: HttpRequest, pk: int) -> HttpResponse:
    one = reading.get_recruiter(user=actor(request), pk=pk, today=timezone.localdate())
    row = one.recruiter
    context = {
        "one": one,
        "facts": [
            {"label": _("Country"), "value": country_text(row.iso3)},
            {"label": _("Licence number"), "value": row.licence_number or None},
            {"label": _("Valid until"), "value": row.licence_valid_until},
            {"label": _("Checked on"), "value": row.checked_on_date},
            {"label": _("Source"), "value": quoted(row, "source") or None},
        ],
        "engagements": reading.engagements_of(user=actor(request), recruiter=row),
        "crumbs": [(_("Recruiters"), reverse("recruitment:recruiters")), (row.name, "")],
    }
    return render(request, "recruitment/recruiter.html", context)
