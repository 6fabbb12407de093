"""A scheme's figures become a ledger that balances."""

from dataclasses import replace

import pytest

from corridor.engines.appraisal import SOCIAL, SchemeFigures, employer, ledger, scheme_ledger
from corridor.kernel.errors import InputError

# The worked example of one mover and one trainee at home over five years (C06).
SCHEME = SchemeFigures(
    years=5,
    value_of_work=44_000,
    net_wage=27_000,
    wage_taxes=15_000,
    training=6_000,
    training_payers={"employer": 2 / 3, "dest_gov": 1 / 3},
    recruitment=1_500,
    travel=700,
    visa_processing=300,
    extra_living_cost=9_000,
    home_wage_forgone=5_000,
    home_tax_forgone=1_000,
    public_services=6_000,
    remittance_taxes=500,
    home_trainees=1,
    home_training=2_500,
    home_training_payers={"dest_gov": 0.8, "orig_gov": 0.2},
    home_productivity=1_500,
    home_tax_share=0.1,
)


def test_the_worked_example_is_one_scheme():
    result = ledger(0.03, scheme_ledger(SCHEME))

    assert result.npv == pytest.approx(
        {
            "employer": 2959.414374,
            "dest_gov": 36917.36468,
            "orig_gov": -2102.897516,
            "migrant": 57246.33984,
            "home_trainee": 6182.604703,
        },
        rel=1e-9,  # digits printed
    )
    assert result.losers == ("orig_gov",)


def test_the_employer_of_the_ledger_is_the_employer_of_the_formula():
    result = ledger(0.03, scheme_ledger(replace(SCHEME, leaving=0.15)))

    assert result.npv["employer"] == pytest.approx(employer(6200, 2000, 0.03, 5, 0.15).npv, rel=1e-9)


def test_costs_of_the_whole_scheme_do_not_grow_with_movers():
    rows = scheme_ledger(replace(SCHEME, scheme_cost=50_000))

    one, ten = ledger(0.03, rows), ledger(0.03, rows, movers=10)

    assert ten.npv["dest_gov"] == pytest.approx(10 * (one.npv["dest_gov"] + 50_000) - 50_000, rel=1e-9)
    assert one.break_even_movers["dest_gov"] == 2
    assert ten.social > 0 > ledger(0.03, rows).npv["dest_gov"]


def test_who_returns_earns_a_premium_that_the_origin_taxes():
    plain = ledger(0, scheme_ledger(SCHEME))
    back = ledger(0, scheme_ledger(replace(SCHEME, return_premium=1_000, years_after_return=4)))

    assert back.npv["migrant"] - plain.npv["migrant"] == pytest.approx(3_600)
    assert back.npv["orig_gov"] - plain.npv["orig_gov"] == pytest.approx(400)
    assert back.social - plain.social == pytest.approx(4_000)


def test_what_is_nothing_has_no_row():
    rows = scheme_ledger(SchemeFigures(years=1, value_of_work=10, net_wage=6))

    assert [row.item for row in rows] == ["value of work", "net wage"]
    assert ledger(0, rows).accounts[SOCIAL].flows == (0, 10)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"years": 0}, "years"),
        ({"net_wage": -1}, "net_wage"),
        ({"leaving": 1.5}, "leaving"),
        ({"training_payers": {"employer": 2, "dest_gov": -1}}, "training_payers"),
        ({"home_tax_share": 20}, "home_tax_share"),
        ({"years_after_return": 1.5}, "years_after_return"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_by_name(change, word):
    with pytest.raises(InputError, match=word):
        scheme_ledger(replace(SCHEME, **change))


def test_payers_that_do_not_bear_the_whole_cost_are_refused_by_the_ledger():
    with pytest.raises(InputError, match="training"):
        ledger(0.03, scheme_ledger(replace(SCHEME, training_payers={"employer": 0.9})))
