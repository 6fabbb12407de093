"""What the budget page and its answer to programs show of a computation."""

import json
import re

import pytest

from corridor.access.roles import Role
from tests.factories.design import make_budget, make_colleague, make_designer, make_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def budget():
    """24 months, 100 participants, 50 placements: staff 24,000, a course of 960 each, overheads of 8 %."""
    budget = make_budget()
    make_line(budget, item_code="PI.04", unit_cost=24_000)
    make_line(
        budget, item_code="TR.02", behaviour="V", unit_cost=960, ilo_class="train", shares={"employer": 60, "donor": 40}
    )
    make_line(budget, item_code="PI.13", behaviour="R", unit_cost=8)
    return budget


def page_of(client, sign_in, budget, language="en", user=None):
    sign_in(user or make_designer(budget.scheme))
    return client.get(f"/{language}/schemes/{budget.scheme.pk}/budget/")


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_finding_shows_its_rule_and_its_code_word(client, sign_in, budget):
    text = text_of(page_of(client, sign_in, budget))

    assert re.search(r"Blocks approval .*Indirect costs .*cap is 7 %.*R07 · overhead_cap", text)
    assert "R09 · ratio_sum" in text


def test_a_unit_cost_shows_both_numbers_and_who_is_counted(client, sign_in, budget):
    text = text_of(page_of(client, sign_in, budget))

    # 129,600 in all.
    assert "Participant €1,296 €129,600 / 100 people planned to take part" in text
    assert "Placement €2,592 €129,600 / 50 people planned to start a job" in text
    assert "Month €5,400 €129,600 / 24" in text
    assert "Job kept not counted in this plan €129,600 / –" in text


def test_cash_stands_by_year_and_payer(client, sign_in, budget):
    text = text_of(page_of(client, sign_in, budget))

    assert "Year 1 €64,800 €28,800 €36,000" in text
    assert "Year 2 €64,800 €28,800 €36,000" in text
    assert "Year 3" not in text


def test_without_ends_the_page_says_that_there_is_no_range(client, sign_in, budget):
    text = text_of(page_of(client, sign_in, budget))

    assert "the total has no range" in text
    assert "What the total may come to" not in text


def test_lines_that_cost_nothing_need_no_cash(client, sign_in):
    budget = make_budget()
    make_line(budget, unit_cost=0)

    assert "No cash is needed yet." in text_of(page_of(client, sign_in, budget))


def test_nobody_planned_gives_no_unit_cost_and_a_finding(client, sign_in):
    budget = make_budget(participants=0, placements=0)
    make_line(budget)

    text = text_of(page_of(client, sign_in, budget))

    assert "Participant not counted in this plan" in text
    assert "R24 · denominator" in text


def test_an_empty_budget_shows_none_of_the_cards(client, sign_in):
    text = text_of(page_of(client, sign_in, make_budget()))

    assert "The budget has no line yet." in text
    assert "Cash by year" not in text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ("Trésorerie par année", "Année 1", "Bloque l’approbation")),
        ("es", ("Tesorería por año", "Año 1", "Bloquea la aprobación")),
        ("ar", ("النقد حسب السنة", "السنة 1", "يمنع الموافقة")),
    ],
)
def test_the_page_speaks_the_readers_language(client, sign_in, budget, language, words):
    text = text_of(page_of(client, sign_in, budget, language))

    assert [word for word in words if word not in text] == []
    assert "overhead_cap" in text
    for english in ("people planned", "not counted", "Cash by year", "Divided"):
        assert english not in text


def test_a_donor_of_the_scheme_reads_the_same_figures(client, sign_in, budget):
    text = text_of(page_of(client, sign_in, budget, user=make_colleague(budget.scheme, Role.DONOR)))

    assert "€129,600 / 100" in text


def answer_of(client, sign_in, budget):
    sign_in(make_designer(budget.scheme))
    return json.loads(client.get(f"/api/v1/schemes/{budget.scheme.pk}/budget").content)


def test_a_program_reads_findings_with_code_and_remedy(client, sign_in, budget):
    found = {row["code"]: row for row in answer_of(client, sign_in, budget)["findings"]}

    cap = found["overhead_cap"]
    assert (cap["rule"], cap["severity"]) == ("R07", "bad")
    assert cap["hint"]
    assert found["no_coordination"]["item"] == "PI.05"


def test_a_program_reads_unit_costs_with_the_numbers_under_them(client, sign_in, budget):
    rows = {row["measure"]: row for row in answer_of(client, sign_in, budget)["cost_per"]}

    assert rows["placement"] == {
        "measure": "placement",
        "value": "2592.00",
        "numerator": "129600.00",
        "denominator": 50.0,
        "population": "people planned to start a job",
    }
    assert rows["retained_job"]["value"] is None


def test_a_program_reads_cash_by_year_that_adds_up(client, sign_in, budget):
    found = answer_of(client, sign_in, budget)

    assert [row["year"] for row in found["cash_by_year"]] == [1, 2]
    assert sum(float(row["total"]) for row in found["cash_by_year"]) == float(found["total"])
    assert found["cash_by_year"][0]["by_payer"] == {"donor": "36000.00", "employer": "28800.00"}
    assert found["range"] is None


def test_the_shares_of_the_payers_make_the_whole(client, sign_in, budget):
    shares = answer_of(client, sign_in, budget)["share_by_payer"]

    assert sum(shares.values()) == pytest.approx(1)
    assert shares["employer"] == pytest.approx(57_600 / 129_600)
