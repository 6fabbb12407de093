"""Running kept runs again on request; an answer that differs raises an alarm."""

from django.db import transaction
from django.urls import reverse

from corridor.access.models import User
from corridor.access.roles import Role
from corridor.access.selectors import users_with, visible
from corridor.core import audit, outbox
from corridor.delivery.recruitment import runs
from corridor.delivery.recruitment.models import Candidate, KeptRun
from corridor.kernel.errors import N_, NotPermitted


def replay_run(*, kept: KeptRun, by: User | None) -> runs.Replay:
    """Run a kept run again from its snapshot; a result that is not the same is audited and told to those who watch.

    `by` is None for the command on the server.
    """
    if by is not None and not visible(KeptRun.objects.filter(pk=kept.pk), user=by).exists():
        raise NotPermitted(
            N_("This run belongs to a scheme in which you have no part."),
            hint=N_("Ask an office of the scheme to run it again."),
        )
    found = runs.replay(kept=kept)
    _keep(kept, found, by)
    return found


def forget_candidate(candidate: Candidate) -> None:
    """Erase the snapshots in which a candidate stands, before her record goes."""
    count = runs.erase_person(candidate_id=candidate.pk, scheme_id=candidate.scheme_id)
    if count:
        audit.record(by=None, action="recruitment.snapshots_erased", obj=candidate, detail={"snapshots": count})


@transaction.atomic
def _keep(kept: KeptRun, found: runs.Replay, by: User | None) -> None:
    runs.keep_replay(kept=kept, found=found, by=by)
    is_same = found.is_identical and found.is_untouched
    detail = {"run": kept.run_id, "identical": found.is_identical, "untouched": found.is_untouched}
    audit.record(by=by, action="recruitment.run_replayed" if is_same else "recruitment.replay_differs", detail=detail)
    if not is_same:
        _alarm(kept)


def _alarm(kept: KeptRun) -> None:
    workspace = kept.snapshot.scheme.workspace_id
    for role in (Role.PROTECTION, Role.ADMINISTRATOR):
        for user in users_with(role, workspace_id=workspace):
            outbox.write(
                to=user,
                subject=N_("A matching run gives another result"),
                body=N_("Run %(run)s was run again from its snapshot and gave another result. Look at its page."),
                params={"run": kept.run_id},
                link=reverse("recruitment:run", args=[kept.run_id]),
            )
