"""Money: an exact decimal amount in one currency, and its division into parts that add up again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from fractions import Fraction
from typing import Final, Self

from corridor.kernel.codes import currency_code
from corridor.kernel.errors import N_, InputError

Number = int | Decimal | Fraction

# ISO 4217 gives two decimals to most currencies; these are the ones that differ.
_OTHER_DIGITS: Final = """
BIF:0 CLP:0 DJF:0 GNF:0 ISK:0 JPY:0 KMF:0 KRW:0 PYG:0 RWF:0 UGX:0 UYI:0 VND:0 VUV:0 XAF:0 XOF:0 XPF:0
BHD:3 IQD:3 JOD:3 KWD:3 LYD:3 OMR:3 TND:3
CLF:4 UYW:4
"""
_MINOR_DIGITS: Final[dict[str, int]] = {pair[:3]: int(pair[4:]) for pair in _OTHER_DIGITS.split()}


def minor_digits(currency: str) -> int:
    """Return how many decimals the smallest unit of a currency has.

    >>> minor_digits("EUR"), minor_digits("TND"), minor_digits("JPY")
    (2, 3, 0)
    """
    return _MINOR_DIGITS.get(currency_code(currency), 2)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency. Amounts of two currencies are never added, subtracted or compared.

    >>> Money.of("10.00", "EUR").split([1, 1, 1])[0]
    Money(amount=Decimal('3.34'), currency='EUR')
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        currency_code(self.currency)
        # bool and float would pass as numbers and bring silent errors with them.
        if not isinstance(self.amount, Decimal) or not self.amount.is_finite():
            raise _bad_amount(self.amount)

    @classmethod
    def of(cls, amount: str | int | Decimal, currency: str) -> Self:
        """Return money from a decimal number or a text such as `12.50`."""
        if isinstance(amount, float | bool):
            raise _bad_amount(amount)
        try:
            return cls(Decimal(amount), currency)
        except InvalidOperation as error:
            raise _bad_amount(amount) from error

    @classmethod
    def from_minor(cls, minor: int, currency: str) -> Self:
        """Return money from its smallest units, such as cents.

        >>> Money.from_minor(1250, "EUR").amount
        Decimal('12.50')
        """
        return cls(Decimal(minor).scaleb(-minor_digits(currency)), currency)

    @classmethod
    def from_float(cls, value: float, currency: str) -> Self:
        """Return the result of an engine, rounded once to the smallest unit.

        >>> Money.from_float(21126.760563, "EUR").amount
        Decimal('21126.76')
        """
        return cls(Decimal(repr(float(value))), currency).rounded()

    @classmethod
    def zero(cls, currency: str) -> Self:
        """Return no money, in a currency."""
        return cls.from_minor(0, currency)

    @classmethod
    def total(cls, amounts: Iterable["Money"], *, currency: str) -> "Money":
        """Return the sum of amounts that all have this currency; nothing adds up to zero."""
        result: Money = cls.zero(currency)
        for amount in amounts:
            result = result + amount
        return result

    @property
    def minor(self) -> int:
        """The amount in smallest units; an amount with a fraction of them is refused."""
        scaled = self.amount.scaleb(minor_digits(self.currency))
        if scaled != scaled.to_integral_value():
            raise InputError(
                N_("%(amount)s %(currency)s has more decimals than the currency."),
                hint=N_("Round the amount first."),
                field="amount",
                params={"amount": self.amount, "currency": self.currency},
            )
        return int(scaled)

    @property
    def is_zero(self) -> bool:
        """Whether there is no money."""
        return self.amount == 0

    def rounded(self) -> Self:
        """Return the amount in whole smallest units; halves go to the even neighbour, so that sums do not drift."""
        unit = Decimal(1).scaleb(-minor_digits(self.currency))
        return type(self)(self.amount.quantize(unit, rounding=ROUND_HALF_EVEN), self.currency)

    def split(self, weights: Sequence[Number]) -> tuple[Self, ...]:
        """Return parts in the proportion of the weights that add up to exactly this amount.

        Whole smallest units go out first, the rest one by one to the largest remainders; equal remainders are served in
        the order given.

        >>> [str(part) for part in Money.of("100.00", "EUR").split([40, 40, 20])]
        ['40.00 EUR', '40.00 EUR', '20.00 EUR']
        """
        shares = _proportions(weights)
        sign = -1 if self.amount < 0 else 1
        minor = abs(self.minor)
        parts = _largest_remainder(minor, shares)
        return tuple(self.from_minor(sign * part, self.currency) for part in parts)

    def __add__(self, other: "Money") -> Self:
        return type(self)(self.amount + self._same(other).amount, self.currency)

    def __sub__(self, other: "Money") -> Self:
        return type(self)(self.amount - self._same(other).amount, self.currency)

    def __neg__(self) -> Self:
        return type(self)(-self.amount, self.currency)

    def __abs__(self) -> Self:
        return type(self)(abs(self.amount), self.currency)

    def __mul__(self, factor: int | Decimal) -> Self:
        if isinstance(factor, bool) or not isinstance(factor, int | Decimal):
            return NotImplemented
        return type(self)(self.amount * factor, self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other).amount

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other).amount

    def __gt__(self, other: "Money") -> bool:
        return self.amount > self._same(other).amount

    def __ge__(self, other: "Money") -> bool:
        return self.amount >= self._same(other).amount

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def _same(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise InputError(
                N_("Amounts in %(first)s and %(second)s cannot be put together."),
                hint=N_("Convert one of them first, with a dated exchange rate."),
                field="currency",
                params={"first": self.currency, "second": other.currency},
            )
        return other


def _bad_amount(amount: object) -> InputError:
    return InputError(
        N_('"%(amount)s" is not an amount of money.'),
        hint=N_("Write digits with a decimal point, such as 1250.50."),
        field="amount",
        params={"amount": amount},
    )


def _proportions(weights: Sequence[Number]) -> list[Fraction]:
    fractions = [Fraction(weight) for weight in weights]
    if not any(fractions) or min(fractions) < 0:
        raise InputError(
            N_("The amount cannot be split by %(weights)s."),
            hint=N_("Give at least one weight above zero and none below."),
            field="weights",
            params={"weights": ", ".join(str(weight) for weight in weights) or "-"},
        )
    total = sum(fractions)
    return [fraction / total for fraction in fractions]


def _largest_remainder(minor: int, shares: list[Fraction]) -> list[int]:
    exact = [minor * share for share in shares]
    parts = [int(value) for value in exact]
    # A stable sort serves equal remainders in the order given.
    order = sorted(range(len(parts)), key=lambda place: parts[place] - exact[place])
    for place in order[: minor - sum(parts)]:
        parts[place] += 1
    return parts
