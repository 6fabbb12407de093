"""Changes to passports: issue, share, revoke."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from corridor.access.models import User
from corridor.access.selectors import may
from corridor.core import audit
from corridor.delivery.skills.models import Passport, Person
from corridor.delivery.skills.runs import public_key_of_holder, seal_content
from corridor.delivery.skills.selectors import CONTENT_VERSION, get_person, passport_content
from corridor.delivery.skills.services.credentials import sign_credential, signing_keys, withdraw_credential
from corridor.delivery.skills.services.guard import check_change
from corridor.delivery.skills.services.issuers import record_keys
from corridor.kernel.errors import N_, NotPermitted, RuleViolation


@transaction.atomic
def issue_passport(*, person: Person, by: User, holder_key: Mapping[str, Any] | None = None) -> Passport:
    """Seal a person's profile as a passport; the one before it is replaced. It is free of charge.

    The person may give the public part of a key of her own, to which the file with disclosures is then bound.
    """
    check_change(person, by)
    bound = _holder_key(person, holder_key, by) if holder_key is not None else None
    person = get_person(user=by, pk=person.pk)
    # The key comes before the moment, which it must not be younger than, and before what is written: whoever changes a
    # key takes the same locks in the same order.
    held = signing_keys(person=person, by=by)
    moment = timezone.now()
    for earlier in Passport.objects.select_for_update().filter(person=person, revoked_at__isnull=True):
        _revoke(earlier, reason="replaced", by=by)
    # The nonce keeps the code from being guessed from what the passport says.
    content = {"version": CONTENT_VERSION, "nonce": secrets.token_hex(16), "issued_at": moment.isoformat()}
    content |= passport_content(person)  # type: ignore[arg-type]  # JSON values throughout
    stored = seal_content(content)
    passport = Passport.objects.create(
        person=person, code=stored["code"], issued_at=moment, issued_by=by, content=content, seal=stored
    )
    sign_credential(passport=passport, key=held[-1].key, holder_key=bound)
    record_keys(held=held, by=by)
    audit.record(by=by, action="skills.passport_issued", obj=passport, detail={"code": passport.code})
    return passport


@transaction.atomic
def revoke_passport(*, passport: Passport, reason: str, by: User) -> Passport:
    """Declare a passport void; a copy on paper is then shown as revoked when somebody checks it."""
    check_change(passport.person, by)
    if passport.revoked_at is not None:
        raise RuleViolation(
            N_("The passport %(code)s was revoked already."),
            hint=N_("Issue a new one if it is needed."),
            params={"code": passport.code},
        )
    return _revoke(passport, reason=reason, by=by)


@transaction.atomic
def set_sharing(*, passport: Passport, is_shared: bool, by: User) -> Passport:
    """Let the holder, and nobody else, decide whether a code opens her passport to a reader."""
    if not may(passport, user=by, action="share"):
        raise NotPermitted(
            N_("Only the holder decides who may read her passport."), hint=N_("Ask the person to switch sharing on.")
        )
    if is_shared and passport.revoked_at is not None:
        raise RuleViolation(
            N_("The passport %(code)s was revoked and cannot be shared."),
            hint=N_("Issue a new one and share that."),
            params={"code": passport.code},
        )
    passport.is_shared = is_shared
    passport.save(update_fields=["is_shared"])
    audit.record(by=by, action="skills.passport_sharing_set", obj=passport, detail={"is_shared": is_shared})
    return passport


def _holder_key(person: Person, holder_key: Mapping[str, Any], by: User) -> Mapping[str, str]:
    if person.user_id != by.pk:
        raise NotPermitted(
            N_("Only the person binds her passport to a key."),
            hint=N_("Leave the key out, or ask the person to issue it."),
        )
    return public_key_of_holder(holder_key)


def _revoke(passport: Passport, *, reason: str, by: User) -> Passport:
    passport.revoked_at, passport.revoked_reason, passport.is_shared = timezone.now(), reason[:200], False
    passport.save(update_fields=["revoked_at", "revoked_reason", "is_shared"])
    withdraw_credential(passport=passport)
    audit.record(by=by, action="skills.passport_revoked", obj=passport, detail={"reason": passport.revoked_reason})
    return passport
