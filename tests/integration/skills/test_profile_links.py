"""Own words are linked to concepts by a person, and by nobody else."""

import pytest
from django.urls import reverse

from corridor.access.roles import Role
from corridor.delivery.recruitment.models import Candidate, MarketChange
from corridor.delivery.recruitment.selectors.markets import candidate_facts
from corridor.delivery.skills.models import Education, LinkProposal, PersonSkill, WorkExperience
from corridor.delivery.skills.services import confirm_link, decline_link, keep_entry
from corridor.kernel.errors import InputError, RuleViolation
from tests.factories.access import make_member
from tests.factories.recruitment import make_skilled_candidate, make_world
from tests.factories.skills import make_person

pytestmark = pytest.mark.django_db
WEB = "http://data.europa.eu/esco/skill/69bbd53f-fbb0-4476-b4b2-ef7844464e28"


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def worker():
    return make_member(Role.WORKER)


@pytest.fixture
def person(world, worker):
    return make_skilled_candidate(world.scheme, person=make_person(user=worker)).person


@pytest.fixture
def counsellor(world):
    return make_member(Role.COUNSELLOR, organisation=world.scheme.lead)


@pytest.fixture
def work(person, worker):
    return keep_entry(entry=WorkExperience(person=person, title="كهربائي", written_in="ar"), by=worker)


def test_words_are_compared_in_their_own_language_and_nothing_is_linked_silently(work):
    link = LinkProposal.objects.get()

    labels = [one["matched_label"] for one in link.proposals["items"]]
    assert labels[0].startswith("كهربائي")
    assert len(labels) <= 5
    assert (link.proposals["version"], link.classification, link.method, link.state) == (1, "esco", "linking 1", "open")
    work.refresh_from_db()
    assert (work.isco08, work.esco_uri) == ("", "")


def test_the_counsellor_confirms_from_the_queue_and_the_code_stands_in_the_entry(work, counsellor, sign_in):
    client, link = sign_in(counsellor), LinkProposal.objects.get()
    assert reverse("skills:link", args=[link.pk]) in client.get(reverse("skills:links")).content.decode()
    page = client.get(reverse("skills:link", args=[link.pk])).content.decode()
    assert "Compared with" in page
    assert '<bdi lang="ar">كهربائي</bdi>' in page

    answer = client.post(
        reverse("skills:link_decide", args=[link.pk]),
        {"state": "confirmed", "uri": link.proposals["items"][0]["uri"], "to": "queue"},
    )

    assert answer["Location"] == reverse("skills:links")
    work.refresh_from_db()
    link.refresh_from_db()
    assert (work.isco08, work.title) == ("7411.1", "كهربائي")
    (facts,) = candidate_facts(Candidate.objects.filter(person=work.person))
    assert ("7411.1", None) in facts.occupations
    assert (link.state, link.decided_by, link.chosen_code) == ("confirmed", counsellor, "7411.1")
    assert "No words wait to be linked" in client.get(reverse("skills:links")).content.decode()


def test_a_national_code_is_kept_with_the_link_and_never_taken_for_one_of_isco(work, worker):
    link, concept = LinkProposal.objects.get(), {"uri": "urn:rome:F1602", "code": "F1602", "label": "Électricité"}
    link.proposals["items"] = [concept | {"matched_label": "Électricien", "score": 0.9}]
    link.save()

    confirm_link(proposal=link, uri="urn:rome:F1602", by=worker)

    work.refresh_from_db()
    link.refresh_from_db()
    assert (work.isco08, work.esco_uri, link.chosen_code) == ("", "urn:rome:F1602", "F1602")


def test_live_lists_hear_of_a_link_that_was_confirmed(work, worker):
    link, before = LinkProposal.objects.get(), MarketChange.objects.count()

    confirm_link(proposal=link, uri=link.proposals["items"][0]["uri"], by=worker)

    assert MarketChange.objects.count() > before


