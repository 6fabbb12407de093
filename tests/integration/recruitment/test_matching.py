"""Shortlists: who is listed, why, and who was near."""

from datetime import date, timedelta

import pytest

from corridor.core.models import AuditEntry, Run
from corridor.delivery.recruitment.models import Candidate, MatchEdge, NearMiss
from corridor.delivery.recruitment.runs import explain_for
from corridor.delivery.recruitment.services.matching import request_shortlist, request_shortlists
from corridor.delivery.skills.models import PersonSkill
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from tests.factories.recruitment import (
    make_candidate,
    make_employer,
    make_skilled_candidate,
    make_vacancy,
    make_world,
    skill,
)
from tests.factories.skills import give_language, give_skills, give_work, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world(languages=[{"code": "fr", "level": 3}], optional_skills=[skill("debug software")])


def shortlist(world):
    return request_shortlist(vacancy=world.vacancy, by=world.officer_origin)


def test_a_perfect_candidate_scores_by_hand_what_the_definition_says(world):
    candidate = make_skilled_candidate(world.scheme)

    made = shortlist(world)

    edge = MatchEdge.objects.get()
    # E = 1, O = 0 (one optional skill, not held), S = 1, X = 5 / 5
    assert edge.candidate == candidate
    assert edge.parts == {"essential": 1.0, "optional": 0.0, "occupation": 1.0, "experience": 1.0}
    assert edge.score == pytest.approx(0.85, abs=1e-9)
    assert (made.compared, made.eligible, made.failing) == (1, 1, {})


def test_the_list_is_ordered_by_score_and_the_candidates_become_eligible(world):
    first = make_skilled_candidate(world.scheme)
    give_skills(first.person, "debug software")
    second = make_skilled_candidate(world.scheme)

    shortlist(world)

    assert list(MatchEdge.objects.values_list("rank", "candidate")) == [(1, first.pk), (2, second.pk)]
    assert set(Candidate.objects.values_list("status", flat=True)) == {"eligible"}


def test_who_is_not_eligible_is_kept_with_the_first_failing_condition_and_the_least_change(world):
    candidate = make_candidate(world.scheme)
    give_skills(candidate.person, "web programming")
    give_work(candidate.person, "2513", 5)
    give_language(candidate.person, "fr", 1)

    made = shortlist(world)

    miss = NearMiss.objects.get()
    assert made.failing == {"languages": 1}
    assert miss.first_failing == "languages"
    (change,) = miss.changes
    assert change["params"] == {"language": "fr", "needed": "B1", "held": "A1"}


def test_the_nearest_people_come_first(world):
    far = make_candidate(world.scheme, available_from=date.today() + timedelta(days=700))
    give_language(far.person, "fr", 1)
    near = make_skilled_candidate(world.scheme, available_from=date.today() + timedelta(days=700))

    shortlist(world)

    assert [miss.candidate_id for miss in NearMiss.objects.order_by("pk")] == [near.pk, far.pk]


def test_sex_and_age_change_no_score(world):
    make_skilled_candidate(world.scheme, person=make_person(sex="f", birth_date=date(1970, 1, 1)))
    make_skilled_candidate(world.scheme, person=make_person(sex="m", birth_date=date(2003, 1, 1)))

    shortlist(world)

    assert len(set(MatchEdge.objects.values_list("score", flat=True))) == 1


@pytest.mark.parametrize(
    "changes", [{"status": "withdrawn"}, {"status": "accepted"}, {"track": "home"}, {"status": "deployed"}]
)
def test_only_people_who_are_free_for_work_abroad_are_compared(world, changes):
    make_skilled_candidate(world.scheme, **changes)

    assert shortlist(world).compared == 0


def test_a_linked_duplicate_is_left_out(world):
    first = make_skilled_candidate(world.scheme)
    make_skilled_candidate(world.scheme, duplicate_of=first)

    assert shortlist(world).compared == 1


def test_the_run_is_kept_with_its_parameters_and_the_same_input_has_the_same_digest(world):
    make_skilled_candidate(world.scheme)
    shortlist(world)
    shortlist(world)

    first, second = Run.objects.order_by("pk")
    assert first.engine == "matching.rank"
    assert first.parameters["weights"] == {"essential": 0.5, "optional": 0.15, "occupation": 0.25, "experience": 0.1}
    assert AuditEntry.objects.filter(action="recruitment.shortlist_made").count() == 2
    Candidate.objects.update(status="registered")
    assert first.input_digest == second.input_digest


def test_several_vacancies_are_matched_in_one_run(world):
    make_skilled_candidate(world.scheme)
    other = make_vacancy(world.scheme, world.employer, isco08="9211", essential_skills=[skill("harvest crops")])

    made = request_shortlists(vacancies=[world.vacancy, other], by=None)

    assert Run.objects.count() == 1
    assert {s.vacancy_id: s.eligible for s in made} == {world.vacancy.pk: 1, other.pk: 0}


def test_an_explanation_names_what_is_held_missing_and_not_stated(world):
    candidate = make_candidate(world.scheme)
    PersonSkill.objects.create(person=candidate.person, label_en="debug software")

    found = explain_for(vacancy=world.vacancy, candidate=candidate)

    assert [(line.skill, line.is_held) for line in found.essential] == [("text:web programming", False)]
    assert [(line.skill, line.is_held) for line in found.optional] == [("text:debug software", True)]
    assert {str(check.condition) for check in found.checks if not check.given} >= {"languages", "eqf", "occupation"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"closes_date": date(2026, 1, 31)}, "ended on 2026-01-31 and cannot be matched"),
        ({"status": "draft"}, "still a draft"),
        ({"status": "filled"}, "are filled"),
        ({"status": "withdrawn"}, "was withdrawn"),
    ],
)
def test_a_vacancy_that_ended_is_refused_and_nothing_is_kept(world, changes, words):
    for name, value in changes.items():
        setattr(world.vacancy, name, value)
    world.vacancy.save()

    with pytest.raises(RuleViolation, match=words):
        shortlist(world)
    assert not Run.objects.exists()


def test_a_vacancy_of_an_employer_who_is_not_vetted_is_refused(world):
    vacancy = make_vacancy(world.scheme, make_employer(vetted_status="pending"))

    with pytest.raises(RuleViolation, match="has not been vetted yet"):
        request_shortlist(vacancy=vacancy, by=world.officer_origin)


def test_a_vacancy_without_essential_skills_is_refused(world):
    vacancy = make_vacancy(world.scheme, world.employer, essential_skills=[])

    with pytest.raises(InputError, match="no essential skill"):
        request_shortlist(vacancy=vacancy, by=world.officer_origin)


def test_an_employer_makes_no_shortlist(world):
    with pytest.raises(NotPermitted, match="made by the offices"):
        request_shortlist(vacancy=world.vacancy, by=world.employer_user)
