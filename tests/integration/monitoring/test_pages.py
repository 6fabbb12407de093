"""The pages of results."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils.translation import override

from corridor.access.roles import Role
from corridor.evaluation.monitoring.tables import TABLES
from tests.integration.monitoring.world import give_indicators, give_money, give_training, give_voices, make_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    made = make_run()
    give_money(made)
    give_training(made)
    give_voices(made)
    give_indicators(made)
    return made


def url(name, *args, language="en"):
    with override(language):
        return reverse(f"monitoring:{name}", args=args)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_a_donor_reads_the_dashboard_in_every_language(client, sign_in, run, language):
    sign_in(run.readers[Role.DONOR])

    answer = client.get(url("dashboard", run.scheme.pk, language=language))

    assert answer.status_code == 200
    for part in ("funnel", "money", "corridors", "fees", "indicators", "steps", "unit-costs", "cohorts", "check-ins"):
        assert f'id="{part}"' in answer.text
    assert answer.text.count("<h1") == 1


def test_the_dashboard_of_an_empty_scheme_says_what_is_missing(client, sign_in):
    run = make_run(women=0, men=0, departed_women=0, departed_men=0)
    sign_in(run.readers[Role.COMMITTEE])

    page = client.get(url("dashboard", run.scheme.pk)).text

    for words in (
        "No budget yet",
        "No indicator yet",
        "No case has started yet",
        "No cohort yet",
        "Nobody was asked yet",
    ):
        assert words in page
    assert "That is no proof that none was paid." in page


def test_the_list_shows_own_schemes_with_their_lights(client, sign_in, run):
    other = make_run()
    sign_in(run.readers[Role.EVALUATOR])

    page = client.get(url("overview")).text

    assert run.scheme.name in page
    assert other.scheme.name not in page
    assert "Off track" in page


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_table_can_be_taken_home(client, sign_in, run, table):
    sign_in(run.readers[Role.DESIGNER])

    answer = client.get(url("export", run.scheme.pk, table))

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Type"].startswith("text/csv")
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}


def test_the_file_holds_no_more_than_the_page(client, sign_in, run):
    sign_in(run.readers[Role.DONOR])

    text = client.get(url("export", run.scheme.pk, "cohorts")).content.decode("utf-8-sig")

    assert 'French A2,12,12,"not shown, of 12"' in text


def test_a_reader_of_another_scheme_finds_nothing(client, sign_in, run):
    other = make_run()
    sign_in(other.readers[Role.DONOR])

    for name, args in (("dashboard", ()), ("export", ("funnel",)), ("run", (1,))):
        assert client.get(url(name, run.scheme.pk, *args)).status_code == 404


@pytest.mark.parametrize("role", [Role.TRAINER, Role.COUNSELLOR])
def test_roles_that_read_no_plan_are_told_so(client, sign_in, run, role):
    sign_in(run.readers[role])

    assert client.get(url("dashboard", run.scheme.pk)).status_code == 403


def test_a_stranger_is_asked_to_sign_in(client, run):
    assert client.get(url("dashboard", run.scheme.pk)).status_code == 302


def test_an_unknown_table_or_filter_does_no_harm(client, sign_in, run):
    sign_in(run.readers[Role.DONOR])

    assert client.get(url("export", run.scheme.pk, "nothing")).status_code == 404
    assert client.get(url("dashboard", run.scheme.pk) + "?corridor=XXX-YYY&cohort=999").status_code == 200


def test_programs_read_the_same_tables(client, sign_in, run):
    sign_in(run.readers[Role.DONOR])

    found = client.get(f"/api/v1/schemes/{run.scheme.pk}/results").json()

    assert found["scheme"] == run.scheme.reference
    assert found["small_groups_hidden"] is True
    assert set(found["tables"]) == set(TABLES)
    assert found["tables"]["fees"]["rows"][0][1] == 1
    assert found["run"] > 0


def test_programs_of_another_scheme_get_404(client, sign_in, run):
    sign_in(make_run().readers[Role.DONOR])

    assert client.get(f"/api/v1/schemes/{run.scheme.pk}/results").status_code == 404
