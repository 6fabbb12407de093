"""Verifiable credentials of passports."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from corridor.delivery.skills.models.issuers import CredentialList
from corridor.delivery.skills.models.passports import Passport
from corridor.delivery.skills.models.people import grants


class PassportCredential(models.Model):
    """A passport as its holder takes it along: signed by an organisation, withdrawn by one bit of a list."""

    passport = models.OneToOneField(Passport, on_delete=models.CASCADE, related_name="credential")
    status_list = models.ForeignKey(CredentialList, on_delete=models.PROTECT, related_name="credentials")
    status_index = models.PositiveIntegerField(help_text="Drawn at random; the place in the list")
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    document = models.JSONField(help_text="W3C Verifiable Credential 2.0 with its proof")
    disclosures = models.TextField(help_text="The same as SD-JWT, of which the holder shows what she wants")
    code = models.TextField(help_text="A summary as one QR code that is read without a network")
    skills_in_code = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-valid_from", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["status_list", "status_index"], name="skills_status_entry_is_given_once"),
            models.CheckConstraint(condition=Q(valid_until__gt=F("valid_from")), name="skills_credential_ends_later"),
        ]

    class Privacy:
        open = ("id", "valid_from", "valid_until", "skills_in_code")
        personal = ("passport", "status_list", "status_index", "document", "disclosures", "code")
        sensitive = ()
        purpose = "The person shows her skills to employers and authorities, also off line."
        retention = "Until the person deletes it"

    class Access:
        view = grants("passport__person")
        change = grants("passport__person", change=True)

    def __str__(self) -> str:
        return self.passport.code
