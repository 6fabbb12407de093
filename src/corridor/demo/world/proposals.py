"""Proposals that led to no placement, or not yet: waiting, refused by either side, agreed, offered, declined."""

from collections import defaultdict
from dataclasses import dataclass

from corridor.demo.world.orders import TOUR_EMPLOYERS, VacancyDraft
from corridor.demo.world.people import PersonDraft, placed_people
from corridor.demo.world.streams import pick, spread, stream
from corridor.demo.world.world import SchemeWorld

# How the proposals of a scheme came out; the tour's employer has three more, waiting for her answer alone.
OUTCOMES = {"waiting": 14, "candidate_no": 11, "employer_no": 24, "agreed": 10, "offered": 6, "declined": 7}
FOR_THE_TOUR = 3
CANDIDATE_REASONS = ["pay", "place", "family", "other_work", "not_said", "start"]
EMPLOYER_REASONS = ["skills", "language", "experience", "interview", "filled"]


@dataclass(frozen=True, slots=True)
class ProposalDraft:
    """One proposal of a person for an open vacancy; days count from the day of the filling."""

    person: int
    vacancy: int
    outcome: str
    day: int
    reason: str = ""


def proposals_of(world: SchemeWorld) -> list[ProposalDraft]:
    """Return the proposals of a scheme for its open vacancies; nobody stands in two of them."""
    rng = stream("proposals", world.plan.reference)
    free = _free(world)
    vacancies = [vacancy for vacancy in world.vacancies if vacancy.status == "open"]
    found = [
        ProposalDraft(person.number, vacancies[0].number, "employer_asked", -6)
        for person in _take(free, vacancies[0], FOR_THE_TOUR)
    ]
    # The last vacancies keep their posts: shortlists are shown for the tour's, offers are made for the others.
    for place, outcome in enumerate(spread(OUTCOMES, rng)):
        vacancy = vacancies[len(found) % (len(vacancies) - 4) + 4]
        for person in _take(free, vacancy, 1):
            reason = {"candidate_no": CANDIDATE_REASONS, "declined": CANDIDATE_REASONS, "employer_no": EMPLOYER_REASONS}
            found.append(
                ProposalDraft(
                    person.number,
                    vacancy.number,
                    outcome,
                    -10 - place,
                    pick(rng, reason[outcome]) if outcome in reason else "",
                )
            )
    return found


def _free(world: SchemeWorld) -> dict[str, list[PersonDraft]]:
    copied = {person.copy_of for person in world.people}
    free: dict[str, list[PersonDraft]] = defaultdict(list)
    for person in world.people[placed_people(world.plan) :]:
        if person.has_consent and person.copy_of is None and person.number not in copied and person.track != "home":
            free[person.occupation].append(person)
    return free


def _take(free: dict[str, list[PersonDraft]], vacancy: VacancyDraft, number: int) -> list[PersonDraft]:
    fitting = [person for person in free[vacancy.occupation] if _fits(person, vacancy)][:number]
    free[vacancy.occupation] = [person for person in free[vacancy.occupation] if person not in fitting]
    return fitting


def _fits(person: PersonDraft, vacancy: VacancyDraft) -> bool:
    spoken = dict(person.languages)
    return (
        all(spoken.get(code, 0) >= level for code, level in vacancy.languages)
        and (person.eqf or 0) >= vacancy.eqf
        and (person.years or 0) >= vacancy.years
        and not vacancy.regulated
    )


def is_of_the_tour(vacancy: VacancyDraft) -> bool:
    """Say whether a vacancy belongs to the employer whom a visitor becomes."""
    return vacancy.employer == TOUR_EMPLOYERS[vacancy.scheme]
