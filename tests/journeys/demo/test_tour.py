"""The tour of the tutorial, role by role, through the pages of the demonstration."""

import pytest
from django.urls import reverse
from django.utils import translation

from corridor.access.models import User
from corridor.delivery.mobility.models import Case, CheckIn, Contract
from corridor.delivery.protection.models import FeeReport, Grievance
from corridor.delivery.recruitment.models import Nomination
from corridor.design.partnerships.models import Decision
from corridor.design.schemes.models import Scheme
from tests.factories.demo import planted_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    with planted_world(django_db_blocker):
        yield


@pytest.fixture(autouse=True)
def english():
    translation.activate("en")


@pytest.fixture
def step_into(client):
    """Take a role as a visitor does: one click on the page of roles, then the front page."""

    def take(mailbox, language="en"):
        user = User.objects.get(email=f"{mailbox}@demo.corridor.example")
        with translation.override(language):
            answer = client.post(reverse("demo:become", args=[user.pk]), {"language": language})
        page = client.get(answer.url, follow=True)
        assert page.status_code == 200
        return page.content.decode()

    return take


def post(client, name, /, *args, **data):
    answer = client.post(reverse(name, args=args), data)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return answer


def test_the_ministry_fills_four_gaps_and_approves_a_plan(client, step_into):
    home = step_into("designer")
    assert "Solar technicians Tunisia–Belgium" in home
    scheme = Scheme.objects.get(reference="TN-BE-SOLAR")
    assert client.post(reverse("studio:approve", args=[scheme.pk])).status_code == 409
    tunisia = scheme.screenings.get(kind="country").alternatives.get(name="Tunisia")
    post(client, "screening:choose", scheme.pk, "country", alternative=tunisia.pk, reason="It ranks first")
    frame = {"start_date": scheme.start_date, "end_date": scheme.end_date, "target_participants": 120}
    post(client, "studio:step", scheme.pk, "model", **frame, target_placements=80)
    decision = Decision.objects.get(body__scheme=scheme)
    terms = {"body": decision.body_id, "title": decision.title, "decided_on": "2026-11-20", "text": "Adopted."}
    post(client, "studio:part_edit", scheme.pk, "decisions", decision.pk, **terms, outcome="adopted")
    indicator = scheme.indicators.get(target=None)
    values = {name: getattr(indicator, name) for name in ("code", "name", "level", "unit", "direction", "source")}
    values |= {"computed_from": indicator.computed_from, "baseline": 0, "baseline_date": indicator.baseline_date}
    target = {"target": 80, "target_date": scheme.end_date}
    post(client, "studio:part_edit", scheme.pk, "indicators", indicator.pk, **values, **target)
    post(client, "studio:approve", scheme.pk)
    scheme.refresh_from_db()
    assert (scheme.status, scheme.version) == ("approved", 1)


def test_the_employer_says_yes_to_a_person_and_reads_what_it_costs(client, step_into):
    home = step_into("employer")
    assert home.count("A person is proposed to you") == 3
    waiting = Nomination.objects.filter(
        vacancy__employer__organisation__name="Lumenta Software (demo)", employer_answer=""
    )
    chosen = waiting.filter(candidate_answer="yes").order_by("pk")[0]
    assert client.get(reverse("employer_portal:person", args=[chosen.pk])).status_code == 200
    post(client, "employer_portal:answer", chosen.pk, answer="yes")
    chosen.refresh_from_db()
    assert chosen.employer_answer == "yes"
    costs = client.get(reverse("employer_portal:costs")).content.decode()
    assert "no worker pays for a job" in costs


def test_the_worker_reads_her_case_in_arabic_and_signs_her_contract(client, step_into):
    home = step_into("salma", "ar")
    assert 'dir="rtl"' in home
    contract = Contract.objects.get(placement__candidate__person__user__email="salma@demo.corridor.example")
    with translation.override("ar"):
        page = client.get(reverse("worker_portal:contract"))
        assert page.status_code == 200
        post(client, "worker_portal:contract", has_read="on", pays_nothing="on")
    contract.refresh_from_db()
    assert contract.worker_signed_on_date is not None
    assert Case.objects.get(placement=contract.placement).status == "open"


def test_the_protection_officer_acknowledges_a_complaint_and_sees_two_fees(client, step_into):
    home = step_into("protection")
    assert "Complaints past their date" in home
    late = Grievance.objects.filter(status="received").order_by("due_date")[0]
    assert client.get(reverse("protection:grievance", args=[late.pk])).status_code == 200
    post(client, "protection:act", late.pk, act="acknowledge")
    late.refresh_from_db()
    assert late.status == "acknowledged"
    assert FeeReport.objects.count() == 2
    assert client.get(reverse("protection:fees")).status_code == 200


def test_the_donor_reads_results_with_their_counts_and_no_names(client, step_into):
    home = step_into("donor")
    assert "Engineers Tunisia–Germany" in home
    scheme = Scheme.objects.get(reference="TN-DE-ENG")
    page = client.get(reverse("monitoring:dashboard", args=[scheme.pk])).content.decode()
    assert "Youssef" not in page
    assert client.get(reverse("recruitment:candidates")).status_code == 403


def test_the_second_season_worker_has_a_question_to_answer(client, step_into):
    step_into("fatima", "ar")
    asked = CheckIn.objects.filter(placement__candidate__person__user__email="fatima@demo.corridor.example")
    newest = asked.latest("asked_on_date")
    assert newest.answered_on_date is None
    with translation.override("ar"):
        assert client.get(reverse("worker_portal:check_in", args=[newest.pk])).status_code in {200, 405}
