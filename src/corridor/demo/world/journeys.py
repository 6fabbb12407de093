"""The way of every placed person: steps with their days, departure, end; late and irregular ones are planted."""

from dataclasses import dataclass, replace

import numpy as np

from corridor.demo.world.plans import LATE_VISA_DAYS, WITHDRAWN_PLACED, WorldPlan
from corridor.demo.world.streams import spread, stream
from corridor.demo.world.tables import document

CLIP = 1.35
LATE = "late visa"
# The offer is accepted and the case opened so many days after the selection.
DAYS_TO_CASE = 3
ON_THE_TOUR = 2


@dataclass(frozen=True, slots=True)
class StepDraft:
    """One step of a case; days count from the day of the filling, None has not come yet."""

    code: str
    state: str
    ready: int | None
    done: int | None
    due: int


@dataclass(frozen=True, slots=True)
class PlacementDraft:
    """One placement with its case."""

    scheme: str
    number: int
    person: int
    vacancy: int
    status: str
    selected: int
    steps: tuple[StepDraft, ...]
    cleared: int | None = None
    departed: int | None = None
    arrived: int | None = None
    ended: int | None = None
    returned: int | None = None
    left_reported: int | None = None
    is_uncleared: bool = False
    mark: str = ""

    @property
    def reference(self) -> str:
        """The reference of the case."""
        return f"{self.scheme}-{self.number + 1:05d}"

    @property
    def opened(self) -> int:
        """The day on which the case was opened."""
        return self.selected + DAYS_TO_CASE

    @property
    def days_to_departure(self) -> int | None:
        return None if self.departed is None else self.departed - self.selected


@dataclass(frozen=True, slots=True)
class Rule:
    """A step of the procedure: its legal days and the steps before it."""

    code: str
    legal_days: int
    before: tuple[str, ...]


def procedure_of(plan: WorldPlan) -> tuple[Rule, ...]:
    """Return the steps of the scheme's procedure."""
    entry = next(each for each in document("pathways")["pathways"] if each["code"] == plan.pathway)
    return tuple(Rule(code, days, tuple(before)) for code, days, before in entry["steps"])


def placements_of(plan: WorldPlan, posts: list[int]) -> list[PlacementDraft]:
    """Return all placements: the tour's worker first; `posts` names the vacancy of each."""
    rng = stream("journeys", plan.reference)
    statuses = _statuses(plan, rng)
    people = _people(plan, statuses)
    drafts = [
        _journey(plan, number, people[number], posts[number], status, rng) for number, status in enumerate(statuses)
    ]
    drafts = _with_second_seasons(plan, drafts)
    drafts = _with_departures_without_contract(plan, drafts)
    return _with_late_visa(plan, drafts)


def _statuses(plan: WorldPlan, rng: np.random.Generator) -> list[str]:
    """Return a status for every placement; people of the withdrawn employer are at work when it is withdrawn."""
    counts = dict(plan.placements)
    head = ["working"] if plan.second_season else ["preparing"] * ON_THE_TOUR
    if plan.second_season:
        # The tour's farm comes first, the withdrawn farm next: both have people at work.
        head += ["working"] * (plan.posts[1] - 1 + WITHDRAWN_PLACED)
    for status in head:
        counts[status] -= 1
    return head + spread(counts, rng)


def _people(plan: WorldPlan, statuses: list[str]) -> list[int]:
    """Return the person of every placement; those with a second season take the place of a first one that ended."""
    working = [n for n, status in enumerate(statuses) if status == "working"][: plan.second_season]
    ended = [n for n, status in enumerate(statuses) if status == "ended"][: plan.second_season]
    people: dict[int, int] = {}
    for number in range(len(statuses)):
        if number not in ended:
            people[number] = len(people)
    return [people[working[ended.index(n)]] if n in ended else people[n] for n in range(len(statuses))]


def _journey(
    plan: WorldPlan, number: int, person: int, vacancy: int, status: str, rng: np.random.Generator
) -> PlacementDraft:
    rules = procedure_of(plan)
    ready, done = _schedule(plan, rules, rng)
    total = max(done.values())
    departure = total + int(rng.integers(2, 7))
    opened = _opened_on(plan, status, total, departure, rng)
    if number < ON_THE_TOUR and status == "preparing":
        # The tour's worker waits for little more than her own signature; the employer has a contract to send.
        opened = -1 - (done["contract"] if number == 0 else ready["contract"] + 1)
    steps = tuple(_step(rule, opened + ready[rule.code], opened + done[rule.code]) for rule in rules)
    draft = PlacementDraft(plan.reference, number, person, vacancy, status, opened - DAYS_TO_CASE, steps)
    if status in {"preparing", "cancelled"}:
        return _stopped(draft, rng) if status == "cancelled" else draft
    draft = replace(draft, cleared=opened + total)
    return draft if status == "cleared" else _gone(plan, draft, opened + departure, rng)


def _schedule(
    plan: WorldPlan, rules: tuple[Rule, ...], rng: np.random.Generator
) -> tuple[dict[str, int], dict[str, int]]:
    ready: dict[str, int] = {}
    done: dict[str, int] = {}
    for rule in rules:
        usual = plan.days[rule.code]
        limit = rule.legal_days - 1 if rule.code == "visa" and plan.slowest != "visa" else usual * CLIP
        days = max(1, int(min(limit, round(usual * float(rng.lognormal(0, 0.22))))))
        ready[rule.code] = max((done[code] for code in rule.before), default=0)
        done[rule.code] = ready[rule.code] + days
    return ready, done


