"""A donor reads results: from the home page to the figure, its table and the computation behind it."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from corridor.access.roles import Role
from corridor.design.partnerships.models import Decision
from tests.factories.design import make_body
from tests.integration.monitoring.world import give_indicators, give_money, give_training, give_voices, make_run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def run():
    made = make_run(women=30, men=30, departed_women=12, departed_men=12)
    give_money(made)
    give_training(made, passed=30, failed=12)
    give_voices(made)
    give_indicators(made)
    Decision.objects.create(body=make_body(made.scheme), title="A second cohort", outcome="open")
    return made


def test_a_donor_comes_from_home_to_the_figure_and_its_proof(client, sign_in, run):
    donor = sign_in(run.readers[Role.DONOR])

    home = client.get("/en/", follow=True).text
    assert "A second cohort" in home
    dashboard = reverse("monitoring:dashboard", args=[run.scheme.pk])
    assert dashboard in home

    page = donor.get(dashboard).text
    # Spent 5,000 on 24 placements; two fees reported, one of them of 300 euros; 30 of 42 passed.
    for words in ("€208", "€5,000 for 24 people", "€300", "reports: 2", "71% (30 of 42)", "visa"):
        assert words.lower() in page.lower()

    proof = re.search(r'href="([^"]+/runs/\d+/)"', page).group(1)
    assert "Fingerprint of the inputs" in donor.get(proof).text
    table = donor.get(reverse("monitoring:export", args=[run.scheme.pk, "unit-costs"])).content.decode("utf-8-sig")
    assert '"One placement, as spent",5000.0,24,208.33' in table


def test_a_donor_finds_no_persons_and_no_doors_to_them(client, sign_in, run):
    donor = sign_in(run.readers[Role.DONOR])
    page = donor.get(reverse("monitoring:dashboard", args=[run.scheme.pk])).text

    for placement in run.placements:
        assert placement.candidate.person.family_name not in page
    for name in ("recruitment:candidates", "mobility:cases", "protection:grievances", "training:cohorts"):
        assert donor.get(reverse(name)).status_code == 403
    assert donor.get(reverse("worker_portal:home")).status_code == 403
