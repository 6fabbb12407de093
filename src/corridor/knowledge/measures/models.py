"""Records of the repository: measures, their figures, sources, recomputed values and conflicts."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language, gettext_lazy as _

from corridor.batch.gallery import Kind as GalleryKind, Phase as GalleryPhase


class Kind(models.TextChoices):
    """What an entry is."""

    SCHEME = GalleryKind.SCHEME, _("Scheme")
    SYSTEM = GalleryKind.SYSTEM, _("System")
    PLATFORM = GalleryKind.PLATFORM, _("Platform")
    PROGRAMME = GalleryKind.PROGRAMME, _("Programme")
    FUND = GalleryKind.FUND, _("Fund")
    AGREEMENT = GalleryKind.AGREEMENT, _("Agreement")
    FRAMEWORK = GalleryKind.FRAMEWORK, _("Framework")
    TOOL = GalleryKind.TOOL, _("Tool")
    MODEL = GalleryKind.MODEL, _("Model")
    NETWORK = GalleryKind.NETWORK, _("Network")
    CENTRE = GalleryKind.CENTRE, _("Centre")
    PORTAL = GalleryKind.PORTAL, _("Information portal")
    EVALUATION = GalleryKind.EVALUATION, _("Evaluation")
    FINANCING = GalleryKind.FINANCING, _("Financing")


class Phase(models.TextChoices):
    """Phase of the migration cycle that an entry serves; design and cross-cutting lie outside the four phases."""

    PRE = GalleryPhase.PRE, _("Before departure")
    DURING = GalleryPhase.DURING, _("During migration")
    POST = GalleryPhase.POST, _("After return")
    MULTI = GalleryPhase.MULTI, _("Several phases")
    DESIGN = GalleryPhase.DESIGN, _("Design")
    CROSS = GalleryPhase.CROSS, _("Across phases")


FOUR_PHASES = (Phase.PRE, Phase.DURING, Phase.POST, Phase.MULTI)


class SupportModel(models.IntegerChoices):
    """The eleven models of migrant support measures of the global inventory."""

    PLACEMENT = 1, _("International job matching and placement")
    ORIENTATION = 2, _("Pre-departure information, orientation and training")
    SKILLS = 3, _("Professional skills development for migration")
    PROTECTION = 4, _("Access to labour market information and protection")
    ACROSS_BORDERS = 5, _("Capitalising on skills across borders")
    RECOGNITION = 6, _("Validation and recognition of skills")
    RETURN_INFORMATION = 7, _("Return information platforms and call centres")
    ENTREPRENEURSHIP = 8, _("Entrepreneurship and income for returnees")
    ASSISTED_RETURN = 9, _("Assisted voluntary return and reintegration")
    RESOURCE_CENTRES = 10, _("Migrant resource centres")
    WELFARE_FUNDS = 11, _("Migrant welfare funds")


class SkillLevel(models.TextChoices):
    """Skill level of the jobs that an entry serves, as the sources say it."""

    LOW = "low", _("Low")
    LOW_MEDIUM = "low-medium", _("Low to medium")
    MEDIUM = "medium", _("Medium")
    MEDIUM_HIGH = "medium-high", _("Medium to high")
    HIGH = "high", _("High")
    ALL = "all", _("All levels")


class Measure(models.Model):
    """Migrant support measure, scheme, system or tool that a source describes or names."""

    entry_id = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=400)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    phase = models.CharField(max_length=8, choices=Phase.choices)
    support_model = models.PositiveSmallIntegerField(choices=SupportModel.choices, null=True)
    years = models.CharField(max_length=80, blank=True)
    skill_level = models.CharField(max_length=20, choices=SkillLevel.choices, blank=True)
    mobility_type = models.CharField(max_length=80, blank=True)
    capability = models.CharField(max_length=400)
    summary_en = models.CharField(max_length=400)
    summary_fr = models.CharField(max_length=400, blank=True)
    summary_es = models.CharField(max_length=400, blank=True)
    summary_ar = models.CharField(max_length=400, blank=True)
    is_named_only = models.BooleanField(default=False)
    has_figures = models.BooleanField(default=False)
    # An entry that a later edition of the gallery drops is closed, never deleted: schemes may have begun from it.
    is_closed = models.BooleanField(default=False)
    content_digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(support_model__isnull=True) | models.Q(support_model__range=(1, 11)),
                name="measures_model_is_one_of_eleven",
            )
        ]

    class Privacy:
        open = (
            "id",
            "entry_id",
            "name",
            "kind",
            "phase",
            "support_model",
            "years",
            "skill_level",
            "mobility_type",
            "capability",
            "summary_en",
            "summary_fr",
            "summary_es",
            "summary_ar",
            "is_named_only",
            "has_figures",
            "is_closed",
            "content_digest",
        )
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return self.name

    @property
    def summary(self) -> str:
        """The one sentence about the entry in the reader's language, in English where it is not translated yet."""
        return getattr(self, f"summary_{(get_language() or 'en')[:2]}", "") or self.summary_en

    @property
    def is_summary_translated(self) -> bool:
        """Whether the sentence stands in the reader's language."""
        language = (get_language() or "en")[:2]
        return language == "en" or bool(getattr(self, f"summary_{language}", ""))


