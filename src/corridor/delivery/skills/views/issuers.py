"""Pages of the keys with which organisations sign passports."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.core.acts import accepted
from corridor.delivery.skills import forms, services
from corridor.delivery.skills.models import KnownIssuer
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


@page(*KEY_HOLDERS)
def known_issuers(request: HttpRequest) -> HttpResponse:
    form = forms.KnownIssuerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and accepted(form, lambda: _keep(request, form)):
        messages.success(request, _("Credentials of this issuer count here from now on."))
        return redirect("skills:known_issuers")
    context = {
        "form": form,
        "rows": KnownIssuer.objects.order_by("name", "pk"),
        "crumbs": [(_("Issuer keys"), reverse("skills:issuers")), (_("Issuers elsewhere"), "")],
    }
    return render(request, "skills/known_issuers.html", context, status=422 if form.errors else 200)


@require_POST
@page(*KEY_HOLDERS)
def known_issuer_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(KnownIssuer, pk=pk)
    return act(
        request,
        reverse("skills:known_issuers"),
        lambda: services.forget_issuer(issuer=row, by=actor(request)),
        _("Credentials of this issuer count here no longer."),
    )


def _keep(request: HttpRequest, form: forms.KnownIssuerForm) -> None:
    given = form.cleaned_data["file"]
    services.keep_issuer(issuer=form.instance, file=given.read() if given else None, by=actor(request))
