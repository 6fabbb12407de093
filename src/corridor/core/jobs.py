"""Work that goes on after the page has answered: a run that waits for the worker, is worked on, and ends with a word.

A service queues the job in the transaction of the act; the worker takes it up once that is committed. The work itself
stands in the `tasks.py` of its room and is registered with the config floor. A page shows the run with `<c-ui.job>`;
what went wrong is kept in a form that is said in the language of whoever reads it.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

import corridor
from corridor.core import runs
from corridor.core.models import Run
from corridor.core.tasks import task
from corridor.kernel.errors import N_, CorridorError

BROKEN = N_("Something went wrong that nobody foresaw; nothing was changed.")
BROKEN_HINT = N_("Try again. If it happens again, tell the administrator the number of the computation.")


Work = Callable[[Run], None]
_WORKS: dict[str, Work] = {}


def register(engine: str, work: Work) -> None:
    """Name the function that does the work of a job; it takes the run and sets `run.result`."""
    _WORKS[engine] = work


def queue(engine: str, *, parameters: Mapping[str, Any], by: Any) -> Run:
    """Leave a job for the worker."""
    run = Run.objects.create(
        engine=engine,
        engine_version=corridor.__version__,
        parameters=dict(parameters),
        input_digest=runs.digest_of(engine, parameters),
        status=Run.Status.WAITING,
        requested_by=by if getattr(by, "pk", None) else None,
    )
    work_off.enqueue(run.pk)
    return run


@task()
def work_off(run_id: int) -> None:
    """Do the work of one job; the worker calls this."""
    with taken_up(run_id) as run:
        _WORKS[run.engine](run)


@contextmanager
def taken_up(run_id: int) -> Iterator[Run]:
    """Work on a job in the language of who asked for it; however it ends, the run says so.

    A known error ends the job with its sentence; any other one with a general sentence, and reaches the worker's log.
    """
    run = Run.objects.select_related("requested_by").get(pk=run_id)
    Run.objects.filter(pk=run_id).update(status=Run.Status.RUNNING)
    language = getattr(run.requested_by, "language", "") or "en"
    is_finished = False
    try:
        with translation.override(language):
            yield run
        is_finished = True
    except CorridorError as error:
        _end(run, {"message": error.message, "hint": error.hint, "params": error.params}, str(error))
    finally:
        if is_finished:
            runs.finish(run, run.result)
        elif run.status != Run.Status.FAILED:
            _end(run, {"message": BROKEN, "hint": BROKEN_HINT, "params": {}}, BROKEN)


def said(run: Run) -> str:
    """Return what stood in the way of a failed job, in the reader's language; empty for any other."""
    kept = run.result.get("refusal") if run.status == Run.Status.FAILED else None
    if not kept:
        return ""
    sentences = [gettext(text) for text in (kept["message"], kept["hint"]) if text]
    params = kept["params"]
    return " ".join(text % params if params else text.replace("%%", "%") for text in sentences)


def _end(run: Run, refusal: dict[str, Any], error: str) -> None:
    run.result = {"refusal": refusal}
    run.error = error
    runs.close_failed(run)
