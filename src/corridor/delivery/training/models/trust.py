"""Certificates that employers of a country trust, and which employers said so."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant
from corridor.core.wordings import Worded, worded


class TrustedCertificate(Worded):
    """A certificate that counts with employers of a country, in one occupation or sector, and where this is said."""

    iso3 = models.CharField(_("Country of the employers"), max_length=3)
    isco08 = models.CharField(_("Occupation or group (ISCO-08)"), max_length=4, blank=True)
    nace2 = models.CharField(_("Sector (NACE)"), max_length=6, blank=True)
    name = models.CharField(_("Name of the certificate"), max_length=200)
    issuer = models.CharField(_("Issued by"), max_length=200)
    eqf_level = models.PositiveSmallIntegerField(_("Level (EQF)"), null=True, blank=True)
    source = models.CharField(_("Source"), max_length=300)
    checked_on_date = models.DateField(_("Checked on"))
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["iso3", "name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["iso3", "isco08", "nace2", "name", "issuer"], name="training_certificate_is_named_once"
            ),
            models.CheckConstraint(condition=~Q(isco08="", nace2=""), name="training_certificate_has_a_field_of_work"),
            models.CheckConstraint(
                condition=Q(eqf_level__isnull=True) | Q(eqf_level__range=(1, 8)),
                name="training_certificate_eqf_is_one_to_eight",
            ),
        ]

    class Privacy:
        open = (
            "id", "iso3", "isco08", "nace2", "name", "issuer", "eqf_level", "source", "checked_on_date", "is_invented",
            "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return worded(self, "name")


class CertificateWord(models.Model):
    """An employer's word that it trusts a certificate."""

    certificate = models.ForeignKey(TrustedCertificate, on_delete=models.CASCADE, related_name="words")
    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="+")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    said_on_date = models.DateField(_("Said on"))

    class Meta:
        ordering: ClassVar = ["certificate", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["certificate", "organisation"], name="training_employer_speaks_once")
        ]

    class Privacy:
        open = ("id", "certificate", "organisation", "said_on_date")
        personal = ("said_by",)
        sensitive = ()
        purpose = "To know who spoke for the employer."
        retention = "Until the employer takes the word back"

    class Access:
        view = (Grant(Role.EMPLOYER, organisation="organisation"),)

    def __str__(self) -> str:
        return f"{self.certificate_id}: {self.organisation_id}"
