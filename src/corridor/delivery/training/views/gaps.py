"""Pages of a gap and of a training plan."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from corridor.access.doors import page
from corridor.access.selectors import may, roles_of
from corridor.core.acts import attempt
from corridor.core.http import translated
from corridor.delivery.skills.models import Person
from corridor.delivery.training import selectors, wording
from corridor.delivery.training.gap_forms import TargetForm
from corridor.delivery.training.selectors import Gap, Target
from corridor.delivery.training.services import delete_plan, save_plan
from corridor.delivery.training.views.frame import PLANNERS, READERS, actor, frame
from corridor.kernel.errors import N_, CorridorError, InputError

NAMES = ("occupation", "vacancy", "standard")


@require_GET
@page(*READERS)
def gap(request: HttpRequest, pk: int) -> HttpResponse:
    user = actor(request)
    person = selectors.learner_of(user=user, pk=pk)
    asked = {name: request.GET.get(name, "").strip() for name in NAMES}
    refusal, target = "", None
    try:
        target = selectors.target_of(user=user, **asked)
    except InputError as error:
        refusal = " ".join(translated(error)).strip()
    context = frame(request) | {
        "person": person,
        "form": TargetForm(user=user, person=person, initial=asked),
        "refusal": refusal,
        "target": target,
        "plans": [(row, selectors.target_of_plan(row)) for row in selectors.plans_of(user=user, person=person)],
        "papers": selectors.papers_of(user=user, person=person),
        "may_plan": bool(roles_of(user) & frozenset(PLANNERS)),
        "crumbs": _crumbs(request, person),
    }
    if target is not None:
        found = selectors.gap_of(person=person, target=target, user=user, today=timezone.localdate())
        context |= shown(found)
    return render(request, "training/gap.html", context, status=422 if refusal else 200)


def shown(found: Gap) -> dict[str, Any]:
    """Return a gap as its page shows it."""
    return {
        "gap": found,
        "counts": [
            (wording.STANDINGS[standing], wording.KINDS[standing], found.count(standing))
            for standing in wording.STANDINGS
        ],
        "essential": wording.skill_rows(found, found.essential),
        "optional": wording.skill_rows(found, found.optional),
        "languages": wording.language_rows(found),
        "courses": wording.course_lines(found),
        "left": wording.left_over(found),
        "trusted": selectors.trusted_for(found.target),
    }


@require_POST
@page(*PLANNERS)
def plan_save(request: HttpRequest, pk: int) -> HttpResponse:
    user = actor(request)
    person = selectors.learner_of(user=user, pk=pk)
    asked = {name: request.POST.get(name, "").strip() for name in NAMES}
    courses = {int(value) for value in request.POST.getlist("courses") if value.isdecimal() and len(value) < 16}
    back = f"{reverse('training:gap', args=[pk])}?" + "&".join(f"{name}={value}" for name, value in asked.items())
    try:
        target = _named(selectors.target_of(user=user, **asked))
        plan = save_plan(person=person, target=target, courses=courses, by=user, today=timezone.localdate())
    except CorridorError as error:
        messages.error(request, " ".join(translated(error)).strip())
        return redirect(back if not isinstance(error, InputError) else reverse("training:gap", args=[pk]))
    messages.success(request, _("The plan is kept. It will show what has been closed."))
    return redirect("training:plan", pk=plan.pk)


def _named(target: Target | None) -> Target:
    if target is None:
        raise InputError(
            N_("No job, standard or occupation was chosen."),
            hint=N_("Choose one of the three first."),
            field="vacancy",
        )
    return target


@require_GET
@page(*READERS)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    row = selectors.get_plan(user=actor(request), pk=pk)
    progress = selectors.progress_of(row)
    rows = [
        *(wording.progress_row(one) for one in progress.skills if one.now.wanted.is_essential),
        *(wording.language_progress_row(one) for one in progress.languages),
    ]
    target = selectors.target_of_plan(row)
    context = frame(request) | {
        "plan": row,
        "person": row.person,
        "target": target,
        "progress": progress,
        "lacking": [one for one in rows if one.is_open],
        "courses": progress.courses,
        "may_delete": may(row, user=actor(request), action="change"),
        "crumbs": [*_crumbs(request, row.person)[:-1], (_("Training plan"), "")],
    }
    return render(request, "training/plan.html", context)


@require_POST
@page(*PLANNERS)
def plan_delete(request: HttpRequest, pk: int) -> HttpResponse:
    row = selectors.get_plan(user=actor(request), pk=pk)
    person_id = row.person_id
    attempt(request, lambda: delete_plan(plan=row, by=actor(request)), _("The plan is deleted."))
    return redirect("training:gap", pk=person_id)


def _crumbs(request: HttpRequest, person: Person) -> list[tuple[str, str]]:
    here = (_("What is missing"), "")
    if not frame(request)["sees_profile"]:
        return [(_("Training"), reverse("training:cohorts")), (str(person), ""), here]
    return [(str(person), reverse("skills:person", args=[person.pk])), here]
