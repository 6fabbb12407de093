"""Pages of the keys with which organisations sign passports."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.delivery.skills import services
from corridor.delivery.skills.selectors import KEY_HOLDERS, issuer_rows, issuing_organisations
from corridor.delivery.skills.views.frame import act, actor


@page(*KEY_HOLDERS)
def issuers(request: HttpRequest) -> HttpResponse:
    context = {"rows": issuer_rows(user=actor(request)), "crumbs": [(_("Issuer keys"), "")]}
    return render(request, "skills/issuers.html", context)


@require_POST
@page(*KEY_HOLDERS)
def issuer_rotate(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = issuing_organisations(user=actor(request)).filter(pk=pk).first()
    if organisation is None:
        raise Http404
    return act(
        request,
        reverse("skills:issuers"),
        lambda: services.rotate_key(organisation=organisation, by=actor(request)),
        _("The next passports are signed with a new key. What was signed before stays valid."),
    )
