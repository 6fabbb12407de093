"""One ledger: what each party gains, what society gains, and who has to be made whole."""

import pytest

from corridor.engines.appraisal import SOCIAL, LedgerRow, annuity_factor, break_even_movers, ledger
from corridor.engines.appraisal.reference import party_values
from corridor.kernel.errors import InputError

EXACT = 1e-12  # a handful of additions


def row(t=0, item="training", kind="resource", amount=0.0, **rest):
    return LedgerRow(t=t, item=item, kind=kind, amount=amount, **{"split": {"employer": amount}} | rest)


def test_parties_add_up_to_society():
    result = ledger(
        0.1,
        [
            row(amount=-100, split={"employer": -60, "dest_gov": -40}),
            row(t="1-2", item="wage", kind="transfer", split={"employer": -50, "migrant": 50}),
            row(t="1-2", item="output", amount=121),
        ],
    )

    output = 121 / 1.1 + 100
    wage = 50 / 1.1 + 50 / 1.21
    assert result.npv == pytest.approx({"employer": -60 + output - wage, "dest_gov": -40, "migrant": wage}, rel=EXACT)
    assert result.social == pytest.approx(output - 100, rel=EXACT)
    assert result.sum_of_parties == pytest.approx(result.social, rel=EXACT)


def test_losers_stand_with_what_makes_them_whole():
    result = ledger(
        0.03,
        [
            row(amount=-7, split={"a": 10, "b": -5, "c": -12}),
            row(t=4, amount=0, kind="transfer", split={"a": 0, "b": 0}),
        ],
    )

    assert result.losers == ("b", "c")
    assert result.min_compensation_t0 == pytest.approx(17, rel=EXACT)
    assert result.min_compensation_per_year == pytest.approx(17 / annuity_factor(0.03, 4), rel=EXACT)
    assert result.compensation["c"].t0 == pytest.approx(12, rel=EXACT)
    assert result.compensation["c"].per_year * annuity_factor(0.03, 4) == pytest.approx(12, rel=EXACT)


def test_paying_the_compensation_leaves_no_loser():
    rows = [row(t="0-3", amount=5, split={"a": 20, "b": -15})]
    short = ledger(0.05, rows)

    at_once = row(kind="transfer", split={"a": -short.min_compensation_t0, "b": short.min_compensation_t0})
    yearly = short.min_compensation_per_year
    each_year = row(t="1-3", kind="transfer", split={"a": -yearly, "b": yearly})

    assert ledger(0.05, [*rows, at_once]).losers == ()
    assert ledger(0.05, [*rows, each_year]).losers == ()


def test_a_party_whose_gains_cancel_does_not_lose_by_rounding():
    assert ledger(0, [row(amount=-0.3), row(amount=0.1), row(amount=0.2)]).losers == ()


def test_a_ledger_of_one_year_has_no_yearly_compensation():
    result = ledger(0.03, [row(amount=-5)])

    assert (result.annuity_factor, result.min_compensation_per_year) == (0, None)


def test_the_middle_of_the_year_counts_in_values_and_in_the_annuity():
    result = ledger(0.21, [row(amount=-100), row(t=1, amount=121)], "mid-year")

    assert result.social == pytest.approx(10, rel=EXACT)
    assert result.annuity_factor == pytest.approx(1 / 1.1, rel=EXACT)


def test_a_years_gain_does_not_hide_the_years_cost():
    account = ledger(0, [row(t=1, amount=30), row(t=1, amount=-20)]).accounts["employer"]

    assert (account.pv_benefits, account.pv_costs, account.bcr) == (30, 20, 1.5)
    assert account.flows == (0, 10)


def test_society_has_an_account_of_resources_only():
    account = ledger(
        0.1, [row(amount=-100), row(t=1, amount=121), row(t=1, kind="transfer", split={"a": 9, "b": -9})]
    ).accounts[SOCIAL]

    assert account.cash.irr == pytest.approx(0.21, rel=1e-14)
    assert account.bcr == pytest.approx(1.1, rel=EXACT)


def test_what_cancels_in_a_year_gives_no_rate_of_return():
    rows = [row(amount=0.1), row(amount=0.2), row(amount=-0.3), row(t="1-3", amount=50)]

    cash = ledger(0.03, rows).accounts["employer"].cash

    assert ledger(0.03, rows).accounts["employer"].flows[0] == 0
    assert (cash.irr_roots, cash.discounted_payback) == ((), 0)


def test_rates_of_return_follow_the_convention():
    rows = [row(amount=-100), row(t=1, amount=110)]

    assert ledger(0.03, rows, "mid-year").accounts[SOCIAL].cash.irr == pytest.approx(0.21, rel=1e-12)


def test_growth_and_leaving_begin_in_the_second_year_of_a_span():
    result = ledger(0, [row(t="2-4", amount=100, growth=0.1, leaving=0.5)])

    assert result.accounts["employer"].flows == pytest.approx((0, 0, 100, 55, 30.25), rel=EXACT)


