"""Invented employers' job orders: those that were filled by placements, those that are open, those that ended."""

from dataclasses import dataclass

import numpy as np

from corridor.demo.world.plans import (
    BY_REFERENCE,
    PENDING_EMPLOYERS,
    WITHDRAWN_EMPLOYER,
    WITHDRAWN_PLACED,
    Occupation,
    WorldPlan,
)
from corridor.demo.world.streams import pick, spread, stream
from corridor.demo.world.tables import rows

TOUR_EMPLOYERS = {"MA-BE-ICT": "lumenta", "MA-ES-FARM": "campoalba", "TN-DE-ENG": "nordachs"}
TOUR_OPEN = 4


@dataclass(frozen=True, slots=True)
class VacancyDraft:
    """One job order; days count from the day of the filling."""

    scheme: str
    number: int
    employer: str
    occupation: str
    positions: int
    status: str
    reason: str
    pay: int
    years: float
    eqf: int
    languages: tuple[tuple[str, int], ...]
    regulated: bool
    start: int
    closes: int
    asks: int


def employers_of(reference: str) -> list[str]:
    """Return the vetted employers of a scheme, by code."""
    left_out = {*PENDING_EMPLOYERS, WITHDRAWN_EMPLOYER}
    return [row["code"] for row in rows("employers") if row["scheme"] == reference and row["code"] not in left_out]


def vacancies_of(plan: WorldPlan) -> list[VacancyDraft]:
    """Return all vacancies: first those whose posts are all taken by placements, then the open, then the ended ones."""
    rng = stream("orders", plan.reference)
    filled = _filled(plan, rng)
    found = [_draft(plan, number, code, posts, "filled", rng) for number, (code, posts) in enumerate(filled)]
    tour = TOUR_EMPLOYERS[plan.reference]
    employers = employers_of(plan.reference)
    for place in range(plan.open_vacancies):
        code = tour if place < TOUR_OPEN else pick(rng, employers)
        # The visitor may say yes to more than one person for the first of them.
        posts = max(_posts(plan, rng), 2 if place == 0 else 1)
        found.append(_draft(plan, len(found), code, posts, "open", rng))
    ended = plan.vacancies - len(found)
    for status in spread({"closed": ended - ended // 4, "withdrawn": ended // 4}, rng):
        withdrawn = status == "withdrawn" and plan.reference == "MA-ES-FARM"
        code = WITHDRAWN_EMPLOYER if withdrawn else pick(rng, employers)
        found.append(_draft(plan, len(found), code, _posts(plan, rng), status, rng))
    return found


def posts_in_order(vacancies: list[VacancyDraft]) -> list[int]:
    """Return the number of a vacancy for every post that a placement has taken."""
    return [vacancy.number for vacancy in vacancies if vacancy.status == "filled" for _ in range(vacancy.positions)]


def _filled(plan: WorldPlan, rng: np.random.Generator) -> list[tuple[str, int]]:
    needed = sum(plan.placements.values())
    found = [(TOUR_EMPLOYERS[plan.reference], plan.posts[1])]
    if plan.reference == "MA-ES-FARM":
        found.append((WITHDRAWN_EMPLOYER, WITHDRAWN_PLACED))
    employers = employers_of(plan.reference)
    while (left := needed - sum(posts for _, posts in found)) > 0:
        found.append((pick(rng, employers), min(left, _posts(plan, rng))))
    return found


def _posts(plan: WorldPlan, rng: np.random.Generator) -> int:
    return int(rng.integers(plan.posts[0], plan.posts[1] + 1))


def _draft(
    plan: WorldPlan, number: int, employer: str, posts: int, status: str, rng: np.random.Generator
) -> VacancyDraft:
    occupation = _occupation(plan, rng)
    low, high = occupation.pay
    is_open = status == "open"
    return VacancyDraft(
        scheme=plan.reference, number=number, employer=employer, occupation=occupation.esco, positions=posts,
        status=status, reason=_REASONS.get(status, ""), pay=int(round(rng.integers(low, high + 1), -1)),
        years=occupation.years if rng.random() < 0.7 else 0, eqf=occupation.eqf,
        languages=plan.languages if plan.reference != "MA-ES-FARM" or rng.random() < 0.25 else (),
        regulated=plan.reference == "TN-DE-ENG" and rng.random() < 0.2,
        start=int(rng.integers(70, 160)) if is_open else -int(rng.integers(40, 400)),
        closes=int(rng.integers(25, 70)) if is_open else -int(rng.integers(60, 450)),
        asks=int(rng.integers(5, 9)),
    )  # fmt: skip


_REASONS = {
    "closed": "The post was filled from the local market.",
    "withdrawn": "The order was withdrawn.",
}


def _occupation(plan: WorldPlan, rng: np.random.Generator) -> Occupation:
    weights = np.array([each.weight for each in plan.occupations], dtype=float)
    return plan.occupations[int(rng.choice(len(weights), p=weights / weights.sum()))]


def occupation_of(reference: str, esco: str) -> Occupation:
    """Return the plan of an occupation."""
    return next(each for each in BY_REFERENCE[reference].occupations if each.esco == esco)
