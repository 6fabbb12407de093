"""Placements with cases, papers, contracts, arrivals, conversations and return plans."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from corridor.delivery.mobility.models import (
    ArrivalItem,
    Case,
    CaseDocument,
    CaseStep,
    CheckIn,
    Contract,
    Placement,
)
from corridor.delivery.mobility.rules import Least, Terms, check_terms, stored_findings
from corridor.delivery.reintegration.models import ReturnPlan
from corridor.demo.planting.ground import Ground
from corridor.demo.planting.people import BATCH
from corridor.demo.world.journeys import PlacementDraft, StepDraft
from corridor.demo.world.world import SchemeWorld
from corridor.knowledge.pathways.models import ProcedureStep

GONE = frozenset({"departed", "working", "ended", "left_reason_unknown"})
WORKED = GONE - {"departed"}
CASE_STATUS = {"preparing": "open", "cleared": "open", "cancelled": "stopped"}
END_REASONS = {
    "ended": "The contract came to its end.",
    "cancelled": "The step was refused; the person was offered other places.",
}
# Reasons are written in the language in which the worker is told them.
_UNREADABLE = {"ar": "الصفحة غير مقروءة.", "fr": "La page n’est pas lisible."}
_NOT_ENOUGH = {"ar": "الوثائق لم تكن كافية.", "fr": "Les documents n’étaient pas suffisants."}
Pairs = Sequence[tuple[Placement, PlacementDraft]]


def plant_mobility(ground: Ground, world: SchemeWorld) -> None:
    """Enter every placement with all that belongs to it."""
    reference = world.plan.reference
    placements = Placement.objects.bulk_create([_placement(ground, draft, world) for draft in world.placements])
    pairs = list(zip(placements, world.placements, strict=True))
    ground.keep[f"placements {reference}"] = placements
    _cases(ground, world, pairs)
    Contract.objects.bulk_create(row for pair in pairs for row in _contract(ground, world, *pair))
    CheckIn.objects.bulk_create(row for pair in pairs for row in _check_ins(ground, *pair))
    ArrivalItem.objects.bulk_create((row for pair in pairs for row in _arrivals(ground, *pair)), batch_size=BATCH)
    _return_plans(ground, world, pairs)


def _placement(ground: Ground, draft: PlacementDraft, world: SchemeWorld) -> Placement:
    reference = world.plan.reference
    names = ("cleared", "departed", "arrived", "ended", "returned")
    days = {name: getattr(draft, name) for name in names}
    return Placement(
        candidate=ground.keep[f"candidates {reference}"][draft.person],
        vacancy=ground.keep[f"vacancies {reference}"][draft.vacancy],
        scheme=ground.schemes[reference],
        offer=ground.keep[f"offers {reference}"][draft.number],
        status=draft.status,
        selected_on_date=ground.day(draft.selected),
        left_reported_on_date=None if draft.left_reported is None else ground.day(draft.left_reported),
        end_reason=END_REASONS.get(draft.status, ""),
        departed_uncleared=draft.is_uncleared,
        **{f"{name}_on_date": None if day is None else ground.day(day) for name, day in days.items()},
    )


def _cases(ground: Ground, world: SchemeWorld, pairs: Pairs) -> None:
    procedure = ground.keep[f"procedure {world.plan.pathway}"]
    steps = {step.code: step for step in procedure.steps.all()}
    cases = Case.objects.bulk_create(
        Case(
            reference=draft.reference,
            placement=placement,
            procedure=procedure,
            opened_on_date=ground.day(draft.opened),
            status="open" if draft.is_uncleared else CASE_STATUS.get(draft.status, "done"),
            closed_on_date=_closed(ground, draft),
        )
        for placement, draft in pairs
    )
    rows = CaseStep.objects.bulk_create(
        [
            _case_step(ground, case, step, steps[step.code])
            for case, (_, draft) in zip(cases, pairs, strict=True)
            for step in draft.steps
        ],
        batch_size=BATCH,
    )
    CaseDocument.objects.bulk_create((paper for row in rows for paper in _papers(ground, row)), batch_size=BATCH)


def _closed(ground: Ground, draft: PlacementDraft) -> date | None:
    if draft.is_uncleared or draft.status in {"preparing", "cleared"}:
        return None
    day = draft.ended if draft.status == "cancelled" else draft.departed
    return None if day is None else ground.day(day)


def _case_step(ground: Ground, case: Case, draft: StepDraft, step: ProcedureStep) -> CaseStep:
    return CaseStep(
        case=case,
        step=step,
        state=draft.state,
        due_date=ground.day(draft.due),
        ready_on_date=None if draft.ready is None else ground.day(draft.ready),
        done_on_date=None if draft.done is None else ground.day(draft.done),
        note=_NOT_ENOUGH[case.placement.candidate.person.preferred_language] if draft.state == "refused" else "",
    )


def _papers(ground: Ground, row: CaseStep) -> Iterator[CaseDocument]:
    for place, paper in enumerate(row.step.documents):
        status = "checked" if row.state == "done" else "missing"
        if row.state == "ready":
            status = ("received", "missing", "rejected", "received")[(row.case_id + place) % 4]
        yield CaseDocument(
            case_step=row,
            status=status,
            valid_until_date=ground.day(900) if paper["kind"] == "passport" and status != "missing" else None,
            reason=_UNREADABLE[row.case.placement.candidate.person.preferred_language] if status == "rejected" else "",
            **paper,
        )


def _contract(ground: Ground, world: SchemeWorld, placement: Placement, draft: PlacementDraft) -> Iterator[Contract]:
    sent = next(step for step in draft.steps if step.code == "contract")
    if sent.done is None or sent.state != "done" or draft.is_uncleared:
        return
    model = ground.keep[f"contract {world.plan.destination}"]
    is_short = world.plan.reference == "TN-DE-ENG" and draft.number == 1
    pay = Decimal(world.vacancies[draft.vacancy].pay)
    contract = Contract(
        placement=placement,
        model=model,
        language=world.people[draft.person].language,
        monthly_gross_eur=model.min_monthly_eur - 150 if is_short else pay,
        weekly_hours=Decimal(str(world.plan.weekly_hours)),
        rest_days_per_week=model.min_rest_days,
        is_insured=True,
        repatriation_paid_by="employer",
        starts_on_date=ground.day((draft.departed or 60) + 7),
        ends_on_date=ground.day((draft.departed or 60) + 7 + world.plan.contract_months * 30),
        employer_signed_on_date=ground.day(sent.done),
        worker_signed_on_date=None if draft.number == 0 else ground.day(sent.done + 1),
        status=_contract_status(draft),
    )
    yield _registered(ground, contract, sent.done) if contract.status == "registered" else _checked(contract, pay)


def _contract_status(draft: PlacementDraft) -> str:
    """Return how far a contract is: the tour's worker has hers to sign, the newest ones are still to be registered."""
    if draft.status != "preparing":
        return "registered"
    return "checked" if draft.number == 0 or draft.opened > -60 else "registered"


