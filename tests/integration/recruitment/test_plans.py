"""Training plan, fairness report and number of proposals of a scheme."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from corridor.access.roles import Role
from corridor.core.models import AuditEntry, Run
from corridor.delivery.recruitment.models import Candidate, Offer
from corridor.delivery.recruitment.plan_words import relaxed_rows
from corridor.delivery.recruitment.runs import Relaxation, Wish, relaxed
from corridor.delivery.recruitment.selectors.planning import (
    STAGES,
    Plan,
    age_group,
    newest_run,
    next_in_line,
    on_their_way,
    passings,
    pool_of,
    stage_counts,
)
from corridor.delivery.recruitment.services.allocating import compare_scheme
from corridor.delivery.recruitment.services.matching import request_shortlist
from corridor.delivery.recruitment.services.planning import (
    request_fairness_report,
    request_nomination_plan,
    request_training_plan,
)
from corridor.delivery.skills.models import Person
from corridor.kernel.errors import DataUnavailable, NotPermitted
from tests.conftest import pass_second_factor
from tests.factories.access import make_member
from tests.factories.recruitment import make_candidate, make_nomination, make_skilled_candidate, make_world, skill
from tests.factories.skills import give_language, give_skills, give_work
from tests.factories.training import make_school

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
YES = {"candidate_answer": "yes", "employer_answer": "yes"}


@pytest.fixture
def world():
    return make_world(languages=[{"code": "fr", "level": 3}], optional_skills=[skill("debug software")])


def speaker(world, level, **person):
    """A candidate whom only a language may keep from the vacancy."""
    candidate = make_candidate(world.scheme)
    give_skills(candidate.person, "web programming")
    give_work(candidate.person, "2513", 5)
    give_language(candidate.person, "fr", level)
    if person:
        Person.objects.filter(pk=candidate.person_id).update(**person)
    return candidate


def offered(world, candidate, answer=""):
    nomination = make_nomination(world.vacancy, candidate, **YES)
    return Offer.objects.create(
        nomination=nomination,
        made_at=nomination.nominated_at,
        salary_eur_month=2900,
        start_date=TODAY,
        answer=answer,
    )


def wish(**more):
    return Wish(
        **{"target": 2, "capacity": 4, "chance_to_reach": 0.6, "chance_of_overfill": 0.4, "origin": "MAR"} | more
    )


def client_of(client, user):
    client.force_login(user)
    pass_second_factor(client, user)
    return client


# Training plan


def test_the_plan_says_which_language_level_opens_how_many_posts(world):
    speaker(world, 1)
    speaker(world, 2)
    speaker(world, 4)

    run = request_training_plan(scheme=world.scheme, by=world.officer_origin)

    first = run.result["learnt"][0]
    assert (first["kind"], first["words"], first["level"]) == ("languages", ["fr"], 3.0)
    assert (first["people"], first["newcomers"], first["vacancies"], first["positions"]) == (2, 2, 1, 2)
    assert (run.result["people"], run.result["reached"], run.result["reachable"]) == (3, 1, 2)


def test_a_plan_is_a_run_with_an_audit_entry(world):
    speaker(world, 1)

    run = request_training_plan(scheme=world.scheme, by=world.officer_origin)

    assert newest_run(plan=Plan.TRAINING, scheme_id=world.scheme.pk) == run
    assert len(run.input_digest) == 64
    entry = AuditEntry.objects.get(action="recruitment.training_plan_made")
    assert entry.detail == {"run": run.pk}


def test_without_people_or_posts_there_is_nothing_to_plan(world):
    with pytest.raises(DataUnavailable, match="free candidates: 0; open vacancies: 1"):
        request_training_plan(scheme=world.scheme, by=world.officer_origin)

    assert not AuditEntry.objects.filter(action="recruitment.training_plan_made").exists()


@pytest.mark.parametrize("request_it", [request_training_plan, request_fairness_report])
def test_an_employer_and_a_stranger_make_no_plans(world, request_it):
    more = {"today": TODAY} if request_it is request_fairness_report else {}
    for user in (world.employer_user, make_member(Role.OFFICER_ORIGIN)):
        with pytest.raises(NotPermitted):
            request_it(scheme=world.scheme, by=user, **more)


# Fairness


def test_the_report_compares_lists_proposals_and_selections(world):
    for number in range(24):
        candidate = speaker(world, 4, sex="fm"[number % 2], region="north", birth_date=date(1990, 1, 1))
        if number % 2:
            make_nomination(world.vacancy, candidate, **(YES if number % 4 == 1 else {}))
    request_shortlist(vacancy=world.vacancy, by=world.officer_origin)

    run = request_fairness_report(scheme=world.scheme, today=TODAY, by=world.officer_origin)

    tables = {(one["column"], one["stage"]): one for one in run.result["tables"]}
    proposed = {line["group"]: line for line in tables["sex", "proposed"]["lines"]}
    assert (proposed["m"]["selected"], proposed["m"]["people"]) == (12, 12)
    assert (proposed["f"]["selected"], proposed["f"]["verdict"]) == (0, "uneven")
    assert tables["sex", "listed"]["reference"] in {"f", "m"}
    assert tables["sex", "listed"]["lines"][0]["exposure"] is not None
    assert tables["sex", "selected"]["people"] == 12
    assert [line["group"] for line in tables["age", "listed"]["lines"]] == ["30-44"]
    assert run.seed is not None
    assert AuditEntry.objects.get(action="recruitment.fairness_reported").detail == {"run": run.pk}


def test_the_report_compares_allocations_where_some_were_compared(world):
    for number in range(24):
        speaker(world, 4, sex="fm"[number % 2])
    compare_scheme(scheme=world.scheme, balance="sex", by=world.officer_origin)

    run = request_fairness_report(scheme=world.scheme, today=TODAY, by=world.officer_origin)

    tables = {(one["column"], one["stage"]): one for one in run.result["tables"]}
    # Two posts for 24 free people, whatever the aim; the balanced one gives one to each sex.
    assert [tables["sex", aim]["people"] for aim in ("stable", "optimal", "balanced")] == [24, 24, 24]
    assert [tables["sex", aim]["selected"] for aim in ("stable", "optimal", "balanced")] == [2, 2, 2]
    assert [line["selected"] for line in tables["sex", "balanced"]["lines"]] == [1, 1]


def test_the_pool_carries_no_name_and_no_number_of_a_person(world):
    speaker(world, 4)

    (row,) = pool_of(scheme_id=world.scheme.pk, today=TODAY)

    assert set(row.__dataclass_fields__) == {
        "sex", "region", "origin", "age", "is_listed", "exposure_ranks", "is_proposed", "is_selected", "allocated",
    }  # fmt: skip


def test_linked_duplicates_and_those_who_stay_at_home_are_not_in_the_pool(world):
    first = speaker(world, 4)
    make_candidate(world.scheme, duplicate_of=first)
    make_candidate(world.scheme, track=Candidate.Track.HOME)

    assert len(pool_of(scheme_id=world.scheme.pk, today=TODAY)) == 1


@pytest.mark.parametrize(
    ("born", "group"),
    [(date(1996, 6, 2), "0-29"), (date(1996, 6, 1), "30-44"), (date(1981, 6, 1), "45-120"), (None, "")],
)
def test_age_groups_begin_on_the_birthday(born, group):
    assert age_group(born, TODAY) == group


def test_nobody_registered_means_no_report(world):
    with pytest.raises(DataUnavailable, match="Nobody is registered"):
        request_fairness_report(scheme=world.scheme, today=TODAY, by=world.officer_origin)


# How many to propose


def test_stages_count_those_who_have_passed_or_fallen_out_and_leave_out_those_who_wait(world):
    make_nomination(world.vacancy, make_candidate(world.scheme))
    make_nomination(world.vacancy, make_candidate(world.scheme), candidate_answer="no")
    make_nomination(world.vacancy, make_candidate(world.scheme), **YES)
    offered(world, make_candidate(world.scheme))
    offered(world, make_candidate(world.scheme), "declined")
    offered(world, make_candidate(world.scheme, status=Candidate.Status.ACCEPTED), "accepted")
    offered(world, make_candidate(world.scheme, status=Candidate.Status.DEPLOYED), "accepted")
    offered(world, make_candidate(world.scheme, status=Candidate.Status.REFUSED), "accepted")

    rows = passings(scheme_id=world.scheme.pk)

    counts = {str(stage): counted for (stage, _group), counted in stage_counts(rows).items()}
    # By hand: one waits for answers, one said no, six were selected; one waits for an offer, five have one; one of
    # these waits for the answer, one declined, three accepted; one prepares, one is at work, one fell out.
    assert counts == {"selected": (7, 6), "offered": (5, 5), "accepted": (4, 3), "departed": (2, 1)}
    assert on_their_way(rows) == {"MAR-BEL": [1, 1, 1, 1, 1]}


def test_who_withdrew_no_longer_waits(world):
    make_nomination(world.vacancy, make_candidate(world.scheme, status=Candidate.Status.WITHDRAWN), **YES)

    rows = passings(scheme_id=world.scheme.pk)

    assert on_their_way(rows) == {"MAR-BEL": [0, 0, 0, 0, 0]}
    assert {str(stage): n for (stage, _), n in stage_counts(rows).items()} == {"selected": (1, 1), "offered": (1, 0)}


def test_who_has_taken_another_post_waits_for_no_other(world):
    make_nomination(world.vacancy, make_candidate(world.scheme, status=Candidate.Status.DEPLOYED))
    offered(world, make_candidate(world.scheme, status=Candidate.Status.ACCEPTED))

    assert on_their_way(passings(scheme_id=world.scheme.pk)) == {"MAR-BEL": [0, 0, 0, 0, 0]}


def test_a_plan_counts_those_on_their_way_and_names_what_it_rests_on(world):
    for _ in range(12):
        offered(world, make_candidate(world.scheme, status=Candidate.Status.DEPLOYED), "accepted")
    run = request_nomination_plan(scheme=world.scheme, vacancy=world.vacancy, wish=wish(), by=world.officer_origin)

    assert [one["stage"] for one in run.result["stages"]] == [str(stage) for stage in STAGES]
    assert run.result["stages"][0]["own"] == [12, 12]
    assert run.result["departed"] == 12
    # Twelve are at work already, so nobody needs to be proposed, and more than four are certain.
    assert "refusal" in run.result
    assert AuditEntry.objects.get(action="recruitment.nominations_planned").detail == {"run": run.pk}


def test_without_any_experience_every_rate_is_taken_as_open(world):
    run = request_nomination_plan(
        scheme=world.scheme,
        vacancy=world.vacancy,
        wish=wish(target=1, capacity=30, chance_to_reach=0.3),
        by=world.officer_origin,
    )

    assert {one["mean"] for one in run.result["stages"]} == {0.5}
    assert run.result["nominate"] > 2


def test_the_number_for_a_scheme_and_for_a_vacancy_are_kept_apart(world):
    for vacancy in (world.vacancy, None):
        request_nomination_plan(
            scheme=world.scheme, vacancy=vacancy, wish=wish(origin="MAR" if vacancy else "MAR-BEL"), by=None
        )

    one, other = (newest_run(plan=Plan.NOMINATIONS, scheme_id=world.scheme.pk, vacancy_id=pk)
                  for pk in (world.vacancy.pk, None))  # fmt: skip

    assert one.parameters["vacancy"] == world.vacancy.pk
    assert other.parameters["vacancy"] == 0


def test_next_in_line_are_the_best_who_are_free_and_not_proposed(world):
    first, second, third = (make_skilled_candidate(world.scheme) for _ in range(3))
    request_shortlist(vacancy=world.vacancy, by=world.officer_origin)
    make_nomination(world.vacancy, first)
    Candidate.objects.filter(pk=second.pk).update(status=Candidate.Status.WITHDRAWN)

    found = [edge.candidate for edge in next_in_line(user=world.officer_origin, vacancy=world.vacancy, number=5)]

    assert found == [third]
    assert list(next_in_line(user=world.officer_origin, vacancy=world.vacancy, number=0)) == []


# Pages and operations


def test_every_page_has_an_empty_state_and_then_its_figures(client, world):
    speaker(world, 1)
    client = client_of(client, world.officer_origin)
    scheme = [world.scheme.pk]

    for name, empty, full in (
        ("training_plan", "No training plan yet", "French to B1"),
        ("fairness", "No fairness report yet", "Proposed to an employer"),
    ):
        page = reverse(f"recruitment:{name}", args=scheme)
        assert empty in client.get(page).content.decode()
        assert client.post(reverse(f"recruitment:{name}_make", args=scheme)).status_code == 302
        assert full in client.get(page).content.decode()


def test_the_number_is_planned_on_the_page_of_a_vacancy_and_of_a_scheme(client, world):
    client = client_of(client, world.officer_origin)
    asked = {"target": 1, "capacity": 30, "chance_to_reach": 50, "chance_of_overfill": 30}

    for page, origin in (
        (reverse("recruitment:how_many", args=[world.vacancy.pk]), "MAR"),
        (reverse("recruitment:how_many_of_scheme", args=[world.scheme.pk]), "MAR-BEL"),
    ):
        assert "Not planned yet" in client.get(page).content.decode()
        assert client.post(page, {**asked, "origin": origin}).status_code == 302
        assert "What each number would bring" in client.get(page).content.decode()
    assert Run.objects.filter(engine=Plan.NOMINATIONS).count() == 2


@pytest.mark.parametrize("wrong", [{"target": 0}, {"target": 9}, {"origin": "XXX"}, {"chance_to_reach": 99}])
def test_a_wish_that_is_not_possible_is_answered_at_its_field(client, world, wrong):
    client = client_of(client, world.officer_origin)
    asked = {"target": 2, "capacity": 4, "chance_to_reach": 50, "chance_of_overfill": 30, "origin": "MAR"}

    answer = client.post(reverse("recruitment:how_many", args=[world.vacancy.pk]), asked | wrong)

    assert answer.status_code == 422
    assert not Run.objects.filter(engine=Plan.NOMINATIONS, status=Run.Status.DONE).exists()


def test_two_wishes_that_contradict_are_shown_with_the_table(client, world):
    client = client_of(client, world.officer_origin)
    page = reverse("recruitment:how_many", args=[world.vacancy.pk])

    client.post(page, {"target": 2, "capacity": 2, "chance_to_reach": 60, "chance_of_overfill": 5, "origin": "MAR"})

    text = client.get(page).content.decode()
    assert "These two wishes contradict each other" in text
    assert "What each number would bring" in text


def test_small_numbers_are_hidden_from_those_who_know_no_person(client, world):
    speaker(world, 1)
    request_training_plan(scheme=world.scheme, by=None)
    trainer = make_member(Role.TRAINER, organisation=world.ministry)

    text = client_of(client, trainer).get(reverse("recruitment:training_plan", args=[world.scheme.pk])).content.decode()
    answer = client.get(f"/api/v1/schemes/{world.scheme.pk}/training-plan").json()

    assert "fewer than 10" in text
    assert answer["learnt"][0]["people"] is None


def test_programs_read_the_plan_and_the_report_and_plan_a_number(client, world):
    speaker(world, 1, sex="f")
    client = client_of(client, world.officer_origin)
    base = f"/api/v1/schemes/{world.scheme.pk}"
    assert client.get(f"{base}/training-plan").json() == {"run_id": None, "made_at": None, "learnt": [], "agreed": []}
    request_training_plan(scheme=world.scheme, by=None)
    request_fairness_report(scheme=world.scheme, today=TODAY, by=None)

    plan, report = client.get(f"{base}/training-plan").json(), client.get(f"{base}/fairness").json()
    number = client.post(
        f"/api/v1/vacancies/{world.vacancy.pk}/nomination-plan?target=1&capacity=40&chance_to_reach=0.3"
    )

    assert plan["learnt"][0]["change"] == "French to B1"
    assert {table["stage"] for table in report["tables"]} == {"listed", "proposed"}
    assert number.json()["nominate"] > 0
    assert number.json()["refusal"] == ""


def test_a_course_of_the_plan_begins_a_cohort_with_its_language_and_level(client):
    client = client_of(client, make_school().trainer)

    text = client.get(
        reverse("training:cohort_new"), {"kind": "language", "language": "fr", "cefr": "3", "skills": "debug software"}
    ).content.decode()

    assert '<option value="3" selected>B1</option>' in text
    assert "debug software" in text


def test_a_plan_made_earlier_is_shown_until_it_is_made_again(world):
    speaker(world, 1)
    first = request_training_plan(scheme=world.scheme, by=None)
    late = speaker(world, 2)
    Candidate.objects.filter(pk=late.pk).update(available_from=date.today() + timedelta(days=10))

    second = request_training_plan(scheme=world.scheme, by=None)

    assert first.input_digest != second.input_digest
    assert newest_run(plan=Plan.TRAINING, scheme_id=world.scheme.pk) == second


# Conditions of a vacancy


def test_a_vacancy_shows_what_each_relaxed_condition_would_open(client, world):
    speaker(world, 1)
    speaker(world, 2)
    speaker(world, 4)
    late = speaker(world, 4)
    start = world.vacancy.start_date + timedelta(days=30)
    Candidate.objects.filter(pk=late.pk).update(available_from=start)
    client = client_of(client, world.officer_destination)

    text = client.get(reverse("recruitment:conditions", args=[world.vacancy.pk])).content.decode()

    assert "French at A2 instead of B1" in text
    assert "French at A1 instead of B1" in text
    lines = {(one.condition, one.to): one.people for one in relaxed(vacancy=world.vacancy)}
    assert sorted(lines.values()) == [1, 1, 2]
    assert ("available", float((start - date(1970, 1, 1)).days)) in lines


@pytest.mark.parametrize(
    ("condition", "words", "asked", "to", "said"),
    [
        ("languages", ("fr",), 3.0, 0.0, "No French instead of B1"),
        ("salary", (), 1900.0, 2400.0, "€2,400 instead of €1,900"),
        ("eqf", (), 6.0, 5.0, "5 instead of 6"),
        ("years", (), 3.0, 1.0, "1 instead of 3"),
        ("available", (), 20_089.0, 20_119.0, "31 Jan 2025 instead of 1 Jan 2025"),
        ("licences", ("B", "C"), None, None, "Without the licence: B, C"),
        ("occupation", (), None, None, "Other occupations as well"),
        ("recognition", (), None, None, "With the qualification recognised"),
    ],
)
def test_every_relaxed_condition_is_said_in_words(condition, words, asked, to, said):
    (row,) = relaxed_rows([Relaxation(condition, words, asked, to, 3)])

    assert row.change == said
    assert row.is_law == (condition in {"recognition", "licences"})


def test_a_vacancy_that_keeps_nobody_out_says_so(client, world):
    client = client_of(client, world.officer_destination)

    text = client.get(reverse("recruitment:conditions", args=[world.vacancy.pk])).content.decode()

    assert "No single condition keeps anybody out" in text
