"""Cohorts: seats, attendance, tests, certificates, and who sees them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from corridor.access.roles import Role
from corridor.delivery.skills.models import PersonLanguage, PersonSkill
from corridor.delivery.training.models import Attendance, Certificate, Cohort, Enrolment
from corridor.delivery.training.selectors import cohorts, grid_of, results_of
from corridor.delivery.training.services import (
    add_session,
    create_cohort,
    drop_out,
    enrol,
    issue_certificate,
    record_assessment,
    record_attendance,
)
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from tests.factories.access import make_member
from tests.factories.recruitment import make_candidate, make_world, skill
from tests.factories.skills import give_language, give_skills
from tests.factories.training import make_enrolment, make_provider, make_school

pytestmark = pytest.mark.django_db
TODAY = date.today()


@pytest.fixture
def school():
    return make_school()


def pass_final(school, enrolment, score=80):
    return record_assessment(enrolment=enrolment, kind="final", score=Decimal(score), by=school.trainer)


def certify(school, enrolment):
    pass_final(school, enrolment)
    return issue_certificate(enrolment=enrolment, by=school.trainer)


def test_more_people_than_seats_are_refused_with_the_numbers_and_nobody_is_enrolled(school):
    make_enrolment(school)
    wanted = [make_candidate(school.world.scheme) for _ in range(3)]

    with pytest.raises(RuleViolation, match="has 2 of 3 seats left; 3 people were chosen"):
        enrol(cohort=school.cohort, candidates=wanted, by=school.trainer)

    assert Enrolment.objects.count() == 1


def test_a_seat_that_becomes_free_can_be_given_again(school):
    first, *_others = [make_enrolment(school) for _ in range(3)]
    drop_out(enrolment=first, by=school.trainer)

    make_enrolment(school)

    assert results_of(cohort=school.cohort).seats_left == 0


def test_nobody_is_enrolled_twice(school):
    candidate = make_enrolment(school).candidate

    with pytest.raises(RuleViolation, match="is in the cohort"):
        enrol(cohort=school.cohort, candidates=[candidate], by=school.trainer)


def test_a_candidate_of_another_scheme_is_not_enrolled(school):
    with pytest.raises(RuleViolation, match="takes part in another scheme"):
        enrol(cohort=school.cohort, candidates=[make_candidate(make_world().scheme)], by=school.trainer)


def test_a_trainer_of_another_provider_changes_nothing(school):
    other = make_member(Role.TRAINER, organisation=make_provider(school.world))

    with pytest.raises(NotPermitted):
        enrol(cohort=school.cohort, candidates=[make_candidate(school.world.scheme)], by=other)


def test_a_trainer_sees_only_the_cohorts_of_her_own_institution(school):
    other = make_school(school.world)

    assert list(cohorts(user=school.trainer)) == [school.cohort]
    assert list(cohorts(user=other.trainer)) == [other.cohort]
    assert cohorts(user=school.world.officer_origin).count() == 2


def test_a_course_does_not_end_before_it_starts(school):
    with pytest.raises(InputError, match="before it starts"):
        create_cohort(
            scheme=school.world.scheme,
            provider=school.provider,
            by=school.trainer,
            starts_on_date=TODAY,
            ends_on_date=TODAY - timedelta(days=1),
        )

    assert Cohort.objects.count() == 1


def test_a_session_lies_within_the_course(school):
    with pytest.raises(InputError, match="lies outside the course"):
        add_session(cohort=school.cohort, held_on_date=TODAY + timedelta(days=300), by=school.trainer)


def test_attendance_is_kept_for_everybody_and_can_be_corrected(school):
    first, second = make_enrolment(school), make_enrolment(school)
    session = add_session(cohort=school.cohort, held_on_date=TODAY, by=school.trainer)

    record_attendance(session=session, present={first.pk, second.pk}, by=school.trainer)
    record_attendance(session=session, present={second.pk}, by=school.trainer)

    marks = dict(Attendance.objects.values_list("enrolment_id", "is_present"))
    assert marks == {first.pk: False, second.pk: True}


def test_a_session_that_nobody_recorded_is_not_an_empty_room(school):
    enrolment = make_enrolment(school)
    recorded = add_session(cohort=school.cohort, held_on_date=TODAY, by=school.trainer)
    add_session(cohort=school.cohort, held_on_date=TODAY, by=school.trainer)
    record_attendance(session=recorded, present={enrolment.pk}, by=school.trainer)

    results = results_of(cohort=school.cohort)

    assert (results.sessions, results.present, results.recorded) == (2, 1, 1)
    assert [mark.is_present for mark in grid_of(cohort=school.cohort, user=school.trainer)[0].marks] == [True, None]


def test_somebody_of_another_cohort_is_not_marked_as_present(school):
    session = add_session(cohort=school.cohort, held_on_date=TODAY, by=school.trainer)
    stranger = make_enrolment(make_school())

    with pytest.raises(InputError, match="not in this cohort"):
        record_attendance(session=session, present={stranger.pk}, by=school.trainer)


@pytest.mark.parametrize(("score", "status"), [(60, "completed"), (59.9, "failed")])
def test_the_pass_mark_decides(school, score, status):
    enrolment = make_enrolment(school)

    pass_final(school, enrolment, score)

    assert enrolment.status == status


def test_an_entry_test_decides_nothing(school):
    enrolment = make_enrolment(school)

    record_assessment(enrolment=enrolment, kind="entry", score=Decimal(10), by=school.trainer)

    assert enrolment.status == "enrolled"


def test_the_last_final_test_counts(school):
    enrolment = make_enrolment(school)
    pass_final(school, enrolment, 40)
    pass_final(school, enrolment, 75)

    results = results_of(cohort=school.cohort)

    assert (results.assessed, results.passed) == (1, 1)
    assert enrolment.status == "completed"


def test_the_pass_rate_counts_those_assessed_and_not_those_enrolled(school):
    for score in (90, 30, None):
        enrolment = make_enrolment(school)
        if score is not None:
            pass_final(school, enrolment, score)

    row = cohorts(user=school.trainer).get()

    assert (row.enrolled, row.assessed, row.passed) == (3, 2, 1)


@pytest.mark.parametrize("score", [-1, 100.5])
def test_a_score_is_out_of_100(school, score):
    with pytest.raises(InputError, match="between 0 and 100"):
        pass_final(school, make_enrolment(school), score)


def test_a_certificate_needs_a_passed_test(school):
    enrolment = make_enrolment(school)
    pass_final(school, enrolment, 20)

    with pytest.raises(RuleViolation, match="needs a passed final test"):
        issue_certificate(enrolment=enrolment, by=school.trainer)

    assert not PersonSkill.objects.exists()


def test_a_certificate_enters_the_skills_of_the_course_as_certified():
    school = make_school(skills=[skill("web programming"), skill("Python", "http://data.europa.eu/esco/skill/x")])
    enrolment = make_enrolment(school)
    give_skills(enrolment.candidate.person, "Web programming")

    certify(school, enrolment)

    held = {row.label_en: (row.source, row.known_on_date) for row in enrolment.candidate.person.skills.all()}
    assert held == {"Web programming": ("certified", TODAY), "Python": ("certified", TODAY)}


def test_a_course_that_names_no_skill_is_itself_what_was_learnt(school):
    enrolment = make_enrolment(school)

    certify(school, enrolment)

    assert enrolment.candidate.person.skills.get().label_en == school.cohort.name_en


@pytest.mark.parametrize(("known", "tested", "shown"), [(None, False, 3), (2, False, 3), (5, False, 3), (5, True, 5)])
def test_a_language_course_shows_its_level_unless_a_higher_one_was_tested(known, tested, shown):
    school = make_school(kind="language", cefr=3, language="fr")
    enrolment = make_enrolment(school)
    if known:
        row = give_language(enrolment.candidate.person, "fr", known)
        PersonLanguage.objects.filter(pk=row.pk).update(is_tested=tested)

    certify(school, enrolment)

    language = PersonLanguage.objects.get()
    assert (language.cefr, language.is_tested) == (shown, True)
    assert not PersonSkill.objects.exists()


def test_a_certificate_is_issued_once(school):
    enrolment = make_enrolment(school)

    assert certify(school, enrolment) == issue_certificate(enrolment=enrolment, by=school.trainer)
    assert Certificate.objects.count() == 1


def test_a_person_who_left_is_not_assessed(school):
    enrolment = make_enrolment(school)
    drop_out(enrolment=enrolment, by=school.trainer)

    with pytest.raises(RuleViolation, match="has left the course"):
        pass_final(school, enrolment)


def test_a_cohort_is_run_on_its_pages_without_javascript(client, sign_in, school):
    candidate = make_candidate(school.world.scheme)
    sign_in(school.world.officer_origin)
    client.post(reverse("training:enrol", args=[school.cohort.pk]), {"candidates": [candidate.pk]})
    enrolment = Enrolment.objects.get()
    sign_in(school.trainer)

    client.post(
        reverse("training:session", args=[school.cohort.pk]), {"held_on_date": TODAY.isoformat(), "topic": "CSS"}
    )
    session = school.cohort.sessions.get()
    client.post(reverse("training:attendance", args=[session.pk]), {"present": [enrolment.pk]})
    client.post(reverse("training:assess", args=[enrolment.pk]), {"kind": "final", "score": "72.5"})
    client.post(reverse("training:certify", args=[enrolment.pk]))

    text = client.get(reverse("training:cohort", args=[school.cohort.pk])).content.decode()
    assert Certificate.objects.get().number in text
    assert "1 of 1" in text
    assert "72.5" in text


def test_the_seat_limit_is_said_on_the_page(client, sign_in):
    school = make_school(seats=1)
    wanted = [make_candidate(school.world.scheme).pk for _ in range(2)]
    sign_in(school.world.officer_origin)

    answer = client.post(reverse("training:enrol", args=[school.cohort.pk]), {"candidates": wanted})

    assert "1 of 1 seats left; 2 people were chosen" in answer.content.decode()
    assert not Enrolment.objects.exists()


def test_a_wrong_score_is_said_at_the_field(client, sign_in, school):
    enrolment = make_enrolment(school)
    sign_in(school.trainer)

    answer = client.post(reverse("training:assess", args=[enrolment.pk]), {"kind": "final", "score": "140"})

    assert "is not between 0 and 100" in answer.content.decode()


def test_another_institution_s_cohort_is_not_found(client, sign_in, school):
    sign_in(make_school(school.world).trainer)

    assert client.get(reverse("training:cohort", args=[school.cohort.pk])).status_code == 404
    assert client.post(reverse("training:session", args=[school.cohort.pk]), {}).status_code == 404


def test_an_officer_of_the_destination_sees_counts_and_no_names(client, sign_in, school):
    person = make_enrolment(school).candidate.person
    sign_in(school.world.officer_destination)

    text = client.get(reverse("training:cohort", args=[school.cohort.pk])).content.decode()

    assert person.family_name not in text
    assert "Nobody to show" in text


def test_programs_read_the_counts_of_cohorts(client, sign_in, school):
    pass_final(school, make_enrolment(school))
    sign_in(school.trainer)

    [row] = client.get("/api/v1/cohorts").json()["cohorts"]

    assert (row["enrolled"], row["assessed"], row["passed"]) == (1, 1, 1)


def test_programs_without_a_role_are_refused(client, sign_in, school):
    sign_in(school.world.employer_user)

    assert client.get("/api/v1/cohorts").status_code == 403
    assert client.get("/en/training/").status_code == 403


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_pages_open_in_every_language(client, sign_in, school, language):
    sign_in(school.trainer)

    for path in ("", f"{school.cohort.pk}/", f"{school.cohort.pk}/enrol/"):
        assert client.get(f"/{language}/training/{path}").status_code == 200
