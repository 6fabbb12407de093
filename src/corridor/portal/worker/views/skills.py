"""My skills: what is known, the passport, who may read it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.core.acts import accepted
from corridor.delivery.skills.drawings import drawn
from corridor.delivery.skills.selectors import credential_of, get_person, passport_of, skill_layers
from corridor.delivery.skills.services import Stated, issue_passport, set_sharing, state_profile
from corridor.delivery.skills.words import skill_named
from corridor.portal.worker.forms import SkillForm
from corridor.portal.worker.selectors import person_of
from corridor.portal.worker.views.acts import actor, own_person, status_of
from corridor.ui.offline import keep_offline


@keep_offline
@page(Role.WORKER)
def passport(request: HttpRequest) -> HttpResponse:
    known = person_of(user=actor(request))
    if known is None:
        return render(request, "worker_portal/passport.html", {"person": None})
    person = get_person(user=actor(request), pk=known.pk)
    row = passport_of(user=actor(request), person=person)
    valid = row if row is not None and row.is_valid else None
    context = {
        "person": person,
        "layers": skill_layers(person),
        "passport": valid,
        "has_credential": valid is not None and credential_of(valid.pk) is not None,
        "qr": drawn((_check_address(request, valid.code),), title=valid.code) if valid else "",
        "form": SkillForm(),
    }
    return render(request, "worker_portal/passport.html", context)


@page(Role.WORKER)
def add(request: HttpRequest) -> HttpResponse:
    person, form = own_person(request), SkillForm(request.POST or None)

    def state() -> None:
        named, spoken = skill_named(form.cleaned_data["skill"]), (get_language() or "en")[:2]
        stated = Stated(skills=(named,), written_in=spoken)
        state_profile(person=person, stated=stated, by=actor(request))

    if request.method == "POST" and accepted(form, state):
        messages.success(request, _("It stands in your profile. Issue the passport again to have it there too."))
        return redirect("worker_portal:passport")
    return render(request, "worker_portal/skill_add.html", {"form": form}, status=status_of(request))


@require_POST
@page(Role.WORKER)
def issue(request: HttpRequest) -> HttpResponse:
    issue_passport(person=own_person(request), by=actor(request))
    messages.success(request, _("Your passport is ready. Nobody can read it until you share it."))
    return redirect("worker_portal:passport")


@require_POST
@page(Role.WORKER)
def share(request: HttpRequest) -> HttpResponse:
    row = passport_of(user=actor(request), person=own_person(request))
    if row is not None and row.is_valid:
        is_shared = request.POST.get("share") == "on"
        set_sharing(passport=row, is_shared=is_shared, by=actor(request))
        messages.success(
            request, _("Whoever has the code can read it now.") if is_shared else _("Nobody can read it now.")
        )
    return redirect("worker_portal:passport")


def _check_address(request: HttpRequest, code: str) -> str:
    return request.build_absolute_uri(reverse("public_portal:check")) + f"?code={code}"
