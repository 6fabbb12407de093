"""Statements, readings and decisions about the drain of workers from a country of origin."""

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from corridor.core import audit
from corridor.design.outlook.models import DrainAction, DrainReading, DrainStatement, DrainWatch
from corridor.design.outlook.runs.safeguards import COUNTS, value_of, watch
from corridor.design.outlook.selectors.safeguards import histories_of, speaks_for
from corridor.design.outlook.services.projections import check_kept
from corridor.design.schemes.models import Scheme
from corridor.kernel.codes import isco_unit_group
from corridor.kernel.errors import N_, InputError, RuleViolation


def check_speaker(*, scheme: Scheme, origin_iso3: str, by: Any) -> None:
    """Let the designers of the plan speak about an origin, and the office of that very country."""
    if scheme.status != Scheme.Status.CLOSED and origin_iso3 in speaks_for(user=by, scheme=scheme):
        return
    check_kept(scheme=scheme, by=by)


@transaction.atomic
def state(*, statement: DrainStatement, by: Any) -> DrainStatement:
    """Keep a dated statement; it is never changed afterwards, a newer one takes its place."""
    check_speaker(scheme=statement.scheme, origin_iso3=statement.origin_iso3, by=by)
    statement.isco08 = isco_unit_group(statement.isco08)
    if not statement._state.adding:
        raise RuleViolation(N_("A statement is not changed."), hint=N_("Enter a new one with its own date."))
    if not statement.source.strip() or not statement.stated_by.strip():
        raise InputError(
            N_("The statement names no source, or not who states it."),
            hint=N_("Name the paper or page, its date, and the authority."),
            field="source",
        )
    if statement.statement_date > timezone.localdate():
        raise InputError(
            N_("The statement is dated %(day)s, which is still to come."),
            field="statement_date",
            params={"day": statement.statement_date},
        )
    if statement.valid_until_date is not None and statement.valid_until_date < statement.statement_date:
        raise InputError(
            N_("The statement would end on %(end)s, before its date."),
            field="valid_until_date",
            params={"end": statement.valid_until_date},
        )
    statement.recorded_by = by if getattr(by, "pk", None) else None
    statement.save()
    _note(statement, "drain_stated", by, kind=statement.kind)
    return statement


@transaction.atomic
def read_indicator(
    *,
    scheme: Scheme,
    origin_iso3: str,
    isco08: str,
    indicator: str,
    reading_date: date,
    source: str,
    by: Any,
    counts: Mapping[str, float] | None = None,
    value: float | None = None,
    is_invented: bool = False,
) -> DrainReading:
    """Keep the value of an indicator in a month, computed from its counts where it has some, and evaluate the pair."""
    check_speaker(scheme=scheme, origin_iso3=origin_iso3, by=by)
    given = dict(counts or {})
    found = value_of(indicator, given) if COUNTS[indicator] else value
    if found is None or not math.isfinite(found) or not source.strip():
        raise InputError(
            N_("The indicator cannot be computed from these numbers, or has no source."),
            hint=N_("Give all its numbers and where they come from; nothing can be divided by zero."),
            field="value",
        )
    row, _new = DrainReading.objects.update_or_create(
        scheme=scheme, origin_iso3=origin_iso3, isco08=isco_unit_group(isco08), indicator=indicator,
        reading_date=reading_date.replace(day=1),
        defaults={"value": found, "counts": given, "source": source.strip(), "is_invented": is_invented},
    )  # fmt: skip
    _note(row, "drain_read", by, indicator=indicator, value=found)
    evaluate_pair(scheme=scheme, origin_iso3=origin_iso3, isco08=row.isco08, by=by)
    return row


@transaction.atomic
def evaluate_pair(*, scheme: Scheme, origin_iso3: str, isco08: str, by: Any) -> DrainWatch:
    """Evaluate the readings of a pair; a rising level proposes actions, and touches nobody who is selected."""
    histories = histories_of(scheme=scheme, origin_iso3=origin_iso3, isco08=isco08)
    watched = watch(scheme=scheme, histories=histories, by=by)
    today = timezone.localdate()
    row = DrainWatch.objects.filter(scheme=scheme, origin_iso3=origin_iso3, isco08=isco08).first()
    before = row.level if row else "unknown"
    row = row or DrainWatch(scheme=scheme, origin_iso3=origin_iso3, isco08=isco08, since_date=today)
    row.level, row.run = watched.level.value, watched.run
    if before != row.level:
        row.since_date = today
    row.save()
    if before != row.level:
        _note(row, "drain_level_changed", by, before=before, after=row.level)
        for code in dict.fromkeys(action.value for alert in watched.alerts for action in alert.actions):
            _propose(row, code, today)
    return row


@transaction.atomic
def decide(*, action: DrainAction, outcome: str, body: str, decided_date: date, reason: str, by: Any) -> DrainAction:
    """Keep what a body decided about a proposed action. It holds for new intake, never for people already selected."""
    check_kept(scheme=action.scheme, by=by)
    if action.outcome not in (DrainAction.Outcome.OPEN, DrainAction.Outcome.DEFERRED):
        raise RuleViolation(N_("A body has decided on this already."), hint=N_("A new alert proposes anew."))
    if outcome == DrainAction.Outcome.OPEN or not body.strip() or not reason.strip():
        raise InputError(
            N_("A decision names its body, its day and its reason."),
            hint=N_("Indicators propose; a body decides."),
            field="body",
        )
    action.outcome, action.decided_date = outcome, decided_date
    action.write(body=body.strip(), reason=reason.strip())
    action.save()
    _note(action, "drain_decided", by, outcome=outcome)
    return action


def _propose(row: DrainWatch, code: str, today: date) -> None:
    pair = {"scheme": row.scheme, "origin_iso3": row.origin_iso3, "isco08": row.isco08, "action": code}
    if not DrainAction.objects.filter(**pair, outcome=DrainAction.Outcome.OPEN).exists():
        DrainAction.objects.create(**pair, level=row.level, proposed_date=today)


def _note(row: Any, act: str, by: Any, **detail: object) -> None:
    pair = {"scheme": row.scheme_id, "origin": row.origin_iso3, "isco08": row.isco08}
    audit.record(by=by, action=f"outlook.{act}", obj=row, detail={**pair, **detail})
