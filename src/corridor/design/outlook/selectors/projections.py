"""Reading projections: an occupation with its inputs, and what it still lacks."""

from dataclasses import dataclass

from corridor.access.selectors import Person, get_visible, visible
from corridor.design.outlook.models import DemandPoint, OccupationOutlook, OutlookInput, OutlookScenario
from corridor.design.outlook.rules import FEWEST_POINTS, InputKind, inputs_for
from corridor.design.schemes.models import Scheme


@dataclass(frozen=True)
class OutlookData:
    """An occupation with all that its projection rests on."""

    outlook: OccupationOutlook
    inputs: dict[str, OutlookInput]
    points: tuple[DemandPoint, ...]

    @property
    def kinds(self) -> tuple[InputKind, ...]:
        """The numbers that this projection asks for."""
        return inputs_for(self.outlook.demand_kind)

    @property
    def missing(self) -> tuple[InputKind, ...]:
        """Required numbers that nobody has given."""
        return tuple(kind for kind in self.kinds if kind.is_required and kind.name not in self.inputs)

    @property
    def lacks_points(self) -> bool:
        """Whether the series of demand is too short to be forecast at all."""
        return self.outlook.demand_kind == OccupationOutlook.DemandKind.SERIES and len(self.points) < FEWEST_POINTS

    @property
    def can_be_projected(self) -> bool:
        """Whether all that is required is there."""
        return not self.missing and not self.lacks_points

    @property
    def is_synthetic(self) -> bool:
        """Whether any number is invented."""
        rows: list[OutlookInput | DemandPoint] = [*self.inputs.values(), *self.points]
        return any(row.is_synthetic for row in rows)

    @property
    def sourced(self) -> tuple[DemandPoint | OutlookInput, ...]:
        """A row for each source, in the order of their use."""
        is_forecast = self.outlook.demand_kind == OccupationOutlook.DemandKind.SERIES
        used: list[DemandPoint | OutlookInput] = [*(self.points if is_forecast else ()), *self.inputs.values()]
        rows: dict[str, DemandPoint | OutlookInput] = {}
        for row in used:
            rows.setdefault(row.source, row)
        return tuple(rows.values())

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources, each once, as they were written."""
        return tuple(row.source for row in self.sourced)

    @property
    def vintage_date(self) -> object:
        """The date of the oldest vintage among the points of the series, None where none is dated."""
        return min((row.vintage_date for row in self.points if row.vintage_date), default=None)


def outlooks_of(*, user: Person, scheme: Scheme) -> list[OutlookData]:
    """Return the occupations that the scheme looks ahead for."""
    rows = visible(OccupationOutlook.objects.filter(scheme=scheme), user=user)
    return [_data(row) for row in rows.prefetch_related("inputs", "points").order_by("isco08", "iso3")]


def outlook_of(*, user: Person, scheme: Scheme, pk: int, action: str = "view") -> OutlookData:
    """Return one occupation of this scheme, else 404."""
    rows = OccupationOutlook.objects.filter(scheme=scheme).prefetch_related("inputs", "points")
    return _data(get_visible(rows, user=user, action=action, pk=pk))


def scenarios_of(*, user: Person, scheme: Scheme) -> list[OutlookScenario]:
    """Return the scenarios of a scheme, the one as now first."""
    return list(visible(OutlookScenario.objects.filter(scheme=scheme), user=user).order_by("pk"))


def scenario_of(*, user: Person, scheme: Scheme, pk: int) -> OutlookScenario:
    """Return a scenario of this scheme that the person may change, else 404."""
    return get_visible(OutlookScenario.objects.filter(scheme=scheme), user=user, action="change", pk=pk)


def data_of(outlook: OccupationOutlook) -> OutlookData:
    """Return an occupation, reached through its door before, with all that it holds now."""
    return _data(OccupationOutlook.objects.prefetch_related("inputs", "points").get(pk=outlook.pk))


def _data(row: OccupationOutlook) -> OutlookData:
    inputs = {each.name: each for each in row.inputs.all()}
    return OutlookData(row, inputs, tuple(sorted(row.points.all(), key=lambda point: point.year)))
