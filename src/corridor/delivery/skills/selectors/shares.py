"""Reading the links with which persons show their passports."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from corridor.access.models import User
from corridor.access.selectors import visible
from corridor.core.models import AuditEntry
from corridor.delivery.skills.models import Passport, PassportShare, Person

OPENED = "skills.share_opened"
LATEST = 10


@dataclass(frozen=True)
class ShareRow:
    """A link with the last moments at which it was opened."""

    share: PassportShare
    parts: tuple[str, ...]
    opened_at: tuple[datetime, ...]
    is_open: bool


def digest_of_token(token: str) -> str:
    """Return what is kept of the secret in a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def shares_of(*, user: User, person: Person) -> QuerySet[PassportShare]:
    """Return the links of a person; nobody but herself sees them."""
    return visible(PassportShare.objects.filter(person=person), user=user).order_by("-created_at", "-pk")


def share_rows(shares: Sequence[PassportShare], *, as_of: datetime) -> list[ShareRow]:
    """Return links that were read through their own door, with the moments at which each was opened last."""
    labels = dict(PassportShare.Part.choices)
    entries = AuditEntry.objects.filter(
        action=OPENED, object_type=PassportShare._meta.label, object_id__in=[str(share.pk) for share in shares]
    )
    moments: dict[str, list[datetime]] = {}
    for object_id, moment in entries.order_by("-sequence").values_list("object_id", "recorded_at"):
        moments.setdefault(object_id, []).append(moment)
    return [
        ShareRow(
            share=share,
            parts=tuple(str(labels[part]) for part in share.parts),
            opened_at=tuple(moments.get(str(share.pk), [])[:LATEST]),
            is_open=is_open(share, as_of=as_of),
        )
        for share in shares
    ]


def share_with(*, token: str) -> PassportShare | None:
    """Return the link of a secret, ended or not."""
    rows = PassportShare.objects.filter(token_digest=digest_of_token(token)).select_related("person")
    return rows.order_by("pk").first()


def is_open(share: PassportShare, *, as_of: datetime) -> bool:
    """Say whether a link shows anything at a moment."""
    return share.revoked_at is None and share.expires_at > as_of


def passport_behind(share: PassportShare) -> Passport | None:
    """Return the valid passport that a link shows: the newest, so that a link outlives a passport issued anew."""
    rows = Passport.objects.filter(person=share.person_id, revoked_at__isnull=True)
    return rows.order_by("-issued_at", "-pk").first()
