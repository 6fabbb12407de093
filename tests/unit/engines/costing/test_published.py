"""Published figures are held against their own numbers, and a range against simulated budgets."""

import numpy as np
import pytest

from corridor.engines.costing import (
    Behaviour,
    BudgetLine,
    BudgetProfile,
    FigureKind,
    PublishedFigure,
    assess_budget,
    compare_published,
    unit_cost,
)
from corridor.kernel.errors import InputError


def a_figure(**fields):
    least = {"label": "cost", "kind": FigureKind.UNIT_COST, "published": 20811, "population": "people aimed at"}
    return PublishedFigure(**(least | fields))


def codes(*figures, **profile):
    return [finding.code for finding in compare_published(figures, BudgetProfile(**profile)).findings]


RQAN = a_figure(numerator=13_300_000, denominator=631)


def test_a_unit_cost_stands_beside_its_own_quotient():
    (row,) = compare_published([RQAN]).figures

    plain = unit_cost(13_300_000, placed=631, published=20811)
    assert (row.recomputed, row.gap) == (plain.unit, plain.rel_diff)
    assert row.implied_numerator == plain.implied_budget_from_published
    assert (row.numerator, row.denominator, row.population) == (13_300_000, 631, "people aimed at")


@pytest.mark.parametrize(("published", "found"), [(20811, True), (21077.65, False), (20870, False), (20860, True)])
def test_a_gap_of_more_than_one_percent_is_mentioned(published, found):
    assert ("published_gap" in codes(a_figure(published=published, numerator=13_300_000, denominator=631))) is found


def test_the_profile_sets_the_gap():
    assert codes(RQAN, published_gap_most=0.0128) == ["published_gap"]
    assert codes(RQAN, published_gap_most=0.0129) == []


@pytest.mark.parametrize("missing", ["numerator", "denominator", "population"])
def test_a_figure_without_one_of_its_parts_is_mentioned(missing):
    parts = {"numerator": 20811, "denominator": 1, "population": "all"} | {
        missing: "" if missing == "population" else None
    }

    assert codes(a_figure(**parts)) == ["denominator"]


def test_a_published_figure_of_zero_has_no_gap():
    (row,) = compare_published([a_figure(published=0, numerator=1, denominator=2)]).figures

    assert (row.recomputed, row.gap) == (0.5, None)


@pytest.mark.parametrize(
    ("published", "numerator", "denominator", "found"),
    [
        (0.71, 70, 100, True),
        (0.71, 71, 100, False),
        (0.71, 705, 1000, False),
        (0.71, 7049, 10_000, True),
        (0.7, 70, 101, True),
        (0.693, 70, 101, False),
        (0.694, 70, 101, True),
        (1, 100, 100, False),
        (0, 0, 10, False),
    ],
)
def test_a_rate_is_held_against_its_counts_at_the_decimals_printed(published, numerator, denominator, found):
    figure = a_figure(kind=FigureKind.RATE, published=published, numerator=numerator, denominator=denominator)

    assert codes(figure) == (["denominator"] if found else [])


ALL = ("migrant", "employer", "dest_gov", "orig_gov")


@pytest.mark.parametrize(
    ("accounts", "compared", "found"),
    [(ALL, True, False), (ALL, False, True), (ALL[:3], True, True), (("ICT sector",), False, True), ((), True, True)],
)
def test_a_ratio_is_social_only_with_all_accounts_and_a_comparison(accounts, compared, found):
    figure = a_figure(kind=FigureKind.BENEFIT_RATIO, published=1.7, accounts=accounts, compared=compared)

    assert codes(figure) == (["not_a_bcr"] if found else [])


@pytest.mark.parametrize(
    "fields", [{"published": -1}, {"numerator": -1, "denominator": 1}, {"denominator": 0}, {"published": float("nan")}]
)
def test_a_figure_that_cannot_be_used_is_refused(fields):
    with pytest.raises(InputError) as refused:
        compare_published([a_figure(**fields)])

    assert refused.value.advice()


def test_no_figure_is_refused():
    with pytest.raises(InputError, match="empty"):
        compare_published([])


def a_line(least, likely, most, **fields):
    return BudgetLine(
        code="XX.99",
        label="item",
        behaviour=Behaviour.FIXED,
        amount=likely,
        amount_least=least,
        amount_most=most,
        payer_percent={"donor": 100},
        head="mobility",
        **fields,
    )


ENDS = [(800, 1000, 1600), (50, 200, 210), (3000, 3000, 5000), (400, 500, 600)]


def simulated(*, together):
    """Draw budgets from the triangles, with 7 % overheads on all: the truth that the formulas claim to know."""
    rng = np.random.default_rng(7)
    quantiles = rng.random((40_000, 1 if together else len(ENDS)))
    draws = np.zeros(len(quantiles))
    for place, (least, likely, most) in enumerate(ENDS):
        u, turn = quantiles[:, 0 if together else place], (likely - least) / (most - least)
        low = least + np.sqrt(u * (most - least) * (likely - least))
        high = most - np.sqrt((1 - u) * (most - least) * (most - likely))
        draws += np.where(u < turn, low, high)
    return draws * 1.07


def test_the_range_agrees_with_simulated_budgets():
    rate = BudgetLine(
        code="PI.13",
        label="overheads",
        behaviour=Behaviour.RATE,
        amount=0.07,
        payer_percent={"donor": 100},
        head="overhead",
    )
    lines = [a_line(*ends) for ends in ENDS]

    found = assess_budget([*lines, rate], participants=1, placements=1, months=1, currency="EUR").range

    apart, together = simulated(together=False), simulated(together=True)
    assert float(found.expected) == pytest.approx(apart.mean(), rel=0.005)
    assert float(found.sd) == pytest.approx(apart.std(), rel=0.02)
    # Triangles of other shapes do not move together exactly: the sum of deviations is an upper bound, here close.
    assert together.std() <= float(found.sd_together) * 1.02
    assert together.std() == pytest.approx(float(found.sd_together), rel=0.06)
