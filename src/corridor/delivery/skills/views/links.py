"""Pages on which own words are linked to concepts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.access.selectors import get_visible
from corridor.core.tables import page_of
from corridor.delivery.skills import services
from corridor.delivery.skills.models import LinkProposal
from corridor.delivery.skills.runs import read_proposals
from corridor.delivery.skills.selectors import open_links
from corridor.delivery.skills.views.frame import act, actor, base, is_portal
from corridor.delivery.skills.views.profile import WRITERS
from corridor.delivery.skills.words import known_skill, label_of, language_label, occupation_label

DESK = (Role.OFFICER_ORIGIN, Role.COUNSELLOR)


@page(*DESK)
def queue(request: HttpRequest) -> HttpResponse:
    shown = page_of(request, open_links(user=actor(request)))
    spoken = (get_language() or "en")[:2]
    rows = [{"row": row, "language": language_label(row.language, spoken)} for row in shown.object_list]
    return render(request, "skills/links.html", {"page": shown, "rows": rows, "crumbs": [(_("Links to confirm"), "")]})


@page(*WRITERS)
def link(request: HttpRequest, pk: int) -> HttpResponse:
    rows = LinkProposal.objects.select_related("person", "decided_by")
    row = get_visible(rows, user=actor(request), action="change", pk=pk)
    spoken = (get_language() or "en")[:2]
    context = {
        "row": row,
        "language": language_label(row.language, spoken),
        "proposals": [{"item": one, "label": _label(row.kind, one, spoken)} for one in read_proposals(row.proposals)],
        "base": base(request),
        "is_portal": is_portal(request),
        "back": reverse("skills:person", args=[row.person_id]),
        "crumbs": [(str(row.person), reverse("skills:person", args=[row.person_id])), (_("Link"), "")],
    }
    return render(request, "skills/link.html", context)


@require_POST
@page(*WRITERS)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_visible(LinkProposal.objects.all(), user=actor(request), action="change", pk=pk)
    state, uri, by = request.POST.get("state", ""), request.POST.get("uri", ""), actor(request)

    def do() -> None:
        if state == LinkProposal.State.CONFIRMED:
            services.confirm_link(proposal=row, uri=uri, by=by)
        else:
            services.decline_link(proposal=row, state=state, by=by)

    return act(request, _next(request, row), do, _("Your decision is recorded."))


def _next(request: HttpRequest, row: LinkProposal) -> str:
    """Whoever works through the queue goes on there."""
    if request.POST.get("to") == "queue":
        return reverse("skills:links")
    return reverse("skills:person", args=[row.person_id])


def _label(kind: str, one: object, spoken: str) -> str:
    """Return a concept in the reader's language where the packaged lists know it."""
    uri, code, label = getattr(one, "uri", ""), getattr(one, "code", ""), getattr(one, "label", "")
    if kind == LinkProposal.Kind.SKILL:
        known = known_skill(uri)
        return known.label(spoken) if known else str(label)
    if kind == LinkProposal.Kind.QUALIFICATION:
        return label_of("isced_f_2013", code, spoken)
    named = occupation_label(code, spoken)
    return str(label) if named == code[:4] else named
