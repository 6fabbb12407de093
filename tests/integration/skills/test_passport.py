"""A profile becomes a sealed passport that its holder owns."""

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from corridor.access.roles import Role
from corridor.delivery.skills.models import (
    Education,
    LanguageResult,
    Passport,
    PersonLanguage,
    PersonSkill,
    Recognition,
    WorkExperience,
)
from corridor.delivery.skills.rules import SkillRef
from corridor.delivery.skills.runs import check_content
from corridor.delivery.skills.selectors import get_person, passport_content, shared_passport, skill_layers
from corridor.delivery.skills.services import (
    Stated,
    issue_passport,
    remove_skill,
    revoke_passport,
    set_sharing,
    state_profile,
)
from corridor.delivery.skills.sheets import sections_of
from corridor.kernel.errors import NotPermitted, RuleViolation
from tests.factories.access import make_member
from tests.factories.recruitment import make_nomination, make_skilled_candidate, make_world
from tests.factories.skills import give_skills, make_person

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


@pytest.fixture
def passport(person, worker):
    return issue_passport(person=person, by=worker)


def address(name, pk):
    return reverse(f"skills:{name}", args=[pk])


def test_a_passport_is_sealed_and_its_code_is_printed(passport):
    assert check_content(passport.content, passport.seal).is_genuine
    assert passport.code == passport.seal["code"]
    assert not passport.is_shared


def test_a_changed_passport_fails_its_seal(passport):
    passport.content["languages"][0]["cefr"] = "C2"

    assert not check_content(passport.content, passport.seal).is_genuine


def test_a_passport_states_work_and_skills_and_nothing_dangerous(person):
    stated = json.dumps(passport_content(person))

    assert "web programming" in stated
    for secret in (str(person.birth_date), '"sex"', person.email or "@", "safe_contact"):
        assert secret not in stated


def test_two_passports_of_the_same_profile_have_different_codes(passport, person, worker):
    second = issue_passport(person=person, by=worker)

    passport.refresh_from_db()
    assert second.code != passport.code
    assert (passport.is_valid, passport.revoked_reason) == (False, "replaced")
    assert Passport.objects.filter(revoked_at__isnull=True).count() == 1


def test_a_revoked_passport_is_void_and_no_longer_shared(passport, worker):
    set_sharing(passport=passport, is_shared=True, by=worker)

    revoke_passport(passport=passport, reason="Lost", by=worker)

    assert (passport.is_valid, passport.is_shared) == (False, False)
    with pytest.raises(RuleViolation, match="revoked already"):
        revoke_passport(passport=passport, reason="Lost", by=worker)


def test_only_the_holder_switches_sharing(world, passport, worker):
    with pytest.raises(NotPermitted, match="Only the holder decides"):
        set_sharing(passport=passport, is_shared=True, by=world.officer_origin)

    assert set_sharing(passport=passport, is_shared=True, by=worker).is_shared


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("-", "")])
def test_a_code_is_found_however_it_is_typed(passport, change):
    assert shared_passport(code=change(passport.code)) == passport
    assert shared_passport(code="0000-0000-0000") is None


def test_a_statement_never_lowers_what_was_tested(person, worker):
    PersonLanguage.objects.filter(person=person).update(is_tested=True, cefr=5)
    stated = Stated(occupation="2512", languages=(("fr", 2), ("en", 3)), skills=(SkillRef("", "Debug software"),))

    state_profile(person=person, stated=stated, by=worker)
    state_profile(person=person, stated=Stated(skills=(SkillRef("", "debug  software"),)), by=worker)

    assert {(one.language, one.cefr) for one in person.languages.all()} == {("fr", 5), ("en", 3)}
    assert person.skills.count() == 2


def test_a_certified_skill_is_not_taken_back(person, worker):
    give_skills(person, "lead a team", source="certified")
    certified, declared = PersonSkill.objects.get(label_en="lead a team"), PersonSkill.objects.get(source="declared")

    with pytest.raises(RuleViolation, match="stays in the record"):
        remove_skill(skill=certified, by=worker)
    remove_skill(skill=declared, by=worker)

    assert [layer.source for layer in skill_layers(person)] == ["certified"]


def test_a_stranger_changes_no_profile(person):
    other = make_world()
    for act in (issue_passport, lambda person, by: state_profile(person=person, stated=Stated(), by=by)):
        with pytest.raises(NotPermitted, match="Only the person and the office"):
            act(person=person, by=other.officer_origin)


