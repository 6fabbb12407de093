"""The thread of a server process that keeps its live indexes: made at the start, in step, compared every night.

It begins with the first request that reaches the process, so that commands, workers and tests have none, and servers
that begin by copying themselves have one in every copy. Indexes of a process are its own; so is this thread.
"""

import logging
import os
import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from corridor.delivery.recruitment.models import MarketChange
from corridor.delivery.recruitment.selectors.live import schemes_with_vacancies
from corridor.kernel.errors import CorridorError

PAUSE_SECONDS = 2.0
NIGHT_HOUR = 2
KEPT = timedelta(days=2)
NAME = "live-lists"
_log = logging.getLogger(__name__)
_door = threading.Lock()
_serving: set[int] = set()


def serve() -> None:
    """Note that this process answers requests, and begin to keep its indexes.

    `CORRIDOR_WARM=0` leaves it until somebody asks for a live list: for servers that live for minutes.
    """
    _serving.add(os.getpid())
    if os.environ.get("CORRIDOR_WARM", "1") != "0":
        keep_if_serving()


def keep_if_serving() -> threading.Thread | None:
    """Start the thread, once in a process that serves; return it."""
    if os.getpid() not in _serving:
        return None
    with _door:
        for thread in threading.enumerate():
            if thread.name == NAME:
                return thread
        made = threading.Thread(target=keep_in_step, name=NAME, daemon=True)
        made.start()
    return made


def keep_in_step(stop: threading.Event | None = None) -> None:
    """Make the indexes, follow the changes, and compare every night, until told to stop."""
    # Loaded here: the engine takes a second to load, and the first page must not wait for it.
    from corridor.delivery.recruitment.runs import live

    stop, done_on = stop or threading.Event(), last_night(timezone.localtime())
    for scheme_id in _quietly(schemes_with_vacancies) or []:
        _quietly(partial(live.index_of, scheme_id))
    close_old_connections()
    while not stop.wait(PAUSE_SECONDS):
        for scheme_id in live.held_schemes():
            _quietly(partial(live.index_of, scheme_id))
        night = last_night(timezone.localtime())
        if night > done_on:
            done_on = night
            work_at_night()
        close_old_connections()


def last_night(now: datetime) -> date:
    """Return the day of the last comparison that was due by now."""
    return (now - timedelta(hours=NIGHT_HOUR)).date()


def work_at_night() -> None:
    """Compare every index with a fresh ranking, and drop the notes of changes that all have followed."""
    from corridor.delivery.recruitment.runs import live
    from corridor.delivery.recruitment.services.live_nights import reconcile

    for scheme_id in live.held_schemes():
        _quietly(partial(reconcile, scheme_id=scheme_id))
    _quietly(MarketChange.objects.filter(changed_at__lt=timezone.now() - KEPT).delete)


def _quietly(work: Callable[[], Any]) -> Any:
    """Do a piece of the thread's work; a data base that is away for a moment or a bad row must not end the thread."""
    try:
        return work()
    except (CorridorError, InterfaceError, OperationalError) as error:
        _log.warning("Live lists wait: %s", error)
        return None
