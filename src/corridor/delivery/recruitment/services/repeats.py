"""Requests that a client on a bad line repeats: the first answer is kept and given again."""

import json
from typing import Any

from django.db import transaction

from corridor.access.models import User
from corridor.core.models import IdempotencyKey
from corridor.kernel.errors import N_, InputError


def earlier_answer(*, key: str, path: str, digest: str, by: User) -> dict[str, Any] | None:
    """Return the answer that was given to this key, or refuse a key that was used for another content."""
    kept = IdempotencyKey.objects.filter(key=key, user_id=by.pk, path=path).order_by("pk").first()
    if kept is None:
        return None
    stored: dict[str, Any] = json.loads(kept.body)
    if stored["digest"] != digest:
        raise InputError(
            N_("The key %(key)s was used for another content already."),
            hint=N_("Send a new Idempotency-Key with new content."),
            field="Idempotency-Key",
            params={"key": key},
        )
    answer: dict[str, Any] = stored["answer"]
    return answer


@transaction.atomic
def keep_answer(*, key: str, path: str, digest: str, answer: dict[str, Any], by: User) -> None:
    """Keep the answer to a key."""
    body = json.dumps({"digest": digest, "answer": answer}, default=str)
    IdempotencyKey.objects.get_or_create(key=key, user_id=by.pk, path=path, defaults={"status_code": 200, "body": body})
