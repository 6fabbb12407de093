"""Cohorts: who took part, who came, who passed; the counts are the plan's."""

from collections.abc import Sequence
from typing import Any

from corridor.delivery.recruitment.models import Candidate
from corridor.delivery.training.models import Assessment, Attendance, Certificate, Cohort, Enrolment, Session
from corridor.demo.planting.ground import Ground
from corridor.demo.planting.people import BATCH, LANGUAGES, skill_of
from corridor.demo.world.people import asked_skills, placed_people
from corridor.demo.world.plans import COHORTS, CohortPlan
from corridor.demo.world.streams import stream
from corridor.demo.world.tables import rows
from corridor.demo.world.world import world_of

MOST_SESSIONS = 10


def plant_training(ground: Ground) -> None:
    """Enter all cohorts."""
    for number, plan in enumerate(COHORTS):
        cohort = _cohort(ground, number, plan)
        enrolments = _enrolments(ground, plan, cohort, number)
        _sessions(ground, plan, cohort, enrolments)
        if plan.tested:
            _assessments(ground, plan, enrolments, number)


def _cohort(ground: Ground, number: int, plan: CohortPlan) -> Cohort:
    text = next(row for row in rows("cohorts") if row["topic"] == plan.topic)
    same = [other for other in COHORTS[: number + 1] if (other.scheme, other.topic) == (plan.scheme, plan.topic)]
    skills = asked_skills(text["occupation"])[0][:4] if text["occupation"] else ()
    provider = ground.organisations[plan.provider]
    return Cohort.objects.create(
        scheme=ground.schemes[plan.scheme],
        provider=provider,
        kind=plan.kind,
        **{f"name_{language}": f"{text[f'name_{language}']} {len(same)}" for language in LANGUAGES},
        iso3=provider.iso3,
        language=text["language"],
        starts_on_date=ground.day(plan.starts),
        ends_on_date=ground.day(plan.starts + plan.days),
        seats=plan.seats,
        pass_mark=text["pass_mark"],
        cost_eur=text["cost_eur"],
        skills=[skill_of(code) for code in skills],
        cefr=text["cefr"] or None,
        is_invented=True,
    )


def _enrolments(ground: Ground, plan: CohortPlan, cohort: Cohort, number: int) -> list[Enrolment]:
    """Enrol people with a placement first where they leave the country, and people of the home track as well."""
    failed = plan.tested - plan.passed
    ended = ["dropped"] * plan.dropped + ["completed"] * plan.passed + ["failed"] * failed
    statuses = ended + ["enrolled"] * (plan.enrolled - len(ended))
    order = stream("cohort", str(number)).permutation(len(statuses))
    chosen = _chosen(ground, plan, number)
    return Enrolment.objects.bulk_create(
        Enrolment(
            cohort=cohort,
            candidate=candidate,
            status=statuses[int(order[place])],
            enrolled_on_date=ground.day(plan.starts - 10),
        )
        for place, candidate in enumerate(chosen)
    )


def _chosen(ground: Ground, plan: CohortPlan, number: int) -> Sequence[Candidate]:
    """Choose people who had applied before the course began: half of them leave, where the course has two tracks."""
    world = world_of(plan.scheme)
    candidates: list[Candidate] = ground.keep[f"candidates {plan.scheme}"]
    known = [person for person in world.people if person.copy_of is None and person.applied < plan.starts]
    placed = placed_people(world.plan)
    leaving = [person.number for person in known if person.number < placed]
    first = number * 17 % max(1, len(leaving))
    leaving = leaving[first:] + leaving[:first]
    staying = [person.number for person in known if person.number >= placed]
    staying.sort(key=lambda place: (world.people[place].track == "away", place % 7 != number % 7, place))
    half = plan.enrolled // 2 if plan.kind == "technical" else plan.enrolled
    chosen = leaving[:half]
    return [candidates[place] for place in (*chosen, *staying[: plan.enrolled - len(chosen)])]


def _sessions(ground: Ground, plan: CohortPlan, cohort: Cohort, enrolments: Sequence[Enrolment]) -> None:
    number = min(MOST_SESSIONS, plan.days)
    days = [plan.starts + place * plan.days // number for place in range(number)]
    sessions = Session.objects.bulk_create(Session(cohort=cohort, held_on_date=ground.day(day)) for day in days)
    rng = stream("attendance", str(cohort.pk))
    Attendance.objects.bulk_create(
        (
            Attendance(
                session=session, enrolment=enrolment, is_present=bool(rng.random() < _presence(enrolment, place))
            )
            for place, session in enumerate(sessions)
            if days[place] < 0
            for enrolment in enrolments
        ),
        batch_size=BATCH,
    )


def _presence(enrolment: Enrolment, place: int) -> float:
    if enrolment.status == "dropped":
        return 0.8 if place < 3 else 0.05
    return 0.75 if enrolment.status == "failed" else 0.92


def _assessments(ground: Ground, plan: CohortPlan, enrolments: Sequence[Enrolment], number: int) -> None:
    rng = stream("scores", str(number))
    day = ground.day(plan.starts + plan.days)
    tested = [enrolment for enrolment in enrolments if enrolment.status in {"completed", "failed"}]
    Assessment.objects.bulk_create(
        Assessment(
            enrolment=enrolment,
            kind="final",
            score=_score(enrolment, rng),
            pass_mark=enrolment.cohort.pass_mark,
            assessed_on_date=day,
        )
        for enrolment in tested
    )
    passed = [enrolment for enrolment in tested if enrolment.status == "completed"]
    Certificate.objects.bulk_create(
        Certificate(enrolment=enrolment, number=f"Z-{number + 1:02d}-{place + 1:03d}", issued_on_date=day)
        for place, enrolment in enumerate(passed)
    )


def _score(enrolment: Enrolment, rng: Any) -> float:
    mark = float(enrolment.cohort.pass_mark)
    low, high = (mark, 98) if enrolment.status == "completed" else (max(20, mark - 30), mark - 1)
    return round(float(rng.uniform(low, high)), 0)
