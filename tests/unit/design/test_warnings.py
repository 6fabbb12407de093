"""Advice that does not stop an approval."""

from datetime import date
from decimal import Decimal

import pytest

from corridor.design.partnerships.models import Partner
from corridor.design.results.models import Indicator
from corridor.design.schemes.models import Scheme
from corridor.design.studio.steps import Plan
from corridor.design.studio.warnings import (
    frame_warnings,
    overdue_partners,
    partner_warnings,
    result_warnings,
    smart_warnings,
)

WHOLE = ("employers", "workers", "local_government", "employment_service")


def partners(*groups):
    return [Partner(group=group) for group in groups]


def indicator(**fields):
    good = {
        "name": "People placed in a job",
        "unit": "persons",
        "direction": "up",
        "baseline": Decimal(0),
        "target": Decimal(40),
        "target_date": date(2027, 12, 31),
        "source": "Records",
        "disaggregation": "sex",
    }
    return Indicator(**good | fields)


@pytest.mark.parametrize("missing", WHOLE)
def test_each_essential_group_is_missed(missing):
    found = partner_warnings(partners(*(group for group in WHOLE if group != missing)))

    assert len(found) == 1


@pytest.mark.parametrize("instead", ["chamber", "employers"])
def test_a_chamber_may_speak_for_employers(instead):
    assert partner_warnings(partners(instead, *WHOLE[1:])) == []


def test_a_partner_whose_interest_was_to_be_asked_again_is_named():
    due, later = Partner(verify_again_date=date(2026, 5, 1)), Partner(verify_again_date=date(2026, 5, 3))

    assert overdue_partners([due, later, Partner()], today=date(2026, 5, 2)) == [due]


def test_a_smart_indicator_needs_no_advice():
    assert smart_warnings(indicator()) == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": "Placements"}, "Name what is counted"),
        ({"baseline": None}, "no baseline"),
        ({"target": None}, "no target"),
        ({"target_date": None}, "no date"),
        ({"source": ""}, "where the figure comes from"),
        ({"target": Decimal(-5)}, "wrong side"),
        ({"direction": "down", "baseline": Decimal(10), "target": Decimal(12)}, "wrong side"),
        ({"unit": "percent", "target": Decimal(140)}, "above 100"),
    ],
)
def test_each_gap_of_an_indicator_is_named(fields, words):
    [found] = smart_warnings(indicator(**fields))

    assert words in found


@pytest.mark.parametrize(("count", "warned"), [(12, False), (13, True)])
def test_too_many_indicators_are_warned_about(count, warned):
    found = result_warnings([indicator() for _n in range(count)])

    assert bool(found) is warned


def test_a_framework_that_never_looks_at_sex_is_warned_about():
    assert "split by sex" in result_warnings([indicator(disaggregation="region")])[0]
    assert result_warnings([indicator(disaggregation="", computed_from="women_share")]) == []


@pytest.mark.parametrize(("end", "warned"), [(date(2028, 12, 30), True), (date(2029, 1, 1), False), (None, False)])
def test_a_scheme_of_under_three_years_is_warned_about(end, warned):
    scheme = Scheme(start_date=date(2026, 1, 1), end_date=end)

    assert bool(frame_warnings(Plan(scheme=scheme))) is warned
