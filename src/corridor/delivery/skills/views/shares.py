"""Pages on which a person makes and ends the links to her passport."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.access.selectors import get_visible
from corridor.core.acts import accepted
from corridor.delivery.skills import forms, services
from corridor.delivery.skills.drawings import drawn
from corridor.delivery.skills.models import PassportShare
from corridor.delivery.skills.selectors import get_person, passport_of, share_rows, shares_of
from corridor.delivery.skills.views.frame import act, actor, base

MADE = "passport_share_made"


@never_cache
@page(Role.WORKER)
def shares(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = get_person(user=actor(request), pk=pk, action="change"), forms.ShareForm(request.POST or None)

    def make() -> None:
        made = services.make_share(person=row, by=actor(request), **form.cleaned_data)
        # The secret goes by the session, so that it stands in no address of hers and is shown once.
        request.session[MADE] = [made.share.pk, made.token]

    if request.method == "POST" and accepted(form, make):
        return redirect("skills:shares", pk=pk)
    rows = share_rows(list(shares_of(user=actor(request), person=row)), as_of=timezone.now())
    found = passport_of(user=actor(request), person=row)
    context = {
        "person": row,
        "base": base(request),
        "form": form,
        "rows": rows,
        "has_passport": found is not None and found.is_valid,
        **_made(request),
    }
    return render(request, "skills/shares.html", context, status=422 if form.errors else 200)


@require_POST
@page(Role.WORKER)
def share_end(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_visible(PassportShare.objects.select_related("person"), user=actor(request), action="change", pk=pk)
    return act(
        request,
        reverse("skills:shares", args=[found.person_id]),
        lambda: services.end_share(share=found, by=actor(request)),
        _("The link has ended. Whoever opens it sees that, and nothing else."),
    )


def _made(request: HttpRequest) -> dict[str, object]:
    if request.method == "POST" or MADE not in request.session:
        return {}
    _pk, token = request.session.pop(MADE)
    address = request.build_absolute_uri(reverse("public_portal:shared", args=[token]))
    return {"address": address, "qr": drawn((address,), title=_("Link to the passport"))}
