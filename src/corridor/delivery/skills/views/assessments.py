"""Pages of assessments and of the difference between two of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext as _

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.access.selectors import may
from corridor.core.acts import accepted
from corridor.delivery.skills import services
from corridor.delivery.skills.entry_forms import AssessmentForm
from corridor.delivery.skills.models import AssessedItem, Person
from corridor.delivery.skills.selectors import Difference, assessments_of, difference_of, get_person
from corridor.delivery.skills.views.frame import READERS, actor, base, is_portal
from corridor.delivery.skills.words import language_label
from corridor.kernel.codes import Cefr

KINDS = {"gained": "ok", "same": "info", "lost": "warn", "not_again": "none"}


@page(*READERS)
def assessments(request: HttpRequest, pk: int) -> HttpResponse:
    row, by = get_person(user=actor(request), pk=pk), actor(request)
    found = difference_of(user=by, person=row)
    context = _frame(request, row) | {
        "rows": list(assessments_of(user=by, person=row)),
        "difference": found,
        "changes": _changes(found) if found else [],
        "counts": [(label, found.count(name)) for name, label in _verdicts().items()] if found else [],
        "may_record": row.user_id != by.pk and may(row, user=by, action="accompany"),
        "crumbs": [(str(row), reverse("skills:person", args=[pk])), (_("Assessments"), "")],
    }
    return render(request, "skills/assessments.html", context)


@page(Role.OFFICER_ORIGIN, Role.COUNSELLOR)
def assessment_add(request: HttpRequest, pk: int) -> HttpResponse:
    row, by = get_person(user=actor(request), pk=pk, action="accompany"), actor(request)
    form = AssessmentForm(request.POST or None, person=row)

    def do() -> None:
        services.record_assessment(person=row, occasion=form.occasion(), found=form.found(), by=by)

    if request.method == "POST" and accepted(form, do):
        messages.success(request, _("The assessment is recorded."))
        return redirect("skills:assessments", pk=pk)
    back = reverse("skills:assessments", args=[pk])
    context = _frame(request, row) | {
        "form": form,
        "title": _("Record an assessment"),
        "back": back,
        "crumbs": [(str(row), reverse("skills:person", args=[pk])), (_("Assessments"), back), (_("Record"), "")],
    }
    return render(request, "skills/entry.html", context, status=422 if request.method == "POST" else 200)


def _frame(request: HttpRequest, row: Person) -> dict[str, object]:
    return {"person": row, "base": base(request), "is_portal": is_portal(request)}


def _verdicts() -> dict[str, str]:
    return {
        "gained": _("Gained"),
        "same": _("The same"),
        "lost": _("Lost"),
        "not_again": _("Not assessed again"),
    }


def _changes(found: Difference) -> list[dict[str, object]]:
    spoken, verdicts = (get_language() or "en")[:2], _verdicts()
    return [
        {
            "title": _title(one.item, spoken),
            "before": _shown(one.item, one.before),
            "after": _shown(one.item, one.after),
            "verdict": verdicts[one.verdict],
            "kind": KINDS[one.verdict],
            "source": one.source,
        }
        for one in found.changes
    ]


def _title(item: AssessedItem, spoken: str) -> str:
    return language_label(item.language, spoken) if item.language else item.ref.label(spoken)


def _shown(item: AssessedItem, level: int | None) -> str:
    if level is None:
        return "–"
    return Cefr(level).name if item.language else str(level)
