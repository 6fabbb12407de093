"""Pages of a person's profile."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.selectors import may
from corridor.delivery.skills import forms, services
from corridor.delivery.skills.selectors import get_person, passport_of
from corridor.delivery.skills.views.frame import KEEPERS, READERS, act, actor, base, is_portal, profile
from corridor.delivery.skills.words import skill_named


@page(*READERS)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_person(user=actor(request), pk=pk)
    context = profile(row) | {
        "person": row,
        "base": base(request),
        "is_portal": is_portal(request),
        "may_change": may(row, user=actor(request), action="change"),
        "form": forms.SkillForm(),
        "passport": passport_of(user=actor(request), person=row),
        "crumbs": [(str(row), "")],
    }
    return render(request, "skills/person.html", context)


@require_POST
@page(*KEEPERS)
def skill_add(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = get_person(user=actor(request), pk=pk, action="change"), forms.SkillForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the skill in a few words."))
        return redirect("skills:person", pk=pk)
    stated = services.Stated(skills=(skill_named(form.cleaned_data["skill"]),))
    return act(
        request,
        reverse("skills:person", args=[pk]),
        lambda: services.state_profile(person=row, stated=stated, by=actor(request)),
        _("The skill is added."),
    )