class MeasurePlace(models.Model):
    """Country or group of countries that a measure has as origin or destination."""

    class Role(models.TextChoices):
        ORIGIN = "origin", _("Origin")
        DESTINATION = "destination", _("Destination")

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="places")
    role = models.CharField(max_length=12, choices=Role.choices)
    place = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["role", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["measure", "role", "place"], name="measures_place_once_per_role")
        ]

    class Privacy:
        open = ("id", "measure", "role", "place", "position")
        personal = ()
        sensitive = ()


class MeasureSector(models.Model):
    """Sector of the economy that a measure serves, in the word of the source."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="sectors")
    sector = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["measure", "sector"], name="measures_sector_once")]

    class Privacy:
        open = ("id", "measure", "sector", "position")
        personal = ()
        sensitive = ()


class MeasureBody(models.Model):
    """Body that pays for a measure or carries it out."""

    class Role(models.TextChoices):
        FUNDER = "funder", _("Funder")
        IMPLEMENTER = "implementer", _("Carried out by")

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="bodies")
    role = models.CharField(max_length=12, choices=Role.choices)
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["role", "position", "id"]

    class Privacy:
        open = ("id", "measure", "role", "name", "position")
        personal = ()
        sensitive = ()


class MeasureSource(models.Model):
    """Line of a document that speaks about a measure."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="sources")
    document = models.CharField(max_length=12)
    line = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position", "id"]

    class Privacy:
        open = ("id", "measure", "document", "line", "position")
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return f"{self.document}:{self.line}"


class MeasureFigure(models.Model):
    """Figure that a source prints about a measure; `source` is the line that prints it."""

    class Role(models.TextChoices):
        OUTCOME = "outcome", _("Figure")
        BUDGET = "budget", _("Budget")
        PEOPLE = "people", _("People")
        UNIT_COST = "unit_cost", _("Published unit cost")

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="figures")
    role = models.CharField(max_length=12, choices=Role.choices)
    metric = models.CharField(max_length=120)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    value_text = models.CharField(max_length=120, blank=True)
    unit = models.CharField(max_length=60)
    qualifier = models.CharField(max_length=20)
    source = models.CharField(max_length=20, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position", "id"]

    class Privacy:
        open = ("id", "measure", "role", "metric", "value", "value_text", "unit", "qualifier", "source", "position")
        personal = ()
        sensitive = ()


class MeasureDerivation(models.Model):
    """Value that Corridor recomputes from printed figures, with the published figure beside it where there is one."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="derivations")
    label = models.CharField(max_length=120)
    expression = models.CharField(max_length=200)
    value = models.DecimalField(max_digits=18, decimal_places=4)
    decimals = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=60)
    population = models.CharField(max_length=200)
    numerator = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    numerator_what = models.CharField(max_length=120, blank=True)
    numerator_source = models.CharField(max_length=20, blank=True)
    denominator = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    denominator_what = models.CharField(max_length=120, blank=True)
    denominator_source = models.CharField(max_length=20, blank=True)
    published = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    published_unit = models.CharField(max_length=60, blank=True)
    published_qualifier = models.CharField(max_length=20, blank=True)
    published_source = models.CharField(max_length=20, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position", "id"]

    class Privacy:
        open = (
            "id",
            "measure",
            "label",
            "expression",
            "value",
            "decimals",
            "unit",
            "population",
            "numerator",
            "numerator_what",
            "numerator_source",
            "denominator",
            "denominator_what",
            "denominator_source",
            "published",
            "published_unit",
            "published_qualifier",
            "published_source",
            "position",
        )
        personal = ()
        sensitive = ()


class MeasureConflict(models.Model):
    """Disagreement inside or between sources about a measure, and how Corridor handles it."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="conflicts")
    text = models.CharField(max_length=300)
    handling = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position", "id"]

    class Privacy:
        open = ("id", "measure", "text", "handling", "position")
        personal = ()
        sensitive = ()


class ConflictSide(models.Model):
    """One side of a conflict: what is said, and the line that says it."""

    conflict = models.ForeignKey(MeasureConflict, on_delete=models.CASCADE, related_name="sides")
    says = models.CharField(max_length=200)
    source = models.CharField(max_length=20, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position", "id"]

    class Privacy:
        open = ("id", "conflict", "says", "source", "position")
        personal = ()
        sensitive = ()


class MeasureLesson(models.Model):
    """What a source says was learnt from a measure."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="lessons")
    text = models.CharField(max_length=300)
    source = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position", "id"]

    class Privacy:
        open = ("id", "measure", "text", "source", "position")
        personal = ()
        sensitive = ()
