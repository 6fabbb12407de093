"""The path from donors' money to employers' and public money."""

from decimal import Decimal

import pytest

from corridor.engines.costing import Payer
from corridor.engines.instruments import SustainabilityProfile, sustainability_path
from corridor.kernel.errors import InputError

START = {Payer.DONOR: 0.8, Payer.EMPLOYER: 0.2}
TARGET = {Payer.EMPLOYER: 0.6, Payer.DEST_GOV: 0.4}


def rules(found):
    return [finding.rule for finding in found.findings]


def test_shares_move_in_equal_steps_from_the_first_year_to_the_last():
    found = sustainability_path([1000, 1000, 1000], START, TARGET)

    assert [dict(row.shares) for row in found.years] == [
        {"dest_gov": 0, "employer": 0.2, "donor": 0.8},
        {"dest_gov": 0.2, "employer": 0.4, "donor": 0.4},
        {"dest_gov": 0.4, "employer": 0.6, "donor": 0},
    ]
    assert found.by_payer == {"dest_gov": 600, "employer": 1200, "donor": 1200}
    assert (found.total, found.donor_exit_year, found.findings) == (3000, 3, ())


def test_the_amounts_of_a_year_add_up_to_its_cost_to_the_cent():
    third = {Payer.DONOR: Decimal("0.3333"), Payer.EMPLOYER: Decimal("0.3333"), Payer.DEST_GOV: Decimal("0.3334")}

    found = sustainability_path([100, 0.05, 99.99], third, TARGET)

    assert all(sum(row.amounts.values()) == row.cost for row in found.years)
    assert found.years[1].cost == Decimal("0.05")


def test_agreed_steps_are_taken_as_given():
    steps = [START, START, TARGET]

    found = sustainability_path([1000, 2000, 1000], START, TARGET, steps=steps)

    assert [row.amounts.get(Payer.DONOR) for row in found.years] == [800, 1600, None]
    assert found.findings == ()


def test_steps_that_end_below_the_target_are_mentioned():
    found = sustainability_path([1000, 1000], START, TARGET, steps=[START, {"donor": 0.5, "employer": 0.5}])

    assert rules(found) == ["R22"]
    assert "ends at 50 %, below its target of 60 %" in found.findings[0].sentence()
    assert found.donor_exit_year is None


def test_an_employers_share_that_does_not_rise_is_mentioned():
    found = sustainability_path([1000, 1000], TARGET, {"employer": 0.6, "orig_gov": 0.4})

    assert rules(found) == ["R22"]
    assert "does not rise" in found.findings[0].sentence()


def test_an_employers_share_that_falls_on_the_way_is_mentioned_with_the_year():
    dip = {"donor": 0.9, "employer": 0.1}

    found = sustainability_path([1000] * 3, START, TARGET, steps=[START, dip, TARGET])

    assert rules(found) == ["R22"]
    assert "falls in year 2, from 20 % to 10 %" in found.findings[0].sentence()


def test_a_plan_without_employers_has_no_share_that_rises():
    found = sustainability_path([1000, 1000], {"donor": 1}, {"dest_gov": 1})

    assert "does not rise: 0 %" in found.findings[0].sentence()
    assert found.findings[0].advice()


def test_a_worker_who_would_pay_blocks_the_plan():
    found = sustainability_path([1000, 1000], START, {"employer": 0.9, "migrant": 0.1})

    assert rules(found) == ["R01"]
    assert found.is_blocked
    assert "In year 2 the worker would pay 10 %" in found.findings[0].sentence()


def test_a_profile_may_ask_more_of_employers_than_the_plan_does():
    donor = SustainabilityProfile(name="own", employer_least=0.7)

    found = sustainability_path([1000, 1000], START, TARGET, profile=donor)

    assert "ends at 60 %, below its target of 70 %" in found.findings[0].sentence()
    assert (found.profile, found.is_blocked) == (donor, False)


def test_a_donor_who_comes_back_has_not_left():
    found = sustainability_path([10] * 3, START, TARGET, steps=[START, TARGET, START])

    assert found.donor_exit_year is None
    assert sustainability_path([10] * 2, TARGET, TARGET).donor_exit_year == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"start": {"donor": 0.9}}, ["start", "90 %", "100 %"]),
        ({"target": {"employer": 0.6, "donor": 0.5}}, ["target", "110 %"]),
        ({"start": {}}, ["start", "empty"]),
        ({"start": {"donor": 1.5, "employer": -0.5}}, ["start.donor", "1.5"]),
        ({"costs": [1000]}, ["at least two years"]),
        ({"costs": []}, ["costs", "empty"]),
        ({"costs": [1000, -1]}, ["costs[1]", "-1"]),
        ({"costs": [1000, 0.005]}, ["year 2", "0.005", "2 decimals"]),
        ({"costs": [1] * 201}, ["201", "200"]),
        ({"steps": [START]}, ["for 1 of 2 years"]),
        ({"steps": [START, {"donor": 0.5}]}, ["steps[1]", "50 %"]),
        ({"minor_digits": -1}, ["minor_digits"]),
        ({"profile": SustainabilityProfile(employer_least=70)}, ["profile.employer_least", "70"]),
    ],
)
def test_a_path_that_does_not_add_up_is_refused_with_its_place(given, words):
    with pytest.raises(InputError) as refused:
        sustainability_path(**({"costs": [1000, 1000], "start": START, "target": TARGET} | given))

    assert refused.value.advice()
    assert all(word in refused.value.sentence() for word in words)