def test_a_concept_that_was_not_shown_is_refused_and_so_is_a_second_decision(work, worker):
    link = LinkProposal.objects.get()

    with pytest.raises(InputError, match="one of the concepts"):
        confirm_link(proposal=link, uri="http://example.org/anything", by=worker)
    decline_link(proposal=link, state="own_words", by=worker)
    with pytest.raises(RuleViolation, match="decided on this link already"):
        decline_link(proposal=link, state="rejected", by=worker)

    work.title = "كهربائي"
    keep_entry(entry=work, by=worker)
    assert LinkProposal.objects.count() == 1


def test_other_words_open_a_new_link_and_take_the_old_code_away(work, worker):
    link = LinkProposal.objects.get()
    confirm_link(proposal=link, uri=link.proposals["items"][0]["uri"], by=worker)
    work = WorkExperience.objects.get(pk=work.pk)
    work.title, work.written_in = "plombier", "fr"

    keep_entry(entry=work, by=worker)

    work.refresh_from_db()
    assert work.isco08 == ""
    assert LinkProposal.objects.get(state="open").text == "plombier"


def test_a_skill_takes_the_labels_of_its_concept_and_keeps_her_words(person, worker):
    PersonSkill.objects.filter(person=person).delete()
    skill = keep_entry(
        entry=PersonSkill(person=person, own_words="programmer le Web", label_en="x", written_in="fr"), by=worker
    )
    link = LinkProposal.objects.get(skill=skill)

    confirm_link(proposal=link, uri=WEB, by=worker)

    skill.refresh_from_db()
    assert (skill.esco_uri, skill.label_en, skill.own_words) == (WEB, "web programming", "programmer le Web")
    assert skill.label_ar


def test_two_words_for_one_skill_become_one_entry(person, worker):
    PersonSkill.objects.filter(person=person).delete()
    PersonSkill.objects.create(person=person, esco_uri=WEB, label_en="web programming", source="certified")
    skill = keep_entry(
        entry=PersonSkill(person=person, own_words="programmer le Web", label_en="x", written_in="fr"), by=worker
    )

    confirm_link(proposal=LinkProposal.objects.get(skill=skill), uri=WEB, by=worker)

    row = PersonSkill.objects.get(person=person)
    assert (row.source, row.own_words) == ("certified", "programmer le Web")


def test_words_that_resemble_nothing_open_no_link(person, worker):
    keep_entry(entry=WorkExperience(person=person, title="12 34", written_in="en"), by=worker)

    assert not LinkProposal.objects.exists()


def test_programs_read_and_decide_the_same(work, counsellor, sign_in):
    client = sign_in(counsellor)
    (row,) = client.get("/api/v1/skills/links").json()

    answer = client.post(
        f"/api/v1/skills/links/{row['id']}",
        {"state": "confirmed", "uri": row["proposals"][0]["uri"]},
        content_type="application/json",
    )

    assert answer.json()["state"] == "confirmed"
    assert client.get("/api/v1/skills/links").json() == []
    wrong = client.post(f"/api/v1/skills/links/{row['id']}", {"state": "maybe"}, content_type="application/json")
    assert wrong.status_code in {409, 422}


def test_the_title_of_a_qualification_is_linked_to_its_field_and_stays_as_it_was_written(person, worker, sign_in):
    learnt = keep_entry(
        entry=Education(person=person, title_original="دبلوم تقني في الكهرباء", written_in="ar"), by=worker
    )
    link = LinkProposal.objects.get(education=learnt)
    assert learnt.isced_field == ""
    page = sign_in(worker).get(reverse("skills:link", args=[link.pk])).content.decode()
    assert "Electricity and energy" in page

    confirm_link(proposal=link, uri="http://data.europa.eu/esco/isced-f/0713", by=worker)

    learnt.refresh_from_db()
    assert (learnt.isced_field, learnt.title_original) == ("0713", "دبلوم تقني في الكهرباء")
    assert LinkProposal.objects.get(pk=link.pk).chosen_code == "0713"
