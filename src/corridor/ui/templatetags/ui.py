"""Tags and filters of every page: `{% load ui %}`."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms, template
from django.forms.boundfield import BoundField
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from corridor.core.wordings import active_language, quoted
from corridor.ui import formats, icons
from corridor.ui.formats import Day, Number
from corridor.ui.viz import bars

register = template.Library()

THEMES: Final = ("light", "dark")
_ICON: Final = (
    '<svg class="icon{}" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" '
    'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{}</svg>'
)


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """Draw an icon; it is decoration, so the words beside it must say the same."""
    strokes = mark_safe(icons.drawing(str(name)))  # noqa: S308 - our own files
    return format_html(_ICON, f" {css}" if css else "", strokes)


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """Return `light` or `dark`: what the shell says, else the reader's cookie."""
    shell, request = context.get("shell"), context.get("request")
    chosen = getattr(shell, "theme", "") or (request.COOKIES.get("corridor_theme", "") if request else "")
    return chosen if chosen in THEMES else "light"


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """Draw the control of a field; an author's text in another language than the page's says in which."""
    language = getattr(getattr(field.form, "instance", None), "written_in", "")
    is_text = isinstance(field.field.widget, forms.TextInput | forms.Textarea) and not field.form.is_bound
    if not (is_text and field.value() and language and language != active_language()):
        return field.as_widget()
    return field.as_widget(attrs={"lang": language, "dir": "auto"})


@register.simple_tag
def options(choices: Iterable[dict[str, Any]]) -> SafeString:
    """Draw the options of a select. Lists of countries and occupations are long, and a template draws them slowly."""
    not_chosen = gettext("Not chosen")
    lines = (
        (
            str(one["value"]),
            _attributes(one["attrs"]) if one["attrs"] else "",
            not_chosen if one["label"] == "---------" else one["label"],
        )
        for one in choices
    )
    return format_html_join("", '<option value="{}"{}>{}</option>', lines)


def _attributes(attrs: dict[str, Any]) -> SafeString:
    """Return the attributes of an element as templates write them, but for its class."""
    given = [(name, value) for name, value in attrs.items() if value is not False and name != "class"]
    plain = format_html_join("", " {}", ((name,) for name, value in given if value is True))
    return plain + format_html_join("", ' {}="{}"', ((name, str(value)) for name, value in given if value is not True))


@register.filter
def initials(name: object) -> str:
    """Return one or two letters for a person or an organisation."""
    words = [word for word in str(name).replace("-", " ").split() if word[0].isalnum()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[0] for word in words]
    return "".join(letters).upper()


@register.simple_tag
def avatar(name: object, css: str = "") -> SafeString:
    """Draw a round badge with initials; decoration, the name stands beside it."""
    return format_html('<span class="avatar {}" aria-hidden="true">{}</span>', css, initials(name))


@register.simple_tag
def bar(value: Number | None, total: Number = 100, series: int = 0, css: str = "") -> SafeString:
    """Draw one horizontal bar, mirrored by the style sheet in right-to-left pages."""
    return bars.bar(float(value or 0), float(total or 0), series=int(series), css=css)


@register.simple_tag
def stacked(parts: Iterable[tuple[float, int]], total: Number = 100) -> SafeString:
    """Draw a bar of several parts, each given as (value, series)."""
    return bars.stacked(parts, float(total))


def _as_number(value: Any) -> Number | None:
    """Read a number from a template value; an empty one is nothing, not zero."""
    if value is None or value == "":
        return None
    if isinstance(value, (int, float, Decimal)):
        return value
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise template.TemplateSyntaxError(f"{value!r} is not a number") from error


def _as_day(value: Any) -> Day | None:
    """Read a date from a template value: a date, a moment or its ISO text."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return dt.datetime.fromisoformat(value) if "T" in value else dt.date.fromisoformat(value)
    if isinstance(value, dt.date):
        return value
    raise template.TemplateSyntaxError(f"{value!r} is not a date")


@register.simple_tag(name="num")
def num_tag(value: Any, decimals: int | None = None) -> str:
    """Write a number in the reader's locale."""
    return formats.number(_as_number(value), decimals)


@register.filter(name="num")
def num_filter(value: Any, decimals: int | None = None) -> str:
    """Write a number in the reader's locale: `{{ n|num }}`, `{{ x|num:1 }}`."""
    return formats.number(_as_number(value), decimals)


@register.simple_tag(name="money")
def money_tag(amount: Any, currency: str = "EUR", decimals: int | None = None) -> str:
    """Write an amount with its currency: `{% money a "EUR" %}`."""
    return formats.money(_as_number(amount), currency, decimals)


@register.filter(name="money")
def money_filter(amount: Any, currency: str = "EUR") -> str:
    """Write an amount with its currency: `{{ a|money:"EUR" }}`."""
    return formats.money(_as_number(amount), currency)


@register.simple_tag(name="pct")
def pct_tag(fraction: Any, decimals: int = 0) -> str:
    """Write a fraction of one as a percentage."""
    return formats.percent(_as_number(fraction), decimals)


@register.filter(name="pct")
def pct_filter(fraction: Any, decimals: int = 0) -> str:
    """Write a fraction of one as a percentage: `{{ f|pct }}`."""
    return formats.percent(_as_number(fraction), decimals)


@register.simple_tag(name="when")
def when_tag(value: Any, style: str = "medium") -> SafeString:
    """Write a date inside `<time>`, so that programs read it too."""
    day = _as_day(value)
    if day is None:
        return mark_safe(formats.NOTHING)  # noqa: S308 - a constant
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), formats.date(day, style))


@register.filter(name="when")
def when_filter(value: Any, style: str = "medium") -> str:
    """Write a date as plain text: `{{ d|when }}`, `{{ d|when:"long" }}`."""
    return formats.date(_as_day(value), style)


@register.simple_tag
def share(part: int | None, whole: int | None) -> str:
    """Write a share with its count; small groups as counts alone."""
    return formats.share(part, whole)


@register.simple_tag
def asked(answered: int | None, invited: int | None) -> str:
    """Write "asked n of N"."""
    return formats.asked(answered, invited)


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """Look a key up that is itself a variable; an absent one gives an empty text."""
    return mapping.get(key, "") if hasattr(mapping, "get") else ""


@register.filter(name="quoted")
def quoted_filter(row: Any, field: str) -> str:
    """Write an author's text in the reader's language, or marked as what it is: `{{ objective|quoted:"text" }}`."""
    return quoted(row, field)


@register.filter
def at(rows: Any, index: Any) -> Any:
    """Return one entry of a list by its place; an absent one gives an empty text."""
    return rows[int(index)] if rows and int(index) < len(rows) else ""
