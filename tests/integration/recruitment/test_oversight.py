"""People above the machine: lists changed with a reason, and a record of who has seen whom."""

import hashlib

import pytest
from django.urls import reverse

from corridor.access.roles import Role
from corridor.core.models import AuditEntry
from corridor.delivery.recruitment.models import KeptRun, MatchEdge, Nomination, Override, Sighting
from corridor.delivery.recruitment.selectors.sightings import seen_by, sightings_of
from corridor.delivery.recruitment.services.matching import request_shortlist
from corridor.delivery.recruitment.services.oversight import note_sighting, override_list, take_back
from corridor.delivery.recruitment.services.replaying import replay_run
from corridor.delivery.recruitment.services.selection import nominate
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from tests.factories.access import make_member
from tests.factories.recruitment import make_candidate, make_nomination, make_skilled_candidate, make_world
from tests.factories.skills import give_language, give_skills, give_work

pytestmark = pytest.mark.django_db
REASON = "Has shown her work to the office."


@pytest.fixture
def world():
    return make_world(languages=[{"code": "fr", "level": 3}])


@pytest.fixture
def people(world):
    """Three who are listed in this order."""
    found = [make_skilled_candidate(world.scheme) for _n in range(3)]
    for place, candidate in enumerate(found):
        candidate.person.experiences.update(years=5 - place)
    request_shortlist(vacancy=world.vacancy, by=world.officer_origin)
    return found


@pytest.fixture
def near(world):
    """One who fails the language alone."""
    candidate = make_candidate(world.scheme)
    give_skills(candidate.person, "web programming")
    give_work(candidate.person, "2513", 5)
    give_language(candidate.person, "fr", 2)
    return candidate


def change(world, candidate, kind, **fields):
    return override_list(
        vacancy=world.vacancy, candidate=candidate, kind=kind, by=world.officer_origin, **({"reason": REASON} | fields)
    )


def listed(client, world):
    """The candidates of the page in their order."""
    context = client.get(reverse("recruitment:shortlist", args=[world.vacancy.pk])).context
    return [row.candidate_id for row in context["rows"]]


def test_an_officer_moves_up_takes_off_and_puts_on_and_the_stored_run_stays(near, people, world, sign_in):
    client, (first, second, third) = sign_in(world.officer_origin), people
    kept = KeptRun.objects.get()

    change(world, third, "up", place=1)
    change(world, second, "off")
    change(world, near, "on")

    assert listed(client, world) == [third.pk, first.pk, near.pk]
    assert list(MatchEdge.objects.order_by("rank").values_list("candidate", flat=True)) == [one.pk for one in people]
    assert replay_run(kept=kept, by=world.officer_origin).is_identical
    text = client.get(reverse("recruitment:shortlist", args=[world.vacancy.pk])).content.decode()
    assert text.count(REASON) == 5
    entries = AuditEntry.objects.filter(action="recruitment.list_overridden")
    proof = hashlib.sha256(REASON.encode()).hexdigest()
    assert [entry.detail["reason_sha256"] for entry in entries] == [proof] * 3
    assert REASON not in str([entry.detail for entry in entries])


def test_a_change_is_taken_back_and_stays_on_record(people, world, sign_in):
    client, row = sign_in(world.officer_origin), change(world, people[0], "off")

    client.post(reverse("recruitment:override_back", args=[row.pk]))

    assert listed(client, world)[0] == people[0].pk
    assert Override.objects.get().taken_back_by == world.officer_origin
    with pytest.raises(RuleViolation, match="taken back already"):
        take_back(override=Override.objects.get(), by=world.officer_origin)
    assert change(world, people[0], "up", place=2).pk


@pytest.mark.parametrize("reason", ["", "  ", "because"])
def test_a_change_needs_its_reason(people, world, reason):
    with pytest.raises(InputError, match="needs its reason"):
        change(world, people[0], "off", reason=reason)


def test_a_change_that_does_not_fit_the_list_is_refused(near, people, world):
    for candidate, kind in ((people[0], "on"), (near, "off"), (near, "up")):
        with pytest.raises(RuleViolation):
            change(world, candidate, kind)
    change(world, people[0], "off")
    with pytest.raises(RuleViolation, match="changed already"):
        change(world, people[0], "up")


def test_without_a_list_there_is_nothing_to_change(near, world):
    with pytest.raises(RuleViolation, match="has no list yet"):
        change(world, near, "on")


def test_only_the_office_of_the_persons_country_changes_a_list(people, world, sign_in):
    with pytest.raises(NotPermitted):
        override_list(
            vacancy=world.vacancy, candidate=people[0], kind="off", reason=REASON, by=world.officer_destination
        )
    address = reverse("recruitment:override", args=[world.vacancy.pk, people[0].pk])
    assert sign_in(world.officer_destination).get(address).status_code == 403


def test_the_form_shows_what_is_wrong_and_changes_the_list_when_all_is_said(people, world, sign_in):
    client = sign_in(world.officer_origin)
    address = reverse("recruitment:override", args=[world.vacancy.pk, people[2].pk])

    short = client.post(address, {"kind": "up", "place": "1", "reason": "short"})
    done = client.post(address, {"kind": "up", "place": "1", "reason": REASON}, follow=True)

    assert short.status_code == 422
    assert "needs its reason" in short.content.decode()
    assert "The list is changed" in done.content.decode()


