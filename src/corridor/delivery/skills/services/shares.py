"""Links with which a person, and nobody else, shows her passport. They are free of charge."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from corridor.access.models import User
from corridor.access.selectors import may
from corridor.core import audit
from corridor.delivery.skills.models import Passport, PassportShare, Person
from corridor.delivery.skills.selectors import OPENED, digest_of_token, is_open, passport_behind
from corridor.kernel.errors import N_, InputError, NotPermitted, RuleViolation

MOST_DAYS = 365
TOKEN_BYTES = 24


@dataclass(frozen=True)
class MadeShare:
    """A new link with its secret, which is shown once and not kept."""

    share: PassportShare
    token: str


@transaction.atomic
def make_share(*, person: Person, parts: Sequence[str], days: int, label: str, by: User) -> MadeShare:
    """Make a link that shows the chosen parts of the person's valid passport for some days."""
    passport = Passport.objects.filter(person=person, revoked_at__isnull=True).first()
    if passport is None:
        raise RuleViolation(
            N_("There is no valid passport to share."), hint=N_("Issue the passport first. It costs nothing.")
        )
    if not may(passport, user=by, action="share"):
        raise NotPermitted(
            N_("Only the holder decides who may read her passport."), hint=N_("Ask the person to make the link.")
        )
    _check(parts, days)
    moment, token = timezone.now(), secrets.token_urlsafe(TOKEN_BYTES)
    share = PassportShare.objects.create(
        person=person,
        token_digest=digest_of_token(token),
        parts=[part for part in PassportShare.Part.values if part in parts],
        label=label.strip()[:100],
        created_at=moment,
        expires_at=moment + timedelta(days=days),
    )
    audit.record(by=by, action="skills.share_made", obj=share, detail={"parts": share.parts, "days": days})
    return MadeShare(share, token)


@transaction.atomic
def end_share(*, share: PassportShare, by: User) -> PassportShare:
    """End a link at once; whoever opens it is told that it has ended."""
    if not may(share, user=by, action="change"):
        raise NotPermitted(
            N_("Only the holder decides who may read her passport."), hint=N_("Ask the person to end the link.")
        )
    if share.revoked_at is None:
        share.revoked_at = timezone.now()
        share.save(update_fields=["revoked_at"])
        audit.record(by=by, action="skills.share_ended", obj=share)
    return share


@transaction.atomic
def open_share(*, share: PassportShare) -> Passport | None:
    """Return the passport that a link shows and note the opening; None where the link has ended or nothing is valid."""
    moment = timezone.now()
    passport = passport_behind(share)
    if passport is None or not is_open(share, as_of=moment):
        return None
    PassportShare.objects.filter(pk=share.pk).update(opened_count=F("opened_count") + 1, last_opened_at=moment)
    audit.record(by=None, action=OPENED, obj=share)
    return passport


def _check(parts: Sequence[str], days: int) -> None:
    unknown = [part for part in parts if part not in PassportShare.Part.values]
    if unknown:
        raise InputError(
            N_("A passport has no part %(part)s."),
            hint=N_("Choose among %(parts)s."),
            field="parts",
            params={"part": unknown[0], "parts": ", ".join(PassportShare.Part.values)},
        )
    if not parts:
        raise InputError(N_("Nothing was chosen to be shown."), hint=N_("Choose at least one part."), field="parts")
    if not 1 <= days <= MOST_DAYS:
        raise InputError(
            N_("A link lasts between 1 and %(most)s days, not %(days)s."),
            hint=N_("Choose a number of days between these."),
            field="days",
            params={"most": MOST_DAYS, "days": days},
        )
