"""Lines move with people, prices, days and months as their behaviour says; what is missing is refused with its line."""

from datetime import date
from decimal import Decimal

import pytest

from corridor.engines.costing import Behaviour, BudgetLine, ExchangeRate, People, Prices, assess_budget
from corridor.kernel.errors import InputError

PEOPLE = People(candidates=130, learners=60, returnees=10, retained=4)


def a_line(**fields):
    least = {
        "code": "XX.99",
        "label": "item",
        "behaviour": Behaviour.FIXED,
        "amount": 100,
        "payer_percent": {"donor": 100},
        "head": "mobility",
    }
    return BudgetLine(**(least | fields))


def assess(*lines, people=PEOPLE, prices=None, months=6, placements=5):
    return assess_budget(
        lines, participants=20, placements=placements, months=months, currency="EUR", people=people, prices=prices
    )


@pytest.mark.parametrize(
    ("behaviour", "total"),
    [
        (Behaviour.PER_CANDIDATE, 13_000),
        (Behaviour.PER_LEARNER, 6_000),
        (Behaviour.PER_PARTICIPANT, 2_000),
        (Behaviour.PER_PARTICIPANT_MONTH, 12_000),
        (Behaviour.PER_RETURNEE, 1_000),
        (Behaviour.FIXED, 100),
        (Behaviour.STEP, 100),
    ],
)
def test_a_line_takes_the_count_that_its_behaviour_names(behaviour, total):
    assert assess(a_line(behaviour=behaviour)).total == total
    assert assess(a_line(behaviour=behaviour, quantity=3)).total == 300


@pytest.mark.parametrize(
    ("behaviour", "who"),
    [
        (Behaviour.PER_CANDIDATE, "candidates"),
        (Behaviour.PER_LEARNER, "learners"),
        (Behaviour.PER_RETURNEE, "returnees"),
    ],
)
def test_a_line_whose_people_nobody_counted_is_refused_with_its_number(behaviour, who):
    with pytest.raises(InputError, match=rf"Line 2 .*{who}") as refused:
        assess(a_line(), a_line(behaviour=behaviour), people=People())

    assert "number" in refused.value.advice()
    assert assess(a_line(behaviour=behaviour, quantity=1), people=People()).total == 100


def test_nobody_counted_is_not_the_same_as_zero():
    assert assess(a_line(behaviour=Behaviour.PER_RETURNEE), people=People(returnees=0)).total == 0


@pytest.mark.parametrize("people", [People(candidates=-1), People(retained=1.5)])
def test_a_count_of_people_is_whole_and_not_negative(people):
    with pytest.raises(InputError):
        assess(a_line(), people=people)


RATES = Prices(
    rates=(
        ExchangeRate("MAD", date(2026, 9, 1), 0.09),
        ExchangeRate("MAD", date(2026, 10, 1), 0.092),
        ExchangeRate("TND", date(2026, 10, 1), 0.3),
    ),
    rate_date=date(2026, 10, 1),
)


def test_a_foreign_amount_takes_the_newest_rate_of_its_day():
    own_day = a_line(currency="MAD", fx_rate_date=date(2026, 9, 30))

    assert assess(a_line(currency="MAD"), prices=RATES).total == Decimal("9.20")
    assert assess(own_day, prices=RATES).total == 9
    assert assess(a_line(currency="MAD", fx_rate=0.1), prices=RATES).total == 10


@pytest.mark.parametrize(
    ("fields", "prices", "words"),
    [
        ({"currency": "MAD"}, None, ["Line 2", "MAD"]),
        ({"currency": "USD"}, RATES, ["Line 2", "USD", "2026-10-01"]),
        ({"currency": "MAD", "fx_rate_date": date(2026, 8, 31)}, RATES, ["MAD", "2026-08-31"]),
        ({"currency": "MAD", "fx_rate_date": date(2026, 11, 2)}, RATES, ["MAD", "2026-11-02"]),
        ({"currency": "MAD", "fx_rate": 0}, RATES, ["fx_rate"]),
    ],
)
def test_a_currency_without_a_rate_for_the_day_is_refused_with_line_and_remedy(fields, prices, words):
    with pytest.raises(InputError) as refused:
        assess(a_line(), a_line(**fields), prices=prices)

    assert all(word in refused.value.sentence() for word in words)
    assert refused.value.advice()


def test_a_rate_at_the_age_limit_still_counts():
    assert assess(a_line(currency="MAD", fx_rate_date=date(2026, 11, 1)), prices=RATES).total == Decimal("9.20")


