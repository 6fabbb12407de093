from decimal import Decimal
from fractions import Fraction

import pytest

from corridor.kernel import InputError, Money, minor_digits


def test_money_adds_and_subtracts_in_one_currency():
    total = Money.of("10.10", "EUR") + Money.of("0.90", "EUR") - Money.of(1, "EUR")

    assert total == Money.of("10", "EUR")


@pytest.mark.parametrize("operation", ["__add__", "__sub__", "__lt__", "__le__", "__gt__", "__ge__"])
def test_two_currencies_are_never_put_together(operation):
    with pytest.raises(InputError) as caught:
        getattr(Money.of(1, "EUR"), operation)(Money.of(1, "MAD"))

    assert caught.value.sentence() == "Amounts in EUR and MAD cannot be put together."
    assert caught.value.field == "currency"


def test_equal_numbers_in_two_currencies_are_not_equal():
    assert Money.of(1, "EUR") != Money.of(1, "MAD")


@pytest.mark.parametrize("amount", ["twelve", "", "1,50", "NaN", "Infinity", 1.5, True])
def test_what_is_not_an_exact_amount_is_refused(amount):
    with pytest.raises(InputError, match="not an amount of money"):
        Money.of(amount, "EUR")


def test_a_float_cannot_slip_in_through_the_constructor():
    with pytest.raises(InputError):
        Money(12.5, "EUR")


@pytest.mark.parametrize("currency", ["", "eur", "EURO", "€", "E1R"])
def test_a_currency_has_three_capital_letters(currency):
    with pytest.raises(InputError, match="not a currency code"):
        Money.of(1, currency)


@pytest.mark.parametrize(("currency", "digits"), [("EUR", 2), ("TND", 3), ("JPY", 0), ("XAF", 0), ("XEU", 2)])
def test_every_currency_has_its_own_smallest_unit(currency, digits):
    assert minor_digits(currency) == digits
    assert Money.from_minor(1, currency).amount == Decimal(1).scaleb(-digits)


def test_minor_units_come_and_go():
    assert Money.of("12.50", "EUR").minor == 1250
    assert Money.from_minor(1250, "TND") == Money.of("1.250", "TND")


def test_a_fraction_of_a_cent_has_no_minor_units():
    with pytest.raises(InputError, match="more decimals than the currency"):
        Money.of("0.005", "EUR").minor  # noqa: B018 - the access is the act


@pytest.mark.parametrize(
    ("given", "rounded"), [("0.005", "0.00"), ("0.015", "0.02"), ("-0.015", "-0.02"), ("2", "2.00")]
)
def test_halves_go_to_the_even_cent(given, rounded):
    assert Money.of(given, "EUR").rounded().amount == Decimal(rounded)


def test_the_result_of_an_engine_is_rounded_once():
    assert Money.from_float(15_000 / 0.71, "EUR") == Money.of("21126.76", "EUR")


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        ("100.00", [1, 1, 1], ["33.34", "33.33", "33.33"]),
        ("0.05", [3, 7], ["0.02", "0.03"]),
        ("0.01", [1, 1], ["0.01", "0.00"]),
        ("-100.00", [1, 1, 1], ["-33.34", "-33.33", "-33.33"]),
        ("10.00", [0, 5], ["0.00", "10.00"]),
        ("10.00", [Fraction(1, 3), Decimal("0.5")], ["4.00", "6.00"]),
    ],
)
def test_parts_follow_the_weights_and_the_largest_remainder(amount, weights, parts):
    split = Money.of(amount, "EUR").split(weights)

    assert [part.amount for part in split] == [Decimal(part) for part in parts]


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_weights_without_a_meaning_are_refused(weights):
    with pytest.raises(InputError, match="cannot be split"):
        Money.of(10, "EUR").split(weights)


def test_money_is_multiplied_by_exact_numbers_only():
    assert 3 * Money.of("1.10", "EUR") == Money.of("3.30", "EUR") == Money.of("1.10", "EUR") * Decimal(3)
    with pytest.raises(TypeError):
        Money.of(1, "EUR") * 1.5


def test_signs_zero_order_and_text():
    assert abs(-Money.of(2, "EUR")) == Money.of(2, "EUR")
    assert Money.zero("EUR").is_zero
    assert max(Money.of(1, "EUR"), Money.of(2, "EUR")) == Money.of(2, "EUR")
    assert str(Money.of("12.50", "MAD")) == "12.50 MAD"


def test_a_total_of_nothing_is_zero_and_keeps_to_its_currency():
    assert Money.total([], currency="EUR").is_zero
    assert Money.total([Money.of(1, "EUR"), Money.of(2, "EUR")], currency="EUR") == Money.of(3, "EUR")
    with pytest.raises(InputError):
        Money.total([Money.of(1, "MAD")], currency="EUR")
