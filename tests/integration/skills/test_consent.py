"""Consent and ownership: what happens without the person's word, and who may speak for her."""

import pytest
from django.utils import timezone

from corridor.access.roles import Role
from corridor.core.models import AuditEntry
from corridor.delivery.recruitment.models import Candidate
from corridor.delivery.recruitment.selectors.candidates import people_shown_to_employer
from corridor.delivery.recruitment.services.intake import NewPerson, record_consent, register_candidate
from corridor.delivery.recruitment.services.selection import answer_as_candidate, nominate
from corridor.delivery.skills.models import Person, PersonLanguage, PersonSkill, Recognition, WorkExperience
from corridor.delivery.skills.rules import SkillRef
from corridor.delivery.skills.selectors import passport_content, passport_of, skill_layers
from corridor.delivery.skills.services import Stated, issue_passport, revoke_passport, set_sharing, state_profile
from corridor.kernel.errors import NotPermitted, RuleViolation
from tests.factories.access import make_member
from tests.factories.recruitment import make_skilled_candidate, make_world
from tests.factories.skills import give_language, give_skills, give_work, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def worker():
    return make_member(Role.WORKER)


@pytest.fixture
def person(world, worker):
    return make_skilled_candidate(world.scheme, person=make_person(user=worker, sex="f")).person


def test_nobody_is_registered_without_her_consent(world):
    with pytest.raises(RuleViolation, match="without her consent") as refused:
        register_candidate(
            scheme=world.scheme, person=NewPerson("Amina", "Idrissi", "MAR"), has_consented=False,
            by=world.officer_origin,
        )  # fmt: skip

    assert refused.value.field == "has_consented"
    assert not Person.objects.exists()


def test_nobody_is_shown_to_an_employer_without_her_consent(world, person):
    Person.objects.filter(pk=person.pk).update(consent_at=None)
    candidate = Candidate.objects.get(person=person)

    with pytest.raises(RuleViolation, match="has not agreed"):
        nominate(vacancy=world.vacancy, candidate=candidate, by=world.officer_origin)

    record_consent(candidate=candidate, by=world.officer_origin)
    assert nominate(vacancy=world.vacancy, candidate=Candidate.objects.get(person=person), by=world.officer_origin).pk
    assert AuditEntry.objects.filter(action="recruitment.consent_recorded").count() == 1


def test_before_her_yes_the_employer_reads_no_full_name_and_never_sex_birth_date_or_contact(world, person, worker):
    Person.objects.filter(pk=person.pk).update(email="amina@example.org", phone="+212600000000")
    candidate = Candidate.objects.get(person=person)
    nomination = nominate(vacancy=world.vacancy, candidate=candidate, by=world.officer_origin)

    [before] = people_shown_to_employer(user=world.employer_user, vacancy_id=world.vacancy.pk)
    answer_as_candidate(nomination=nomination, yes=True, by=worker)
    [after] = people_shown_to_employer(user=world.employer_user, vacancy_id=world.vacancy.pk)

    assert person.family_name not in before.name
    assert after.name == str(person)
    for shown in (before, after):
        assert not {"sex", "birth_date", "email", "phone", "region"} & set(vars(shown))
        assert "amina@example.org" not in repr(shown)


def test_a_passport_states_exactly_these_things(person):
    give_skills(person, "weld pipes", source=PersonSkill.Source.CERTIFIED)
    Recognition.objects.create(person=person, iso3="BEL", isco08="2513", outcome="partial")
    content = passport_content(Person.objects.get(pk=person.pk))

    assert set(content) == {"holder", "work", "education", "languages", "skills", "recognition"}
    assert set(content["holder"]) == {"given_name", "family_name", "country_of_origin"}
    assert content["recognition"] == [{"country": "BEL", "isco08": "2513", "outcome": "partial"}]
    assert {skill["label_en"]: skill["known_by"] for skill in content["skills"]} == {
        "web programming": "declared", "weld pipes": "certified",
    }  # fmt: skip
    assert content["languages"] == [{"language": "fr", "cefr": "B2", "tested": False}]


def test_an_empty_profile_is_a_passport_as_well(worker):
    content = passport_content(make_person(user=worker))

    assert (content["work"], content["education"], content["skills"], content["languages"]) == ([], [], [], [])


