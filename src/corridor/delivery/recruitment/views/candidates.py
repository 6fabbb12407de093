"""Pages of candidates: list, registration, one candidate, duplicates."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.roles import OFFICERS, Role
from corridor.access.selectors import get_visible, may, organisations_of, roles_of
from corridor.core.acts import show
from corridor.core.tables import page_of
from corridor.delivery.recruitment import forms
from corridor.delivery.recruitment.models import Candidate, DuplicateReview
from corridor.delivery.recruitment.runs.names import candidates_named_like
from corridor.delivery.recruitment.selectors import candidates as reading
from corridor.delivery.recruitment.selectors.calls import open_calls
from corridor.delivery.recruitment.selectors.duplicates import reviews_for
from corridor.delivery.recruitment.services import intake
from corridor.delivery.recruitment.views.acts import act, actor, form_act, query_of, wants_fragment
from corridor.delivery.recruitment.views.proposals import proposal_of, step_of
from corridor.delivery.recruitment.wording import country_text
from corridor.delivery.skills.services import Stated, state_profile
from corridor.kernel.errors import CorridorError
from corridor.ui import formats

KIND_OF_STATUS = {
    "registered": "none", "eligible": "info", "shortlisted": "wait", "selected": "ok", "offered": "wait",
    "accepted": "ok", "withdrawn": "none", "refused": "none", "deployed": "ok", "returned": "info",
}  # fmt: skip
PERSON_FIELDS = (
    "given_name", "family_name", "birth_date", "sex", "region", "email", "phone", "preferred_language", "safe_contact",
)  # fmt: skip
VIEWERS = (*OFFICERS, Role.COUNSELLOR)


@page(*VIEWERS)
def candidate_list(request: HttpRequest) -> HttpResponse:
    form = forms.CandidateFilter(request.GET or None, user=actor(request))
    search = reading.CandidateSearch()
    if form.is_valid():
        data = form.cleaned_data
        search = reading.CandidateSearch(
            data["q"], data["scheme"].pk if data["scheme"] else None, data["status"], data["isco08"]
        )
    written = reading.candidates_of(user=actor(request), search=search)
    is_alike = bool(search.text) and not written.exists()
    rows = page_of(request, candidates_named_like(user=actor(request), search=search) if is_alike else written)
    context = {
        "form": form,
        "page": rows,
        "rows": [{"row": row, "kind": KIND_OF_STATUS[row.status]} for row in rows],
        "query": query_of(request),
        "is_alike": is_alike,
        "registers": Role.OFFICER_ORIGIN in roles_of(actor(request)),
        "open_reviews": reviews_for(user=actor(request)).count(),
    }
    template = "recruitment/_candidates.html" if wants_fragment(request) else "recruitment/candidates.html"
    return render(request, template, context)


@page(*VIEWERS)
def candidate(request: HttpRequest, pk: int) -> HttpResponse:
    row = reading.get_candidate(user=actor(request), pk=pk)
    nominations = row.nominations.select_related("vacancy__employer__organisation", "offer").order_by("-nominated_at")
    seen = [one for one in nominations if may(one, user=actor(request), action="view")]
    context = {
        "candidate": row,
        "person": row.person,
        "kind": KIND_OF_STATUS[row.status],
        "facts": _facts(row),
        "steps": [step_of(event) for event in reading.steps_of(user=actor(request), candidate=row)],
        "proposals": [proposal_of(one) for one in seen],
        "may_open": bool(roles_of(actor(request)) & OFFICERS),
        "may_change": may(row, user=actor(request), action="change"),
        "withdraw_form": forms.WithdrawForm(),
        "can_withdraw": row.status in intake.BEFORE_OFFER,
        "crumbs": [(_("Candidates"), reverse("recruitment:candidates")), (row.reference, "")],
    }
    return render(request, "recruitment/candidate.html", context)


@page(Role.OFFICER_ORIGIN)
def candidate_new(request: HttpRequest) -> HttpResponse:
    form = forms.CandidateForm(request.POST or None, user=actor(request), initial=_of_call(request))
    if request.method == "POST" and form.is_valid():
        try:
            row = _register(request, form)
        except CorridorError as error:
            show(error, form)
        else:
            messages.success(request, _("The person is registered."))
            return redirect("recruitment:candidate", pk=row.pk)
    crumbs = [(_("Candidates"), reverse("recruitment:candidates")), (_("Register a person"), "")]
    context = {"form": form, "crumbs": crumbs}
    return render(request, "recruitment/candidate_form.html", context, status=422 if form.errors else 200)


@require_POST
@page(Role.OFFICER_ORIGIN)
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    row = reading.get_candidate(user=actor(request), pk=pk, action="change")
    back = reverse("recruitment:candidate", args=[pk])
    return act(
        request, back, lambda: intake.record_consent(candidate=row, by=actor(request)), _("The consent is recorded.")
    )


@require_POST
@page(Role.OFFICER_ORIGIN)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = reading.get_candidate(user=actor(request), pk=pk, action="change")
    form = forms.WithdrawForm(request.POST)
    return form_act(
        request,
        reverse("recruitment:candidate", args=[pk]),
        form,
        lambda: intake.withdraw_candidate(candidate=row, reason=form.cleaned_data["reason"], by=actor(request)),
        _("The candidate has left the scheme."),
    )


@page(Role.OFFICER_ORIGIN)
def duplicates(request: HttpRequest) -> HttpResponse:
    decided = request.GET.get("decided") == "1"
    rows = reviews_for(user=actor(request))
    if decided:
        rows = reviews_for(user=actor(request), decision=DuplicateReview.Decision.LINKED)
    context = {"page": page_of(request, rows, size=20), "decided": decided}
    return render(request, "recruitment/duplicates.html", context)


@require_POST
@page(Role.OFFICER_ORIGIN)
def duplicate_decide(request: HttpRequest, pk: int) -> HttpResponse:
    rows = DuplicateReview.objects.select_related("first__person", "second__person")
    review = get_visible(rows, user=actor(request), pk=pk)
    is_same = request.POST.get("decision") == "same"
    done = _("The two records are linked.") if is_same else _("Both records are kept.")
    back = reverse("recruitment:duplicates")
    return act(request, back, lambda: intake.decide_duplicate(review=review, is_same=is_same, by=actor(request)), done)


def _of_call(request: HttpRequest) -> dict[str, object]:
    """Return what the form begins with where somebody comes from a call."""
    pk = request.GET.get("call", "")
    call = open_calls(user=actor(request)).filter(pk=pk).first() if pk.isdecimal() and len(pk) < 12 else None
    return {"call": call.pk, "scheme": call.scheme_id} if call else {}


def _register(request: HttpRequest, form: forms.CandidateForm) -> Candidate:
    data = form.cleaned_data
    origin = organisations_of(actor(request), role=Role.OFFICER_ORIGIN).first()
    stated_by_form = {name: data[name] for name in PERSON_FIELDS}
    person = intake.NewPerson(iso3=origin.iso3 if origin else "", **stated_by_form)
    row = intake.register_candidate(
        scheme=data["scheme"],
        person=person,
        has_consented=data["has_consented"],
        available_from=data["available_from"],
        call=data["call"],
        is_told=data["is_told"],
        track=data["track"],
        by=actor(request),
    )
    stated = Stated(
        occupation=data["occupation"],
        years=data["years"],
        languages=tuple((one["code"], one["level"]) for one in data["languages"]),
        skills=tuple(data["skills"]),
    )
    state_profile(person=row.person, stated=stated, by=actor(request))
    return row


def _facts(row: Candidate) -> list[dict[str, object]]:
    person = row.person
    return [
        {"label": _("Country of origin"), "value": country_text(person.iso3), "hint": person.region},
        {"label": _("Date of birth"), "value": formats.date(person.birth_date)},
        {"label": _("E-mail address"), "value": person.email or None},
        {"label": _("Telephone"), "value": person.phone or None},
        {"label": _("How to be reached"), "value": person.safe_contact or None},
        {"label": _("Available from"), "value": formats.date(row.available_from)},
        {"label": _("Countries accepted"), "value": ", ".join(map(country_text, row.destinations)) or _("Any")},
        {"label": _("Track"), "value": row.get_track_display()},
    ]
