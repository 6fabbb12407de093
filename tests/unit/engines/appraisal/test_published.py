"""Published ratios and effects are held against what they claim to be."""

import pytest

from corridor.engines.appraisal import SOCIAL_ACCOUNTS, benefit_cost, published_effect
from corridor.kernel.errors import InputError


def test_a_published_multiple_of_public_cost_is_marked():
    result = benefit_cost(1.7, 1_000_000)

    (finding,) = result.findings
    assert (finding.code, str(finding.severity)) == ("not_a_bcr", "warn")
    assert finding.params["bcr"] == "1.7"
    for word in (*SOCIAL_ACCOUNTS, "counterfactual"):
        assert word in finding.sentence()
    assert finding.advice()
    assert not result.is_social


@pytest.mark.parametrize(
    ("accounts", "counterfactual", "missing"),
    [
        (["dest_gov"], True, ("migrant", "employer", "orig_gov")),
        (["migrant", "employer", "dest_gov"], True, ("orig_gov",)),
        (["orig_gov", "employer", "dest_gov"], True, ("migrant",)),
        (SOCIAL_ACCOUNTS, None, ()),
        (SOCIAL_ACCOUNTS, False, ()),
        ([], True, SOCIAL_ACCOUNTS),
    ],
)
def test_a_ratio_without_an_account_or_a_counterfactual_is_not_one_of_society(accounts, counterfactual, missing):
    result = benefit_cost(2, 10, accounts, counterfactual)

    assert (result.missing_accounts, result.is_social) == (missing, False)
    assert [finding.code for finding in result.findings] == ["not_a_bcr"]


def test_a_ratio_over_all_accounts_with_a_counterfactual_is_one_of_society():
    result = benefit_cost(2, 10, [*SOCIAL_ACCOUNTS, "home_trainee"], counterfactual=True)

    assert (result.is_social, result.findings) == (True, ())


def test_money_follows_from_a_ratio():
    result = benefit_cost(0.8, 50)

    assert (result.benefit, result.net, result.net_per_euro) == pytest.approx((40, -10, -0.2), rel=1e-12)
    assert result.break_even_benefit_haircut == pytest.approx(-0.25, rel=1e-12)
    assert benefit_cost(0, 50).break_even_benefit_haircut is None


@pytest.mark.parametrize(
    ("with_", "without", "printed", "matches"),
    [
        (24_980, 1_598, 1_563, "ratio"),
        (24_980, 1_598, 1_463, "increase"),
        (24_980, 1_598, 1_510, "neither"),
        (150, 100, 50, "increase"),
        (150, 100, 150, "ratio"),
        (100, 100, 0, "increase"),
        (50, 100, -50, "increase"),
        (50, 100, 50, "ratio"),
        (0, 100, 70, "neither"),
    ],
)
def test_a_published_percentage_is_named_by_what_it_is(with_, without, printed, matches):
    assert published_effect(with_, without, printed).published_matches == matches


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: benefit_cost(1.7, 0), "cost"),
        (lambda: benefit_cost(-1, 5), "bcr"),
        (lambda: published_effect(5, 0, 3), "income_without"),
        (lambda: published_effect(5, 1, float("nan")), "published_pct"),
    ],
)
def test_figures_without_a_base_are_refused(call, word):
    with pytest.raises(InputError, match=word):
        call()