def test_the_holder_issues_prints_and_shares_on_her_page(person, worker, sign_in):
    client = sign_in(worker)
    assert "No passport yet" in client.get(address("passport", person.pk)).content.decode()

    client.post(address("passport_issue", person.pk))
    passport = Passport.objects.get()
    client.post(address("passport_share", passport.pk), {"share": "on"})
    page = client.get(address("passport", person.pk)).content.decode()

    assert passport.code in page
    assert "<svg" in page
    assert 'style="' not in page
    assert "Stop sharing" in page
    assert client.get(address("passport_json", passport.pk)).json()["seal"]["code"] == passport.code


def test_the_page_says_when_the_profile_has_moved_on(person, passport, worker, sign_in):
    give_skills(person, "debug software")

    assert "The profile has changed since" in sign_in(worker).get(address("passport", person.pk)).content.decode()


def test_profiles_open_to_those_who_may_see_the_person(world, person, sign_in):
    assert sign_in(world.officer_origin).get(address("person", person.pk)).status_code == 200
    assert sign_in(world.officer_destination).get(address("person", person.pk)).status_code == 404
    make_nomination(world.vacancy, person.candidacies.get())
    assert sign_in(world.officer_destination).get(address("passport", person.pk)).status_code == 200
    assert sign_in(world.employer_user).get(address("person", person.pk)).status_code == 403
    assert sign_in(make_member(Role.WORKER)).get(address("person", person.pk)).status_code == 404


def test_a_skill_is_added_on_the_page_and_an_office_without_the_person_cannot(world, person, sign_in):
    sign_in(world.officer_origin).post(address("skill_add", person.pk), {"skill": "debug software"})
    refused = sign_in(world.officer_destination).post(address("skill_add", person.pk), {"skill": "x"})

    assert person.skills.count() == 2
    assert refused.status_code == 403


def test_a_passport_is_revoked_on_the_page(person, passport, worker, sign_in):
    client = sign_in(worker)

    client.post(address("passport_revoke", passport.pk), {"reason": "Lost the paper"})

    passport.refresh_from_db()
    assert passport.revoked_reason == "Lost the paper"
    assert "This passport was revoked" in client.get(address("passport", person.pk)).content.decode()


def test_a_level_of_a_test_that_has_run_out_is_shown_as_stated(person, worker):
    PersonLanguage.objects.create(person=person, language="de", cefr=3, is_tested=True)
    today = timezone.localdate()
    test = {"person": person, "language": "de", "source": "test", "test_name": "B1 test"}
    result = LanguageResult.objects.create(
        **test, taken_on=today - timedelta(days=800), valid_until=today - timedelta(days=1)
    )

    def tested():
        found = passport_content(get_person(user=worker, pk=person.pk))["languages"]
        return next(one["tested"] for one in found if one["language"] == "de")

    assert tested() is False
    LanguageResult.objects.filter(pk=result.pk).update(valid_until=today)
    assert tested() is True


def test_learning_that_was_broken_off_has_no_level_and_unlinked_work_its_own_words(person, worker):
    Education.objects.create(person=person, title_original="دبلوم", eqf_level=5, completion="interrupted")
    WorkExperience.objects.create(person=person, title="Zelligeur", from_date="2019-03", to_date="2021")

    content = passport_content(get_person(user=worker, pk=person.pk))

    assert content["education"][-1] == {
        "title": "دبلوم", "isced_field": "", "year": None, "eqf_level": None, "completion": "interrupted",
    }  # fmt: skip
    assert (content["work"][-1]["from"], content["work"][-1]["to"], content["work"][-1]["isco08"]) == (
        "2019-03",
        "2021",
        "",
    )


def test_a_reader_of_the_passport_sees_that_the_holder_paid_and_under_which_law(person, worker):
    Recognition.objects.create(
        person=person, iso3="ESP", outcome="partial", fee=166, currency="EUR", payer="holder",
        law_title="Decree on fees", law_iso3="ESP", law_date=date(2014, 11, 21), law_source="Official journal",
    )  # fmt: skip

    content = passport_content(get_person(user=worker, pk=person.pk))
    rows = sections_of(content, parts=["recognition"])[0].rows

    paid = next(row for row in rows if row.title == "Spain")
    assert paid.detail == "Partly recognised; the holder pays 166.00 EUR by law: Decree on fees, Spain, 2014-11-21"
