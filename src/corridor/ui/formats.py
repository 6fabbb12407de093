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
from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_currency, format_decimal, format_percent
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext as _

DEFAULT_LOCALES: Final[dict[str, str]] = {"en": "en_GB", "fr": "fr", "es": "es", "ar": "ar"}
# Below this many people a share says less than it seems to: the count is shown instead.
SMALL_GROUP: Final = 10
NOTHING: Final = "–"

Number = int | float | Decimal
Day = dt.date | dt.datetime


class Writing(NamedTuple):
    """A locale and the digits it is written with."""

    locale: Locale
    digits: str


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
    return str(format_decimal(value, format=pattern, locale=where.locale, numbering_system=where.digits))


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
    return re.sub(r"(?<=[A-Z])(?=\d)", "\u00a0", str(text))


def percent(fraction: Number | None, decimals: int = 0) -> str:
    """Write a fraction of one as a percentage."""
    if fraction is None:
        return NOTHING
    where = writing()
    pattern = where.locale.percent_formats[None].pattern.split(";")[0]
    pattern = pattern.replace("#,##0", "#,##0" + ("." + "0" * decimals if decimals else ""))
    return str(format_percent(fraction, format=pattern, locale=where.locale, numbering_system=where.digits))


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
    locale, digits = writing()
    if style == "time":
        moment = value if isinstance(value, dt.datetime) else None
        return str(format_time(moment, "short", locale=locale)) if moment else NOTHING
    if style == "moment":
        return str(format_datetime(value, "medium", locale=locale))
    # CLDR's medium form is all figures in Arabic; a month's name cannot be misread.
    pattern = {"medium": "d MMM y", "month": "LLLL y", "short_month": "LLL y", "year": "y", "day": "d MMM"}.get(
        style, style
    )
    text = str(format_date(value, pattern, locale=locale))
    return text if digits != "latn" else text.translate(_LATIN_DIGITS)


_LATIN_DIGITS: Final = {0x0660 + n: str(n) for n in range(10)} | {0x06F0 + n: str(n) for n in range(10)}
