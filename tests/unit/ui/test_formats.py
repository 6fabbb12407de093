"""Numbers, money, shares and dates in four languages."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from corridor.ui import formats


def plain(text: str) -> str:
    """Make spaces and marks that cannot be seen comparable."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u200f", "").replace("\u200e", "")


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "1,234,567.5"), ("fr", "1 234 567,5"), ("es", "1.234.567,5"), ("ar", "1,234,567.5")],
)
def test_numbers_are_written_as_the_language_writes_them(language, expected):
    with translation.override(language):
        assert plain(formats.number(1_234_567.5)) == expected


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0, None, "0"),
        (12.3456, None, "12.35"),
        (12.3456, 1, "12.3"),
        (12, 2, "12.00"),
        (Decimal("0.5"), None, "0.5"),
        (-3, None, "-3"),
        (None, None, "–"),
    ],
)
def test_numbers_keep_the_places_that_are_asked_for(value, decimals, expected):
    with translation.override("en"):
        assert formats.number(value, decimals) == expected


@pytest.mark.parametrize(
    ("amount", "currency", "language", "expected"),
    [
        (7440, "EUR", "en", "€7,440"),
        (7440.5, "EUR", "en", "€7,440.50"),
        (7440, "EUR", "fr", "7 440 €"),
        (1380.5, "EUR", "es", "1380,50 €"),
        (7440, "EUR", "ar", "7,440 €"),
        (12, "MAD", "en", "MAD 12"),
        (None, "EUR", "en", "–"),
    ],
)
def test_money_carries_its_currency_and_drops_empty_cents(amount, currency, language, expected):
    with translation.override(language):
        assert plain(formats.money(amount, currency)).replace("1.380", "1380") == expected


def test_zero_money_is_zero_and_not_a_dash():
    with translation.override("en"):
        assert formats.money(0, "EUR") == "€0"


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (12, 40, "30% (12 of 40)"),
        (3, 7, "3 of 7"),
        (9, 9, "9 of 9"),
        (10, 10, "100% (10 of 10)"),
        (0, 40, "0% (0 of 40)"),
        (5, 0, "–"),
        (None, 40, "–"),
    ],
)
def test_a_share_stands_beside_its_count_and_small_groups_are_counts(part, whole, expected):
    with translation.override("en"):
        assert formats.share(part, whole) == expected


def test_how_many_were_asked_is_said_in_words():
    with translation.override("en"):
        assert formats.asked(40, 52) == "asked 40 of 52"
        assert formats.asked(None, 52) == "–"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "14 Nov 2026"), ("fr", "14 nov. 2026"), ("es", "14 nov 2026"), ("ar", "14 نوفمبر 2026")],
)
def test_a_date_names_its_month(language, expected):
    with translation.override(language):
        assert plain(formats.date(dt.date(2026, 11, 14))) == expected


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("long", "14 November 2026"),
        ("month", "November 2026"),
        ("short_month", "Nov 2026"),
        ("year", "2026"),
        ("day", "14 Nov"),
        ("time", "09:30"),
    ],
)
def test_dates_come_in_several_styles(style, expected):
    with translation.override("en"):
        assert formats.date(dt.datetime(2026, 11, 14, 9, 30, tzinfo=dt.UTC), style) == expected


def test_a_day_has_no_time():
    assert formats.date(dt.date(2026, 11, 14), "time") == "–"


def test_a_missing_date_is_a_dash():
    assert formats.date(None) == "–"


def test_an_installation_chooses_its_arabic_months_and_digits(settings):
    settings.CORRIDOR_LOCALES = {"ar": "ar_MA"}
    with translation.override("ar"):
        assert "نونبر" in formats.date(dt.date(2026, 11, 14), "long")

    settings.CORRIDOR_LOCALES = {"ar": "ar_EG-u-nu-arab"}
    with translation.override("ar"):
        assert formats.number(42) == "٤٢"


def test_arabic_dates_use_latin_digits_unless_the_installation_says_otherwise(settings):
    settings.CORRIDOR_LOCALES = {"ar": "ar_EG"}
    with translation.override("ar"):
        assert "14" in formats.date(dt.date(2026, 11, 14), "long")


@pytest.mark.parametrize(("fraction", "decimals", "expected"), [(0.42, 0, "42%"), (0.4237, 1, "42.4%"), (None, 0, "–")])
def test_a_fraction_becomes_a_percentage(fraction, decimals, expected):
    with translation.override("en"):
        assert formats.percent(fraction, decimals) == expected
