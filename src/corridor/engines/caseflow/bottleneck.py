"""Find the step that decides how long cases take."""

import math
from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np

from corridor.engines.caseflow.durations import measure_durations
from corridor.engines.caseflow.types import BottleneckReport, Delay, Procedure, StepRecords
from corridor.kernel.errors import N_, InputError


def find_bottleneck(procedure: Procedure, records: StepRecords, *, as_of: date) -> BottleneckReport:
    """Return how much of the time of all cases each step decided; the bottleneck is the step that decided most.

    Each case is walked back from what happened last: a step answers for the days between the end of the last step that
    it waited for and its own end, waiting to be started included. A long step beside a longer one answers for nothing,
    because it held up nobody. Of several open steps the one that is expected to end last, by the median duration of its
    step, answers for the days so far. Days after the last recorded event of a case without an open step do not count.

    Parameters
    ----------
    procedure : a procedure from `order_procedure`
    records : recorded steps of many cases, at most one record per case and step
    as_of : the day of counting, on which open steps end for the count

    Returns
    -------
    The steps that decided days, the strongest first; their case days add up to the elapsed days of all cases.

    Raises
    ------
    InputError : a record names a step that the procedure does not have, appears twice, or has impossible dates

    Source: docs/methods/caseflow.md, section 5. O(records x dependencies).
    """
    before = {step.code: step.depends_on for step in procedure.steps}
    case_days = dict.fromkeys(before, 0)
    n_cases = dict.fromkeys(before, 0)
    cases = _by_case(procedure, records, as_of)
    for case in cases.values():
        for step, days in _decided_days(case, before).items():
            case_days[step] += days
            n_cases[step] += days > 0
    total = sum(case_days.values())
    delays = [Delay(step, days, n_cases[step], days / total) for step, days in case_days.items() if days > 0]
    delays.sort(key=lambda delay: -delay.case_days)
    return BottleneckReport(as_of, delays[0].step if delays else None, tuple(delays), total, len(cases))


# Start, end and expected end of each recorded step as day numbers; open steps end on the day of counting.
Spans = dict[str, tuple[int, int, int]]


def _by_case(procedure: Procedure, records: StepRecords, as_of: date) -> dict[str, Spans]:
    order = {code: place for place, code in enumerate(procedure.codes)}
    report = measure_durations(records, legal_days={}, as_of=as_of)
    usual = {step.step: math.ceil(step.median_days or step.longest_days) for step in report.steps}
    cases: dict[str, Spans] = {}
    for case_id, step, start, stop, is_open in _rows(records, as_of):
        spans = cases.setdefault(case_id, {})
        if step not in order or step in spans:
            raise InputError(
                N_('Case %(case)s records the step "%(step)s" twice, or its procedure does not have that step.'),
                hint=N_("Correct the records of this case."),
                field="records",
                params={"case": case_id, "step": step},
            )
        spans[step] = (start, stop, max(stop, start + usual[step]) if is_open else stop)
    return {case_id: dict(sorted(spans.items(), key=lambda item: order[item[0]])) for case_id, spans in cases.items()}


def _rows(records: StepRecords, as_of: date) -> Iterator[tuple[str, str, int, int, bool]]:
    is_open = np.isnat(records.completed)
    ends = np.where(is_open, np.datetime64(as_of, "D"), records.completed)
    starts, stops = records.started.astype(np.int64).tolist(), ends.astype(np.int64).tolist()
    return zip(records.case_id.tolist(), records.step.tolist(), starts, stops, is_open.tolist(), strict=True)


def _decided_days(spans: Spans, before: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    case_start = min(span[0] for span in spans.values())
    # Of steps that end on the same day the last in the order of the procedure closes the walk.
    current = max(reversed(spans), key=lambda step: spans[step][1:])
    end = spans[current][1]
    decided: dict[str, int] = {}
    while True:
        binding = _binding(current, spans, before)
        since = case_start if binding is None else min(spans[binding][1], end)
        decided[current] = end - since
        if binding is None:
            return decided
        current, end = binding, since


def _binding(step: str, spans: Spans, before: Mapping[str, tuple[str, ...]]) -> str | None:
    # A step without a record was not needed in this case; the steps before it take its place.
    recorded: dict[str, None] = {}
    open_list = list(before[step])
    while open_list:
        code = open_list.pop()
        if code in spans:
            recorded[code] = None
        else:
            open_list.extend(before[code])
    return max(recorded, key=lambda code: spans[code][1:], default=None)
