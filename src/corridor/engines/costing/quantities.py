"""What one cost line comes to: its quantity by behaviour, its prices, its exchange rate, rounded once."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from corridor.engines.compute import above_zero, at_least_zero
from corridor.engines.costing.exact import Number, exact
from corridor.engines.costing.types import Behaviour, BudgetLine, People, Prices
from corridor.kernel.errors import N_, InputError


@dataclass(frozen=True, slots=True)
class Scale:
    """The size of a scheme, and the money it is counted in."""

    participants: int
    placements: int
    months: Fraction
    currency: str
    digits: int
    people: People
    prices: Prices
    rate_age_most_days: Number

    def money(self, units: int) -> Decimal:
        """Return whole minor units as an amount."""
        return Decimal(units).scaleb(-self.digits)


def line_error(number: int, line: BudgetLine, message: str, hint: str, field: str, **params: object) -> InputError:
    """Return the error for a line, with its number and its cost item in the sentence."""
    params |= {"number": number, "code": line.code}
    return InputError(message, hint=hint, field=field, params=params)


# For each behaviour that counts people beside the participants: their count, and what to say where it is missing.
COUNTED: Mapping[Behaviour, tuple[Callable[[People], int | None], str]] = {
    Behaviour.PER_CANDIDATE: (
        lambda people: people.candidates,
        N_("Line %(number)s (%(code)s) moves with the candidates, and their number is not given."),
    ),
    Behaviour.PER_LEARNER: (
        lambda people: people.learners,
        N_("Line %(number)s (%(code)s) moves with the learners, and their number is not given."),
    ),
    Behaviour.PER_RETURNEE: (
        lambda people: people.returnees,
        N_("Line %(number)s (%(code)s) moves with the returnees, and their number is not given."),
    ),
}


def quantity(number: int, line: BudgetLine, scale: Scale) -> Fraction:
    """Return how many units of its driver a line pays for."""
    if line.quantity is not None:
        return exact(at_least_zero(line.quantity, "quantity"))
    if line.behaviour == Behaviour.PER_PARTICIPANT:
        return Fraction(scale.participants)
    if line.behaviour == Behaviour.PER_PARTICIPANT_MONTH:
        return scale.participants * scale.months
    if line.behaviour == Behaviour.STEP and line.step_size is not None:
        return Fraction(math.ceil(scale.participants / exact(above_zero(line.step_size, "step_size"))))
    if line.behaviour in COUNTED:
        return Fraction(_counted(number, line, scale.people))
    return Fraction(1)


def _counted(number: int, line: BudgetLine, people: People) -> int:
    count_of, missing = COUNTED[line.behaviour]
    count = count_of(people)
    if count is None:
        raise line_error(number, line, missing, N_("Give their number, or the quantity of the line."), "quantity")
    return count


def minor_units(number: int, line: BudgetLine, scale: Scale, amount: Number) -> int:
    """Return what a line that is not a rate costs at a unit amount, in minor units, rounded once."""
    cost = exact(at_least_zero(amount, "amount")) * quantity(number, line, scale)
    minor: int = 10**scale.digits
    return round(cost * _price_factor(number, line, scale.prices) * _rate_of_exchange(number, line, scale) * minor)


def _price_factor(number: int, line: BudgetLine, prices: Prices) -> Fraction:
    """Return the budget's price level over the line's; one where the line names no year or the same."""
    if line.price_year is None or line.price_year == prices.year:
        return Fraction(1)
    for year in (line.price_year, prices.year):
        if year is None or year not in prices.index:
            raise line_error(
                number,
                line,
                N_("Line %(number)s (%(code)s) is in prices of %(given)s; the price level of %(year)s is not given."),
                N_("Give the price level of both years, or enter the amount in the budget's prices."),
                "price_year",
                year=year if year is not None else "-",
                given=line.price_year,
            )
    levels = [exact(above_zero(prices.index[year], "price_index")) for year in (prices.year, line.price_year)]  # type: ignore[index]  # both years were found above
    return levels[0] / levels[1]


def is_foreign(line: BudgetLine, currency: str) -> bool:
    """Say whether a line is in another currency than the budget."""
    return line.currency not in ("", currency)


def _rate_of_exchange(number: int, line: BudgetLine, scale: Scale) -> Fraction:
    if not is_foreign(line, scale.currency):
        return Fraction(1)
    if line.fx_rate is not None:
        return exact(above_zero(line.fx_rate, "fx_rate"))
    day = line.fx_rate_date or scale.prices.rate_date
    rate = _rate_on(line.currency, day, scale) if day is not None else None
    if rate is not None:
        return exact(above_zero(rate, "rates"))
    if day is None:
        raise line_error(
            number,
            line,
            N_("Line %(number)s (%(code)s) is in %(currency)s, and no exchange rate is given."),
            N_("Give the rate and its date, or enter the amount in the budget's currency."),
            "fx_rate",
            currency=line.currency,
        )
    raise line_error(
        number,
        line,
        N_("Line %(number)s (%(code)s) is in %(currency)s, and no exchange rate is given for %(day)s."),
        N_("Add a rate of that day, or of at most %(days)s days before it."),
        "fx_rate_date",
        currency=line.currency,
        day=day.isoformat(),
        days=scale.rate_age_most_days,
    )


def _rate_on(currency: str, day: date, scale: Scale) -> Number | None:
    """Return the newest rate of a currency on a day, or None where it is too old or there is none."""
    dated = [
        rate
        for rate in scale.prices.rates
        if rate.currency == currency and 0 <= (day - rate.date).days <= scale.rate_age_most_days
    ]
    return max(dated, key=lambda rate: rate.date).rate if dated else None


def dated(line: BudgetLine, prices: Prices) -> bool:
    """Say whether the day of a foreign line's exchange rate is known."""
    return line.fx_rate_date is not None or (line.fx_rate is None and prices.rate_date is not None)
