"""Plans for programs: the same rows and the same doors as the pages."""

import json

import pytest

from corridor.access.roles import Role
from tests.factories.access import make_member
from tests.factories.design import make_colleague, make_complete_scheme, make_designer, make_scheme

pytestmark = pytest.mark.django_db


def body(answer):
    return json.loads(answer.content)


def test_schemes_are_listed_for_those_who_may_know_of_them(client, sign_in):
    scheme = make_complete_scheme()
    make_complete_scheme()
    sign_in(make_colleague(scheme, Role.DONOR))

    rows = body(client.get("/api/v1/schemes"))

    assert [row["reference"] for row in rows] == [scheme.reference]
    assert rows[0]["corridors"] == [{"origin_iso3": "MAR", "destination_iso3": "BEL"}]


def test_a_stranger_gets_404_for_a_scheme_and_its_budget(client, sign_in):
    scheme = make_complete_scheme()
    sign_in(make_member(Role.DESIGNER))

    assert client.get(f"/api/v1/schemes/{scheme.pk}").status_code == 404
    assert client.get(f"/api/v1/schemes/{scheme.pk}/budget").status_code == 404


def test_nobody_reads_without_signing_in(client):
    assert client.get("/api/v1/schemes").status_code == 401


def test_a_budget_is_given_with_its_run_and_findings(client, sign_in):
    scheme = make_complete_scheme()
    sign_in(make_designer(scheme))

    found = body(client.get(f"/api/v1/schemes/{scheme.pk}/budget"))

    assert found["total"] == "1000.00"
    assert found["by_payer"] == {"donor": "1000.00"}
    assert found["run"]
    assert "R09" in {each["rule"] for each in found["findings"]}


def test_a_scheme_without_lines_has_no_budget_to_give(client, sign_in):
    scheme = make_scheme()
    sign_in(make_designer(scheme))

    assert client.get(f"/api/v1/schemes/{scheme.pk}/budget").status_code == 404
