"""Kept runs as their pages show them."""

import json
import zlib
from dataclasses import dataclass
from typing import Any

from corridor.access.models import User
from corridor.access.selectors import get_visible, visible
from corridor.core.models import Run
from corridor.delivery.recruitment.models import KeptRun, Shortlist

REPLAY = "matching.replay"


@dataclass(frozen=True)
class ReplayLine:
    """One earlier replay of a run."""

    run: Run
    is_identical: bool


def get_kept(*, user: User, pk: int) -> KeptRun:
    """Return a kept run whose scheme the person may see, else 404."""
    rows = KeptRun.objects.select_related("run__requested_by", "snapshot__scheme")
    return get_visible(rows, user=user, pk=pk)


def kept_of(*, run_id: int) -> KeptRun | None:
    """Return a kept run for the command on the server."""
    return KeptRun.objects.select_related("run", "snapshot__scheme").filter(pk=run_id).first()


def replays_of(kept: KeptRun) -> list[ReplayLine]:
    """Return how often a run was run again, and what came out, the newest first."""
    rows = Run.objects.filter(engine=REPLAY, parameters__run=kept.run_id, status=Run.Status.DONE)
    return [
        ReplayLine(row, bool(row.result.get("is_identical") and row.result.get("is_untouched")))
        for row in rows.select_related("requested_by").order_by("-pk")[:20]
    ]


def lists_of(*, user: User, kept: KeptRun) -> list[Shortlist]:
    """Return the shortlists that a run made."""
    rows = visible(Shortlist.objects.filter(run=kept.run_id), user=user).select_related("vacancy")
    return list(rows.order_by("vacancy__reference"))


def newest_kept(*, user: User, scheme_id: int, kind: str) -> KeptRun | None:
    """Return the newest kept run of a kind in a scheme that the person may see."""
    rows = visible(KeptRun.objects.filter(snapshot__scheme=scheme_id, kind=kind), user=user)
    return rows.select_related("run__requested_by", "snapshot").order_by("-pk").first()


def earlier_kept(*, user: User, scheme_id: int, kind: str, most: int = 10) -> list[KeptRun]:
    """Return the newest kept runs of a kind in a scheme."""
    rows = visible(KeptRun.objects.filter(snapshot__scheme=scheme_id, kind=kind), user=user)
    return list(rows.select_related("run__requested_by", "snapshot").order_by("-pk")[:most])


def result_of(kept: KeptRun) -> dict[str, Any] | None:
    """Return what a run found, None once it is erased."""
    return None if kept.result is None else json.loads(zlib.decompress(bytes(kept.result)))
