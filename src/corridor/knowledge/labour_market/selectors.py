"""Reading evidence. Published statistics are open to all staff; no row belongs to a person.

Of several figures about the same thing one is used: a published one before an invented one, then the newest vintage,
then the dataset whose code comes first; the others stand beside it. Figures of groups of countries are left out unless
the group is asked for by name or `aggregates` is set.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django.db.models import Count, Q, QuerySet

from corridor.kernel.errors import N_, InputError
from corridor.knowledge.labour_market import rules
from corridor.knowledge.labour_market.models import Dataset, DatasetVersion, EvidenceFile, Observation, RowProblem

Key = tuple[str, str, str, str]
MOST_FIGURES = 20_000
"""So many figures of an indicator are read for all areas at once; beyond it an area is asked for."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with all that must stand beside it; `value` is None where the source gives none."""

    indicator: str
    area: str
    partner: str
    occupation: str
    sex: str
    time: str
    value: Decimal | None
    flags: tuple[str, ...]
    unit: str
    dataset: str
    publisher: str
    vintage_date: date
    source: str
    is_synthetic: bool
    is_aggregate: bool
    is_modelled: bool
    dimensions: Mapping[str, str]
    others: tuple["Figure", ...] = ()

    @property
    def key(self) -> Key:
        """What the figure is about, apart from time and finer dimensions."""
        return (self.area, self.partner, self.occupation, self.sex)

    @property
    def year(self) -> int | None:
        return rules.years_of(self.time)

    @property
    def rank(self) -> tuple[bool, int, str]:
        """The place of the figure's source among several; the least is used."""
        return rules.rank_of_source(
            is_synthetic=self.is_synthetic, vintage_date=self.vintage_date, dataset=self.dataset
        )


@dataclass(frozen=True, slots=True)
class Series:
    """One line over time: its figures, the periods at which it breaks, the periods that are missing, its sources."""

    points: tuple[Figure, ...] = ()
    breaks: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    sources: tuple[str, ...] = field(default=())


def figures(
    *,
    indicator: str,
    areas: Iterable[str] | None = None,
    partners: Iterable[str] | None = None,
    occupations: Iterable[str] | None = None,
    sexes: Sequence[str] | None = ("T", ""),
    periods: Iterable[str] | None = None,
    dataset: str = "",
    aggregates: bool = False,
    as_of: date | None = None,
) -> list[Figure]:
    """Return one figure for each thing that is known, the best source's, with the others beside it."""
    rows = _standing(as_of).filter(indicator=indicator)
    wanted = {"area": areas, "partner": partners, "occupation": occupations, "sex": sexes, "time": periods}
    for name, codes in wanted.items():
        if codes is not None:
            rows = rows.filter(**{f"{name}__in": sorted(set(codes))})
    if dataset:
        rows = rows.filter(dataset__code=dataset)
    if not aggregates:
        named = Q(area__in=sorted(set(areas or ()))) & Q(partner__in=["", *sorted(set(partners or ()))])
        rows = rows.filter(Q(is_aggregate=False) | named) if areas is not None else rows.filter(is_aggregate=False)
    return _resolved(_figure(row) for row in _read(rows))


def latest(
    *,
    indicator: str,
    areas: Iterable[str] | None,
    partners: Iterable[str] | None = None,
    occupations: Iterable[str] | None = None,
    sexes: Sequence[str] | None = ("T", ""),
    as_of: date | None = None,
) -> dict[Key, Figure]:
    """Return the newest observed figure of each area, partner, occupation and sex; never a modelled one.

    Where figures are split further, the least split one is taken.
    """
    found: dict[Key, Figure] = {}
    for figure in figures(
        indicator=indicator, areas=areas, partners=partners, occupations=occupations, sexes=sexes, as_of=as_of
    ):
        if figure.value is None or figure.is_modelled:
            continue
        known = found.get(figure.key)
        if known is None or _newer(figure, known):
            found[figure.key] = figure
    return found


