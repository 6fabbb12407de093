"""The page of a kept run: what it was made from, and the button that runs it again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.roles import OFFICERS
from corridor.access.selectors import roles_of
from corridor.delivery.recruitment.models.snapshots import READERS_OF_RUNS, KeptRun
from corridor.delivery.recruitment.selectors import records
from corridor.delivery.recruitment.selectors.allocations import AIMS, aim_label
from corridor.delivery.recruitment.services.replaying import replay_run
from corridor.delivery.recruitment.views.acts import act, actor
from corridor.kernel.errors import N_, RuleViolation

DIFFERS = N_("Alarm: the result is not the same.")
DIFFERS_HINT = N_("The run and both digests are kept; the protection officers and administrators are told.")


@page(*READERS_OF_RUNS)
def run(request: HttpRequest, pk: int) -> HttpResponse:
    kept = records.get_kept(user=actor(request), pk=pk)
    context = {
        "kept": kept,
        "run": kept.run,
        "snapshot": kept.snapshot,
        "replays": records.replays_of(kept),
        "lists": records.lists_of(user=actor(request), kept=kept),
        "may_open": bool(roles_of(actor(request)) & OFFICERS),
        "found": _found(kept),
        "libraries": ", ".join(f"{name} {number}" for name, number in sorted(kept.libraries.items())),
        "crumbs": [(_("Vacancies"), reverse("recruitment:vacancies")), (_("Run %(run)s") % {"run": pk}, "")],
    }
    return render(request, "recruitment/run.html", context)


def _found(kept: KeptRun) -> list[tuple[str, str]]:
    """Return the pages that show what an allocation run found."""
    if kept.kind == KeptRun.Kind.QUOTA:
        return [(_("What a quota would change"), reverse("recruitment:quota", args=[kept.pk]))]
    made = (records.result_of(kept) or {}).get("aims", {})
    return [(aim_label(aim), reverse("recruitment:allocation", args=[kept.pk, aim])) for aim in AIMS if made.get(aim)]


@require_POST
@page(*READERS_OF_RUNS)
def replay(request: HttpRequest, pk: int) -> HttpResponse:
    """Run a kept run again; say that it is the same, or raise the alarm."""
    kept = records.get_kept(user=actor(request), pk=pk)
    back = reverse("recruitment:run", args=[pk])
    return act(request, back, lambda: _again(request, kept), _("Run again: identical to the last byte."))


def _again(request: HttpRequest, kept: KeptRun) -> None:
    found = replay_run(kept=kept, by=actor(request))
    if not (found.is_identical and found.is_untouched):
        raise RuleViolation(DIFFERS, hint=DIFFERS_HINT, code="replay_differs")
