"""Numbers, money, shares and dates as the reader writes them.

Django's own formats know the language only; a ministry in Rabat and one in Cairo both write Arabic, with different
month names and digits. `CORRIDOR_LOCALES` therefore maps each language to a full locale, for example
`{"ar": "ar_MA"}`; the ending `-u-nu-arab` chooses the digits.
"""

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal, format_percent
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext as _

DEFAULT_LOCALES: Final[dict[str, str]] = {"en": "en_GB", "fr": "fr", "es": "es", "ar": "ar"}
# Below this many people a share says less than it seems to: the count is shown instead.
SMALL_GROUP: Final = 10
NOTHING: Final = "–"
_LATIN_DIGITS: Final = {0x0660 + n: str(n) for n in range(10)} | {0x06F0 + n: str(n) for n in range(10)}
_ARABIC_DIGITS: Final = {ord(str(n)): chr(0x0660 + n) for n in range(10)}
# CLDR's medium form is all figures in Arabic; a month's name cannot be misread.
_PATTERNS: Final = {"medium": "d MMM y", "month": "LLLL y", "short_month": "LLL y", "year": "y", "day": "d MMM"}

Number = int | float | Decimal
Day = dt.date | dt.datetime


class Writing(NamedTuple):
    """A locale and the digits it is written with."""

    locale: Locale
    digits: str

    def shape(self, text: str) -> str:
        """Write the digits of a text as this installation wants them; Babel leaves them Latin or as the locale has."""
        return text.translate(_ARABIC_DIGITS if self.digits == "arab" else _LATIN_DIGITS)


@lru_cache(32)
def _writing(tag: str) -> Writing:
    name, _mark, digits = tag.partition("-u-nu-")
    return Writing(Locale.parse(name.replace("-", "_")), digits or "latn")


def writing() -> Writing:
    """Return how the active language writes numbers and dates in this installation."""
    language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    chosen = {**DEFAULT_LOCALES, **getattr(settings, "CORRIDOR_LOCALES", {})}
    return _writing(chosen.get(language, "en_GB"))


def number(value: Number | None, decimals: int | None = None) -> str:
    """Write a number; `decimals` fixes the places after the point, else at most two are shown."""
    if value is None:
        return NOTHING
    pattern = "#,##0.##" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    where = writing()
    return where.shape(format_decimal(value, format=pattern, locale=where.locale, numbering_system=where.digits))


def money(amount: Number | None, currency: str, decimals: int | None = None) -> str:
    """Write an amount with its currency; whole amounts lose their empty cents."""
    if amount is None:
        return NOTHING
    where = writing()
    if decimals is None:
        decimals = 0 if amount == int(amount) else 2
    pattern = where.locale.currency_formats["standard"].pattern.split(";")[0]
    pattern = pattern.replace("#,##0.00", "#,##0" + ("." + "0" * decimals if decimals else ""))
    text = format_currency(
        amount, currency, format=pattern, locale=where.locale, currency_digits=False, numbering_system=where.digits
    )
    # "MAD 12", not "MAD12": a code of letters needs a space that a sign does not.
    return where.shape(re.sub(r"(?<=[A-Z])(?=\d)", "\u00a0", str(text)))


def percent(fraction: Number | None, decimals: int = 0) -> str:
    """Write a fraction of one as a percentage."""
    if fraction is None:
        return NOTHING
    where = writing()
    pattern = where.locale.percent_formats[None].pattern.split(";")[0]
    pattern = pattern.replace("#,##0", "#,##0" + ("." + "0" * decimals if decimals else ""))
    return where.shape(format_percent(fraction, format=pattern, locale=where.locale, numbering_system=where.digits))


def share(part: int | None, whole: int | None) -> str:
    """Write a share with its count beside it; a group under ten as the count alone.

    An empty whole has no share: a dash is written, not zero.
    """
    if part is None or not whole:
        return NOTHING
    counts = {"n": number(part), "all": number(whole)}
    if whole < SMALL_GROUP:
        return _("%(n)s of %(all)s") % counts
    return _("%(share)s (%(n)s of %(all)s)") % {"share": percent(part / whole), **counts}


def asked(answered: int | None, invited: int | None) -> str:
    """Write how many of a group were asked or gave an answer, the words that stand beside every share."""
    if answered is None or invited is None:
        return NOTHING
    return _("asked %(n)s of %(all)s") % {"n": number(answered), "all": number(invited)}


def date(value: Day | None, style: str = "medium") -> str:
    """Write a date; a moment is first brought to local time. Styles: short, medium, long, full, month, year, time."""
    if value is None:
        return NOTHING
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
    return _styled(value, style)


def _styled(value: Day, style: str) -> str:
    where = writing()
    if style in ("time", "moment"):
        if not isinstance(value, dt.datetime):
            return NOTHING
        known = format_time(value, "short", locale=where.locale)
        return where.shape(known if style == "time" else f"{_styled(value, 'medium')} {known}")
    return where.shape(format_date(value, _PATTERNS.get(style, style), locale=where.locale))
