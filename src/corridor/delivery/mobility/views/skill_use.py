"""Pages of jobs and skills: of one person, and by corridor."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext as _, gettext_lazy
from django.views.decorators.http import require_GET

from corridor.access.doors import page
from corridor.access.roles import OFFICERS, Role
from corridor.access.selectors import roles_of
from corridor.delivery.mobility.selectors.skill_use import placement_with_skills, skill_use_of
from corridor.delivery.mobility.selectors.skill_waste import LEAST, skill_waste
from corridor.delivery.mobility.skill_use import Finding, Phase, Term, Verdict
from corridor.delivery.skills.models import PersonSkill
from corridor.delivery.skills.words import occupation_label
from corridor.delivery.training.rules import ON_HER_WORD

TERMS = {
    Term.OVER_QUALIFICATION: (
        gettext_lazy("Over-qualification"),
        gettext_lazy("The qualification is higher than the job asks for."),
    ),
    Term.OVER_SKILLING: (gettext_lazy("Over-skilling"), gettext_lazy("The work does not use what the person can do.")),
    Term.DESKILLING: (
        gettext_lazy("Deskilling"),
        gettext_lazy("Skills are lost after a long time without work or in a job of a lower level."),
    ),
    Term.BRAIN_WASTE: (
        gettext_lazy("Brain waste"),
        gettext_lazy("The job is of a lower level than the work before."),
    ),
}
VERDICTS = {
    Verdict.YES: (gettext_lazy("yes"), "warn"),
    Verdict.NO: (gettext_lazy("no"), "ok"),
    Verdict.RISK: (gettext_lazy("to be feared"), "warn"),
    Verdict.UNKNOWN: (gettext_lazy("not known"), "none"),
}


@require_GET
@page(*sorted(OFFICERS), Role.COUNSELLOR, Role.WORKER)
def skill_use(request: HttpRequest, pk: int) -> HttpResponse:
    placement = placement_with_skills(user=request.user, pk=pk)
    found = skill_use_of(placement=placement, user=request.user, today=timezone.localdate())
    language = get_language() or "en"
    is_portal = Role.WORKER in roles_of(request.user)
    cases = [] if is_portal else [(_("Cases"), reverse("mobility:cases"))]
    context = {
        "base": "ui/base_portal.html" if is_portal else "ui/base_desk.html",
        "is_portal": is_portal,
        "found": found,
        "placement": placement,
        "person": placement.candidate.person,
        "job": occupation_label(placement.vacancy.isco08, language),
        "before": [(occupation_label(one.isco08, language) or one.title, one, level) for one, level in found.before],
        "skills_before": _known(found.skills[Phase.BEFORE]),
        "skills_during": _known(found.skills[Phase.DURING]),
        "skills_after": _known(found.skills[Phase.AFTER]),
        "findings": [_shown(one) for one in found.findings],
        "crumbs": [*cases, (str(placement.candidate.person), ""), (_("Skills and the job"), "")],
    }
    return render(request, "mobility/skill_use.html", context)


@require_GET
@page(*sorted(OFFICERS), Role.COUNSELLOR)
def waste(request: HttpRequest) -> HttpResponse:
    context = {
        "lines": skill_waste(user=request.user),
        "least": LEAST,
        "crumbs": [(_("Cases"), reverse("mobility:cases")), (_("Brain waste by corridor"), "")],
    }
    return render(request, "mobility/skill_waste.html", context)


def _known(skills: Iterable[PersonSkill]) -> list[tuple[PersonSkill, bool]]:
    """Return skills with whether they rest on more than the person's word."""
    return [(one, one.source not in ON_HER_WORD) for one in skills]


def _shown(one: Finding) -> dict[str, object]:
    name, meaning = TERMS[one.term]
    verdict, kind = VERDICTS[one.verdict]
    reason = _(one.reason) % one.params if one.params else _(one.reason)
    return {"name": name, "meaning": meaning, "verdict": verdict, "kind": kind, "reason": reason}
