"""Portfolios of prior learning: gathered on the phone, marked by assessors."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.access.selectors import organisations_of, roles_of, visible
from corridor.core import audit
from corridor.core.acts import accepted, attempt
from corridor.core.tables import page_of
from corridor.delivery.recognition import forms
from corridor.delivery.recognition.models import PriorLearningItem
from corridor.delivery.recognition.selectors import portfolio as selectors
from corridor.delivery.recognition.services import portfolio as services
from corridor.delivery.recognition.views.frame import ASSESSORS, actor
from corridor.delivery.recognition.views.worker import own_person


@page(Role.WORKER)
def own(request: HttpRequest) -> HttpResponse:
    person = own_person(request)
    form = forms.ItemForm(request.POST or None, request.FILES or None)

    def do() -> None:
        services.add_item(person=person, evidence=form.evidence(), upload=form.cleaned_data["file"], by=actor(request))

    if request.method == "POST" and accepted(form, do):
        messages.success(request, _("It is kept. Nobody sees it until you show it."))
        return redirect("recognition:portfolio")
    context = {
        "form": form,
        "items": selectors.items_of(user=actor(request), person=person),
        "units": selectors.units_of(user=actor(request), person=person),
    }
    return render(request, "recognition/portfolio.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@page(Role.WORKER)
def item_act(request: HttpRequest, pk: int) -> HttpResponse:
    item = selectors.get_item(user=actor(request), pk=pk, action="change")
    if request.POST.get("act") == "remove":
        attempt(request, lambda: services.remove_item(item=item, by=actor(request)), _("It is removed."))
    else:
        is_shared = request.POST.get("act") == "show"
        done = _("Assessors can see it now.") if is_shared else _("Nobody else sees it any more.")
        attempt(request, lambda: services.share_item(item=item, is_shared=is_shared, by=actor(request)), done)
    return redirect("recognition:portfolio")


@require_GET
@page(Role.WORKER, *ASSESSORS)
def item_file(request: HttpRequest, pk: int) -> HttpResponse:
    item = selectors.get_item(user=actor(request), pk=pk)
    if item.file is None:
        raise Http404
    audit.record(by=request.user, action="recognition.evidence_read", obj=item)
    # Whatever the file holds, no browser shows it as a page of ours.
    return FileResponse(  # type: ignore[return-value]  # Django sends an answer in pieces like any other
        item.file.content.open("rb"),
        as_attachment=True,
        filename=item.file.name,
        content_type="application/octet-stream",
    )


@require_GET
@page(*ASSESSORS)
def people(request: HttpRequest) -> HttpResponse:
    context = {"page": page_of(request, selectors.people_to_assess(user=actor(request)))}
    return render(request, "recognition/people.html", context)


@page(*ASSESSORS)
def assess(request: HttpRequest, pk: int) -> HttpResponse:
    person = selectors.person_to_assess(user=actor(request), pk=pk)
    if person is None:
        raise Http404
    shown = visible(PriorLearningItem.objects.filter(person=person), user=actor(request), action="mark").order_by("pk")
    form = forms.MarkForm(request.POST or None, items=shown)
    role = Role.AUTHORITY if Role.AUTHORITY in roles_of(actor(request)) else Role.TRAINER
    organisation = organisations_of(actor(request), role=role).first()
    if organisation is None:
        raise Http404

    def do() -> None:
        items = list(form.cleaned_data["items"])
        unit = form.unit_result()
        services.mark_unit(person=person, organisation=organisation, unit=unit, items=items, by=actor(request))

    if request.method == "POST" and accepted(form, do):
        messages.success(request, _("The unit is marked."))
        return redirect("recognition:assess", pk=pk)
    context = {
        "person": person,
        "items": selectors.items_of(user=actor(request), person=person),
        "units": selectors.units_of(user=actor(request), person=person),
        "form": form,
        "crumbs": [(_("Prior learning"), reverse("recognition:portfolios")), (str(person), "")],
    }
    return render(request, "recognition/assess.html", context, status=422 if request.method == "POST" else 200)