def series(
    *, indicator: str, area: str, partner: str = "", occupation: str = "", sex: str = "T", as_of: date | None = None
) -> Series:
    """Return one line over time: of several ways to split the figures the least split one with the most points."""
    found = figures(
        indicator=indicator,
        areas=[area],
        partners=[partner],
        occupations=[occupation],
        sexes=(sex, "") if sex == "T" else (sex,),
        as_of=as_of,
    )
    lines = lines_of(found)
    return series_of(lines[0]) if lines else Series()


def lines_of(found: Iterable[Figure]) -> list[list[Figure]]:
    """Return figures by what they are about, each by time; the least split with the most points comes first."""
    lines: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in found:
        parts = rules.parts_left(figure.dimensions)
        split = len(parts) + bool(figure.partner) + bool(figure.occupation)
        lines[split, *figure.key, figure.unit, len(figure.time), parts].append(figure)
    ordered = sorted(lines.items(), key=lambda item: (item[0][0], -len(item[1]), str(item[0])))
    return [sorted(points, key=lambda point: point.time) for _key, points in ordered]


def series_of(points: Sequence[Figure]) -> Series:
    """Return figures of one line with their breaks and gaps."""
    breaks = tuple(point.time for point in points if "break" in point.flags)
    observed = [point for point in points if not point.is_modelled]
    years = [point.year for point in observed if point.value is not None and point.year is not None]
    empty = [point.time for point in observed if point.value is None]
    # Only a line of years shows by its periods alone which are missing.
    is_yearly = all(len(point.time) == 4 for point in points)
    missing = [str(year) for year in range(min(years), max(years)) if year not in years] if years and is_yearly else []
    sources = dict.fromkeys(source_text(point) for point in points)
    return Series(tuple(points), breaks, tuple(sorted({*missing, *empty})), tuple(sources))


def source_text(figure: Figure) -> str:
    """Return publisher, dataset and the source that the file itself names."""
    named = figure.source if figure.source not in ("", figure.publisher) else ""
    return ", ".join(part for part in (figure.publisher, figure.dataset, named) if part)


def datasets() -> QuerySet[Dataset]:
    """Return the datasets, published ones first."""
    return Dataset.objects.prefetch_related("versions__file").order_by("is_synthetic", "code")


def versions_of(*, dataset: Dataset) -> QuerySet[DatasetVersion]:
    """Return the versions of a dataset, the newest first."""
    return dataset.versions.select_related("file__stored").order_by("-number")


def problems_of(*, file: EvidenceFile) -> QuerySet[RowProblem]:
    """Return what the check of a file says, line by line."""
    return file.problems.order_by("line", "pk")


def files_waiting() -> QuerySet[EvidenceFile]:
    """Return the files that were brought and are neither imported nor put aside."""
    kinds = EvidenceFile.Status
    return EvidenceFile.objects.exclude(status__in=[kinds.IMPORTED, kinds.DISCARDED]).select_related("stored")


def version_of_bytes(*, sha256: str, dataset_code: str = "") -> DatasetVersion | None:
    """Return the version that came from exactly these bytes."""
    rows = DatasetVersion.objects.filter(file__stored__sha256=sha256).select_related("dataset", "file")
    return (rows.filter(dataset__code=dataset_code) if dataset_code else rows).order_by("pk").first()


def indicators() -> dict[str, list[Dataset]]:
    """Return the indicators that are held, each with its datasets."""
    held: dict[str, list[Dataset]] = defaultdict(list)
    for dataset in Dataset.objects.order_by("is_synthetic", "code"):
        for code in dataset.summary.get("indicators", {}):
            held[code].append(dataset)
    return dict(sorted(held.items()))


def check_reach(*, indicator: str, areas: Iterable[str] | None) -> None:
    """Refuse to read an indicator for all areas at once where nobody could look at so many figures.

    Raises
    ------
    InputError : an area must be chosen
    """
    if areas is not None:
        return
    held = (dataset.summary.get("indicators", {}) for dataset in Dataset.objects.all())
    count = sum(entry.get(indicator, {}).get("rows", 0) for entry in held)
    if count > MOST_FIGURES:
        raise InputError(
            N_("The indicator %(indicator)s has %(count)s figures, too many to be shown at once."),
            hint=N_("Choose an area."),
            field="area",
            params={"indicator": indicator, "count": count},
        )


