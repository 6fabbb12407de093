"""A budget as the page shows it: the words of unit costs, cash by year, ranges and findings."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from corridor.design.budgets.sheets import MEASURES, cash_table, cost_per_rows, finding_rows, range_of
from corridor.engines.costing import Behaviour, BudgetLine, assess_budget
from corridor.engines.costing.measures import POPULATIONS


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def line(**fields):
    fixed = {"code": "PI.04", "label": "Staff", "behaviour": Behaviour.FIXED, "amount": 1000, "head": "staff"}
    return BudgetLine(**fixed | {"payer_percent": {"donor": 100}} | fields)


def assess(*lines, participants=10, placements=5, months=18):
    return assess_budget(lines, participants=participants, placements=placements, months=months, currency="EUR")


def test_the_page_says_of_every_measure_whom_the_engine_counts():
    assert {measure: str(words) for measure, (_label, words) in MEASURES.items()} == POPULATIONS


def test_a_unit_cost_stands_with_what_was_divided_by_what():
    rows = {row.label: row for row in cost_per_rows(assess(line()))}

    participant = rows["Participant"]
    assert (participant.value, participant.numerator, participant.denominator) == (Decimal(100), Decimal(1000), 10)
    assert participant.population == "people planned to take part, whatever becomes of them"
    assert rows["Job kept"].value is None


def test_cash_flows_over_years_of_twelve_months_and_adds_up():
    # 1,000 over 18 months: 12 of 18 parts in the first year, to the cent.
    table = cash_table(assess(line(payer_percent={"donor": 60, "employer": 40})))

    assert [row.year for row in table.rows] == [1, 2]
    assert table.total == sum(row.total for row in table.rows) == Decimal(1000)
    assert table.payers == ("Employers", "Donor")
    for row in table.rows:
        assert sum(amount for _payer, amount in row.parts) == row.total
    assert float(table.rows[0].total) == pytest.approx(666.67, abs=0.1)
    assert table.widest == float(table.rows[0].total)


def test_a_payer_who_pays_nothing_has_no_column():
    assert cash_table(assess(line())).payers == ("Donor",)


def test_a_year_in_which_a_payer_pays_nothing_shows_zero():
    early = line(payer_percent={"employer": 100}, start_month=1, end_month=12)

    table = cash_table(assess(line(), early))

    assert dict(table.rows[1].parts)["Employers"] == 0
    assert len(table.rows[1].bar) == 1


def test_gifts_alone_need_no_cash():
    table = cash_table(assess(line(in_kind=True)))

    assert (table.rows, table.total, table.widest) == ((), 0, 0)


def test_a_budget_has_a_range_only_where_a_line_has_ends():
    assert range_of(assess(line())) is None

    found = range_of(assess(line(amount_least=800, amount_most=1500)))

    assert (found.least, found.likely, found.most) == (Decimal(800), Decimal(1000), Decimal(1500))


def test_one_end_alone_makes_a_range():
    assert range_of(assess(line(amount_most=1500))).least == Decimal(1000)


def test_a_finding_carries_its_rule_its_code_and_its_weight_in_words():
    overhead = line(code="PI.13", behaviour=Behaviour.RATE, amount=0.08, head="overhead")

    rows = {row.code: row for row in finding_rows(assess(line(), overhead))}

    assert (rows["overhead_cap"].rule, rows["overhead_cap"].weight) == ("R07", "Blocks approval")
    assert (rows["ratio_sum"].rule, rows["ratio_sum"].weight) == ("R09", "Note")
    assert rows["no_coordination"].item == "PI.05"


def test_findings_that_block_stand_first():
    overhead = line(code="PI.13", behaviour=Behaviour.RATE, amount=0.08, head="overhead")

    kinds = [row.kind for row in finding_rows(assess(line(), overhead))]

    assert kinds == sorted(kinds, key=["bad", "warn", "info"].index)


def test_no_finding_gives_no_row():
    assert finding_rows(replace(assess(line()), findings=())) == []
