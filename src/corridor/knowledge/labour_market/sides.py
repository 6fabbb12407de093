"""Figures side by side: women and men, adverts and surveys, a figure before and after a version."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from corridor.knowledge.labour_market import rules
from corridor.knowledge.labour_market.models import DatasetVersion, Observation
from corridor.knowledge.labour_market.selectors import Figure, codes_of, figures, latest

ADVERTS = "job_adverts"
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Sides:
    """The newest period for which women and men are both known."""

    women: Figure
    men: Figure

    @property
    def women_share(self) -> Decimal | None:
        """The share of women; None where the figures do not count people."""
        women, men = self.women.value, self.men.value
        if women is None or men is None or self.women.unit not in rules.COUNTED or women + men <= 0:
            return None
        return women / (women + men)

    @property
    def difference(self) -> Decimal | None:
        """Women less men, in the figures' unit."""
        women, men = self.women.value, self.men.value
        return None if women is None or men is None else women - men


@dataclass(frozen=True, slots=True)
class AdvertRow:
    """Adverts of an occupation beside what a survey says; shares are those among the rows."""

    occupation: str
    adverts: Decimal
    adverts_share: Decimal
    survey: Figure | None
    survey_share: Decimal | None


@dataclass(frozen=True, slots=True)
class Adverts:
    """Adverts of an area in their newest months."""

    rows: tuple[AdvertRow, ...]
    first: str
    last: str
    sources: tuple[Figure, ...]


def women_and_men(
    *, indicator: str, areas: Iterable[str] | None = None, occupations: Iterable[str] | None = None
) -> list[Sides]:
    """Return for each area, partner and occupation the newest pair of observed figures, least split first."""
    pairs: dict[tuple[object, ...], dict[str, Figure]] = defaultdict(dict)
    for figure in figures(indicator=indicator, areas=areas, occupations=occupations, sexes=("F", "M")):
        if figure.value is not None and not figure.is_modelled:
            parts = rules.parts_left(figure.dimensions)
            about = (figure.area, figure.partner, figure.occupation)
            pairs[(*about, len(parts), parts, figure.unit, figure.time)][figure.sex] = figure
    best: dict[tuple[str, str, str], Sides] = {}
    # Least split first, and within the same parts the newest period last, so that it stays.
    for key, pair in sorted(pairs.items(), key=lambda item: str(item[0])):
        about = (str(key[0]), str(key[1]), str(key[2]))
        if len(pair) == 2 and (about not in best or _split(best[about].women) >= len(tuple(key[4]))):  # type: ignore[arg-type]  # parts
            best[about] = Sides(pair["F"], pair["M"])
    return list(best.values())


def adverts_beside(*, area: str, beside: str) -> Adverts:
    """Return the adverts of the newest year by two-digit occupation, beside the newest survey figure of each."""
    found = [
        figure
        for figure in figures(indicator=ADVERTS, areas=[area], sexes=None)
        if figure.value is not None and figure.occupation
    ]
    months = sorted({figure.time for figure in found})[-MONTHS:]
    counted: dict[str, Decimal] = defaultdict(Decimal)
    for figure in found:
        if figure.time in months and figure.value is not None:
            counted[figure.occupation[:2]] += figure.value
    survey = _survey(area=area, beside=beside)
    adverts_sum = sum(counted.values()) or Decimal(1)
    survey_sum = sum((each.value or Decimal(0) for each in survey.values()), Decimal(0))
    rows = [
        AdvertRow(
            occupation=code,
            adverts=counted[code],
            adverts_share=counted[code] / adverts_sum,
            survey=survey.get(code),
            survey_share=_share(survey.get(code), survey_sum),
        )
        for code in sorted({*counted, *survey})
    ]
    sources = {figure.dataset: figure for figure in found}
    return Adverts(
        tuple(sorted(rows, key=lambda each: (-each.adverts, each.occupation))),
        months[0] if months else "",
        months[-1] if months else "",
        tuple(sources.values()),
    )


def advert_areas() -> list[str]:
    """Return the areas for which adverts are counted."""
    return [code for code in codes_of(indicator=ADVERTS, name="area") if code]


def changes_of(*, version: DatasetVersion, limit: int = 100) -> list[tuple[Observation, Observation]]:
    """Return figures that a version changed, each with the one before it."""
    ended = list(Observation.objects.filter(dataset=version.dataset, until_version=version).order_by("pk")[:limit])
    begun = Observation.objects.filter(since_version=version, key__in=[old.key for old in ended])
    by_key = {new.key: new for new in begun}
    return [(old, by_key[old.key]) for old in ended if old.key in by_key]


def _survey(*, area: str, beside: str) -> dict[str, Figure]:
    """Return the newest survey figure of each two-digit occupation."""
    if not beside:
        return {}
    found = latest(indicator=beside, areas=[area])
    return {figure.occupation: figure for figure in found.values() if len(figure.occupation) == 2}


def _share(figure: Figure | None, whole: Decimal) -> Decimal | None:
    if figure is None or figure.value is None or figure.unit not in rules.COUNTED or not whole:
        return None
    return figure.value / whole


def _split(figure: Figure) -> int:
    return len(rules.parts_left(figure.dimensions))
