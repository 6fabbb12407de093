"""From what a person lacks for a job to the courses that teach it, and to a plan that shows what was closed."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from corridor.access.roles import Role
from corridor.core.models import AuditEntry
from corridor.delivery.skills.models import Education, Person
from corridor.delivery.training.models import Cohort, TrainingPlan
from corridor.delivery.training.selectors import get_plan, progress_of, target_of
from corridor.delivery.training.services import (
    create_cohort,
    delete_plan,
    issue_certificate,
    record_assessment,
    save_plan,
)
from corridor.kernel.errors import NotPermitted, RuleViolation
from tests.factories.access import make_member
from tests.factories.recruitment import make_candidate, make_vacancy, make_world, skill
from tests.factories.skills import give_language, give_skills, make_person
from tests.factories.training import School, make_cohort, make_provider, make_school

pytestmark = pytest.mark.django_db
TODAY = date.today()
SOON = {"starts_on_date": TODAY + timedelta(days=20), "ends_on_date": TODAY + timedelta(days=60)}
ASKED = ("weld steel frames", "read drawings", "operate cranes", "plan menus", "speak in public")


class Case:
    """A worker, a job that asks for five skills and French B2, and three courses that are open to her."""

    def __init__(self):
        world = make_world(
            essential_skills=[skill(label) for label in ASKED],
            optional_skills=[skill("drive forklifts")],
            languages=[{"code": "fr", "level": 4}],
            eqf_min=4,
        )
        self.world, self.vacancy = world, world.vacancy
        self.user = make_member(Role.WORKER)
        self.person = make_person(user=self.user)
        self.candidate = make_candidate(world.scheme, self.person)
        give_skills(self.person, "weld steel frames", source="certified")
        give_skills(self.person, "read drawings")
        give_language(self.person, "fr", 2)
        provider = make_provider(world)
        self.cranes = make_cohort(world, provider, skills=[skill("operate cranes")], **SOON)
        self.both = make_cohort(world, provider, skills=[skill("operate cranes"), skill("plan menus")], **SOON)
        self.french = make_cohort(world, provider, kind="language", language="fr", cefr=4, **SOON)
        self.school = School(world, provider, make_member(Role.TRAINER, organisation=provider), self.both)

    def page(self, client, **query):
        return client.get(reverse("training:gap", args=[self.person.pk]), query or {"vacancy": self.vacancy.pk})

    def plan(self, by=None, courses=None) -> TrainingPlan:
        target = target_of(user=self.user, vacancy=str(self.vacancy.pk))
        chosen = [self.both.pk, self.french.pk] if courses is None else courses
        return save_plan(person=self.person, target=target, courses=chosen, by=by or self.user, today=TODAY)


@pytest.fixture
def case():
    return Case()


def test_a_worker_sees_what_she_holds_states_and_lacks_and_the_fewest_courses(client, sign_in, case):
    answer = case.page(sign_in(case.user))

    gap = answer.context["gap"]
    assert [(line.wanted.ref.label_en, line.standing.value) for line in gap.essential] == [
        ("weld steel frames", "proved"),
        ("read drawings", "stated"),
        ("operate cranes", "missing"),
        ("plan menus", "missing"),
        ("speak in public", "missing"),
    ]
    assert [(line.code, line.held, line.level) for line in gap.languages] == [("fr", 2, 4)]
    assert {one.pk for one in gap.choice.courses} == {case.both.pk, case.french.pk}
    assert gap.choice.left == {"text:speak in public"}
    text = answer.content.decode()
    assert "speak in public" in text
    assert "Who pays for the course: The scheme" in text
    assert "Qualification asked for: level 4" in text


def test_a_course_that_is_full_has_begun_or_belongs_to_another_scheme_is_not_offered(client, sign_in, case):
    Cohort.objects.filter(pk=case.both.pk).update(starts_on_date=TODAY)
    Cohort.objects.filter(pk=case.french.pk).update(seats=0)
    other = make_school()
    make_cohort(other.world, other.provider, skills=[skill("plan menus")], **SOON)

    gap = case.page(sign_in(case.user)).context["gap"]

    assert [one.pk for one in gap.courses] == [case.cranes.pk]
    assert gap.choice.left == {"text:plan menus", "text:speak in public", "language:fr"}


def test_a_course_that_she_is_in_already_is_not_chosen_again(client, sign_in, case):
    case.french.enrolments.create(candidate=case.candidate, enrolled_on_date=TODAY)

    gap = case.page(sign_in(case.user)).context["gap"]

    assert {one.pk for one in gap.choice.courses} == {case.both.pk}
    assert [one.pk for one in gap.courses if one.is_hers] == [case.french.pk]


def test_an_occupation_of_esco_asks_for_its_essential_skills(client, sign_in, case):
    gap = case.page(sign_in(case.user), occupation="2141.2").context["gap"]

    assert (len(gap.essential), len(gap.optional)) == (19, 14)
    assert all(line.wanted.ref.uri for line in gap.lines)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"occupation": "9999.9"}, "No list of skills is known for the occupation"),
        ({"vacancy": "x"}, "is no number of a vacancy"),
        ({"occupation": "2141.2", "vacancy": "1"}, "compared one at a time"),
    ],
)
def test_a_target_that_makes_no_sense_is_refused_in_a_sentence(client, sign_in, case, query, said):
    answer = case.page(sign_in(case.user), **query)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_operation_gives_the_same_as_the_page(client, sign_in, case):
    browser = sign_in(case.user)

    told = browser.get("/api/v1/training/gaps", {"vacancy": case.vacancy.pk}).json()

    gap = case.page(browser).context["gap"]
    assert [one["standing"] for one in told["skills"]] == [line.standing.value for line in gap.lines]
    assert {one["cohort"] for one in told["courses"] if one["is_chosen"]} == {one.pk for one in gap.choice.courses}
    assert {one["cost_to_worker_eur"] for one in told["courses"]} == {0}
    assert told["without_course"] == sorted(gap.choice.left)


def test_the_operation_hides_the_people_and_vacancies_of_others(client, sign_in, case):
    other = Case()
    browser = sign_in(case.user)

    answers = [
        browser.get("/api/v1/training/gaps", {"person": other.person.pk, "vacancy": case.vacancy.pk}),
        browser.get("/api/v1/training/gaps", {"vacancy": other.vacancy.pk}),
        browser.get(reverse("training:gap", args=[other.person.pk])),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_a_trainer_sees_the_gap_of_those_she_teaches_and_of_nobody_else(client, sign_in, case):
    browser = sign_in(case.school.trainer)
    before = case.page(browser).status_code
    place = case.both.enrolments.create(candidate=case.candidate, enrolled_on_date=TODAY)

    during = case.page(browser).status_code
    place.status = "dropped"
    place.save()

    assert (before, during, case.page(browser).status_code) == (404, 200, 404)


def test_a_plan_shows_later_what_was_closed(client, sign_in, case):
    browser = sign_in(case.user)
    data = {"vacancy": case.vacancy.pk, "courses": [case.both.pk, case.french.pk]}
    answer = browser.post(reverse("training:plan_save", args=[case.person.pk]), data)
    plan = TrainingPlan.objects.get()
    assert answer.url == reverse("training:plan", args=[plan.pk])

    place = case.both.enrolments.create(candidate=case.candidate, enrolled_on_date=TODAY)
    record_assessment(enrolment=place, kind="final", score=80, by=case.school.trainer)
    issue_certificate(enrolment=place, by=case.school.trainer)

    progress = progress_of(get_plan(user=case.user, pk=plan.pk))
    assert (progress.closed, progress.was_open) == (2, 4)
    assert [one.enrolment.status if one.enrolment else None for one in progress.courses] == ["completed", None]
    assert "2 of 4" in browser.get(answer.url).content.decode()
    assert AuditEntry.objects.filter(action="training.plan_made", actor_id=case.user.pk).count() == 1


def test_a_plan_takes_no_course_that_is_not_offered_and_keeps_nothing_then(case):
    other = make_school()

    with pytest.raises(RuleViolation, match="not open to this person"):
        case.plan(courses=[other.cohort.pk])

    assert not TrainingPlan.objects.exists()


def test_a_plan_without_a_gap_is_refused(case):
    vacancy = make_vacancy(case.world.scheme, case.world.employer, essential_skills=[skill("weld steel frames")])
    target = target_of(user=case.user, vacancy=str(vacancy.pk))

    with pytest.raises(RuleViolation, match="Nothing that a course could teach"):
        save_plan(person=case.person, target=target, courses=[], by=case.user, today=TODAY)


def test_a_worker_deletes_her_plan_and_an_office_abroad_does_not(client, sign_in, case):
    plan = case.plan()
    with pytest.raises(NotPermitted):
        delete_plan(plan=plan, by=case.world.officer_destination)

    answer = sign_in(case.user).post(reverse("training:plan_delete", args=[plan.pk]))

    assert answer.url == reverse("training:gap", args=[case.person.pk])
    assert not TrainingPlan.objects.exists()
    assert AuditEntry.objects.filter(action="training.plan_deleted").count() == 1


def test_an_office_abroad_reads_a_gap_but_makes_no_plan(client, sign_in, case):
    with pytest.raises(NotPermitted):
        case.plan(by=case.world.officer_destination, courses=[])

    assert not TrainingPlan.objects.exists()


def test_sex_age_and_region_change_nothing(client, sign_in, case):
    Education.objects.create(person=case.person, eqf_level=4)
    browser = sign_in(case.user)
    one = browser.get("/api/v1/training/gaps", {"vacancy": case.vacancy.pk}).json()
    Person.objects.filter(pk=case.person.pk).update(sex="m", birth_date=date(1960, 1, 1), region="Oriental")

    other = browser.get("/api/v1/training/gaps", {"vacancy": case.vacancy.pk}).json()

    assert one == other


def test_a_worker_is_never_charged_for_a_course(client, sign_in, case):
    fields = {
        "kind": "technical", "name_en": "Cranes", "iso3": "MAR", "language": "fr", "seats": 5, **SOON,
        "payer": "worker",
    }  # fmt: skip

    with pytest.raises(RuleViolation, match="paid by somebody else than the worker"):
        create_cohort(scheme=case.world.scheme, provider=case.school.provider, by=case.school.trainer, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cohort.objects.filter(pk=case.both.pk).update(payer="worker")
    answer = sign_in(case.school.trainer).post(
        reverse("training:cohort_new"),
        {**fields, "scheme": case.world.scheme.pk, "provider": case.school.provider.pk, "pass_mark": 60, "skills": ""},
    )

    assert answer.status_code == 422
    assert "A worker never pays for a course" in answer.content.decode()


def test_from_the_page_of_a_job_a_worker_comes_to_what_is_missing_for_it(client, sign_in, case):
    browser = sign_in(case.user)

    text = browser.get(reverse("worker_portal:job", args=[case.vacancy.pk])).content.decode()

    assert f"{reverse('training:gap', args=[case.person.pk])}?vacancy={case.vacancy.pk}" in text
