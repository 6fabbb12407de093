"""Who pays the fee: the employer, and a finding wherever the member does."""

import pytest

from corridor.engines.costing import Severity
from corridor.engines.instruments.welfare import fund_payers
from corridor.kernel.errors import InputError

LAW = "Act 21 of 1985"


def rules(found):
    return {finding.rule: finding.severity for finding in found.findings}


def test_the_employer_pays_where_nothing_is_said():
    found = fund_payers(25, 100)

    assert found.by_payer == {"employer": 2500}
    assert (found.worker_pays_per_contract, found.findings) == (0, ())


def test_a_fund_that_members_pay_is_found_and_blocked():
    found = fund_payers(25, 100, {"migrant": 100}, currency="USD")

    assert rules(found) == {"R27": Severity.WARN, "R01": Severity.BLOCK}
    assert found.findings[0].code == "migrant_paid_fund"
    assert "25.00 USD" in found.findings[0].sentence()
    assert found.worker_pays_per_contract == 25


def test_a_named_law_turns_the_block_into_a_warning_and_clears_nothing():
    found = fund_payers(25, 100, {"migrant": 100}, law=LAW)

    assert rules(found) == {"R27": Severity.WARN, "R01": Severity.WARN, "R04": Severity.WARN}
    assert LAW in found.findings[2].sentence()


def test_a_law_without_a_name_is_no_law():
    assert rules(fund_payers(25, 100, {"migrant": 100}, law="  "))["R01"] == Severity.BLOCK


def test_a_small_part_is_found_as_well():
    found = fund_payers(25, 100, {"employer": 99.5, "migrant": 0.5})

    assert set(rules(found)) == {"R27", "R01"}
    assert found.worker_pays_per_contract == 0.125
    assert found.by_payer == {"employer": 2487.5, "migrant": 12.5}


@pytest.mark.parametrize(("fee", "percent"), [(0, {"migrant": 100}), (25, {"employer": 100, "migrant": 0})])
def test_who_bears_nothing_pays_nothing(fee, percent):
    assert fund_payers(fee, 100, percent).findings == ()


def test_a_law_does_not_matter_where_the_employer_pays():
    assert fund_payers(25, 100, law=LAW).findings == ()


@pytest.mark.parametrize(
    ("percent", "word"),
    [
        ({"employer": 90}, "90"),
        ({}, "payer_percent"),
        ({"bank": 100}, "bank"),
        ({"employer": 110, "donor": -10}, "-10"),
    ],
)
def test_payers_that_do_not_bear_the_fee_in_full_are_refused(percent, word):
    with pytest.raises(InputError) as refused:
        fund_payers(25, 100, percent)

    assert word in refused.value.sentence()
    assert refused.value.advice()


def test_thirds_written_with_decimals_are_taken_as_written():
    assert fund_payers(30, 1, {"employer": 33.3, "dest_gov": 33.3, "donor": 33.4}).by_payer["donor"] == 10.02
