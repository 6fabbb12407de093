"""What somebody could do before departure and at return, side by side; and everything that is kept about her."""

from datetime import date

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.urls import reverse

from corridor.access.models import User
from corridor.access.roles import Role
from corridor.core.models import StoredFile
from corridor.delivery.skills.models import EvidenceItem, PersonSkill, SkillAssessment
from corridor.delivery.skills.rules import SkillRef
from corridor.delivery.skills.selectors import difference_of, everything_of
from corridor.delivery.skills.selectors.personal import ways
from corridor.delivery.skills.services import (
    Assessed,
    Occasion,
    add_evidence,
    erase_profile,
    read_in,
    record_assessment,
)
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from tests.factories.access import make_member
from tests.factories.recruitment import make_skilled_candidate, make_world
from tests.factories.skills import give_skills, make_person, make_rich_profile

pytestmark = pytest.mark.django_db
WELD, LEAD, DRAW = (SkillRef("", label) for label in ("weld", "lead a team", "read drawings"))


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def worker():
    return make_member(Role.WORKER)


@pytest.fixture
def person(world, worker):
    row = make_skilled_candidate(world.scheme, person=make_person(user=worker)).person
    give_skills(row, "weld", "read drawings")
    give_skills(row, "lead a team", source="certified")
    return row


def occasion(phase, day, **other):
    return Occasion(**({"phase": phase, "held_on": day, "method": "observed", "assessor": "Centre of Rabat"} | other))


def assessed(person, by):
    before = [Assessed(2, WELD), Assessed(4, LEAD), Assessed(3, DRAW), Assessed(2, language="de")]
    after = [Assessed(4, WELD), Assessed(3, LEAD), Assessed(3, language="de"), Assessed(2, SkillRef("", "drive"))]
    record_assessment(person=person, occasion=occasion("baseline", date(2024, 1, 9)), found=before, by=by)
    record_assessment(person=person, occasion=occasion("return", date(2026, 3, 2)), found=after, by=by)


def test_the_difference_says_what_was_gained_kept_lost_and_not_looked_at_again(world, person, worker, sign_in):
    assessed(person, world.officer_origin)

    found = {
        str(one.item): (one.before, one.after, one.verdict) for one in difference_of(user=worker, person=person).changes
    }

    assert found == {
        "weld": (2, 4, "gained"),
        "lead a team": (4, 3, "lost"),
        "read drawings": (3, None, "not_again"),
        "drive": (None, 2, "gained"),
        "de": (2, 3, "gained"),
    }
    page = sign_in(worker).get(reverse("skills:assessments", args=[person.pk])).content.decode()
    assert "Not assessed again" in page
    assert "German" in page
    rows = sign_in(worker).get(f"/api/v1/skills/people/{person.pk}/difference").json()["changes"]
    assert {one["verdict"] for one in rows} == {"gained", "lost", "not_again"}


def test_an_assessed_skill_is_known_by_it_and_a_certificate_stays_one(world, person):
    assessed(person, world.officer_origin)

    found = dict(PersonSkill.objects.filter(person=person).values_list("label_en", "source"))

    assert (found["weld"], found["lead a team"]) == ("assessed", "certified")
    assert PersonSkill.objects.get(person=person, label_en="weld").level == 4


def test_an_assessment_is_recorded_on_the_page(world, person, sign_in):
    weld = person.skills.get(label_en="weld")
    data = {"phase": "baseline", "held_on_date": "2024-01-09", "method": "test", "assessor": "NAITA"}

    answer = sign_in(world.officer_origin).post(
        reverse("skills:assessment_add", args=[person.pk]), data | {f"skill_{weld.pk}": "3"}
    )

    assert answer.status_code == 302
    assert SkillAssessment.objects.get().items.get().level == 3


@pytest.mark.parametrize(
    ("wrong", "found", "said"),
    [
        ({"phase": "return"}, [Assessed(2, WELD)], "no assessment before departure"),
        ({"assessor": " "}, [Assessed(2, WELD)], "This is needed"),
        ({"held_on": date(2099, 1, 1)}, [Assessed(2, WELD)], "lies in the future"),
        ({}, [], "No level is given"),
        ({}, [Assessed(6, WELD)], "between 1 and 5"),
    ],
)
def test_an_assessment_that_says_too_little_is_refused_whole(world, person, wrong, found, said):
    with pytest.raises((InputError, RuleViolation), match=said):
        record_assessment(
            person=person,
            occasion=occasion(**({"phase": "baseline", "day": date(2024, 1, 9)} | _renamed(wrong))),
            found=found,
            by=world.officer_origin,
        )
    assert not SkillAssessment.objects.exists()


def _renamed(wrong):
    return {"day" if name == "held_on" else name: value for name, value in wrong.items()}


def test_nobody_assesses_herself_and_no_assessment_is_recorded_twice(world, person, worker):
    first = occasion("baseline", date(2024, 1, 9))
    record_assessment(person=person, occasion=first, found=[Assessed(2, WELD)], by=world.officer_origin)

    with pytest.raises(RuleViolation, match="recorded already"):
        record_assessment(person=person, occasion=first, found=[Assessed(2, WELD)], by=world.officer_origin)
    with pytest.raises(RuleViolation, match="Nobody records"):
        record_assessment(person=person, occasion=first, found=[Assessed(2, WELD)], by=worker)


def test_every_personal_field_of_the_room_is_given_to_the_person(world, person, worker, sign_in):
    make_rich_profile(person)
    assessed(person, world.officer_origin)
    kept = everything_of(person)

    for model in apps.get_app_config("skills").get_models():
        if model not in ways():
            assert all(model._meta.get_field(name).related_model is User for name in model.Privacy.personal), model
            continue
        for row in kept[model._meta.model_name]:
            assert {*model.Privacy.personal, *model.Privacy.sensitive} <= set(row), model.__name__
    for name in ("workexperience", "education", "languageresult", "personskill", "assesseditem"):
        assert kept[name], name
    answer = sign_in(worker).get(reverse("skills:my_data", args=[person.pk]))
    assert answer.json()["person"][0]["given_name"] == person.given_name


def test_every_row_of_the_room_would_go_with_the_person():
    for model, way in ways().items():
        if way != "pk":
            assert model._meta.get_field(way.split("__")[0]).remote_field.on_delete is models.CASCADE, model.__name__


def test_at_her_request_the_profile_goes_with_its_documents(world, person, worker, sign_in):
    make_rich_profile(person)
    assessed(person, world.officer_origin)
    upload = SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n0", content_type="image/png")
    add_evidence(item=EvidenceItem(person=person, kind="photo"), upload=upload, by=worker)
    read_in(person=person, upload=SimpleUploadedFile("cv.json", b'{"work": []}'), language="en", by=worker)
    client, address = sign_in(worker), reverse("skills:profile_erase", args=[person.pk])

    client.post(address)
    assert person.experiences.exists()
    client.post(address, {"is_sure": "on"})

    assert not StoredFile.objects.filter(purpose__in=["evidence", "cv"]).exists()
    left = {
        model._meta.model_name for model, way in ways().items() if model.objects.filter(**{way: person.pk}).exists()
    }
    assert left == {"person"}
    with pytest.raises(NotPermitted, match="Only the person erases"):
        erase_profile(person=person, by=world.officer_origin)