def test_named_figures_multiply_rows():
    rows = [row(t="1-2", amount=2, factors=("wage", "people"), growth="g", leaving="h")]

    result = ledger(0, rows, figures={"wage": 10, "people": 3, "g": 0.5, "h": 0.2})

    assert result.accounts["employer"].flows == pytest.approx((0, 60, 60 * 1.5 * 0.8), rel=EXACT)


def test_the_plain_definition_gives_the_same_values():
    rows = [
        row(t="0-9", amount=-70.5, split={"a": -50.25, "b": -20.25}, growth=0.02, per="mover"),
        row(t="3-30", amount=90, split={"b": 90}, leaving=0.11, factors=("k",)),
        row(t=7, kind="transfer", split={"a": 40, "c": -40}, per="mover"),
    ]

    result = ledger(0.037, rows, movers=13, figures={"k": 1.7})

    assert result.npv == pytest.approx(party_values(0.037, rows, 13, {"k": 1.7}), rel=1e-11)


def test_the_number_of_movers_that_carries_the_fixed_costs_is_found():
    rows = [
        row(amount=-900, split={"dest_gov": -900}),
        row(amount=45, split={"dest_gov": 45}, per="mover"),
        row(amount=-3, split={"orig_gov": -3}, per="mover"),
    ]

    needed = ledger(0.03, rows, movers=7).break_even_movers

    assert needed == {"dest_gov": 20, "orig_gov": None, SOCIAL: 22}
    assert ledger(0, rows, movers=22).social >= 0
    assert ledger(0, rows, movers=21).social < 0


@pytest.mark.parametrize(
    ("fixed", "each", "needed"),
    [
        (-90_000, 4_500, 20),
        (-90_001, 4_500, 21),
        (0, -1, None),
        (9, -1, None),
        (9, 0, 0),
        (-1, 0, None),
        (-0.3, 0.1, 3),
    ],
)
def test_break_even_counts_whole_people(fixed, each, needed):
    assert break_even_movers(fixed, each) == needed


def test_a_transfer_may_say_how_much_changes_hands():
    assert ledger(0, [row(kind="transfer", amount=27, split={"a": -27, "b": 20, "c": 7})]).social == 0


def test_parts_that_a_program_computed_may_miss_by_rounding():
    third = 100 / 3

    assert ledger(0, [row(amount=100, split={"a": third, "b": third, "c": third})]).social == 100


@pytest.mark.parametrize(
    ("rows", "place", "words"),
    [
        ([row(), row(amount=-10, split={"a": -6, "b": -3})], "ledger[1].split", ["row 2", "training", "-9", "-10"]),
        ([row(kind="transfer", split={"a": 5, "b": -4})], "ledger[0].split", ["row 1", "transfer", "1"]),
        ([row(kind="transfer", amount=9, split={"a": 5, "b": -5})], "ledger[0].amount", ["9", "5"]),
        ([row(split={})], "ledger[0].split", ["row 1", "no party"]),
        ([row(split={"a": float("nan")})], "ledger[0].split.a", ["nan"]),
        ([row(t="5-1")], "ledger[0].t", ["5-1"]),
        ([row(t=-1)], "ledger[0].t", ["-1"]),
        ([row(t="soon")], "ledger[0].t", ["soon"]),
        ([row(t="0-99999")], "ledger[0].t", ["99999"]),
        ([row(factors=("wage",))], "ledger[0].factors", ["row 1", "wage"]),
        ([row(growth="g")], "ledger[0].factors", ["g"]),
        ([row(growth=-1.5)], "ledger[0].growth", ["-1.5"]),
        ([row(leaving=2)], "ledger[0].leaving", ["2"]),
        ([], "ledger", ["empty"]),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_place_and_a_remedy(rows, place, words):
    with pytest.raises(InputError) as refused:
        ledger(0.03, rows, figures={"k": 1})

    assert refused.value.field == place
    assert refused.value.advice()
    for word in words:
        assert word in refused.value.sentence()


def test_the_remedy_of_an_unbalanced_row_names_the_gap():
    with pytest.raises(InputError) as refused:
        ledger(0.03, [row(amount=-10, split={"a": -6, "b": -3})])

    assert "-1" in refused.value.advice()


@pytest.mark.parametrize(("name", "value"), [("movers", 0), ("rate", -1), ("convention", "daily")])
def test_a_setting_that_cannot_be_is_refused(name, value):
    with pytest.raises(InputError, match=str(value)):
        ledger(**{"rate": 0.03, "ledger": [row()], name: value})


@pytest.mark.parametrize(
    ("rate", "row_", "words"),
    [
        (0.03, row(amount=1e31), ["1e+31"]),
        (0.03, row(t="0-900", amount=1, growth=50.0), ["growth", "50"]),
        (-0.999999, row(t="0-900", amount=1), ["rate", "-0.999999"]),
    ],
)
def test_values_beyond_what_can_be_computed_with_are_refused(rate, row_, words):
    with pytest.raises(InputError, match="too large") as refused:
        ledger(rate, [row_])

    for word in words:
        assert word in refused.value.sentence()
