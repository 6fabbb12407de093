"""How many statements a page may take in the full demonstration: a line of a list never asks the database by itself."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from corridor.access.models import User
from corridor.access.selectors import visible
from corridor.delivery.recruitment.models import MatchEdge, Vacancy
from corridor.design.schemes.models import Scheme
from tests.factories.demo import become, planted_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Page, login that opens it, most statements. A page that must ask more raises its own number, with the reason.
LISTS = [
    ("portfolio:home", "officer.ma", 26),
    ("measures:list", "officer.ma", 22),
    ("pathways:list", "officer.ma", 12),
    ("codelists:index", "officer.ma", 10),
    ("schemes:list", "officer.ma", 13),
    ("recruitment:vacancies", "officer.ma", 12),
    ("recruitment:candidates", "officer.ma", 14),
    ("recruitment:recruiters", "officer.ma", 11),
    ("training:cohorts", "officer.ma", 11),
    ("mobility:cases", "officer.ma", 14),
    ("mobility:placements", "officer.ma", 11),
    ("protection:grievances", "protection", 14),
    ("worker_portal:home", "salma", 22),
    ("worker_portal:jobs", "salma", 19),
    ("employer_portal:home", "employer", 18),
    ("employer_portal:vacancies", "employer", 10),
]
# Lists that grow with the scheme: page, login, table of its lines.
LONG = [
    ("recruitment:candidates", "officer.ma", "recruitment_candidate"),
    ("recruitment:vacancies", "officer.ma", "recruitment_vacancy"),
    ("mobility:cases", "officer.ma", "mobility_case"),
    ("mobility:placements", "officer.ma", "mobility_placement"),
    ("protection:grievances", "protection", "protection_grievance"),
]


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    with planted_world(django_db_blocker):
        yield


@pytest.fixture(autouse=True)
def english():
    translation.activate("en")


def statements_of(client, mailbox, path):
    """Return the statements of a page's second opening; the first one fills what a process remembers."""
    become(client, mailbox)
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return [statement["sql"] for statement in asked.captured_queries]


def told(found):
    return f"{len(found)} statements:\n" + "\n".join(sql[:160] for sql in found)


@pytest.mark.parametrize(("name", "mailbox", "most"), LISTS)
def test_a_page_asks_a_fixed_number_of_times(client, name, mailbox, most):
    found = statements_of(client, mailbox, reverse(name))
    assert len(found) <= most, told(found)


def test_a_dashboard_asks_a_fixed_number_of_times(client):
    scheme = Scheme.objects.filter(status="running").order_by("pk").first()
    found = statements_of(client, "donor", reverse("monitoring:dashboard", args=[scheme.pk]))
    assert len(found) <= 60, told(found)


def test_a_shortlist_asks_a_fixed_number_of_times(client):
    edge = MatchEdge.objects.filter(rank__gte=20).order_by("pk").first()
    found = statements_of(client, "officer.ma", reverse("recruitment:shortlist", args=[edge.vacancy_id]))
    # Three for what officers have changed, two for those put on, three to note once a day who has seen the list.
    assert len(found) <= 24, told(found)


@pytest.mark.parametrize(("name", "mailbox", "table"), LONG)
def test_a_long_list_reads_one_page_of_its_lines(client, name, mailbox, table):
    found = statements_of(client, mailbox, reverse(name))
    lines = [sql for sql in found if f'FROM "{table}"' in sql and not sql.startswith("SELECT COUNT")]
    assert lines
    assert any(" LIMIT " in sql for sql in lines), told(lines)


def test_two_ties_of_a_worker_to_a_vacancy_are_not_multiplied_with_each_other():
    salma = User.objects.get(email="salma@demo.corridor.example")
    rows = visible(Vacancy.objects.all(), user=salma)
    statement = str(rows.query)
    assert statement.count("IN (SELECT") == 2, statement
    assert "LEFT OUTER JOIN" not in statement
    assert rows.count() == rows.distinct().count() > 0
