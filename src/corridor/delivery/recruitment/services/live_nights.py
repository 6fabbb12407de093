"""Live lists at night: every index is compared with the records and a fresh ranking, and made anew."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from corridor.access.roles import Role
from corridor.access.selectors import users_with
from corridor.core import audit, outbox
from corridor.core.models import AuditEntry
from corridor.core.runs import recorded
from corridor.delivery.recruitment.runs import live
from corridor.delivery.recruitment.selectors.live import ENGINE
from corridor.design.schemes.models import Scheme
from corridor.kernel.errors import N_

ALARM = "recruitment.live_index_differs"
ONE_NIGHT = timedelta(hours=12)
MOST_NAMED = 20


def reconcile(*, scheme_id: int) -> live.Reconciled:
    """Compare an index with a fresh ranking and make it anew; where they differ, raise the alarm."""
    scheme = Scheme.objects.get(pk=scheme_id)
    with recorded(engine=ENGINE, parameters={"scheme": scheme_id}, inputs=[scheme_id], by=None) as run:
        found = live.reconcile(scheme_id, on=timezone.localdate())
        run.result = {"compared": found.compared, "differing": len(found.differing)}
    if found.differing:
        _raise_alarm(scheme, found, run.pk)
    live.renew(scheme_id)
    return found


@transaction.atomic
def _raise_alarm(scheme: Scheme, found: live.Reconciled, run_id: int) -> None:
    """Note what differs, and tell those who watch; where several processes find the same, once a night."""
    since = timezone.now() - ONE_NIGHT
    earlier = AuditEntry.objects.filter(action=ALARM, object_type=scheme._meta.label, object_id=str(scheme.pk))
    is_told = earlier.filter(recorded_at__gte=since).exists()
    rows = [list(one) for one in found.differing[:MOST_NAMED]]
    detail = {"run": run_id, "differing": len(found.differing), "rows": rows}
    audit.record(by=None, action=ALARM, obj=scheme, detail=detail)
    if not is_told:
        _tell(scheme, found, run_id)


def _tell(scheme: Scheme, found: live.Reconciled, run_id: int) -> None:
    watching = {
        user.pk: user
        for role in (Role.ADMINISTRATOR, Role.PROTECTION)
        for user in users_with(role, workspace_id=scheme.workspace_id)
    }
    for user in watching.values():
        outbox.write(
            to=user,
            subject=N_("Live lists of %(scheme)s were not in step"),
            body=N_(
                "%(differing)s of %(compared)s lists differed from a fresh ranking (run %(run)s). The live lists are "
                "made anew. Tell whoever maintains the installation."
            ),
            params={
                "scheme": scheme.reference,
                "differing": len(found.differing),
                "compared": found.compared,
                "run": run_id,
            },
        )
