"""Calls: one that is open, one that has closed, and the answers that the applicants of both have."""

from collections.abc import Sequence

from django.db.models import Min

from corridor.delivery.recruitment.models import Call, CallAnswer, Candidate
from corridor.delivery.recruitment.selectors.calls import ANSWERED_BY_STEP
from corridor.demo.planting.ground import Ground
from corridor.demo.planting.people import BATCH, LANGUAGES
from corridor.demo.world.plans import PLANS, WorldPlan
from corridor.demo.world.tables import rows

# In one scheme the office is late with a few answers: the list of calls says so.
LATE = {"MA-BE-ICT": 6}
_REFUSED = (CallAnswer.Reason.CONDITION, CallAnswer.Reason.PAPERS, CallAnswer.Reason.NO_PLACE)
_WITHOUT = (Candidate.Status.WITHDRAWN,)
Row = dict[str, str]


def plant_calls(ground: Ground) -> None:
    """Complete the open call of every scheme, open a second one that has closed, and answer the applicants."""
    for plan in PLANS:
        texts = {row["key"]: row for row in rows("calls")}
        still_open = Call.objects.get(scheme=ground.schemes[plan.reference])
        _fill(ground, plan, still_open, texts["open"])
        closed = Call(scheme=still_open.scheme, places=max(1, still_open.places // 2), is_invented=True)
        _fill(ground, plan, closed, texts["first"])
        _share_out(still_open, closed)
        _answer_open(ground, still_open)
        _answer_closed(ground, plan, closed)


def _fill(ground: Ground, plan: WorldPlan, call: Call, text: Row) -> None:
    call.iso3, call.capacity = plan.origin, int(text["capacity"])
    for name in ("title", "text"):
        for language in LANGUAGES:
            setattr(call, f"{name}_{language}", text[f"{name}_{language}"])
    call.opens_date, call.closes_date, call.answer_by_date = (
        ground.day(int(text[name])) for name in ("opens", "closes", "answer_by")
    )
    call.save()


def _share_out(still_open: Call, closed: Call) -> None:
    """Give the closed call those who applied while it was open."""
    applied = Candidate.objects.filter(call=still_open, person__user__isnull=True)
    applied.filter(applied_on__range=(closed.opens_date, closed.closes_date)).update(call=closed)
    # The people who sign in as workers see their own application.
    named = Candidate.objects.filter(scheme=still_open.scheme, person__user__isnull=False, duplicate_of=None)
    named.update(call=still_open)
    # Nobody has applied before a call was open.
    earliest = still_open.candidates.aggregate(day=Min("applied_on"))["day"]
    still_open.opens_date = min(still_open.opens_date, earliest or still_open.opens_date)
    still_open.save()


def _answer_open(ground: Ground, call: Call) -> None:
    done = call.candidates.filter(status__in=(Candidate.Status.REFUSED, *ANSWERED_BY_STEP), duplicate_of=None)
    _answer(ground, list(done.order_by("pk")), -20)


def _answer_closed(ground: Ground, plan: WorldPlan, call: Call) -> None:
    people = list(call.candidates.filter(duplicate_of=None).exclude(status__in=_WITHOUT).order_by("pk"))
    open_ones = [each for each in people if each.status in {"registered", "eligible"}]
    late = {each.pk for each in open_ones[: LATE.get(plan.reference, 0)]}
    _answer(ground, [each for each in people if each.pk not in late], -61)


def _answer(ground: Ground, people: Sequence[Candidate], last: int) -> None:
    CallAnswer.objects.bulk_create(
        (
            CallAnswer(candidate=each, **_outcome(each), answered_on_date=ground.day(last - each.pk % 40))
            for each in people
        ),
        batch_size=BATCH,
    )


def _outcome(candidate: Candidate) -> dict[str, str]:
    if candidate.status == Candidate.Status.REFUSED:
        return {"outcome": CallAnswer.Outcome.NOT_TAKEN, "reason": _REFUSED[candidate.pk % len(_REFUSED)]}
    if candidate.status in ANSWERED_BY_STEP:
        return {"outcome": CallAnswer.Outcome.TAKEN, "reason": CallAnswer.Reason.FITS}
    return {"outcome": CallAnswer.Outcome.WAITING, "reason": CallAnswer.Reason.NO_PLACE}