def codes_of(*, indicator: str, name: str) -> list[str]:
    """Return the areas, partners, occupations or sexes for which an indicator is held."""
    newest = DatasetVersion.objects.order_by("-pk").values_list("pk", "imported_at").first()
    return list(_codes_at(indicator, name, newest))


@lru_cache(maxsize=400)
def _codes_at(indicator: str, name: str, newest: tuple[int, datetime] | None) -> tuple[str, ...]:
    """Read the codes once for each state of the store: on a million figures it takes a second."""
    rows = Observation.objects.filter(indicator=indicator, until_version=None)
    return tuple(rows.order_by(name).values_list(name, flat=True).distinct())


def summary_of(*, dataset: Dataset) -> dict[str, object]:
    """Return what a dataset holds now: rows, areas, and for each indicator its rows and observed periods."""
    rows = Observation.objects.filter(dataset=dataset, until_version=None)
    held: dict[str, dict[str, object]] = {}
    for code, time, is_modelled, number in (
        rows.order_by().values_list("indicator", "time", "is_modelled").annotate(number=Count("pk"))
    ):
        entry = held.setdefault(code, {"rows": 0, "first": "", "last": ""})
        entry["rows"] = int(str(entry["rows"])) + number
        if time and not is_modelled:
            entry["first"] = min(str(entry["first"]) or time, time)
            entry["last"] = max(str(entry["last"]), time)
    return {
        "rows": sum(int(str(entry["rows"])) for entry in held.values()),
        "areas": rows.filter(is_aggregate=False).values("area").distinct().count(),
        "indicators": held,
    }


def _standing(as_of: date | None) -> QuerySet[Observation]:
    """Return the figures that stand now, or that stood at the end of a day."""
    if as_of is None:
        return Observation.objects.filter(until_version=None)
    begun = Q(since_version__imported_at__date__lte=as_of)
    not_ended = Q(until_version=None) | Q(until_version__imported_at__date__gt=as_of)
    return Observation.objects.filter(begun & not_ended)


_COLUMNS = (
    "indicator", "area", "partner", "occupation", "sex", "time", "value", "flags", "unit", "dataset__code",
    "dataset__publisher", "since_version__vintage_date", "source", "dataset__is_synthetic", "is_aggregate",
    "is_modelled", "dimensions",
)  # fmt: skip


def _read(rows: QuerySet[Observation]) -> Iterable[tuple[object, ...]]:
    return rows.order_by("area", "partner", "occupation", "sex", "time", "pk").values_list(*_COLUMNS).iterator()


def _figure(row: tuple[object, ...]) -> Figure:
    *about, value, flags = row[:8]
    tidy = value.normalize() if isinstance(value, Decimal) else None
    # A figure without decimals is shown without an exponent.
    exact = tidy.quantize(Decimal(1)) if tidy is not None and tidy.as_tuple().exponent > 0 else tidy  # type: ignore[operator]  # finite
    return Figure(*about, exact, tuple(str(flags).split()), *row[8:])  # type: ignore[arg-type, call-arg]  # in the columns' order


def _resolved(found: Iterable[Figure]) -> list[Figure]:
    """Keep of several sources of the same figure the best one, with the others beside it."""
    by_key: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in found:
        key = (*figure.key, figure.time, figure.unit, rules.parts_left(figure.dimensions))
        by_key[key].append(figure)
    return [_best(group) for group in by_key.values()]


def _best(group: list[Figure]) -> Figure:
    if len(group) == 1:
        return group[0]
    first, *others = sorted(group, key=lambda figure: figure.rank)
    return replace(first, others=tuple(others))


def _newer(figure: Figure, known: Figure) -> bool:
    """Say whether a figure takes the place of another: less split, then of a later period, then the better source."""

    def place(each: Figure) -> tuple[int, str]:
        return (-len(rules.parts_left(each.dimensions)), each.time)

    if place(figure) != place(known):
        return place(figure) > place(known)
    return (figure.rank, figure.unit, rules.parts_left(figure.dimensions)) < (
        known.rank,
        known.unit,
        rules.parts_left(known.dimensions),
    )
