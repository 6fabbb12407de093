"""A passport is signed by the office that keeps its holder, fits on paper and can be withdrawn."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import segno
from django.urls import reverse
from django.utils import timezone

from corridor.access.roles import Role
from corridor.core.models import AuditEntry
from corridor.delivery.skills.documents import address_of_code, fits_one_code
from corridor.delivery.skills.models import CredentialList, IssuerKey
from corridor.delivery.skills.runs import verifier_pack, verify
from corridor.delivery.skills.selectors import address_of, did_document
from corridor.delivery.skills.services import issue_passport, revoke_passport, rotate_key
from corridor.engines.credentials import (
    Binding,
    keys_of_document,
    offline,
    present,
    read_signing_key,
    verify as credential_verify,
)
from corridor.kernel.errors import InputError, NotPermitted
from tests.factories.access import make_member
from tests.factories.recruitment import make_skilled_candidate, make_world
from tests.factories.skills import give_language, give_skills, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def worker():
    return make_member(Role.WORKER)


@pytest.fixture
def person(world, worker):
    person = make_person(user=worker, sex="f", email="salma@example.org", phone="+212600000000", safe_contact="Sister")
    give_language(person, "de", 3)
    give_skills(person, "lead a team", source="certified")
    return make_skilled_candidate(world.scheme, person=person).person


@pytest.fixture
def passport(person, worker):
    return issue_passport(person=person, by=worker)


def judged(document, *, later=timedelta(minutes=1)):
    moment = timezone.now() + later
    pack = verifier_pack(as_of=timezone.now())
    return verify(document, as_of=moment, trust=pack["trust"], lists=pack["lists"])


def values(verification):
    return [getattr(verification, name).value for name in ("integrity", "issuer", "trust", "dates", "status")]


def organisation_of(user):
    return user.memberships.get().organisation


def test_the_office_that_keeps_a_person_signs_her_passport_in_three_forms(world, passport):
    credential = passport.credential

    for form in (credential.document, credential.disclosures, offline.unpack(credential.code)):
        verification = judged(form)
        assert values(verification) == [True] * 5, verification.document()
    key = credential.status_list.key
    assert key.organisation == organisation_of(world.officer_origin)
    assert credential.document["issuer"] == {"id": key.did, "name": key.organisation.name}


def test_a_credential_says_how_each_skill_is_known_and_that_it_recognises_nothing(passport):
    stated = passport.credential.document

    skills = {one["label_en"]: one["known_by"] for one in stated["credentialSubject"]["skills"]}
    assert skills == {"lead a team": "certified", "web programming": "declared"}
    assert "not a decision on recognition" in stated["description"]


def test_no_form_of_a_credential_states_sex_birth_health_family_or_contact(person, passport):
    credential = passport.credential
    written = json.dumps([credential.document, offline.unpack(credential.code)], ensure_ascii=False)
    written += json.dumps(judged(credential.disclosures).claims, ensure_ascii=False)

    for secret in (str(person.birth_date), '"sex"', person.email, person.phone, person.safe_contact, "birth", "health"):
        assert secret not in written


def test_a_revoked_passport_is_withdrawn_in_every_form_with_the_date_of_the_list(passport, worker):
    revoke_passport(passport=passport, reason="Lost", by=worker)

    for form in (passport.credential.document, passport.credential.disclosures):
        status = judged(form).status
        assert (status.value, status.code) == (False, "withdrawn")
        assert status.params["date"] == timezone.now().date().isoformat()


def test_a_passport_that_is_replaced_is_withdrawn_and_the_new_one_is_not(passport, person, worker):
    second = issue_passport(person=person, by=worker)

    assert judged(passport.credential.document).status.value is False
    assert values(judged(second.credential.document)) == [True] * 5


def test_one_altered_letter_breaks_a_credential(passport):
    changed = passport.credential.document | {"validUntil": "2999-01-01T00:00:00Z"}

    assert judged(changed).integrity.value is False


def test_a_credential_ends_after_two_years_and_its_list_counts_for_two_weeks(passport):
    assert judged(passport.credential.document, later=timedelta(days=731)).dates.code == "expired"
    assert judged(passport.credential.document, later=timedelta(days=15)).status.code == "list_old"


def test_after_a_rotation_the_new_key_signs_and_the_old_one_still_verifies(world, passport, person, worker):
    office = organisation_of(world.officer_origin)

    new = rotate_key(organisation=office, by=world.officer_origin)
    second = issue_passport(person=person, by=worker)

    assert second.credential.status_list.key == new
    assert new.number == 2
    old = judged(passport.credential.document)
    assert [old.integrity.value, old.issuer.value, old.trust.value] == [True] * 3
    assert values(judged(second.credential.document)) == [True] * 5
    assert AuditEntry.objects.filter(action="skills.issuer_key_rotated", object_id=str(new.pk)).exists()


def test_nobody_else_changes_the_key_of_an_organisation(world, worker):
    office = organisation_of(world.officer_origin)

    for stranger in (worker, world.officer_destination, make_world().officer_origin):
        with pytest.raises(NotPermitted, match="Only the administrator and the officers"):
            rotate_key(organisation=office, by=stranger)


def test_no_private_key_is_stored_and_a_changed_secret_makes_the_next_key(passport, person, worker, settings):
    stored = [field.name for field in IssuerKey._meta.get_fields()]
    first = passport.credential.status_list.key

    settings.SECRET_KEY = "another secret of this installation, long enough"
    second = issue_passport(person=person, by=worker).credential.status_list.key

    assert not [name for name in stored if "private" in name or "secret" in name]
    assert (second.number, second.organisation) == (2, first.organisation)
    assert second.did != first.did


def test_places_on_a_list_are_drawn_at_random_from_a_large_list(person, worker):
    drawn = [issue_passport(person=person, by=worker).credential for _ in range(3)]

    places = [row.status_index for row in drawn]
    assert len({row.status_list_id for row in drawn}) == 1
    assert places != sorted(range(min(places), min(places) + 3))
    assert max(places) > 3


def test_the_code_for_paper_is_one_qr_code_of_version_25_and_drops_skills_that_do_not_fit(person, worker):
    for number in range(14):
        give_skills(person, f"prepare the {number}th complicated dish with {number**9 + 7919**4} ingredients")

    credential = issue_passport(person=person, by=worker).credential

    page, fragment = address_of_code(address_of("verifier:verify"), credential.code)
    image = segno.make([(page, None), (fragment, None)], error="m", boost_error=False)
    shown = offline.unpack(credential.code)["credentialSubject"]["skills"]
    assert fits_one_code((page, fragment))
    assert (image.version <= 25, image.error) == (True, "M")
    assert 0 < credential.skills_in_code < person.skills.count()
    assert sum(map(len, shown.values())) == credential.skills_in_code
    assert shown["certified"] == ["lead a team"]


def test_a_person_whom_no_office_keeps_has_a_passport_of_the_installation(worker):
    passport = issue_passport(person=make_person(user=worker), by=worker)

    assert passport.credential.status_list.key.organisation is None
    assert values(judged(passport.credential.document)) == [True] * 5


def test_the_installation_publishes_its_keys_and_lists(passport, client, django_assert_max_num_queries):
    credential = passport.credential
    address = reverse("verifier:status_list", args=[credential.status_list_id])
    with django_assert_max_num_queries(3):
        published = json.loads(client.get(address).content)
    document = json.loads(client.get("/.well-known/did.json").content)

    assert credential.document["credentialStatus"]["statusListCredential"].endswith(address)
    assert verify(credential.document, as_of=timezone.now(), lists=[published]).status.value is True
    assert document == did_document()
    known = keys_of_document(document, document["id"])
    assert credential.status_list.key.did.removeprefix("did:key:") in {key.key.multikey() for key in known}
    assert client.get(reverse("verifier:status_list", args=[0])).status_code == 404


def test_a_list_is_dated_by_the_hour_and_by_its_last_change(passport, worker):
    noon = datetime(2030, 1, 1, 12, 40, tzinfo=UTC)
    revoke_passport(passport=passport, reason="Lost", by=worker)
    changed = CredentialList.objects.get(credentials__passport=passport).changed_at

    later, now = (verifier_pack(as_of=moment)["lists"] for moment in (noon, changed))

    assert {one["proof"]["created"] for one in later} == {"2030-01-01T12:00:00Z"}
    assert max(one["proof"]["created"] for one in now) == f"{changed:%Y-%m-%dT%H:%M:%SZ}"


HOLDER = read_signing_key({"secretKeyMultibase": "z42tqrNGyzyXRzotAYn43UhcFtzDUVdxJ7461fwrfhBPLmfY"})


def test_a_person_binds_her_file_to_a_key_and_a_reader_asks_for_her_signature(person, worker, sign_in):
    given = {"holder_key": dict(HOLDER.public.jwk())}
    address = f"/api/v1/skills/people/{person.pk}/passport"
    issued = sign_in(worker).post(address, given, content_type="application/json").json()
    binding = Binding(nonce="n-1", audience="https://employer.example")

    shown = present(
        issued["disclosures"], show=["skills"], holder=HOLDER, binding=binding, created=datetime(2026, 1, 1, tzinfo=UTC)
    )

    moment = timezone.now() + timedelta(minutes=1)
    assert credential_verify(shown, as_of=moment, binding=binding).integrity.value is True
    without = present(issued["disclosures"], show=["skills"])
    assert credential_verify(without, as_of=moment, binding=binding).integrity.code == "binding_missing"


def test_an_office_binds_no_passport_to_a_key_and_a_private_part_is_refused(world, person, worker):
    public = dict(HOLDER.public.jwk())

    with pytest.raises(NotPermitted, match="Only the person binds"):
        issue_passport(person=person, by=world.officer_origin, holder_key=public)
    with pytest.raises(InputError, match="private part"):
        issue_passport(person=person, by=worker, holder_key={**public, "d": "AA"})
    with pytest.raises(InputError, match="cannot be used"):
        issue_passport(person=person, by=worker, holder_key={"kty": "EC", "crv": "P-256"})


def test_the_file_with_disclosures_is_for_the_holder_alone(world, person, passport, sign_in):
    answer = sign_in(world.officer_origin).get(f"/api/v1/skills/people/{person.pk}/passport").json()

    assert answer["credential"]["id"] == passport.credential.document["id"]
    assert answer["disclosures"] == ""
