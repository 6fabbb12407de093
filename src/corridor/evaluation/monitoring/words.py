"""Names and values of results in the reader's language."""

from django.utils.translation import gettext as _

from corridor.design.results.models import Indicator
from corridor.design.schemes.models import Scheme
from corridor.evaluation.monitoring.lens import Lens, hidden
from corridor.evaluation.monitoring.rules import SMALL_GROUP
from corridor.evaluation.monitoring.runs import IndicatorResult
from corridor.evaluation.monitoring.selectors.indicators import Measured
from corridor.knowledge.codelists.selectors import label_of
from corridor.knowledge.pathways.models import ProcedureStep
from corridor.ui import formats

LIGHTS = {"green": "ok", "amber": "warn", "red": "bad", "grey": "none"}
# These say how many people, so that a small number is a small group.
_PEOPLE = (Indicator.Unit.PERSONS,)


def corridor_name(origin_iso3: str, destination_iso3: str) -> str:
    """Return a corridor as two names of countries."""
    return _("%(origin)s to %(destination)s") % {
        "origin": label_of("countries", origin_iso3),
        "destination": label_of("countries", destination_iso3),
    }


def step_names(scheme: Scheme) -> dict[str, tuple[str, str]]:
    """Return the name and the acting party of every step that the scheme's cases go through, in order."""
    rows = ProcedureStep.objects.filter(procedure__cases__placement__scheme=scheme)
    found: dict[str, tuple[str, str]] = {}
    for row in rows.distinct().order_by("order", "pk"):
        found.setdefault(row.code, (row.localised_name, row.party))
    return found


def light_label(light: str) -> str:
    """Return a light in words."""
    words = {"green": _("On track"), "amber": _("At risk"), "red": _("Off track")}
    return words.get(light, _("Nothing to compare yet"))


def quantity(value: float | None, unit: str) -> str:
    """Return a value with its unit."""
    if value is None:
        return formats.NOTHING
    if unit == Indicator.Unit.PERCENT:
        return formats.percent(value / 100, 0 if float(value).is_integer() else 1)
    if unit == Indicator.Unit.EUR:
        return formats.money(value, "EUR", 0)
    if unit == Indicator.Unit.DAYS:
        return _("%(n)s days") % {"n": formats.number(value)}
    if unit == Indicator.Unit.MONTHS:
        return _("%(n)s months") % {"n": formats.number(value)}
    return formats.number(value)


def is_hidden(indicator: Indicator, value: Measured, lens: Lens) -> bool:
    """Return whether a value of an indicator would tell this reader of a small group."""
    return lens.is_protected and _is_small(indicator, value)


def indicator_value(row: IndicatorResult, lens: Lens) -> str:
    """Return what an indicator is today, hidden where it tells of a small group."""
    if is_hidden(row.indicator, row.now, lens):
        return hidden()
    return quantity(row.now.value, row.indicator.unit)


def basis_of(row: IndicatorResult, lens: Lens) -> str:
    """Return the counts that a share stands on."""
    now = row.now
    if now.denominator is None or row.indicator.computed_from == Indicator.Measure.FEES_PAID_BY_WORKERS:
        return ""
    if is_hidden(row.indicator, now, lens):
        return ""
    if now.numerator is None:
        return _("from %(all)s people") % {"all": lens.people(now.denominator)}
    return _("%(n)s of %(all)s") % {"n": lens.people(int(now.numerator)), "all": lens.people(now.denominator)}


def past_of(row: IndicatorResult, lens: Lens) -> list[float]:
    """Return the values of an indicator up to today that this reader may see, the oldest first."""
    return [found.value for found in row.trend if found.value is not None and not is_hidden(row.indicator, found, lens)]


def _is_small(indicator: Indicator, now: Measured) -> bool:
    if indicator.computed_from == Indicator.Measure.FEES_PAID_BY_WORKERS or now.value is None:
        # What workers paid is shown to everybody, however few they are.
        return False
    if indicator.unit in _PEOPLE:
        return 0 < now.value < SMALL_GROUP
    parts: list[float | None] = [now.denominator] if now.numerator is None else [now.denominator, now.numerator]
    small = [n for n in parts if n is not None and 0 < n < SMALL_GROUP]
    return bool(small)
