"""The synthetic corridor as plain values: the same each time, and true to its plan."""

from collections import Counter

import pytest

from corridor.demo.world.journeys import placements_of, procedure_of
from corridor.demo.world.orders import posts_in_order, vacancies_of
from corridor.demo.world.people import people_of
from corridor.demo.world.plans import BY_REFERENCE, COHORTS, PLANS, WITHDRAWN_EMPLOYER, WITHDRAWN_PLACED
from corridor.demo.world.proposals import proposals_of
from corridor.demo.world.streams import spread, stream
from corridor.demo.world.tables import document, rows
from corridor.demo.world.truth import packaged, truth
from corridor.demo.world.world import world_of

REFERENCES = [plan.reference for plan in PLANS]
LANGUAGES = ("en", "fr", "es", "ar")


@pytest.fixture(params=REFERENCES)
def world(request):
    return world_of(request.param)


def test_the_packaged_truth_is_what_the_parameters_say():
    assert packaged() == truth()


def test_the_truth_holds_at_least_twelve_facts():
    assert len(packaged()) >= 12


def test_the_world_is_the_same_each_time():
    plan = BY_REFERENCE["MA-BE-ICT"]
    first, second = vacancies_of(plan), vacancies_of(plan)
    assert first == second
    assert placements_of(plan, posts_in_order(first)) == placements_of(plan, posts_in_order(second))
    assert people_of(plan, ["2512.4"] * 90) == people_of(plan, ["2512.4"] * 90)


def test_about_four_thousand_people_sixty_employers_three_hundred_vacancies_stand_in_it():
    worlds = [world_of(reference) for reference in REFERENCES]
    assert sum(len(each.people) for each in worlds) == 4000
    assert sum(len(each.vacancies) for each in worlds) == 300
    assert sum(len(each.placements) for each in worlds) == 400
    assert (len(rows("employers")), len(rows("recruiters"))) == (60, 25)
    assert len(COHORTS) >= 12


def test_every_count_of_the_plan_is_met(world):
    plan = world.plan
    assert len(world.people) == plan.candidates
    assert sum(person.sex == "f" for person in world.people) == plan.women
    assert sum(person.sex == "" for person in world.people) == plan.unknown
    assert Counter(draft.status for draft in world.placements) == Counter(plan.placements)


def test_nobody_shares_a_mark_with_somebody_else_but_the_planted_copies(world):
    originals = [person for person in world.people if person.copy_of is None]
    for mark in ("email", "phone"):
        given = [getattr(person, mark) for person in originals if getattr(person, mark)]
        assert len(given) == len(set(given))
    named = [(frozenset((p.given, p.family)), p.born) for p in originals if p.born is not None]
    assert len(named) == len(set(named))


def test_a_copy_shares_just_the_mark_that_is_named(world):
    for copy in (person for person in world.people if person.copy_of is not None):
        original = world.people[copy.copy_of]
        assert copy.sex == original.sex
        if copy.ground == "name":
            assert (copy.given, copy.family, copy.born) == (original.given, original.family, original.born)
        else:
            assert getattr(copy, copy.ground)


def test_steps_come_in_the_order_of_the_procedure(world):
    before = {rule.code: rule.before for rule in procedure_of(world.plan)}
    for draft in world.placements:
        done = {step.code: step.done for step in draft.steps}
        states = {step.code: step.state for step in draft.steps}
        for step in draft.steps:
            if step.state == "done":
                assert all(states[code] == "done" and done[code] <= step.ready for code in before[step.code])
            if step.state == "waiting":
                assert step.ready is None
            if step.done is not None:
                assert step.ready <= step.done, draft


def test_nothing_has_happened_after_the_day_of_the_filling(world):
    for draft in world.placements:
        days = [draft.selected, draft.cleared, draft.departed, draft.arrived, draft.ended, draft.left_reported]
        days += [day for step in draft.steps for day in (step.ready, step.done)]
        assert all(day <= 0 for day in days if day is not None), draft


def test_a_placement_goes_forward_in_time(world):
    for draft in world.placements:
        days = [draft.selected, draft.departed, draft.arrived, draft.ended]
        known = [day for day in days if day is not None]
        assert known == sorted(known), draft


def test_nobody_is_in_two_running_placements(world):
    running = Counter(
        draft.person for draft in world.placements if draft.status not in {"ended", "cancelled", "left_reason_unknown"}
    )
    assert max(running.values()) == 1


def test_a_second_season_begins_after_the_first_one_ended():
    world = world_of("MA-ES-FARM")
    seasons = Counter(draft.person for draft in world.placements)
    again = [person for person, number in seasons.items() if number == 2]
    assert len(again) == world.plan.second_season
    for person in again:
        first, second = sorted((d for d in world.placements if d.person == person), key=lambda d: d.selected)
        assert first.returned < second.selected


def test_people_of_the_withdrawn_employer_are_at_work():
    world = world_of("MA-ES-FARM")
    at_work = [
        draft
        for draft in world.placements
        if world.vacancies[draft.vacancy].employer == WITHDRAWN_EMPLOYER and draft.status == "working"
    ]
    assert len(at_work) == WITHDRAWN_PLACED


def test_people_are_placed_in_their_own_occupation(world):
    for draft in world.placements:
        person = world.people[draft.person]
        first = min((d for d in world.placements if d.person == person.number), key=lambda d: d.number)
        assert world.vacancies[first.vacancy].occupation == person.occupation


def test_nobody_has_both_a_placement_and_a_proposal_or_two_proposals(world):
    proposed = [draft.person for draft in proposals_of(world)]
    assert len(proposed) == len(set(proposed))
    assert not set(proposed) & {draft.person for draft in world.placements}


def test_the_slowest_step_is_the_planted_one(world):
    assert truth()["slowest_step"][world.plan.reference] == world.plan.slowest


def test_no_cohort_has_more_people_than_seats_or_more_passes_than_tests():
    for plan in COHORTS:
        assert plan.enrolled <= plan.seats
        assert plan.passed <= plan.tested <= plan.enrolled - plan.dropped


def test_no_worker_pays_in_any_plan():
    for plan in document("schemes").values():
        assert all("migrant" not in shares for *_, shares in plan["budget"])
        assert all(sum(shares.values()) == 100 for *_, shares in plan["budget"])


@pytest.mark.parametrize("table", ["organisations", "steps", "indicators", "cohorts"])
def test_every_name_is_given_in_four_languages(table):
    for row in rows(table):
        assert all(
            row.get(f"name_{language}", row["name"] if language == "en" and "name" in row else "")
            for language in LANGUAGES
        )


def test_invented_organisations_say_that_they_are():
    assert all("(demonstration)" in row["name"] for row in rows("organisations"))
    assert all(row["name"].endswith("(demo)") for row in (*rows("employers"), *rows("recruiters")))


def test_spreading_keeps_the_counts():
    assert Counter(spread({"a": 3, "b": 2}, stream("test"))) == {"a": 3, "b": 2}
