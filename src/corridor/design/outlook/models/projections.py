"""An occupation in a country with the numbers of its projection, and the scenarios of a scheme."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.core.wordings import Worded, worded
from corridor.design.schemes.rules import plan_authors, plan_readers

FEWEST_YEARS, MOST_YEARS = 1, 30


class OccupationOutlook(Worded):
    """One occupation in one country, to be projected from its base year on."""

    class DemandKind(models.TextChoices):
        SERIES = "series", _("Forecast from a series of years")
        GROWTH = "growth", _("Demand today and its growth")
        RATIO = "ratio", _("A target per 10,000 inhabitants")

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="outlooks")
    isco08 = models.CharField(_("Occupation (ISCO-08)"), max_length=4)
    iso3 = models.CharField(_("Country"), max_length=3)
    base_year = models.PositiveSmallIntegerField(_("Base year"))
    horizon_years = models.PositiveSmallIntegerField(
        _("Years ahead"), default=10, validators=[MinValueValidator(FEWEST_YEARS), MaxValueValidator(MOST_YEARS)]
    )
    demand_kind = models.CharField(_("Demand"), max_length=8, choices=DemandKind.choices, default=DemandKind.SERIES)
    seed = models.PositiveIntegerField(default=1, editable=False)
    note = models.TextField(_("What the reader should know"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["scheme", "isco08", "iso3"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "isco08", "iso3"], name="outlook_occupation_stands_once"),
            models.CheckConstraint(
                condition=models.Q(horizon_years__gte=FEWEST_YEARS, horizon_years__lte=MOST_YEARS),
                name="outlook_horizon_is_in_range",
            ),
        ]

    class Privacy:
        open = (
            "id", "scheme", "isco08", "iso3", "base_year", "horizon_years", "demand_kind", "seed", "note",
            "created_at", "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return f"{self.isco08} {self.iso3}"


class OutlookInput(Worded):
    """A number of a projection with its range and its source; shares and growth stand in per cent."""

    outlook = models.ForeignKey(OccupationOutlook, on_delete=models.CASCADE, related_name="inputs")
    name = models.SlugField(max_length=30)
    value = models.DecimalField(_("Value"), max_digits=16, decimal_places=4)
    low = models.DecimalField(_("Lowest thought possible"), max_digits=16, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(_("Highest thought possible"), max_digits=16, decimal_places=4, null=True, blank=True)
    source = models.CharField(_("Source"), max_length=200)
    is_synthetic = models.BooleanField(_("Invented"), default=False)

    class Meta:
        ordering: ClassVar = ["outlook", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["outlook", "name"], name="outlook_input_is_given_once"),
            models.CheckConstraint(condition=~models.Q(source=""), name="outlook_input_has_a_source"),
        ]

    class Privacy:
        open = ("id", "outlook", "name", "value", "low", "high", "source", "is_synthetic", "written_in", "wordings")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers("outlook__scheme__")
        change = plan_authors("outlook__scheme__")

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


class DemandPoint(Worded):
    """Demand in a year of the past, as it was when it was taken over; what stands here does not change by itself."""

    outlook = models.ForeignKey(OccupationOutlook, on_delete=models.CASCADE, related_name="points")
    year = models.PositiveSmallIntegerField(_("Year"))
    value = models.DecimalField(_("Value"), max_digits=16, decimal_places=4)
    flags = models.CharField(max_length=60, blank=True)
    source = models.CharField(_("Source"), max_length=300)
    vintage_date = models.DateField(_("Figures of"), null=True, blank=True)
    is_synthetic = models.BooleanField(_("Invented"), default=False)

    class Meta:
        ordering: ClassVar = ["outlook", "year"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["outlook", "year"], name="outlook_year_is_given_once"),
            models.CheckConstraint(condition=~models.Q(source=""), name="outlook_point_has_a_source"),
            models.CheckConstraint(condition=models.Q(value__gte=0), name="outlook_demand_is_not_negative"),
        ]

    class Privacy:
        open = (
            "id", "outlook", "year", "value", "flags", "source", "vintage_date", "is_synthetic", "written_in",
            "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers("outlook__scheme__")
        change = plan_authors("outlook__scheme__")

    def __str__(self) -> str:
        return f"{self.year}: {self.value}"


def _factor(label: object) -> models.DecimalField:  # type: ignore[type-arg]  # the stubs want two parameters
    return models.DecimalField(
        label,  # type: ignore[arg-type]  # a lazy text
        max_digits=6,
        decimal_places=3,
        default=1,
        validators=[MinValueValidator(0), MaxValueValidator(10)],
    )


class OutlookScenario(Worded):
    """A named set of changed parameters, the same for all occupations of a scheme."""

    class Code(models.TextChoices):
        BASE = "base", _("As now")
        HIGH_GROWTH = "high_growth", _("High growth")
        AUTOMATION = "automation", _("Automation")
        GREEN = "green_transition", _("Green transition")
        VISAS = "restricted_visas", _("Restricted visas")
        SHOCK = "shock", _("Shock")
        OWN = "own", _("Own scenario")

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="scenarios")
    code = models.CharField(_("Kind"), max_length=20, choices=Code.choices, default=Code.OWN)
    name = models.CharField(_("Name"), max_length=80, blank=True)
    reason = models.TextField(_("Why these values"), blank=True)
    source = models.CharField(_("Source"), max_length=200, blank=True)
    demand_growth_change = models.DecimalField(
        _("Added to the yearly growth of demand, in percentage points"),
        max_digits=6,
        decimal_places=3,
        default=0,
        validators=[MinValueValidator(-50), MaxValueValidator(50)],
    )
    times_demand = _factor(_("Demand times"))
    times_graduates = _factor(_("Graduates times"))
    times_immigration = _factor(_("People from abroad times"))
    times_returns = _factor(_("People who come back times"))
    times_retire = _factor(_("Retirement times"))
    times_emigrate = _factor(_("Emigration times"))

    class Meta:
        ordering: ClassVar = ["scheme", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["scheme", "code"],
                condition=~models.Q(code="own"),
                name="outlook_standard_scenario_stands_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(code="own") | ~models.Q(name=""), name="outlook_own_scenario_has_a_name"
            ),
        ]

    class Privacy:
        open = (
            "id", "scheme", "code", "name", "reason", "source", "demand_growth_change", "times_demand",
            "times_graduates", "times_immigration", "times_returns", "times_retire", "times_emigrate",
            "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The author's own name, or the name of the standard scenario in the reader's language."""
        return worded(self, "name") if self.name else str(self.Code(self.code).label)
