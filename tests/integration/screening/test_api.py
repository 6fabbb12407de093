"""The comparison for programs: the same doors as the pages."""

import pytest
from django.utils import timezone

from corridor.access.roles import Role
from corridor.core.models import AuditEntry
from tests.factories.design import make_colleague, make_designer, make_scored_exercise
from tests.factories.screening import make_group, make_veto

pytestmark = pytest.mark.django_db


def address(exercise, rest=""):
    return f"/api/v1/schemes/{exercise.scheme.pk}/choice/{exercise.kind}{rest}"


def test_a_comparison_is_read_with_scores_and_their_sources(client, sign_in):
    exercise = make_scored_exercise(table={"A": {"a": 5, "b": None}, "B": {"a": 3, "b": 4}, "C": {"a": 1, "b": 1}})
    make_veto(exercise.alternatives.get(name="C"))
    sign_in(make_designer(exercise.scheme))

    found = client.get(address(exercise)).json()

    assert [(row["name"], row["rank"], row["points"]) for row in found["ranking"]] == [("A", 1, 75.0), ("B", 2, 62.5)]
    assert found["ranking"][0]["points_low"] == 50.0
    assert [score["value"] for score in found["ranking"][0]["scores"]] == [5.0, None]
    assert found["ranking"][1]["scores"][0]["source"] == "Survey"
    assert [(row["name"], row["kind"]) for row in found["excluded"]] == [("C", "who_list")]
    assert found["criteria"][0]["weight"] == 0.5
    assert found["sentences"][0].startswith("A comes first")


def test_others_read_that_a_ranking_of_countries_is_not_released(client, sign_in):
    exercise = make_scored_exercise()
    sign_in(make_colleague(exercise.scheme, Role.DONOR))

    found = client.get(address(exercise)).json()

    assert (found["is_released"], found["ranking"], found["sentences"], found["criteria"]) == (False, [], [], [])
    assert client.get(address(exercise, "/groups")).status_code == 404


def test_a_designer_releases_a_ranking_once(client, sign_in):
    exercise = make_scored_exercise()
    sign_in(make_designer(exercise.scheme))

    first = client.post(address(exercise, "/release"))
    again = client.post(address(exercise, "/release"))

    assert (first.status_code, again.status_code) == (200, 409)
    assert AuditEntry.objects.filter(action="screening.ranking_released").count() == 1


def test_a_designer_of_another_organisation_releases_nothing(client, sign_in):
    exercise = make_scored_exercise()
    sign_in(make_colleague(exercise.scheme, Role.DESIGNER))

    assert client.post(address(exercise, "/release")).status_code == 403


def test_weights_are_read_by_those_alone_to_whom_they_belong(client, sign_in):
    exercise = make_scored_exercise(kind="sector")
    colleague = make_colleague(exercise.scheme, Role.DONOR)
    organisation = colleague.memberships.get().organisation
    make_group(exercise, "Fund", organisation=organisation, weights={"supply": 0.7, "links": 0.3})
    make_group(exercise, "Unions", weights={"supply": 1.0}, released_at=timezone.now())
    make_group(exercise, "Families", weights={"supply": 1.0})
    sign_in(colleague)

    rows = {row["name"]: row for row in client.get(address(exercise, "/groups")).json()}

    fund, unions, families = rows[organisation.localised_name], rows["Unions"], rows["Families"]
    assert sorted(fund["weights"].values()) == [0.3, 0.7]
    assert (unions["weights"], sorted(unions["ranks"].values())) == (None, [1, 2])
    assert (families["weights"], families["ranks"]) == (None, None)
