"""The register's pages, the fit test and the interface for programs."""

import json

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import override

from corridor.access.roles import STAFF, Role
from corridor.core.models import Run
from corridor.kernel.errors import InputError
from corridor.knowledge.pathways.runs import fit
from tests.factories.access import make_member, make_user
from tests.factories.pathways import make_model_contract, make_pathway, make_procedure, make_requirement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    """A request leaves its language behind; each test begins in English."""
    translation.activate("en")


@pytest.fixture
def pathway():
    pathway = make_pathway(min_salary_eur=3000, salary_basis="month", origin_iso3="MAR", max_months=24)
    make_requirement(pathway=pathway, kind="occupation", value={"codes": ["25"]}, text_en="ICT professionals")
    make_requirement(pathway=pathway, kind="language", value={"language": "fr", "at_least": 3}, text_en="French B1")
    return pathway


GOOD = {
    "origin_iso3": "MAR",
    "isco08": "2512",
    "salary_eur_per_year": 40000.0,
    "languages": {"fr": 4},
    "stay_months": 24.0,
}


def test_facts_that_meet_every_condition_open_the_pathway(pathway):
    found = fit(pathway=pathway, facts=GOOD, by=make_user())

    assert found.verdict == "eligible"
    assert len(found.of("met")) == 5
    assert Run.objects.get(pk=found.run_id).result == {"verdict": "eligible", "unmet": []}


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ({"origin_iso3": "TUN"}, "origin"),
        ({"salary_eur_per_year": 35999.0}, "salary"),
        ({"isco08": "9211"}, "occupation"),
        ({"languages": {"fr": 2}}, "language"),
        ({"stay_months": 25.0}, "stay"),
    ],
)
def test_an_unmet_condition_is_named(pathway, wrong, kind):
    found = fit(pathway=pathway, facts=GOOD | wrong, by=make_user())

    assert found.verdict == "not_eligible"
    assert [each.kind for each in found.of("unmet")] == [kind]


def test_what_is_not_known_is_never_a_refusal(pathway):
    found = fit(pathway=pathway, facts={}, by=make_user())

    assert found.verdict == "unknown"
    assert len(found.of("unknown")) == 5


def test_a_requirement_that_no_rule_reads_is_refused_not_overlooked():
    pathway = make_pathway()
    make_requirement(pathway=pathway, kind="salary", value={"minimum": 3})

    with pytest.raises(InputError, match="minimum, which no rule reads"):
        fit(pathway=pathway, facts={}, by=make_user())


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize("role", [Role.DESIGNER, Role.COUNSELLOR])
def test_staff_read_the_register(client, sign_in, pathway, role, language):
    make_procedure(pathway=pathway)
    make_model_contract()
    sign_in(make_member(role))

    with override(language):
        urls = [reverse("pathways:list"), reverse("pathways:contracts"), reverse("pathways:detail", args=[pathway.pk])]

    assert [client.get(url).status_code for url in urls] == [200, 200, 200]


def test_the_page_names_each_unmet_condition_with_the_labels_of_codes(client, sign_in, pathway):
    sign_in(make_member(Role.DESIGNER))

    page = client.get(
        reverse("pathways:detail", args=[pathway.pk]),
        {"origin_iso3": "TUN", "isco08": "2512", "language": "fr", "level": "2"},
    ).content.decode()

    assert "Not open" in page
    assert "not open to people from Tunisia" in page
    assert "The level in French is A2; the pathway asks for B1." in page
    assert "The pay is not known" in page


def test_the_page_says_who_waits_for_whom(client, sign_in, pathway):
    make_procedure(pathway=pathway, steps=(("permit", ()), ("visa", ("permit",))))
    sign_in(make_member(Role.DESIGNER))

    page = client.get(reverse("pathways:detail", args=[pathway.pk])).content.decode()
    page = page.partition('id="procedure"')[2]

    assert page.index("Permit") < page.index("Visa")
    assert "Waits for" in page


def test_the_list_is_narrowed_by_countries(client, sign_in):
    make_pathway(name_en="Into Spain", destination_iso3="ESP")
    make_pathway(name_en="Into Belgium", destination_iso3="BEL")
    sign_in(make_member(Role.DESIGNER))

    page = client.get(reverse("pathways:list"), {"destination": "ESP"}).content.decode()

    assert "Into Spain" in page
    assert "Into Belgium" not in page


def test_a_pathway_that_is_out_of_date_is_marked(client, sign_in):
    make_pathway(valid_until_date="2020-01-01")
    sign_in(make_member(Role.DESIGNER))

    assert "expired" in client.get(reverse("pathways:list")).content.decode()


@pytest.mark.parametrize("role", sorted(set(Role) - STAFF))
def test_workers_and_employers_have_pages_of_their_own(client, sign_in, pathway, role):
    sign_in(make_member(role))

    assert client.get(reverse("pathways:list")).status_code == 403


def test_programs_read_pathways_with_conditions_and_steps(client, sign_in, pathway):
    make_procedure(pathway=pathway)
    sign_in(make_member(Role.DESIGNER))

    rows = json.loads(client.get("/api/v1/pathways?destination=BEL").content)

    assert [row["code"] for row in rows] == [pathway.code]
    assert {each["kind"] for each in rows[0]["requirements"]} == {"occupation", "language"}
    assert [step["code"] for step in rows[0]["steps"]] == ["apply", "visa"]


def test_a_pathway_that_does_not_exist_is_not_found(client, sign_in):
    sign_in(make_member(Role.DESIGNER))

    assert client.get(reverse("pathways:detail", args=[999])).status_code == 404
