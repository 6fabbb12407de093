"""A case as one page shows it: every step with its papers, who waits for whom, and when it may be finished."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from corridor.core.wordings import quoted
from corridor.delivery.mobility.models import Case, CaseDocument, CaseStep
from corridor.delivery.mobility.runs import State, follow, usual_days
from corridor.knowledge.pathways.models import ProcedureStep

_SHOWN = {State.DONE: "done", State.SKIPPED: "done", State.READY: "now", State.REFUSED: "bad", State.WAITING: "todo"}
_PAPER_KINDS = {"missing": "none", "received": "wait", "checked": "ok", "rejected": "bad", "expired": "warn"}


@dataclass(frozen=True)
class PaperLine:
    """A document of a step, as the page shows it."""

    pk: int
    title: str
    status: str
    status_label: str
    kind: str
    reason: str
    valid_until_date: date | None
    has_file: bool


@dataclass(frozen=True)
class StepLine:
    """A step of a case; `state` is done, now, todo or bad."""

    pk: int
    code: str
    label: str
    party: str
    party_label: str
    authority: str
    state: str
    raw_state: str
    state_label: str
    due_date: date | None
    done_on_date: date | None
    days_over: int
    note: str
    documents: tuple[PaperLine, ...]
    waits_for: tuple[str, ...]


@dataclass(frozen=True)
class WaitLine:
    """One party waits for another, for so many days so far."""

    step: str
    party_label: str
    for_step: str
    for_party_label: str
    days: int


@dataclass(frozen=True)
class CaseSheet:
    """Everything about one case on one day."""

    steps: tuple[StepLine, ...]
    waits: tuple[WaitLine, ...]
    done: int
    overdue: int
    expected_finish_date: date
    is_lower_bound: bool
    documents: tuple[PaperLine, ...] = field(default=())

    @property
    def all(self) -> int:
        return len(self.steps)


def case_sheet(*, case: Case, today: date) -> CaseSheet:
    """Return the page of a case."""
    rows = list(case.steps.select_related("step").prefetch_related("documents__file").order_by("step__order", "pk"))
    state = follow(case=case, today=today, learnt=usual_days(procedure=case.procedure, today=today))
    names = {row.step.code: row.step.localised_name for row in rows}
    by_code = {each.code: each for each in state.steps}
    lines = tuple(_step_line(row, today, by_code[row.step.code], names) for row in rows)
    return CaseSheet(
        steps=lines,
        waits=_wait_lines(state.waits, names),
        done=sum(line.state == "done" for line in lines),
        overdue=sum(line.days_over > 0 for line in lines),
        expected_finish_date=state.expected_finish_date,
        is_lower_bound=state.is_lower_bound,
        documents=tuple(paper for line in lines for paper in line.documents),
    )


def party_label(party: str) -> str:
    """Return who must act, in words."""
    return str(ProcedureStep.Party(party).label)


def paper_line(paper: CaseDocument) -> PaperLine:
    """Return a document as a page shows it."""
    return PaperLine(
        pk=paper.pk,
        title=paper.label,
        status=paper.status,
        status_label=paper.get_status_display(),
        kind=_PAPER_KINDS[paper.status],
        reason=paper.reason,
        valid_until_date=paper.valid_until_date,
        has_file=paper.file_id is not None,
    )


def _step_line(row: CaseStep, today: date, state: Any, names: dict[str, str]) -> StepLine:
    # What still waits moves with every day that passes; what could begin keeps its date.
    due_date = state.deadline_date if row.state == State.WAITING else row.due_date
    late = row.state == State.READY and row.due_date is not None and row.due_date < today
    return StepLine(
        pk=row.pk,
        code=row.step.code,
        label=row.step.localised_name,
        party=row.step.party,
        party_label=party_label(row.step.party),
        authority=quoted(row.step, "authority"),
        state=_SHOWN[State(row.state)],
        raw_state=row.state,
        state_label=row.get_state_display(),
        due_date=due_date,
        done_on_date=row.done_on_date,
        days_over=(today - row.due_date).days if late and row.due_date else 0,
        note=row.note,
        documents=tuple(paper_line(paper) for paper in row.documents.all()),
        waits_for=tuple(names[code] for code in state.waits_for),
    )


def _wait_lines(waits: Iterable[Any], names: dict[str, str]) -> tuple[WaitLine, ...]:
    # Several steps of one party may wait for the same step: that is one wait, the longest of them.
    longest: dict[tuple[str, str], Any] = {}
    steps: dict[tuple[str, str], list[str]] = defaultdict(list)
    for wait in waits:
        pair = (wait.authority, wait.for_step)
        steps[pair].append(names[wait.step])
        if pair not in longest or wait.days > longest[pair].days:
            longest[pair] = wait
    return tuple(
        WaitLine(
            step=", ".join(steps[pair]),
            party_label=party_label(wait.authority),
            for_step=names[wait.for_step],
            for_party_label=party_label(wait.for_authority),
            days=wait.days,
        )
        for pair, wait in longest.items()
    )
