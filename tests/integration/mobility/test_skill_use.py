"""The job that a person holds beside her skills, before, during and after."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from corridor.delivery.mobility.models import CheckIn, Placement
from corridor.delivery.skills.models import AssessedItem, Education, PersonSkill, SkillAssessment, WorkExperience
from tests.factories.mobility import make_journey
from tests.factories.skills import give_skills

pytestmark = pytest.mark.django_db


@pytest.fixture
def journey():
    """A software developer with a bachelor who picks fruit abroad since 200 days."""
    journey = make_journey()
    today = timezone.localdate()
    placement = journey.placement
    placement.vacancy.isco08, placement.vacancy.iso3 = "9211", "BEL"
    placement.vacancy.save()
    Placement.objects.filter(pk=placement.pk).update(arrived_on_date=today - timedelta(days=200))
    person = placement.candidate.person
    WorkExperience.objects.create(person=person, isco08="2512", iso3="MAR")
    Education.objects.create(person=person, title="Bachelor", eqf_level=6)
    give_skills(person, "web programming", "plan menus")
    day = today - timedelta(days=10)
    PersonSkill.objects.create(person=person, label_en="pick fruit", source="assessed", known_on_date=day)
    return journey


def page(client, journey):
    return client.get(reverse("mobility:skill_use", args=[journey.placement.pk]))


def test_the_four_findings_come_from_four_facts(client, sign_in, journey):
    answered = timezone.localdate()
    CheckIn.objects.create(
        placement=journey.placement, party="worker", asked_on_date=answered, answered_on_date=answered,
        answer="mixed", uses_skills=False,
    )  # fmt: skip

    found = page(sign_in(journey.worker), journey).context["found"]

    assert {one.term.value: one.verdict.value for one in found.findings} == {
        "over_qualification": "yes",
        "over_skilling": "yes",
        "deskilling": "risk",
        "brain_waste": "yes",
    }
    assert (found.job_level, found.held, found.used) == (1, 3, 1)


def test_two_assessments_say_what_was_lost(client, sign_in, journey):
    person, today = journey.placement.candidate.person, timezone.localdate()
    for phase, days, level in (("baseline", 300, 4), ("return", 1, 2)):
        held = SkillAssessment.objects.create(
            person=person, phase=phase, held_on_date=today - timedelta(days=days), method="observed", assessor="Rabat"
        )
        AssessedItem.objects.create(assessment=held, language="fr", cefr=level)

    found = page(sign_in(journey.worker), journey).context["found"]

    lost = next(one for one in found.findings if one.term.value == "deskilling")
    assert (lost.verdict.value, lost.params) == ("yes", {"lost": 1})


def test_skills_stand_where_they_were_known(client, sign_in, journey):
    context = page(sign_in(journey.world.officer_origin), journey).context

    assert [(str(one), proved) for one, proved in context["skills_before"]] == [
        ("plan menus", False),
        ("web programming", False),
    ]
    assert [(str(one), proved) for one, proved in context["skills_during"]] == [("pick fruit", True)]
    assert not context["skills_after"]


def test_what_was_never_asked_is_not_known(client, sign_in, journey):
    found = page(sign_in(journey.counsellor), journey).context["found"]

    assert [one.verdict.value for one in found.findings if one.term.value == "over_skilling"] == ["unknown"]


def test_neither_the_employer_nor_a_protection_officer_reads_it(client, sign_in, journey):
    answers = [page(sign_in(user), journey).status_code for user in (journey.world.employer_user, journey.protection)]

    assert answers == [403, 403]
