"""Allocations side by side, what a quota changes, and pairs taken up as proposals that people answer."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from corridor.core.models import AuditEntry
from corridor.delivery.recruitment.models import Candidate, Interview, KeptRun, Nomination, Sighting
from corridor.delivery.recruitment.runs import Wanted
from corridor.delivery.recruitment.selectors.allocations import changed_by
from corridor.delivery.recruitment.selectors.pools import free_candidates, free_posts
from corridor.delivery.recruitment.selectors.records import result_of
from corridor.delivery.recruitment.services.allocating import Slots, compare_scheme, take_up, what_if
from corridor.delivery.recruitment.services.replaying import replay_run
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from tests.factories.recruitment import (
    make_employer,
    make_nomination,
    make_skilled_candidate,
    make_vacancy,
    make_world,
)
from tests.factories.skills import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world(positions=8)


@pytest.fixture
def crowd(world):
    """Twelve women with three years of work and twelve men with five, so that the greatest total prefers men."""
    people = []
    for n in range(24):
        person = make_person(sex="f" if n < 12 else "m", consent_at=timezone.now())
        candidate = make_skilled_candidate(world.scheme, person=person)
        candidate.person.experiences.update(years=3 if n < 12 else 5)
        people.append(candidate)
    return people


def found_in(kept):
    return result_of(KeptRun.objects.get(pk=kept.pk))


def nominated(found, sex):
    people = set(Candidate.objects.filter(person__sex=sex).values_list("pk", flat=True))
    return sum(1 for _v, c, _s in found["pairs"] if c in people)


def test_three_allocations_stand_side_by_side_with_the_price_of_fairness(world, crowd, sign_in):
    kept = compare_scheme(scheme=world.scheme, by=world.officer_origin)
    aims = found_in(kept)["aims"]

    text = (
        sign_in(world.officer_origin).get(reverse("recruitment:allocations", args=[world.scheme.pk])).content.decode()
    )

    assert [nominated(aims[name], "m") for name in ("stable", "optimal", "balanced")] == [8, 8, 4]
    # Eight men bring 8 x 0.90 with experience in full; four women lose 2/5 of the ten points of experience each.
    assert aims["optimal"]["total"] - aims["balanced"]["total"] == pytest.approx(4 * 0.04, abs=1e-6)
    assert aims["stable"]["blocking_pairs"] == 0
    assert aims["optimal"]["gap"] <= 1e-3
    assert "Price of fairness" in text
    assert "8 of 8 posts" in text
    assert Nomination.objects.count() == 0


def test_a_comparison_is_replayed_to_the_last_byte(world, crowd):
    kept = compare_scheme(scheme=world.scheme, by=world.officer_origin)
    for candidate in crowd:
        candidate.person.experiences.update(years=1)

    found = replay_run(kept=KeptRun.objects.get(pk=kept.pk), by=world.officer_origin)

    assert found.is_identical


def test_a_quota_shows_what_it_changes_beside_the_present_and_changes_nothing(world, crowd, sign_in):
    client = sign_in(world.officer_origin)
    data = {"group": "sex:f", "vacancy": "", "least": "5", "most": ""}

    page = client.post(reverse("recruitment:quota_try", args=[world.scheme.pk]), data, follow=True)
    kept = KeptRun.objects.get(kind="quota")
    found = found_in(kept)

    assert found["counted"] == [0, 5]
    assert changed_by(found) == {"joins": 5, "leaves": 5, "moves": 0, "vacancies": 1}
    assert found["before"]["total"] - found["after"]["total"] == pytest.approx(5 * 0.04, abs=1e-6)
    text = page.content.decode()
    assert "What a quota would change" in text
    assert "at least 5" in text
    assert Nomination.objects.count() == 0
    assert replay_run(kept=kept, by=world.officer_origin).is_identical


def test_a_quota_that_nobody_can_keep_is_refused_at_the_form(world, crowd, sign_in):
    data = {"group": "sex:f", "vacancy": "", "least": "50", "most": ""}

    answer = sign_in(world.officer_origin).post(reverse("recruitment:quota_try", args=[world.scheme.pk]), data)

    assert answer.status_code == 422
    assert "The quota Women asks for at least 50 nominations" in answer.content.decode()
    assert "Lower the minimum" in answer.content.decode()
    assert not KeptRun.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({}, "neither a minimum nor a maximum"),
        ({"least": "5", "most": "3"}, "The minimum 5 is above the maximum 3."),
        ({"least": "many"}, "Enter a whole number."),
        ({"least": "-1"}, "greater than or equal to 0"),
        ({"most": "1e9"}, "Enter a whole number."),
        ({"group": "sex:q", "least": "1"}, "Select a valid choice."),
        ({"group": "", "least": "1"}, "This field is required."),
        ({"vacancy": "999999", "least": "1"}, "Select a valid choice."),
        ({"vacancy": "x", "least": "1"}, "Select a valid choice."),
    ],
)
def test_a_quota_form_that_is_filled_in_wrongly_says_what_is_wrong(world, crowd, sign_in, wrong, sentence):
    data = {"group": "sex:f", "vacancy": "", "least": "", "most": ""} | wrong

    answer = sign_in(world.officer_origin).post(reverse("recruitment:quota_try", args=[world.scheme.pk]), data)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not KeptRun.objects.exists()


def test_a_comparison_by_something_that_is_not_recorded_says_so_and_is_not_made(world, crowd, sign_in):
    address = reverse("recruitment:allocations_compare", args=[world.scheme.pk])

    page = sign_in(world.officer_origin).post(address, {"balance": "religion"}, follow=True)

    assert "Balance between groups by: Select a valid choice." in page.content.decode()
    assert not KeptRun.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({}, "Nobody was chosen."),
        ({"pick": ["x", "1-2-3", "99999999999999999999-1"]}, "Nobody was chosen."),
        ({"day": "2020-01-01"}, "Day of the first talks: Choose a day from tomorrow on."),
        ({"day": "soon"}, "Day of the first talks: Enter a valid date."),
        ({"minutes": "long"}, "Minutes for each talk: Enter a whole number."),
        ({"mode": "letter"}, "How: Select a valid choice."),
    ],
)
def test_pairs_that_are_taken_up_wrongly_are_refused_with_the_field(world, crowd, sign_in, wrong, sentence):
    kept = compare_scheme(scheme=world.scheme, by=world.officer_origin)
    data = {"aim": "nothing", "minutes": "30", "mode": "video"} | wrong

    page = sign_in(world.officer_origin).post(reverse("recruitment:take_up", args=[kept.pk]), data, follow=True)

    assert sentence in page.content.decode()
    assert Nomination.objects.count() == 0


def test_a_comparison_whose_facts_were_erased_shows_no_pair_and_proposes_nobody(world, crowd, sign_in):
    kept = compare_scheme(scheme=world.scheme, by=world.officer_origin)
    v, c, _score = found_in(kept)["aims"]["stable"]["pairs"][0]
    crowd[-1].delete()
    client = sign_in(world.officer_origin)

    pages = [
        client.get(reverse("recruitment:allocation", args=[kept.pk, "stable"])),
        client.get(reverse("recruitment:run", args=[kept.pk])),
        client.get(reverse("recruitment:allocations", args=[world.scheme.pk])),
    ]
    data = {"aim": "stable", "pick": [f"{v}-{c}"], "minutes": "30", "mode": "video"}
    refused = client.post(reverse("recruitment:take_up", args=[kept.pk]), data, follow=True)

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert "The facts of this run were erased" in pages[0].content.decode()
    assert "No pair that you may see" not in pages[0].content.decode()
    assert "nobody can be proposed from it" in refused.content.decode()
    assert Nomination.objects.count() == 0


def test_who_reads_the_pairs_of_an_allocation_is_noted_once_a_day(world, crowd, sign_in):
    kept = compare_scheme(scheme=world.scheme, by=world.officer_origin)
    client, address = sign_in(world.officer_origin), reverse("recruitment:allocation", args=[kept.pk, "stable"])

    client.get(address)
    client.get(address)
    sign_in(world.officer_destination).get(address)

    assert set(Sighting.objects.values_list("user", "run", "kind")) == {(world.officer_origin.pk, kept.pk, "pairs")}
    assert Sighting.objects.count() == 8
    assert AuditEntry.objects.get(action="recruitment.list_seen").detail["people"] == 8


def test_a_run_leads_to_what_it_found_and_an_earlier_quota_says_what_was_asked(world, crowd, sign_in):
    client = sign_in(world.officer_origin)
    kept = compare_scheme(scheme=world.scheme, by=world.officer_origin)
    tried = what_if(
        scheme=world.scheme, quota=Wanted("sex", "f", 2, 6, vacancy_id=world.vacancy.pk), by=world.officer_origin
    )

    text = client.get(reverse("recruitment:allocations", args=[world.scheme.pk])).content.decode()
    run = client.get(reverse("recruitment:run", args=[kept.pk])).content.decode()

    assert "Women: 2 to 6" in text
    assert all(reverse("recruitment:allocation", args=[kept.pk, aim]) in run for aim in ("stable", "balanced"))
    quota = client.get(reverse("recruitment:quota", args=[tried.pk])).content.decode()
    assert "Women: 2 to 6" in quota
    assert world.vacancy.reference in quota


@pytest.mark.parametrize(("least", "most", "field"), [(None, None, "least"), (5, 3, "least")])
def test_a_quota_without_a_sensible_limit_is_refused(world, crowd, least, most, field):
    with pytest.raises(InputError) as caught:
        what_if(scheme=world.scheme, quota=Wanted("sex", "f", least, most), by=world.officer_origin)

    assert caught.value.field == field


def test_a_quota_by_something_that_is_not_a_recorded_group_is_refused(world, crowd):
    with pytest.raises(InputError, match="not a recorded group"):
        what_if(scheme=world.scheme, quota=Wanted("person__email", "a", 1), by=world.officer_origin)


def test_with_nobody_free_or_no_post_there_is_nothing_to_allocate(world, sign_in):
    with pytest.raises(RuleViolation, match="nothing to allocate"):
        compare_scheme(scheme=world.scheme, by=world.officer_origin)

    text = (
        sign_in(world.officer_origin).get(reverse("recruitment:allocations", args=[world.scheme.pk])).content.decode()
    )

    assert "Nothing compared yet" in text


def test_who_is_proposed_and_posts_with_a_taker_are_not_free(world, crowd):
    today = timezone.localdate()
    make_nomination(world.vacancy, crowd[0])
    make_nomination(world.vacancy, crowd[1], candidate_answer="no")
    Candidate.objects.filter(pk=crowd[0].pk).update(status="shortlisted")
    make_vacancy(world.scheme, make_employer(vetted_status="pending"))
    make_vacancy(world.scheme, world.employer, closes_date=today - timedelta(days=1))

    posts = free_posts(scheme_id=world.scheme.pk, today=today)

    assert [(post.pk, post.positions) for post in posts] == [(world.vacancy.pk, 7)]
    assert len(free_candidates(scheme_id=world.scheme.pk)) == 23


def test_chosen_pairs_become_proposals_with_talks_that_follow_each_other(world, crowd, sign_in):
    kept = compare_scheme(scheme=world.scheme, by=world.officer_origin)
    pairs = found_in(kept)["aims"]["balanced"]["pairs"][:3]
    day = timezone.localdate() + timedelta(days=7)
    data = {"aim": "balanced", "pick": [f"{v}-{c}" for v, c, _s in pairs], "day": day.isoformat(), "begins": "09:00"}
    data |= {"minutes": "30", "mode": "video"}

    page = sign_in(world.officer_origin).post(reverse("recruitment:take_up", args=[kept.pk]), data, follow=True)

    assert "3 people are proposed" in page.content.decode()
    rows = Nomination.objects.order_by("pk")
    assert [(row.candidate_answer, row.employer_answer) for row in rows] == [("", "")] * 3
    talks = list(Interview.objects.order_by("held_at").values_list("held_at", flat=True))
    assert [int((at - talks[0]).total_seconds() / 60) for at in talks] == [0, 30, 60]
    assert not Candidate.objects.filter(status__in=("selected", "offered", "accepted", "deployed")).exists()
    assert AuditEntry.objects.get(action="recruitment.allocation_taken_up").detail["proposed"] == 3


def test_a_pair_that_can_not_be_proposed_is_said_and_the_others_go_on(world, crowd):
    kept = compare_scheme(scheme=world.scheme, by=world.officer_origin)
    silent = crowd[15]
    silent.person.consent_at = None
    silent.person.save()
    slots = Slots(timezone.now() + timedelta(days=3), 30, "video")

    done = take_up(
        kept=kept,
        pairs=[(world.vacancy, silent), (world.vacancy, crowd[16])],
        by=world.officer_origin,
        slots=slots,
    )

    assert (done.proposed, done.talks) == (1, 1)
    assert "has not agreed yet" in done.refused[0].error.sentence()
    assert Interview.objects.count() == 1


def test_a_pair_without_consent_says_so_and_can_not_be_ticked(world, crowd, sign_in):
    kept = compare_scheme(scheme=world.scheme, by=world.officer_origin)
    v, c, _score = found_in(kept)["aims"]["optimal"]["pairs"][0]
    person = Candidate.objects.get(pk=c).person
    person.consent_at = None
    person.save()

    text = sign_in(world.officer_origin).get(reverse("recruitment:allocation", args=[kept.pk, "optimal"])).content

    assert b"No consent yet" in text
    assert f'value="{v}-{c}"'.encode() not in text
    assert text.count(b'name="pick"') == 7


def test_the_country_of_destination_sees_figures_and_no_people_and_proposes_nobody(world, crowd, sign_in):
    kept = compare_scheme(scheme=world.scheme, by=world.officer_destination)
    client = sign_in(world.officer_destination)

    text = client.get(reverse("recruitment:allocation", args=[kept.pk, "stable"])).content.decode()
    refused = client.post(reverse("recruitment:take_up", args=[kept.pk]), {"pick": []})

    assert "8 further pairs belong to other offices." in text
    assert all(candidate.reference not in text for candidate in crowd)
    assert refused.status_code == 403


def test_only_offices_compare(world, crowd):
    with pytest.raises(NotPermitted):
        compare_scheme(scheme=world.scheme, by=world.employer_user)


def test_a_page_of_another_kind_of_run_is_not_found(world, crowd, sign_in):
    kept = compare_scheme(scheme=world.scheme, by=world.officer_origin)
    client = sign_in(world.officer_origin)

    for name, args in (("quota", [kept.pk]), ("allocation", [kept.pk, "any"])):
        assert client.get(reverse(f"recruitment:{name}", args=args)).status_code == 404