def _registered(ground: Ground, contract: Contract, sent: int) -> Contract:
    contract.findings = stored_findings(())
    contract.registered_on_date = ground.day(min(sent + 5, -1))
    if contract.worker_signed_on_date is None:
        contract.worker_signed_on_date = ground.day(sent + 1)
    return contract


def _checked(contract: Contract, offered: Decimal) -> Contract:
    model = contract.model
    names = (
        "monthly_gross_eur", "weekly_hours", "rest_days_per_week", "is_insured", "repatriation_paid_by",
        "worker_fees_eur", "language",
    )  # fmt: skip
    terms = Terms(**{name: getattr(contract, name) for name in names})
    least = Least(
        model.min_monthly_eur, model.max_weekly_hours, Decimal(model.min_rest_days), model.insurance_required,
        model.repatriation_required, offered, frozenset(),
    )  # fmt: skip
    findings = check_terms(terms, least)
    contract.findings = stored_findings(findings)
    contract.status = "refused" if findings else "checked"
    return contract


def _check_ins(ground: Ground, placement: Placement, draft: PlacementDraft) -> Iterator[CheckIn]:
    if draft.departed is None or draft.status not in WORKED:
        return
    last = min(draft.ended or -3, -3)
    for round_, day in enumerate(range(draft.departed + 30, last, 75)):
        # One in four does not answer: silence stays silence.
        is_answered = (draft.number + round_) % 4 != 3
        bad = draft.number % 23 == 5 and round_ == 0
        yield CheckIn(
            placement=placement,
            party="worker",
            asked_on_date=ground.day(day),
            answered_on_date=ground.day(min(day + 3, -1)) if is_answered else None,
            answer=("bad" if bad else "mixed" if draft.number % 5 == 0 else "well") if is_answered else "",
            uses_skills=draft.number % 3 != 0 if is_answered else None,
            pay_as_agreed=not bad if is_answered else None,
        )
    if draft.number == 0:
        yield CheckIn(placement=placement, party="worker", asked_on_date=ground.day(-2))


# What is settled for how many: for everyone, for every second, every third, every fifth person.
_SETTLED = {
    "met": 1, "registration": 1, "housing": 1, "bank": 2, "health_insurance": 1, "tax": 2, "orientation": 3,
    "school": 5,
}  # fmt: skip


def _arrivals(ground: Ground, placement: Placement, draft: PlacementDraft) -> Iterator[ArrivalItem]:
    if draft.arrived is None or draft.is_uncleared:
        return
    for place, (kind, every) in enumerate(_SETTLED.items()):
        day = draft.arrived + 1 + 3 * place
        if draft.number % every == 0 and day < 0:
            yield ArrivalItem(placement=placement, kind=kind, done_on_date=ground.day(day))


def _return_plans(ground: Ground, world: SchemeWorld, pairs: Pairs) -> None:
    """Enter the plans of some who will return or have returned; every other one is shared with the counsellor."""
    if not world.plan.second_season:
        return
    chosen = {
        draft.person: (place, draft) for place, draft in pairs if draft.status == "working" and draft.number % 4 == 0
    }
    intentions = ("circular", "return", "undecided")
    ReturnPlan.objects.bulk_create(
        ReturnPlan(
            person=placement.candidate.person,
            scheme=placement.scheme,
            intention=intentions[draft.number // 4 % 3],
            work="business" if draft.number % 8 == 0 else "employment",
            planned_date=ground.day(90),
            is_shared=draft.number % 8 == 0,
        )
        for placement, draft in chosen.values()
    )
