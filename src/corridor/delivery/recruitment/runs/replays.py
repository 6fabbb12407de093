"""Running a kept run again from its snapshot, and saying whether the result is the same to the last byte."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from corridor.access.models import User
from corridor.core.runs import recorded
from corridor.delivery.recruitment.models import KeptRun
from corridor.delivery.recruitment.runs.allocating import compared, with_quota
from corridor.delivery.recruitment.runs.keeping import erase_expired, erase_person
from corridor.delivery.recruitment.runs.markets import Facts, digest_of, plain_bytes, read, unpacked
from corridor.delivery.recruitment.runs.ranking import ranked
from corridor.kernel.errors import N_, DataUnavailable

ENGINE = "matching.replay"
Again = Callable[[Facts, dict[str, Any]], dict[str, Any]]

__all__ = ["ENGINE", "Replay", "erase_expired", "erase_person", "keep_replay", "replay"]


@dataclass(frozen=True)
class Replay:
    """What a replay found; `is_untouched` is False where the kept facts no longer have the digest of their day."""

    run_id: int
    is_identical: bool
    is_untouched: bool
    result_digest: str
    expected_digest: str


def replay(*, kept: KeptRun) -> Replay:
    """Run a kept run again from its snapshot and compare the result byte by byte.

    Raises
    ------
    DataUnavailable : the snapshot was erased
    """
    content = kept.snapshot.content
    if content is None:
        raise DataUnavailable(
            N_("The facts behind run %(run)s were erased on %(date)s; it cannot be run again."),
            hint=N_("The digests stay, so that a copy kept elsewhere can still be compared."),
            code="snapshot_erased",
            params={"run": kept.run_id, "date": f"{kept.snapshot.erased_at:%Y-%m-%d}"},
        )
    facts = unpacked(content)
    return _compared(kept, facts, plain_bytes(AGAIN[kept.kind](read(facts), kept.run.parameters)))


def keep_replay(*, kept: KeptRun, found: Replay, by: User | None) -> None:
    """Keep that a run was run again, and what came out."""
    parameters = {"run": kept.run_id, "expected": kept.result_digest}
    with recorded(engine=ENGINE, parameters=parameters, inputs=kept.snapshot.digest, by=by) as run:
        run.result = {"is_identical": found.is_identical, "is_untouched": found.is_untouched}
        run.result |= {"result_digest": found.result_digest}


def _compared(kept: KeptRun, facts: bytes, answer: bytes) -> Replay:
    same_bytes = kept.result is not None and unpacked(kept.result) == answer
    digest = digest_of(answer)
    return Replay(
        run_id=kept.run_id,
        is_identical=same_bytes and digest == kept.result_digest,
        is_untouched=digest_of(facts) == kept.snapshot.digest,
        result_digest=digest,
        expected_digest=kept.result_digest,
    )


AGAIN: dict[str, Again] = {
    KeptRun.Kind.LIST: ranked,
    KeptRun.Kind.ALLOCATION: compared,
    KeptRun.Kind.QUOTA: with_quota,
}
