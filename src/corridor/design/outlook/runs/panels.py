"""What a panel says in its rounds, whether it agrees, and whether it has settled."""

from dataclasses import dataclass
from typing import Any

from corridor.core import runs
from corridor.core.models import Run
from corridor.design.outlook.models import DelphiRound, DelphiStudy
from corridor.design.outlook.rules import FEWEST_ANSWERS
from corridor.design.outlook.selectors.panels import rounds_of, values_of
from corridor.engines.outlook import DelphiCourse, delphi_course

ENGINE = "outlook.delphi"


@dataclass(frozen=True)
class PanelCourse:
    """The closed rounds of one occupation, with the numbers of those rounds that had answers."""

    isco08: str
    numbers: tuple[int, ...]
    course: DelphiCourse


def courses_of(study: DelphiStudy) -> list[PanelCourse]:
    """Return the course of each occupation over the closed rounds that had enough answers to show."""
    closed = [(row.number, values_of(row)) for row in rounds_of(study) if row.closed_at is not None]
    found = []
    for isco08 in study.occupations or [""]:
        answered = [
            (number, values[isco08]) for number, values in closed if len(values.get(isco08, ())) >= FEWEST_ANSWERS
        ]
        if answered:
            course = delphi_course(
                [values for _number, values in answered],
                threshold=study.threshold_percent / 100,
                within=float(study.within),
            )
            found.append(PanelCourse(isco08, tuple(number for number, _values in answered), course))
    return found


def record_round(*, study: DelphiStudy, round_: DelphiRound, by: Any) -> Run:
    """Keep the run of a round that has just closed."""
    values = values_of(round_)
    parameters = {"threshold": study.threshold_percent / 100, "within": str(study.within), "round": round_.number}
    with runs.recorded(engine=ENGINE, parameters=parameters, inputs=[study.pk, values], by=by) as run:
        run.result = {each.isco08: _summary(each) for each in courses_of(study)}
    return run


def is_settled(study: DelphiStudy) -> bool:
    """Say whether the panel agrees and its middle answer hardly moved, for every occupation."""
    courses = courses_of(study)
    return bool(courses) and all(each.course.is_settled for each in courses)


def _summary(each: PanelCourse) -> dict[str, Any]:
    last = each.course.rounds[-1]
    return {
        "n": last.n,
        "median": last.median,
        "q1": last.q1,
        "q3": last.q3,
        "agreement": last.agreement,
        "consensus": last.consensus,
        "is_settled": each.course.is_settled,
    }
