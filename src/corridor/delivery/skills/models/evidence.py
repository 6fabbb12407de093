"""Evidence for what a profile states: a diploma, a payslip, a photo of work done."""

from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from corridor.delivery.skills.models.items import Education, PersonSkill, WorkExperience
from corridor.delivery.skills.models.languages import LanguageResult
from corridor.delivery.skills.models.people import RETENTION, Person, companions, grants

TIES: Final = ("experience", "education", "skill", "language_result")


class EvidenceItem(models.Model):
    """A document or a picture that supports one statement of a profile, and whether somebody verified it."""

    class Kind(models.TextChoices):
        DIPLOMA = "diploma", _("Diploma or certificate")
        TRANSCRIPT = "transcript", _("Transcript of marks")
        SYLLABUS = "syllabus", _("Syllabus")
        REFERENCE = "reference", _("Reference of an employer")
        PAYSLIP = "payslip", _("Payslip")
        PHOTO = "photo", _("Photo of work")
        PRODUCT = "product", _("Product")
        AWARD = "award", _("Award")
        TEST = "test", _("Result of a test")

    class Copy(models.TextChoices):
        ORIGINAL = "original", _("Original")
        COPY = "copy", _("Copy")
        TRANSLATION = "translation", _("Translation")
        SWORN = "sworn", _("Sworn translation")

    class Verification(models.TextChoices):
        NONE = "none", _("Not verified")
        REQUESTED = "requested", _("Verification asked for")
        CONFIRMED = "confirmed", _("Confirmed")
        REFUTED = "refuted", _("Refuted")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="evidence_items")
    kind = models.CharField(_("Kind of evidence"), max_length=10, choices=Kind.choices)
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    copy = models.CharField(_("Original or copy"), max_length=11, choices=Copy.choices, default=Copy.COPY)
    language = models.CharField(_("Language of the document"), max_length=8, blank=True)
    experience = models.ForeignKey(
        WorkExperience, on_delete=models.SET_NULL, null=True, blank=True, related_name="evidence_items"
    )
    education = models.ForeignKey(
        Education, on_delete=models.SET_NULL, null=True, blank=True, related_name="evidence_items"
    )
    skill = models.ForeignKey(
        PersonSkill, on_delete=models.SET_NULL, null=True, blank=True, related_name="evidence_items"
    )
    language_result = models.ForeignKey(
        LanguageResult, on_delete=models.SET_NULL, null=True, blank=True, related_name="evidence_items"
    )
    verification = models.CharField(
        _("Verification"), max_length=10, choices=Verification.choices, default=Verification.NONE
    )
    method = models.CharField(_("How it was verified"), max_length=200, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["person", "kind", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    *(Q(**{f"{name}__isnull": True for name in TIES if name != tie}) for tie in TIES),
                    _connector=Q.OR,
                ),
                name="skills_evidence_supports_one_statement",
            ),
            models.CheckConstraint(
                condition=Q(verification__in=["none", "requested"]) | (~Q(method="") & Q(verified_at__isnull=False)),
                name="skills_verification_names_its_method",
            ),
        ]

    class Privacy:
        open = ("id",)
        personal = (
            "person", "kind", "file", "copy", "language", *TIES, "verification", "method", "verified_by",
            "verified_at",
        )  # fmt: skip
        sensitive = ()
        purpose = "What a person states can be shown to authorities and employers."
        retention = RETENTION

    class Access:
        view = grants("person")
        change = grants("person", change=True)
        accompany = companions("person")

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_proved(self) -> bool:
        return self.verification == self.Verification.CONFIRMED

    @property
    def supports(self) -> models.Model | None:
        """What it is evidence for."""
        return next((one for tie in TIES if (one := getattr(self, tie)) is not None), None)
