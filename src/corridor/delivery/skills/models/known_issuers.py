"""Issuers elsewhere whose credentials count here."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class KnownIssuer(models.Model):
    """An issuer elsewhere whose credentials count here, with its keys as its DID document named them on a day.

    Nothing is fetched: somebody who looks after the keys hands in the document, and hands in a newer one later.
    """

    did = models.CharField(_("Identifier (did:web or did:key)"), max_length=200, unique=True)
    name = models.CharField(_("Name of the issuer"), max_length=200)
    document = models.JSONField(null=True, blank=True, help_text="The DID document; none for did:key, which is its key")
    read_on_date = models.DateField(_("Day of the document"))
    source = models.CharField(_("How you know that it is theirs"), max_length=300)
    valid_from_date = models.DateField(_("Counts from"), null=True, blank=True)
    valid_until_date = models.DateField(_("Counts until"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(did__startswith="did:"), name="skills_known_issuer_has_a_did"),
            models.CheckConstraint(
                condition=Q(valid_until_date__isnull=True)
                | Q(valid_from_date__isnull=True)
                | Q(valid_until_date__gte=F("valid_from_date")),
                name="skills_known_issuer_ends_after_it_begins",
            ),
        ]

    class Privacy:
        open = (
            "id", "did", "name", "document", "read_on_date", "source", "valid_from_date", "valid_until_date",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return self.name