def test_who_is_put_on_may_be_proposed_though_an_employers_condition_fails(near, people, world):
    near.person.consent_at = near.created_at
    near.person.save()
    with pytest.raises(RuleViolation, match="does not meet a condition"):
        nominate(vacancy=world.vacancy, candidate=near, by=world.officer_origin)

    change(world, near, "on")

    assert nominate(vacancy=world.vacancy, candidate=near, by=world.officer_origin).pk


def test_a_refused_proposal_names_the_language_and_not_its_code(near, people, world, sign_in):
    near.person.consent_at = near.created_at
    near.person.save()
    address = reverse("recruitment:propose", args=[world.vacancy.pk])

    page = sign_in(world.officer_origin).post(address, {"pick": [near.pk]}, follow=True).content.decode()

    assert "does not meet a condition" in page
    assert "Language French reaches B1; it is at A2 now." in page


@pytest.mark.parametrize("pick", ["", "x", "²", "-1"])
def test_a_proposal_of_nobody_says_so(people, world, sign_in, pick):
    address = reverse("recruitment:propose", args=[world.vacancy.pk])

    page = sign_in(world.officer_origin).post(address, {"pick": [pick]}, follow=True)

    assert "Nobody was chosen." in page.content.decode()


def test_the_country_of_destination_finds_no_button_to_propose(people, world, sign_in):
    page = sign_in(world.officer_destination).get(reverse("recruitment:shortlist", args=[world.vacancy.pk]))

    assert reverse("recruitment:propose", args=[world.vacancy.pk]) not in page.content.decode()


def test_what_the_law_asks_holds_for_people_put_on_the_list_too(near, world):
    world.vacancy.regulated = True
    world.vacancy.save()
    near.person.consent_at = near.created_at
    near.person.save()
    request_shortlist(vacancy=world.vacancy, by=world.officer_origin)
    change(world, near, "on")

    with pytest.raises(RuleViolation) as caught:
        nominate(vacancy=world.vacancy, candidate=near, by=world.officer_origin)

    assert caught.value.code == "not_eligible_recognition"
    assert not Nomination.objects.exists()


def test_each_view_of_a_list_is_noted_once_a_day_for_a_person_and_a_run(people, world, sign_in):
    client = sign_in(world.officer_origin)

    listed(client, world)
    listed(client, world)
    client.get(reverse("recruitment:why", args=[world.vacancy.pk, people[0].pk]))

    assert Sighting.objects.filter(kind="list").count() == 3
    assert Sighting.objects.filter(kind="reason").count() == 1
    assert set(Sighting.objects.values_list("role", flat=True)) == {"officer_origin"}
    assert AuditEntry.objects.filter(action="recruitment.list_seen").count() == 2


def test_a_program_and_a_file_are_noted_as_well(people, world, sign_in):
    client = sign_in(world.officer_origin)

    client.get(f"/api/v1/vacancies/{world.vacancy.pk}/shortlist")
    client.get(reverse("recruitment:shortlist_export", args=[world.vacancy.pk]))

    assert Sighting.objects.filter(kind="file").count() == 3


def test_what_an_employer_sees_is_noted(people, world, sign_in):
    nomination = make_nomination(world.vacancy, people[0])
    client = sign_in(world.employer_user)

    client.get(reverse("employer_portal:vacancy", args=[world.vacancy.pk]))
    client.get(reverse("employer_portal:person", args=[nomination.pk]))

    assert set(Sighting.objects.values_list("kind", "role")) == {("proposed", "employer"), ("reason", "employer")}


def test_those_who_watch_see_who_saw_which_list_and_no_candidate(people, world, sign_in):
    listed(sign_in(world.officer_origin), world)
    watcher = make_member(Role.PROTECTION, organisation=world.ministry)

    text = sign_in(watcher).get(reverse("recruitment:sightings")).content.decode()

    assert world.officer_origin.full_name in text
    assert world.vacancy.reference in text
    assert all(one.reference not in text and one.person.family_name not in text for one in people)
    assert sightings_of(user=watcher).get()["people"] == 3
    assert not sightings_of(user=make_member(Role.PROTECTION, organisation=make_world().ministry)).exists()


def test_a_person_sees_who_has_seen_her_by_role(people, world, sign_in):
    user = make_member(Role.WORKER)
    people[0].person.user = user
    people[0].person.save()
    listed(sign_in(world.officer_origin), world)

    text = sign_in(user).get(reverse("worker_portal:jobs")).content.decode()

    (line,) = seen_by(user=user)
    assert (line.people, line.vacancies) == (1, 1)
    assert "Who has seen you in lists" in text
    assert "Programme officer, country of origin" in text
    assert world.officer_origin.full_name not in text


def test_nothing_is_noted_where_nobody_was_shown(world):
    assert note_sighting(by=world.officer_origin, vacancy=world.vacancy, candidate_ids=[], kind="list") == 0
    assert not AuditEntry.objects.filter(action="recruitment.list_seen").exists()
