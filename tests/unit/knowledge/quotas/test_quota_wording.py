"""Periods and sectors in words."""

from datetime import date

import pytest
from django.utils import translation

from corridor.knowledge.quotas.wording import period_of, sector_code

YEAR = date(2026, 1, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (*YEAR, "2026"),
        (None, None, "not stated"),
        (date(2026, 5, 1), None, "from 1 May 2026 on"),
        (None, date(2026, 5, 1), "until 1 May 2026"),
        (date(2025, 7, 1), date(2026, 6, 30), "1 Jul 2025 – 30 Jun 2026"),
        (date(2025, 1, 1), date(2026, 12, 31), "1 Jan 2025 – 31 Dec 2026"),
    ],
)
def test_a_whole_year_is_its_number_and_an_open_end_is_said(first, last, said):
    with translation.override("en"):
        assert period_of(first, last) == said


@pytest.mark.parametrize(("nace2", "code"), [("J", "J"), ("J62", "62"), ("J62.01", "62.01")])
def test_a_sector_is_found_in_its_list(nace2, code):
    assert sector_code(nace2) == code
