"""Proposals, interviews, offers and acceptances, each with its own day; shortlists by the real service."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from corridor.delivery.recruitment.models import Candidate, Interview, Nomination, Offer, SelectionEvent, Vacancy
from corridor.delivery.recruitment.services.matching import request_shortlists
from corridor.demo.planting.ground import Ground
from corridor.demo.planting.oversight import SCHEME, plant_oversight
from corridor.demo.planting.people import BATCH
from corridor.demo.world.journeys import DAYS_TO_CASE, PlacementDraft
from corridor.demo.world.proposals import ProposalDraft, proposals_of
from corridor.demo.world.world import SchemeWorld

STATUS_OF_PLACED = {
    "preparing": "accepted", "cleared": "accepted", "departed": "deployed", "working": "deployed",
    "ended": "returned", "left_reason_unknown": "deployed", "cancelled": "refused",
}  # fmt: skip
STATUS_OF_PROPOSED = {
    "employer_asked": "shortlisted", "waiting": "shortlisted", "candidate_no": "eligible", "employer_no": "eligible",
    "agreed": "selected", "offered": "offered", "declined": "eligible",
}  # fmt: skip
# Days after the proposal: the employer's yes, which is the selection; the offer; the answer to it.
SELECTED, OFFERED, ANSWERED = 8, 9, 8 + DAYS_TO_CASE
DECIDED = frozenset({"agreed", "offered", "declined", "accepted"})


@dataclass(frozen=True)
class Way:
    """One proposal with its outcome, whether it led to a placement or not."""

    person: int
    vacancy: int
    outcome: str
    day: int
    reason: str = ""

    @classmethod
    def of_placement(cls, draft: PlacementDraft) -> "Way":
        return cls(draft.person, draft.vacancy, "accepted", draft.selected - SELECTED)

    @classmethod
    def of_proposal(cls, draft: ProposalDraft) -> "Way":
        return cls(draft.person, draft.vacancy, draft.outcome, draft.day - SELECTED, draft.reason)


def plant_selection(ground: Ground, world: SchemeWorld) -> None:
    """Enter how people were proposed, interviewed and offered a post."""
    ways = [Way.of_placement(draft) for draft in world.placements]
    ways += [Way.of_proposal(draft) for draft in proposals_of(world)]
    reference = world.plan.reference
    nominations = Nomination.objects.bulk_create(
        [_nomination(ground, reference, way) for way in ways], batch_size=BATCH
    )
    pairs = list(zip(nominations, ways, strict=True))
    Interview.objects.bulk_create(row for pair in pairs for row in _interview(ground, *pair))
    offers = Offer.objects.bulk_create([row for pair in pairs for row in _offer(ground, *pair)])
    ground.keep[f"offers {reference}"] = offers[: len(world.placements)]
    SelectionEvent.objects.bulk_create((row for pair in pairs for row in _events(ground, *pair)), batch_size=BATCH)
    _set_statuses(ground, world)


def plant_shortlists(ground: Ground, world: SchemeWorld) -> None:
    """Match the first open vacancies with everybody who is free, as an office would."""
    reference = world.plan.reference
    vacancies = Vacancy.objects.filter(scheme=ground.schemes[reference], status="open").order_by("pk")
    request_shortlists(
        vacancies=list(vacancies.select_related("employer__organisation")[: world.plan.shortlists]), by=None
    )
    if reference == SCHEME:
        plant_oversight(ground)


def _nomination(ground: Ground, reference: str, way: Way) -> Nomination:
    said = {
        "waiting": ("", ""),
        "employer_asked": ("yes", ""),
        "candidate_no": ("no", ""),
        "employer_no": ("yes", "no"),
    }
    candidate, employer = said.get(way.outcome, ("yes", "yes"))
    return Nomination(
        vacancy=ground.keep[f"vacancies {reference}"][way.vacancy],
        candidate=ground.keep[f"candidates {reference}"][way.person],
        nominated_by=ground.users["officer.tn" if reference == "TN-DE-ENG" else "officer.ma"],
        nominated_at=ground.moment(way.day),
        candidate_answer=candidate,
        candidate_answered_at=ground.moment(way.day + 2) if candidate else None,
        candidate_reason=way.reason if candidate == "no" else "",
        employer_answer=employer,
        employer_answered_at=ground.moment(way.day + SELECTED) if employer else None,
        employer_reason=way.reason if employer == "no" else "",
    )


def _interview(ground: Ground, nomination: Nomination, way: Way) -> Iterator[Interview]:
    if way.outcome in DECIDED or (way.outcome == "employer_no" and way.reason == "interview"):
        result = "failed" if way.outcome == "employer_no" else "passed"
        yield Interview(nomination=nomination, held_at=ground.moment(way.day + 6, 14), mode="video", result=result)


def _offer(ground: Ground, nomination: Nomination, way: Way) -> Iterator[Offer]:
    if way.outcome not in {"accepted", "offered", "declined"}:
        return
    answer = {"accepted": "accepted", "declined": "declined"}.get(way.outcome, "")
    yield Offer(
        nomination=nomination,
        made_at=ground.moment(way.day + OFFERED),
        salary_eur_month=nomination.vacancy.salary_eur_month or 0,
        start_date=ground.day(way.day + 150),
        answer_by_date=ground.day(way.day + 40),
        answer=answer,
        answered_at=ground.moment(way.day + ANSWERED) if answer else None,
        reason=way.reason if answer == "declined" else "",
    )


def _events(ground: Ground, nomination: Nomination, way: Way) -> Iterator[SelectionEvent]:
    for kind, day, reason in _kinds(nomination, way):
        yield SelectionEvent(
            candidate=nomination.candidate,
            vacancy=nomination.vacancy,
            kind=kind,
            happened_at=_at(ground, day, kind),
            reason=reason,
        )


def _kinds(nomination: Nomination, way: Way) -> Iterator[tuple[str, int, str]]:
    yield "nominated", way.day, ""
    if nomination.candidate_answer:
        yield f"candidate_{nomination.candidate_answer}", way.day + 2, nomination.candidate_reason
    if nomination.employer_answer:
        yield f"employer_{nomination.employer_answer}", way.day + SELECTED, nomination.employer_reason
    if way.outcome in DECIDED:
        yield "interview_passed", way.day + 6, ""
        yield "selected", way.day + SELECTED, ""
    if way.outcome in {"accepted", "offered", "declined"}:
        yield "offered", way.day + OFFERED, ""
    if way.outcome in {"accepted", "declined"}:
        yield way.outcome, way.day + ANSWERED, way.reason


def _at(ground: Ground, day: int, kind: str) -> datetime:
    order = ("nominated", "interview_passed", "employer_yes", "selected", "offered", "accepted")
    return ground.moment(day, 9 + order.index(kind) if kind in order else 12)


def _set_statuses(ground: Ground, world: SchemeWorld) -> None:
    candidates: list[Candidate] = ground.keep[f"candidates {world.plan.reference}"]
    changed: dict[int, Any] = {}
    for proposal in proposals_of(world):
        changed[proposal.person] = STATUS_OF_PROPOSED[proposal.outcome]
    for draft in world.placements:
        # Of two seasons the one that runs counts.
        if changed.get(draft.person) != "deployed":
            changed[draft.person] = STATUS_OF_PLACED[draft.status]
    for number, status in changed.items():
        candidates[number].status = status
    Candidate.objects.bulk_update([candidates[number] for number in changed], ["status"], batch_size=BATCH)