def _opened_on(plan: WorldPlan, status: str, total: int, departure: int, rng: np.random.Generator) -> int:
    """Return the day of the case's opening that fits the status today."""
    if status in {"preparing", "cancelled"}:
        return -int(total * rng.uniform(0.12, 0.92)) - 1
    if status == "cleared":
        return -total - int(rng.integers(1, 2))
    if status == "departed":
        return -departure - int(rng.integers(1, 3))
    seasonal = plan.contract_months < 12
    if status == "ended":
        return -departure - int(rng.integers(330, 380))
    return -departure - int(rng.integers(25, 120 if seasonal else 420))


def _step(rule: Rule, ready: int, done: int) -> StepDraft:
    due = ready + rule.legal_days
    if done <= -1:
        return StepDraft(rule.code, "done", ready, done, due)
    if ready <= -1:
        return StepDraft(rule.code, "ready", ready, None, due)
    return StepDraft(rule.code, "waiting", None, None, due)


def _stopped(draft: PlacementDraft, rng: np.random.Generator) -> PlacementDraft:
    """Return a case that ended with a refused step."""
    open_steps = [step.code for step in draft.steps if step.state == "ready"]
    refused = open_steps[-1] if open_steps else draft.steps[-1].code
    day = -int(rng.integers(2, 8))
    steps = tuple(_refused(step, day) if step.code == refused else step for step in draft.steps)
    return replace(draft, steps=steps, ended=-1)


def _refused(step: StepDraft, day: int) -> StepDraft:
    ready = day - 2 if step.ready is None else step.ready
    return replace(step, state="refused", ready=ready, done=max(ready, day))


def _gone(plan: WorldPlan, draft: PlacementDraft, departed: int, rng: np.random.Generator) -> PlacementDraft:
    gone = replace(draft, departed=departed)
    if draft.status == "departed":
        return gone
    gone = replace(gone, arrived=departed + int(rng.integers(0, 2)))
    if draft.status == "ended":
        ended = departed + int(rng.integers(140, 180)) if plan.second_season else departed + int(rng.integers(150, 320))
        return replace(gone, ended=ended, returned=ended + 3)
    if draft.status == "left_reason_unknown":
        return replace(gone, left_reported=-int(rng.integers(5, 20)), ended=-int(rng.integers(5, 20)))
    return gone


def _with_second_seasons(plan: WorldPlan, drafts: list[PlacementDraft]) -> list[PlacementDraft]:
    """Let the first season of everyone who came back end well before the second one began."""
    again = {draft.person: draft for draft in drafts if draft.status == "working"}
    found = []
    for draft in drafts:
        second = again.get(draft.person) if draft.status == "ended" else None
        overlap = 0 if second is None or draft.returned is None else draft.returned - second.selected + 20
        found.append(_earlier(draft, overlap) if overlap > 0 else draft)
    return found


def _earlier(draft: PlacementDraft, days: int) -> PlacementDraft:
    names = ("selected", "cleared", "departed", "arrived", "ended", "returned")
    moved = {name: getattr(draft, name) - days for name in names if getattr(draft, name) is not None}
    steps = tuple(
        replace(step, ready=(step.ready or 0) - days, done=(step.done or 0) - days, due=step.due - days)
        for step in draft.steps
    )
    return replace(draft, steps=steps, **moved)


def _with_departures_without_contract(plan: WorldPlan, drafts: list[PlacementDraft]) -> list[PlacementDraft]:
    """Let the last people at work have left before their contract was registered."""
    chosen = [draft.number for draft in drafts if draft.status == "working"][::-1][: plan.uncleared]
    return [_uncleared(draft) if draft.number in chosen else draft for draft in drafts]


def _uncleared(draft: PlacementDraft) -> PlacementDraft:
    free = {"job_offer", "group_list", "medical"}
    steps = tuple(
        step
        if step.code in free
        else replace(step, state="ready", done=None)
        if step.code == "contract"
        else replace(step, state="waiting", ready=None, done=None)
        for step in draft.steps
    )
    return replace(draft, steps=steps, cleared=None, is_uncleared=True)


def _with_late_visa(plan: WorldPlan, drafts: list[PlacementDraft]) -> list[PlacementDraft]:
    """Let one visa of the first scheme be late: everything before it is done, nothing after it has begun."""
    if plan.reference != "MA-BE-ICT":
        return drafts
    late = next(draft for draft in drafts if draft.status == "preparing" and draft.number >= ON_THE_TOUR)
    return [_late_visa(plan, draft) if draft.number == late.number else draft for draft in drafts]


def _late_visa(plan: WorldPlan, draft: PlacementDraft) -> PlacementDraft:
    rules = {rule.code: rule for rule in procedure_of(plan)}
    ready, done = _schedule(plan, tuple(rules.values()), stream(LATE))
    opened = -(ready["visa"] + rules["visa"].legal_days + LATE_VISA_DAYS)
    steps = tuple(_step(rule, opened + ready[rule.code], opened + done[rule.code]) for rule in rules.values())
    fixed = tuple(
        replace(step, state="ready", done=None)
        if step.code == "visa"
        else replace(step, state="waiting", ready=None, done=None)
        if step.code == "travel"
        else step
        for step in steps
    )
    return replace(draft, selected=opened - DAYS_TO_CASE, steps=fixed, mark=LATE)
