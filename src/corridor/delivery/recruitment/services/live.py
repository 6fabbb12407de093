"""Live lists: indexes follow the changes, and every night they are compared with a fresh ranking."""

import logging
import threading
from datetime import date, timedelta
from typing import Any

from django.db import OperationalError, close_old_connections
from django.utils import timezone

from corridor.access.models import User
from corridor.access.roles import Role
from corridor.access.selectors import users_with
from corridor.core import audit, outbox
from corridor.core.runs import recorded
from corridor.delivery.recruitment.models import Candidate, MarketChange, Vacancy
from corridor.delivery.recruitment.runs import live
from corridor.delivery.recruitment.selectors.live import candidates_shown, schemes_with_vacancies, vacancies_shown
from corridor.delivery.recruitment.selectors.markets import CandidateFacts, VacancyFacts
from corridor.design.schemes.models import Scheme
from corridor.kernel.errors import N_, CorridorError

ENGINE = "matching.live"
PAUSE_SECONDS = 2.0
NIGHT_HOUR = 2
KEPT = timedelta(days=2)
MOST_NAMED = 20
_log = logging.getLogger(__name__)


def try_profile(
    *, scheme: Scheme, profile: CandidateFacts, by: User, today: date, top: int = live.TOP
) -> live.Live[Vacancy]:
    """Return the best vacancies that a person may see for a profile; nothing is saved."""
    return live.vacancies_for_profile(
        scheme_id=scheme.pk,
        profile=profile,
        read=lambda ids: vacancies_shown(user=by, ids=ids, today=today),
        top=top,
    )


def try_order(*, scheme: Scheme, order: VacancyFacts, by: User, top: int = live.TOP) -> live.Live[Candidate]:
    """Return the best candidates whom a person may see for a job order; nothing is saved but who looked."""
    found = live.candidates_for_order(
        scheme_id=scheme.pk, order=order, read=lambda ids: candidates_shown(user=by, ids=ids), top=top
    )
    detail = {"vacancy": order.pk, "shown": [row.pk for row, _ in found.found]}
    audit.record(by=by, action="recruitment.live_list_seen", obj=scheme, detail=detail)
    return found


def reconcile(*, scheme_id: int) -> live.Reconciled:
    """Compare the index of a scheme with a fresh ranking; raise the alarm if they differ; take new weights."""
    scheme = Scheme.objects.get(pk=scheme_id)
    with recorded(engine=ENGINE, parameters={"scheme": scheme_id}, inputs=[scheme_id], by=None) as run:
        found = live.reconcile(scheme_id)
        run.result = {"compared": found.compared, "differing": len(found.differing)}
    if found.differing:
        _raise_alarm(scheme, found, run.pk)
    live.forget(scheme_id)
    MarketChange.objects.filter(scheme=scheme_id, changed_at__lt=timezone.now() - KEPT).delete()
    return found


def _raise_alarm(scheme: Scheme, found: live.Reconciled, run_id: int) -> None:
    rows = [list(one) for one in found.differing[:MOST_NAMED]]
    detail = {"run": run_id, "differing": len(found.differing), "rows": rows}
    audit.record(by=None, action="recruitment.live_index_differs", obj=scheme, detail=detail)
    for person in users_with(Role.ADMINISTRATOR, workspace_id=scheme.workspace_id):
        outbox.write(
            to=person,
            subject=N_("Live lists of %(scheme)s were not in step"),
            body=N_(
                "%(differing)s of %(compared)s lists differed from a fresh ranking (run %(run)s). The live lists are "
                "made anew. Tell whoever maintains the installation."
            ),
            params={
                "scheme": scheme.reference,
                "differing": len(found.differing),
                "compared": found.compared,
                "run": run_id,
            },
        )


def start_keeping() -> threading.Thread:
    """Start the thread of a server process that makes its indexes, follows the changes, and compares every night."""
    thread = threading.Thread(target=keep_in_step, name="live-lists", daemon=True)
    thread.start()
    return thread


def keep_in_step(stop: threading.Event | None = None) -> None:
    """Follow the changes until told to stop."""
    stop, compared_on = stop or threading.Event(), timezone.localdate()
    _quietly(lambda: [live.index_of(scheme_id) for scheme_id in schemes_with_vacancies()])
    while not stop.wait(PAUSE_SECONDS):
        for scheme_id in live.held_schemes():
            _quietly(lambda one=scheme_id: live.index_of(one))
        now = timezone.localtime()
        if now.date() > compared_on and now.hour >= NIGHT_HOUR:
            compared_on = now.date()
            for scheme_id in live.held_schemes():
                _quietly(lambda one=scheme_id: reconcile(scheme_id=one))


def _quietly(work: Any) -> None:
    """Do a piece of the thread's work; a data base that is away for a moment or a bad row must not end the thread."""
    try:
        work()
    except (CorridorError, OperationalError) as error:
        _log.warning("Live lists wait: %s", error)
    finally:
        close_old_connections()
