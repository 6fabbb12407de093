"""Snapshots: the facts of a run as compressed bytes, found by their digest, erased in time and with the person."""

from datetime import date, timedelta
from importlib.metadata import version
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from corridor.core.models import Run
from corridor.delivery.recruitment.models import KeptRun, Snapshot
from corridor.delivery.recruitment.rules import MATCHING_RULES
from corridor.delivery.recruitment.runs.markets import Facts, digest_of, packed, plain_bytes, read, unpacked, written

KEPT_DAYS = 730
LIBRARIES = ("numpy", "scipy")


def keep(*, run: Run, kind: str, scheme_id: int, facts: Facts, result: dict[str, Any]) -> KeptRun:
    """Keep what a run was made from and what came out; the same facts are kept once for all their runs."""
    today = timezone.localdate()
    erase_expired(today=today)
    snapshot, answer = _snapshot(scheme_id, facts, today), plain_bytes(result)
    run.input_digest = snapshot.digest
    run.save(update_fields=["input_digest"])
    return KeptRun.objects.create(
        run=run,
        snapshot=snapshot,
        kind=kind,
        rules=MATCHING_RULES,
        libraries={name: version(name) for name in LIBRARIES},
        result=packed(answer),
        result_digest=digest_of(answer),
    )


@transaction.atomic
def erase_expired(*, today: date) -> int:
    """Erase the facts of runs whose time has passed; digests stay."""
    return _erase(list(_with_content().filter(keep_until_date__lt=today)), Snapshot.Erasure.RETENTION)


@transaction.atomic
def erase_person(*, candidate_id: int, scheme_id: int) -> int:
    """Erase every snapshot of a scheme in which a candidate stands; digests stay, so that it is seen what was."""
    found = []
    for row in _with_content().filter(scheme=scheme_id).iterator(chunk_size=1):
        content = unpacked(row.content or b"")
        if any(one.pk == candidate_id for one in read(content).people):
            found.append(row)
    return _erase(found, Snapshot.Erasure.PERSON)


def _snapshot(scheme_id: int, facts: Facts, today: date) -> Snapshot:
    content = written(facts)
    values = {
        "content": packed(content),
        "size_bytes": len(content),
        "people": len(facts.people),
        "vacancies": len(facts.posts),
        "keep_until_date": today + timedelta(days=KEPT_DAYS),
        "erased_at": None,
        "erased_because": "",
    }
    row, _is_new = Snapshot.objects.update_or_create(scheme_id=scheme_id, digest=digest_of(content), defaults=values)
    return row


def _erase(rows: list[Snapshot], because: str) -> int:
    KeptRun.objects.filter(snapshot__in=rows).update(result=None)
    for row in rows:
        row.content, row.erased_at, row.erased_because = None, timezone.now(), because
        row.save(update_fields=["content", "erased_at", "erased_because"])
    return len(rows)


def _with_content() -> QuerySet[Snapshot]:
    return Snapshot.objects.filter(content__isnull=False).order_by("pk")
