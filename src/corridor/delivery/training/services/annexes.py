"""Map a diploma to skills, and confirm the annex."""

from django.db import transaction
from django.utils import timezone

from corridor.access.models import User
from corridor.access.selectors import may
from corridor.core import audit
from corridor.delivery.training.models import DiplomaAnnex
from corridor.delivery.training.rules import Outcomes
from corridor.delivery.training.selectors import Explained, classification
from corridor.kernel.errors import N_, InputError, NotPermitted, RuleViolation

MOST = 200


@transaction.atomic
def map_diploma(*, thing: Explained, title: str, awarding_body: str, outcomes: Outcomes, by: User) -> DiplomaAnnex:
    """Keep what a diploma teaches as a draft; a confirmed version stays, and the draft is the next one."""
    if not outcomes.items:
        raise InputError(
            N_("An annex names at least one thing that is learnt."), hint=N_("Write one per line."), field="lines"
        )
    if len(outcomes.items) > MOST:
        raise InputError(
            N_("An annex holds at most %(most)s lines, not %(given)s."),
            hint=N_("Leave out what an employer does not ask for."),
            field="lines",
            params={"most": MOST, "given": len(outcomes.items)},
        )
    subject = {thing.subject.value: thing.row}
    newest = DiplomaAnnex.objects.select_for_update().filter(**subject).order_by("-version").first()
    row = newest
    if newest is None or newest.is_confirmed:
        row = DiplomaAnnex(version=newest.version + 1 if newest else 1, **subject)
    assert row is not None
    row.write(title=title, awarding_body=awarding_body)
    row.iso3, row.eqf_level, row.outcomes = thing.iso3, thing.eqf_level, outcomes.stored()
    row.classification, row.mapped_by, row.mapped_at = classification(), by, timezone.now()
    row.save()
    _check_may(row, by)
    detail = {"version": row.version, "lines": len(outcomes.items), "mapped": outcomes.mapped}
    audit.record(by=by, action="training.annex_mapped", obj=row, detail=detail)
    return row


@transaction.atomic
def confirm_annex(*, annex: DiplomaAnnex, by: User) -> DiplomaAnnex:
    """Vouch for the mapping of an annex; from now on this version is not changed any more."""
    _check_may(annex, by)
    row = DiplomaAnnex.objects.select_for_update().get(pk=annex.pk)
    if row.is_confirmed:
        raise RuleViolation(
            N_("This version is confirmed already."), hint=N_("Map the diploma anew to make the next version.")
        )
    if not Outcomes.of(row.outcomes).mapped:
        raise RuleViolation(
            N_("No line of the annex names a skill of ESCO yet."),
            hint=N_("Write the name of a skill of ESCO after the sign = of a line."),
            code="not_mapped",
        )
    row.confirmed_by, row.confirmed_at = by, timezone.now()
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    audit.record(by=by, action="training.annex_confirmed", obj=row, detail={"version": row.version})
    return row


def _check_may(annex: DiplomaAnnex, by: User) -> None:
    if not may(annex, user=by, action="change"):
        raise NotPermitted(
            N_("A diploma is explained by the institution that teaches it or by the office in the country of origin."),
            hint=N_("Ask them to map it."),
        )