def test_an_amount_in_older_prices_is_brought_to_the_budgets_year():
    prices = Prices(year=2026, index={2020: 100, 2026: 121.5})

    assert assess(a_line(price_year=2020), prices=prices).total == Decimal("121.50")
    assert assess(a_line(price_year=2026), prices=prices).total == 100
    assert assess(a_line(), prices=prices).total == 100


@pytest.mark.parametrize("prices", [None, Prices(year=2026, index={2026: 1}), Prices(year=2026, index={2020: 1})])
def test_a_price_year_without_its_level_is_refused(prices):
    with pytest.raises(InputError, match=r"Line 1 .*2020") as refused:
        assess(a_line(price_year=2020), prices=prices)

    assert "price level" in refused.value.advice()


def test_overheads_entered_as_a_sum_are_no_direct_cost():
    found = assess(a_line(amount=920), a_line(code="PI.13", amount=70, head="overhead"))

    assert (found.direct, found.indirect) == (920, 70)
    assert "7.61 %" in next(f for f in found.findings if f.code == "overhead_cap").sentence()


def test_every_unit_cost_stands_on_its_numerator_denominator_and_population():
    people = People(retained=4, populations={"placement": "contracts signed"})

    found = assess(a_line(amount=1000), people=people)

    rows = {row.measure: row for row in found.cost_per}
    assert rows["placement"].population == "contracts signed"
    assert (rows["placement"].numerator, rows["placement"].denominator, rows["placement"].value) == (1000, 5, 200)
    assert rows["retained_job"].value == found.unit_costs.per_retained_job == 250
    assert (rows["participant"].value, rows["participant_month"].value) == (50, Decimal("8.33"))
    assert all(row.population for row in rows.values())


def test_a_measure_without_people_has_no_value():
    found = assess(a_line(), people=People(), placements=0)

    assert [row.measure for row in found.cost_per if row.value is None] == ["placement", "retained_job"]


def test_a_range_takes_every_line_at_its_ends():
    found = assess(
        a_line(amount=100, amount_least=80, amount_most=150),
        a_line(amount=50),
        a_line(behaviour=Behaviour.RATE, amount=0.1, head="overhead"),
    ).range

    assert (found.least, found.likely, found.most) == (143, 165, 220)
    assert found.expected == 176
    # One line alone: sd = sqrt((80² + 100² + 150² - 80·100 - 80·150 - 100·150) / 18) = 14.72, and a tenth more.
    assert found.sd == found.sd_together == Decimal("16.19")


def test_lines_that_vary_apart_spread_less_than_lines_that_move_together():
    line = a_line(amount=100, amount_least=70, amount_most=130)

    found = assess(line, line).range

    assert found.sd < found.sd_together
    assert float(found.sd_together) == pytest.approx(2**0.5 * float(found.sd), abs=0.01)


@pytest.mark.parametrize("ends", [{"amount_least": 101}, {"amount_most": 99}, {"amount_least": -1}])
def test_ends_that_do_not_enclose_the_amount_are_refused_with_the_line(ends):
    with pytest.raises(InputError, match="Line 1"):
        assess(a_line(**ends))


def test_cash_flows_in_equal_parts_over_the_months_of_a_line():
    found = assess(a_line(amount=100, start_month=2, end_month=4), a_line(amount=12, start_month=14, end_month=14))

    cash = found.cash_profile
    assert cash.by_month[:4] == (0, Decimal("33.34"), Decimal("33.33"), Decimal("33.33"))
    assert (cash.by_year, cash.cumulative[-1]) == ((100, 12), 112)
    assert cash.by_year_and_payer == ({"donor": 100}, {"donor": 12})


def test_a_line_without_months_is_paid_over_the_whole_scheme():
    assert assess(a_line(amount=60)).cash_profile.by_month == (10,) * 6


def test_gifts_in_kind_and_waived_fees_need_no_cash():
    cash = assess(a_line(amount=5), a_line(in_kind=True), a_line(waived=True)).cash_profile

    assert cash.cumulative[-1] == 5


def test_a_scheme_without_cash_has_no_months():
    assert assess(a_line(in_kind=True)).cash_profile.by_month == ()


def test_a_duration_beyond_all_plans_is_refused():
    with pytest.raises(InputError, match="40001"):
        assess(a_line(), months=40_001)


@pytest.mark.parametrize("months", [{"start_month": 0}, {"start_month": 5, "end_month": 4}])
def test_months_that_do_not_follow_are_refused_with_the_line(months):
    with pytest.raises(InputError, match="Line 1"):
        assess(a_line(**months))
