"""Who may pay what: the rules without any row."""

from decimal import Decimal

import pytest

from corridor.design.budgets.rules import check_shares
from corridor.kernel.cycle import NEVER_PAID_BY_MIGRANT, Payer
from corridor.kernel.errors import InputError, RuleViolation


def check(ilo_class="none", **shares):
    check_shares(number=3, label="Course", ilo_class=ilo_class, shares={k: Decimal(str(v)) for k, v in shares.items()})


def test_shares_of_exactly_100_pass():
    check(employer="33.3", donor="33.3", dest_gov="33.4")


@pytest.mark.parametrize("total", ["99.99", "100.01", "90", "120", "0"])
def test_any_other_sum_is_refused_with_the_line_and_the_sum(total):
    with pytest.raises(InputError) as caught:
        check(employer=total)

    assert caught.value.field == "share"
    assert caught.value.params["n"] == 3


@pytest.mark.parametrize("ilo_class", sorted(NEVER_PAID_BY_MIGRANT - {"illegitimate"}))
@pytest.mark.parametrize("share", ["0.01", "100"])
def test_no_class_of_recruitment_cost_falls_to_the_worker(ilo_class, share):
    with pytest.raises(RuleViolation):
        check(ilo_class, migrant=share, employer=str(100 - Decimal(share)))


@pytest.mark.parametrize("payer", [payer.value for payer in Payer])
def test_an_illegitimate_cost_is_nobodys(payer):
    with pytest.raises(RuleViolation, match="illegitimate"):
        check("illegitimate", **{payer: 100})


def test_the_worker_rule_comes_before_the_sum():
    with pytest.raises(RuleViolation):
        check("fee", migrant=10)


def test_the_kernels_payers_are_the_databases_payers():
    from corridor.design.budgets.models import IloClass, PayerKind
    from corridor.kernel.cycle import FeeClass

    assert set(PayerKind.values) == {payer.value for payer in Payer}
    assert set(IloClass.values) == {each.value for each in FeeClass}
