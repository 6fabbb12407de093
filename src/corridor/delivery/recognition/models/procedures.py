"""How a country recognises: procedures with their documents, terms and fees, and laws that make holders pay."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from corridor.core.wordings import Worded, worded
from corridor.delivery.recognition.rules.clocks import Length
from corridor.delivery.skills.payers import Payer


class Layer(models.TextChoices):
    """The three ways from the most to the least formal."""

    RECOGNITION = "recognition", _("Recognition of a qualification")
    VALIDATION = "validation", _("Validation of learning")
    IDENTIFICATION = "identification", _("Identification of skills")


class Kind(models.TextChoices):
    """What a way is for; academic and professional recognition are kept apart."""

    ACADEMIC = "academic", _("Academic recognition")
    REGULATED = "professional_regulated", _("Regulated profession")
    NON_REGULATED = "non_regulated", _("Profession that is not regulated")
    COMPARABILITY = "comparability", _("Statement of comparability")
    PRIOR_LEARNING = "prior_learning", _("Recognition of prior learning")


class DocumentKind(models.TextChoices):
    """A paper that an authority asks for."""

    IDENTITY = "identity", _("Identity paper")
    CV = "cv", _("Curriculum vitae")
    DIPLOMA = "diploma", _("Diploma or certificate")
    TRANSCRIPT = "transcript", _("List of subjects and marks")
    SYLLABUS = "syllabus", _("Contents of the training")
    WORK_REFERENCE = "work_reference", _("Proof of work experience")
    LANGUAGE = "language", _("Language certificate")
    CONDUCT = "conduct", _("Certificate of professional conduct")
    INTENT = "intent", _("Proof of the intention to work there")
    PORTFOLIO = "portfolio", _("Portfolio of prior learning")
    OTHER = "other", _("Another paper")


class LawProfile(Worded):
    """A law that makes the holder pay for the recognition; without one, the holder is never charged."""

    title = models.CharField(_("Law"), max_length=200)
    iso3 = models.CharField(_("Country of the law"), max_length=3)
    law_date = models.DateField(_("Date of the law"))
    source = models.CharField(_("Source"), max_length=300)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["iso3", "title", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["iso3", "title", "law_date"], name="recognition_law_is_named_once"),
            models.CheckConstraint(condition=Q(title__gt="", source__gt=""), name="recognition_law_has_a_source"),
        ]

    class Privacy:
        open = ("id", "title", "iso3", "law_date", "source", "is_invented", "written_in", "wordings")
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return worded(self, "title")


class Charged(models.Model):
    """Something that costs a fee, with who bears it; the holder only under a law."""

    fee = models.DecimalField(_("Fee"), max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("Currency"), max_length=3, default="EUR")
    payer = models.CharField(_("Who pays"), max_length=20, choices=Payer.choices, default=Payer.SCHEME)
    law = models.ForeignKey(
        LawProfile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Law by which the holder pays"),
    )

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(payer=Payer.HOLDER) | Q(law__isnull=False), name="%(app_label)s_%(class)s_holder_by_law"
            ),
            models.CheckConstraint(
                condition=Q(fee__isnull=True) | Q(fee__gte=0), name="%(app_label)s_%(class)s_fee_is_not_negative"
            ),
        ]

    @property
    def holder_pays(self) -> bool:
        return self.payer == Payer.HOLDER


class RecognitionProcedure(Worded, Charged):
    """A way in which a country recognises a qualification or what somebody has learnt, as its authority states it."""

    class PeriodUnit(models.TextChoices):
        DAYS = "days", _("Days")
        MONTHS = "months", _("Months")

    code = models.SlugField(_("Code"), max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=200)
    iso3 = models.CharField(_("Country that decides"), max_length=3)
    origin_iso3 = models.CharField(_("Country of the qualification"), max_length=3, blank=True)
    isco08 = models.CharField(_("Occupation (ISCO-08)"), max_length=20, blank=True)
    scope = models.TextField(_("For which qualifications"), blank=True)
    layer = models.CharField(_("Way"), max_length=20, choices=Layer.choices)
    kind = models.CharField(_("Kind of recognition"), max_length=30, choices=Kind.choices)
    organisation = models.ForeignKey(
        "access.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="recognition_procedures"
    )
    authority = models.ForeignKey(
        "taxonomies.Authority",
        on_delete=models.PROTECT,
        related_name="recognition_procedures",
        verbose_name=_("Authority"),
    )
    profession = models.ForeignKey(
        "taxonomies.RegulatedProfession",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recognition_procedures",
        verbose_name=_("Regulated profession"),
    )
    legal_basis = models.CharField(_("Legal basis"), max_length=200, blank=True)
    period_unit = models.CharField(
        _("Terms are counted in"), max_length=10, choices=PeriodUnit.choices, default=PeriodUnit.DAYS
    )
    receipt_time = models.PositiveSmallIntegerField(_("Receipt within"), null=True, blank=True)
    decision_time = models.PositiveSmallIntegerField(_("Decision within"), null=True, blank=True)
    fast_track_time = models.PositiveSmallIntegerField(_("Fast track within"), null=True, blank=True)
    extension_time = models.PositiveSmallIntegerField(_("Longest extension"), null=True, blank=True)
    appeal_time = models.PositiveSmallIntegerField(_("Appeal within"), null=True, blank=True)
    url = models.URLField(_("Page of the authority"), blank=True)
    checked_on = models.DateField(_("Last checked"))
    source = models.CharField(_("Source"), max_length=300)
    is_invented = models.BooleanField(_("Invented for demonstration"), default=False)

    class Meta(Charged.Meta):
        abstract = False
        ordering: ClassVar = ["iso3", "origin_iso3", "code"]
        constraints: ClassVar = [
            *Charged.Meta.constraints,
            models.CheckConstraint(condition=Q(source__gt=""), name="recognition_procedure_has_a_source"),
        ]

    class Privacy:
        open = (
            "id", "code", "name", "iso3", "origin_iso3", "isco08", "scope", "layer", "kind", "organisation",
            "authority", "profession", "legal_basis", "period_unit", "receipt_time", "decision_time", "fast_track_time",
            "extension_time", "appeal_time", "url", "checked_on", "source", "is_invented", "fee", "currency", "payer",
            "law", "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return worded(self, "name")

    def length(self, number: int | None) -> Length | None:
        """Return a term in the unit of this procedure; None where none is stated."""
        return Length(number, self.period_unit) if number else None

    @property
    def is_regulated(self) -> bool:
        return self.kind == Kind.REGULATED


class AskedDocument(models.Model):
    """A paper that a procedure asks everybody for."""

    procedure = models.ForeignKey(RecognitionProcedure, on_delete=models.CASCADE, related_name="asked_documents")
    kind = models.CharField(_("Paper"), max_length=20, choices=DocumentKind.choices)
    needs_translation = models.BooleanField(_("With a translation"), default=False)

    class Meta:
        ordering: ClassVar = ["procedure", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "kind"], name="recognition_document_is_asked_once")
        ]

    class Privacy:
        open = ("id", "procedure", "kind", "needs_translation")
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return self.get_kind_display()