def test_what_is_stated_later_does_not_change_a_passport_that_is_issued(person, worker):
    passport = issue_passport(person=person, by=worker)
    before = passport.content["skills"]

    state_profile(person=person, stated=Stated(skills=(SkillRef("", "weld pipes"),)), by=worker)

    passport.refresh_from_db()
    assert passport.content["skills"] == before


def test_a_new_passport_replaces_the_one_before_it(person, worker):
    first = issue_passport(person=person, by=worker)
    second = issue_passport(person=person, by=worker)

    first.refresh_from_db()
    assert (first.revoked_reason, second.revoked_at) == ("replaced", None)
    assert passport_of(user=worker, person=person) == second


def test_a_revoked_passport_is_not_shared_again_and_not_revoked_twice(person, worker):
    passport = issue_passport(person=person, by=worker)
    revoke_passport(passport=passport, reason="Lost phone", by=worker)

    with pytest.raises(RuleViolation, match="was revoked"):
        set_sharing(passport=passport, is_shared=True, by=worker)
    with pytest.raises(RuleViolation, match="revoked already"):
        revoke_passport(passport=passport, reason="Again", by=worker)

    passport.refresh_from_db()
    assert (passport.is_shared, passport.revoked_reason) == (False, "Lost phone")


def test_nobody_but_the_person_and_her_office_touches_the_profile(world, person, worker):
    passport = issue_passport(person=person, by=worker)
    others = (
        world.employer_user,
        world.officer_destination,
        make_member(Role.WORKER),
        make_member(Role.OFFICER_ORIGIN),
    )
    for by in others:
        with pytest.raises(NotPermitted):
            state_profile(person=person, stated=Stated(occupation="2513"), by=by)
        with pytest.raises(NotPermitted):
            issue_passport(person=person, by=by)
        with pytest.raises(NotPermitted):
            revoke_passport(passport=passport, reason="", by=by)

    assert WorkExperience.objects.filter(person=person).count() == 1


def test_not_even_her_office_switches_sharing_on(world, person, worker):
    passport = issue_passport(person=person, by=worker)

    with pytest.raises(NotPermitted, match="Only the holder"):
        set_sharing(passport=passport, is_shared=True, by=world.officer_origin)


def test_a_stated_level_may_go_up_and_down_until_it_is_tested(person, worker):
    for level in (2, 5, 3):
        state_profile(person=person, stated=Stated(languages=(("en", level),)), by=worker)
        assert PersonLanguage.objects.get(person=person, language="en").cefr == level

    PersonLanguage.objects.filter(person=person, language="en").update(is_tested=True, cefr=4)
    state_profile(person=person, stated=Stated(languages=(("en", 6),)), by=worker)
    assert PersonLanguage.objects.get(person=person, language="en").cefr == 4


def test_a_skill_that_is_known_better_stays_known_better(person, worker):
    give_skills(person, "weld pipes", source=PersonSkill.Source.CERTIFIED)

    state_profile(person=person, stated=Stated(skills=(SkillRef("", "Weld  PIPES"),)), by=worker)

    [skill] = PersonSkill.objects.filter(person=person, key="text:weld pipes")
    assert skill.source == "certified"


def test_the_layers_show_the_best_proved_skills_first_and_no_empty_layer(person):
    give_skills(person, "weld pipes", source=PersonSkill.Source.CERTIFIED)

    layers = skill_layers(Person.objects.get(pk=person.pk))

    assert [layer.source for layer in layers] == ["certified", "declared"]


def test_a_person_has_one_key_for_her_name_and_one_for_her_number(worker):
    one = make_person(user=worker, given_name="Fatima Zahra", family_name="El Idrissi", phone="+212 661-234567")
    other = make_person(given_name="el-idrissi", family_name="FATIMA ZAHRA", phone="00212661234567")

    assert (one.name_key, one.phone_key) == (other.name_key, other.phone_key)


def test_the_work_and_the_languages_of_two_people_do_not_mix(person):
    other = make_person()
    give_work(other, "5120", 2)
    give_language(other, "es", 3)

    content = passport_content(Person.objects.get(pk=person.pk))

    assert [work["isco08"] for work in content["work"]] == ["2513"]
    assert [known["language"] for known in content["languages"]] == ["fr"]


def test_consent_has_its_moment(person):
    assert person.consent_at is not None
    assert person.consent_at <= timezone.now()
