"""What countries say about professions: who may practise them, which office decides, and at which level they stand."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from corridor.core.wordings import Worded, worded
from corridor.knowledge.taxonomies.rules import language_levels


class Authority(Worded):
    """An office that decides on qualifications or professions, with what it is competent for."""

    iso3 = models.CharField(_("Country"), max_length=3)
    region = models.CharField(_("Only in this region"), max_length=100, blank=True)
    name = models.CharField(_("Name"), max_length=200)
    scope = models.CharField(_("Competent for"), max_length=300, blank=True)
    url = models.URLField(_("Address on the web"), blank=True)
    source = models.CharField(_("Source"), max_length=300)
    checked_date = models.DateField(_("Checked on"), null=True, blank=True)
    is_invented = models.BooleanField(_("Invented for demonstration"), default=False)

    class Meta:
        ordering: ClassVar = ["iso3", "name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["iso3", "region", "name"],
                name="taxonomies_authority_stands_once",
                violation_error_message=_("This authority is entered already."),
            )
        ]

    class Privacy:
        open = (
            "id", "iso3", "region", "name", "scope", "url", "source", "checked_date", "is_invented", "written_in",
            "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return worded(self, "name")


class RegulatedProfession(Worded):
    """A profession that only those may practise in a country who hold what its law asks for."""

    class Measure(models.TextChoices):
        NOT_STATED = "not_stated", _("not stated")
        ADAPTATION_PERIOD = "adaptation_period", _("Adaptation period")
        APTITUDE_TEST = "aptitude_test", _("Aptitude test")
        CHOICE = "choice", _("Adaptation period or aptitude test")
        KNOWLEDGE_TEST = "knowledge_test", _("Knowledge test")
        NONE = "none", _("No measure is offered")

    iso3 = models.CharField(_("Country"), max_length=3)
    region = models.CharField(_("Only in this region"), max_length=100, blank=True)
    title = models.CharField(_("Title"), max_length=200)
    isco08 = models.CharField(_("Occupation (ISCO-08)"), max_length=4)
    legal_basis = models.CharField(_("Legal basis"), max_length=300, blank=True)
    authority = models.ForeignKey(
        Authority,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="professions",
        verbose_name=_("Competent authority"),
    )
    languages_needed = models.CharField(_("Languages needed"), max_length=60, blank=True)
    measure = models.CharField(
        _("Where something is missing"), max_length=20, choices=Measure.choices, default=Measure.NOT_STATED
    )
    is_automatic_within_eu = models.BooleanField(_("Recognised automatically between EU countries"), default=False)
    valid_from_date = models.DateField(_("Valid from"), null=True, blank=True)
    valid_until_date = models.DateField(_("Valid until"), null=True, blank=True)
    source = models.CharField(_("Source"), max_length=300)
    checked_date = models.DateField(_("Checked on"), null=True, blank=True)
    is_invented = models.BooleanField(_("Invented for demonstration"), default=False)

    class Meta:
        ordering: ClassVar = ["iso3", "isco08", "title", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["iso3", "region", "isco08", "title"],
                name="taxonomies_profession_stands_once",
                violation_error_message=_("This profession is entered already."),
            ),
            models.CheckConstraint(
                condition=Q(valid_from_date__isnull=True)
                | Q(valid_until_date__isnull=True)
                | Q(valid_until_date__gte=F("valid_from_date")),
                name="taxonomies_profession_ends_after_it_starts",
                violation_error_message=_("The last day lies before the first one."),
            ),
        ]

    class Privacy:
        open = (
            "id", "iso3", "region", "title", "isco08", "legal_basis", "authority", "languages_needed", "measure",
            "is_automatic_within_eu", "valid_from_date", "valid_until_date", "source", "checked_date", "is_invented",
            "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return worded(self, "title")

    @property
    def languages(self) -> tuple[tuple[str, str], ...]:
        """The languages that the law asks for, each with its level, such as ("de", "B2")."""
        return language_levels(self.languages_needed)


class NationalLevel(Worded):
    """A level of a national framework of qualifications, and the European level that a report gives it.

    Two reports may say different things about one level: both rows stand. Without a report that both sides signed the
    comparison is not official.
    """

    iso3 = models.CharField(_("Country"), max_length=3)
    framework = models.CharField(_("Framework"), max_length=200)
    level = models.CharField(_("Level"), max_length=40)
    eqf_level = models.PositiveSmallIntegerField(
        _("European level (EQF)"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(8)]
    )
    is_official = models.BooleanField(_("The comparison is official"), default=False)
    report = models.CharField(_("Report"), max_length=300)
    report_date = models.DateField(_("Date of the report"), null=True, blank=True)
    is_invented = models.BooleanField(_("Invented for demonstration"), default=False)

    class Meta:
        ordering: ClassVar = ["iso3", "framework", "level", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["iso3", "framework", "level", "report"],
                name="taxonomies_report_speaks_once_about_a_level",
                violation_error_message=_("This report speaks about this level already."),
            ),
            models.CheckConstraint(
                condition=Q(eqf_level__isnull=True) | Q(eqf_level__gte=1, eqf_level__lte=8),
                name="taxonomies_european_level_is_one_of_eight",
            ),
            models.CheckConstraint(
                condition=Q(is_official=False) | Q(eqf_level__isnull=False),
                name="taxonomies_official_comparison_names_a_level",
                violation_error_message=_("An official comparison names the European level."),
            ),
        ]

    class Privacy:
        open = (
            "id", "iso3", "framework", "level", "eqf_level", "is_official", "report", "report_date", "is_invented",
            "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return f"{worded(self, 'framework')} {self.level}"
