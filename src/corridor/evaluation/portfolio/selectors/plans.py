"""What waits in plans, results and the house itself."""

from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, pgettext

from corridor.access.models import Membership, Organisation, User
from corridor.access.roles import Role
from corridor.access.selectors import audit_entries_for, organisations_of, visible
from corridor.core.wordings import quoted, worded
from corridor.design.partnerships.models import Decision
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.selectors import schemes_visible_to
from corridor.design.studio.selectors import plan_of, step_states
from corridor.evaluation.monitoring.sheets import scheme_lights
from corridor.evaluation.portfolio.selectors.messages import unread_of
from corridor.evaluation.portfolio.selectors.tasks import Task, counted
from corridor.ui import formats

WEEK = timedelta(days=7)


def drafts(user: User, today: date) -> list[Task]:
    """Own plans that still lack something, or that only wait for approval."""
    rows = visible(Scheme.objects.filter(is_open_for_changes=True), user=user, action="change")
    return [
        task for scheme in rows.exclude(status=Scheme.Status.CLOSED).order_by("name", "pk") for task in _plan(scheme)
    ]


def _plan(scheme: Scheme) -> list[Task]:
    plan = plan_of(scheme=scheme)
    missing = [each for state in step_states(plan) for each in state.missing]
    url = reverse("studio:approve", args=[scheme.pk])
    found = []
    if plan.budget_blocks:
        title = _("Budget of %(scheme)s: findings that block the approval: %(n)s")
        words = title % {"scheme": scheme.localised_name, "n": formats.number(len(plan.budget_blocks))}
        found.append(Task("bad", _("Blocked"), words, url=reverse("budgets:detail", args=[scheme.pk])))
    if missing:
        words = _("Plan of %(scheme)s: required fields still missing: %(n)s")
        title = words % {"scheme": scheme.localised_name, "n": formats.number(len(missing))}
        detail = ", ".join(str(each.label) for each in missing[:3])
        return [*found, Task("warn", _("To do"), title, detail, url)]
    if not found:
        title = _("The plan of %(scheme)s can be approved") % {"scheme": scheme.localised_name}
        found.append(Task("info", _("Ready"), title, url=url))
    return found


def decisions(user: User, today: date) -> list[Task]:
    """Decisions that a governance body has not taken."""
    rows = visible(Decision.objects.filter(outcome=Decision.Outcome.OPEN), user=user).select_related("body__scheme")
    return [
        Task(
            "warn",
            _("To decide"),
            quoted(row, "title"),
            f"{worded(row.body, 'name')} · {row.body.scheme.localised_name}",
            reverse("monitoring:dashboard", args=[row.body.scheme_id]),
        )
        for row in rows.order_by("pk")[:10]
    ]


def lights(user: User, today: date) -> list[Task]:
    """Schemes with indicators off track or at risk."""
    found = []
    for scheme in schemes_visible_to(user=user).filter(status=Scheme.Status.RUNNING):
        counts = {row["kind"]: row["n"] for row in scheme_lights(scheme=scheme, today=today)}
        if counts.get("bad") or counts.get("warn"):
            words = _("%(scheme)s: off track %(bad)s, at risk %(warn)s")
            title = words % {
                "scheme": scheme.localised_name,
                "bad": formats.number(counts.get("bad", 0)),
                "warn": formats.number(counts.get("warn", 0)),
            }
            kind = "bad" if counts.get("bad") else "warn"
            url = reverse("monitoring:dashboard", args=[scheme.pk]) + "#indicators"
            found.append(Task(kind, _("Indicators"), title, url=url))
    return found


def offices(user: User, today: date) -> list[Task]:
    """Organisations without an active member, and roles that were given last week."""
    own = organisations_of(user, role=Role.ADMINISTRATOR)
    empty = Organisation.objects.filter(pk__in=own.values("pk")).exclude(
        pk__in=Membership.objects.filter(is_active=True).exclude(user=user).values("organisation")
    )
    roles = visible(Membership.objects.filter(is_active=True), user=user)
    new = roles.filter(given_at__gte=timezone.now() - WEEK).count()
    idle = roles.filter(Q(user__last_login__isnull=True)).count()
    url = "access:members"
    return [
        *counted(empty.count(), "warn", _("To do"), _("Your organisations without other members: %(n)s"), url),
        *counted(idle, "info", pgettext("to do", "Check"), _("People who have never signed in: %(n)s"), url),
        *counted(new, "info", _("New"), _("Roles given in the last seven days: %(n)s"), url),
    ]


def watch(user: User, today: date) -> list[Task]:
    """Acts of the last week, and how often papers and exports left the house."""
    entries = audit_entries_for(user=user).filter(recorded_at__gte=timezone.now() - WEEK)
    exports = entries.filter(Q(action__contains="export") | Q(action__contains="pack") | Q(action__contains="shown"))
    return [
        *counted(
            exports.count(),
            "warn",
            pgettext("to do", "Check"),
            _("Exports and papers in the last seven days: %(n)s"),
            "access:audit",
        ),
        *counted(
            entries.count(), "info", pgettext("to do", "Read"), _("Acts in the last seven days: %(n)s"), "access:audit"
        ),
    ]


def messages(user: User, today: date) -> list[Task]:
    """Messages of the house that were not opened."""
    return counted(unread_of(user=user).count(), "info", _("New"), _("Messages to read: %(n)s"), "portfolio:messages")
