"""The one run record: input digest, engine, parameters, seed, result."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.utils import timezone

import corridor
from corridor.core.models import Run
from corridor.kernel.errors import CorridorError


def digest_of(*parts: object) -> str:
    """Return the SHA-256 of the inputs, written as canonical JSON."""
    text = json.dumps(parts, sort_keys=True, default=str, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def start(*, engine: str, parameters: Mapping[str, Any], inputs: object, by: Any, seed: int | None = None) -> Run:
    """Open a run record before anything is computed."""
    return Run.objects.create(
        engine=engine,
        engine_version=corridor.__version__,
        parameters=dict(parameters),
        input_digest=digest_of(inputs),
        seed=seed,
        status=Run.Status.RUNNING,
        requested_by=by if getattr(by, "pk", None) else None,
    )


def finish(run: Run, result: Mapping[str, Any]) -> Run:
    """Close a run with its summary."""
    run.status, run.progress, run.finished_at = Run.Status.DONE, 100, timezone.now()
    run.result = json.loads(json.dumps(result, default=str))
    run.save(update_fields=["status", "progress", "finished_at", "result"])
    return run


def fail(run: Run, error: CorridorError) -> Run:
    """Close a run that a known error has ended."""
    run.error = str(error)
    return close_failed(run)


def close_failed(run: Run) -> Run:
    """Close a run without a result of its own; its error and what is kept of it stand in the record already."""
    run.status, run.finished_at = Run.Status.FAILED, timezone.now()
    run.result = json.loads(json.dumps(run.result, default=str))
    run.save(update_fields=["status", "finished_at", "error", "result"])
    return run


@contextmanager
def recorded(
    *, engine: str, parameters: Mapping[str, Any], inputs: object, by: Any, seed: int | None = None
) -> Iterator[Run]:
    """Keep a run around a computation; set `run.result` inside, the record is closed on the way out."""
    run = start(engine=engine, parameters=parameters, inputs=inputs, by=by, seed=seed)
    try:
        yield run
    except CorridorError as error:
        fail(run, error)
        raise
    finish(run, run.result)
