"""The one audit: an append-only chain of acts.

Every entry holds the hash of the entry before it, so that a row altered or removed by hand is found by `verify`.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from corridor.core.models import AuditEntry

GENESIS = "0" * 64
_LOCK_KEY = 7_316_401


@dataclass(frozen=True)
class ChainState:
    """What a walk along the chain found: how many entries, and the first broken one with the reason."""

    entries: int
    broken_sequence: int | None = None
    reason: str = ""

    @property
    def is_intact(self) -> bool:
        return self.broken_sequence is None


@transaction.atomic
def record(
    *, by: Any, action: str, obj: models.Model | None = None, detail: Mapping[str, Any] | None = None
) -> AuditEntry:
    """Append one act to the chain, inside the caller's transaction."""
    _lock_chain()
    last = AuditEntry.objects.order_by("-sequence").values_list("sequence", "entry_hash").first()
    sequence, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
    entry = AuditEntry(
        sequence=sequence,
        recorded_at=timezone.now(),
        actor_id=getattr(by, "pk", None),
        actor_label=str(by)[:200] if by is not None else "system",
        action=action,
        object_type=obj._meta.label if obj is not None else "",
        object_id=str(obj.pk) if obj is not None else "",
        detail=json.loads(json.dumps(detail or {}, default=str)),
        previous_hash=previous,
    )
    entry.entry_hash = digest(entry)
    entry.save(force_insert=True)
    return entry


def digest(entry: AuditEntry) -> str:
    """Return the hash that an entry must have, from its own fields and its predecessor's hash."""
    body = {
        "sequence": entry.sequence,
        "at": _moment(entry.recorded_at),
        "actor": [entry.actor_id, entry.actor_label],
        "action": entry.action,
        "object": [entry.object_type, entry.object_id],
        "detail": entry.detail,
        "previous": entry.previous_hash,
    }
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def verify() -> ChainState:
    """Walk the whole chain; name the first entry that does not fit."""
    previous, expected, count = GENESIS, 1, 0
    for entry in AuditEntry.objects.order_by("sequence").iterator(chunk_size=2000):
        if entry.sequence != expected:
            return ChainState(count, expected, "missing")
        if entry.previous_hash != previous or digest(entry) != entry.entry_hash:
            return ChainState(count, entry.sequence, "altered")
        previous, expected, count = entry.entry_hash, expected + 1, count + 1
    return ChainState(count)


def _moment(at: datetime) -> str:
    return at.astimezone(timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds")


def _lock_chain() -> None:
    # SQLite transactions are IMMEDIATE, so one writer holds the chain already; PostgreSQL needs a lock.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK_KEY])
