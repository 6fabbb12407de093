"""A designer begins from two entries of the gallery, whose facts nobody here made up."""

import pytest
from django.urls import reverse

from corridor.access.roles import Role
from corridor.design.schemes.models import Scheme
from corridor.design.studio.selectors import plan_of
from corridor.design.studio.steps import missing_of
from corridor.knowledge.measures.services import load_gallery
from tests.factories.access import make_member, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def designer(client, sign_in):
    load_gallery(by=None)
    user = make_member(Role.DESIGNER, organisation=make_organisation(name="Office for Labour Mobility", iso3="BEL"))
    sign_in(user)
    return user


@pytest.mark.parametrize(
    ("entry", "corridor"), [("digital-explorers", ("NGA", "LTU")), ("giz-tunisia-engineers", ("TUN", "DEU"))]
)
def test_an_entry_becomes_a_draft_with_its_corridor_and_its_facts_as_notes(client, designer, entry, corridor):
    address = reverse("schemes:clone", args=[entry])
    assert client.get(address).status_code == 200
    lead = designer.memberships.get().organisation
    answer = client.post(address, {"name": f"Like {entry}", "lead": lead.pk})
    scheme = Scheme.objects.get(name=f"Like {entry}")
    assert answer.url == reverse("schemes:detail", args=[scheme.pk])
    assert (scheme.status, scheme.cloned_from) == ("draft", entry)
    (pair,) = scheme.corridors.all()
    assert (pair.origin_iso3, pair.destination_iso3) == corridor
    assert scheme.notes.filter(topic="figure").exclude(source="").exists()
    assert client.get(answer.url).status_code == 200


def test_a_figure_of_another_scheme_never_becomes_one_of_the_plan(client, designer):
    lead = designer.memberships.get().organisation
    client.post(reverse("schemes:clone", args=["giz-tunisia-engineers"]), {"name": "Engineers", "lead": lead.pk})
    scheme = Scheme.objects.get(name="Engineers")
    assert (scheme.target_participants, scheme.target_placements) == (None, None)
    assert missing_of(plan_of(scheme=scheme))


def test_the_entry_shows_its_three_recomputations(client, designer):
    page = client.get(reverse("measures:entry", args=["giz-tunisia-engineers"])).content.decode().replace("\xa0", " ")
    for figure in ("21,126.76", "21,428.57", "21,642.86"):
        assert figure in page
