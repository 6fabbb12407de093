"""Who signs passports, and the lists on which they withdraw what they signed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant


class IssuerKey(models.Model):
    """A key with which an organisation signs credentials; the private part is derived when it is needed, never stored.

    Without an organisation it is the key of the installation itself, which signs the trust list and the passports of
    persons whom no office keeps.
    """

    class Algorithm(models.TextChoices):
        ES256 = "ES256", "ES256 (P-256)"

    organisation = models.ForeignKey(
        "access.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="issuer_keys"
    )
    algorithm = models.CharField(max_length=10, choices=Algorithm.choices, default=Algorithm.ES256)
    number = models.PositiveIntegerField(_("Number"))
    did = models.CharField(_("Identifier"), max_length=120, unique=True, help_text="did:key, which is the public key")
    valid_from = models.DateTimeField(_("In use since"))
    retired_at = models.DateTimeField(_("Retired"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["organisation", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "algorithm", "number"], name="skills_issuer_key_counts"),
            models.UniqueConstraint(
                fields=["algorithm", "number"],
                condition=Q(organisation__isnull=True),
                name="skills_installation_key_counts",
            ),
            models.UniqueConstraint(
                fields=["organisation", "algorithm"],
                condition=Q(retired_at__isnull=True),
                name="skills_one_issuer_key_signs",
            ),
            models.UniqueConstraint(
                fields=["algorithm"],
                condition=Q(retired_at__isnull=True, organisation__isnull=True),
                name="skills_one_installation_key_signs",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="skills_issuer_key_is_numbered"),
        ]

    class Privacy:
        open = ("id", "organisation", "algorithm", "number", "did", "valid_from", "retired_at")
        personal = ()
        sensitive = ()

    class Access:
        view = (
            Grant(Role.ADMINISTRATOR, organisation="organisation"),
            Grant(Role.OFFICER_ORIGIN, organisation="organisation"),
        )
        change = view

    def __str__(self) -> str:
        return f"{self.algorithm} {self.number}"

    @property
    def method(self) -> str:
        """The name of the key in a proof."""
        return f"{self.did}#{self.did.removeprefix('did:key:')}"


class CredentialList(models.Model):
    """The status list of a key: one bit for each credential, set when it is withdrawn."""

    key = models.ForeignKey(IssuerKey, on_delete=models.PROTECT, related_name="lists")
    number = models.PositiveIntegerField()
    # Bits are kept as `encodedList` (GZIP, base64url), so that both databases hold the same text.
    bits = models.TextField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["key", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "number"], name="skills_credential_list_counts")
        ]

    class Privacy:
        open = ("id", "key", "number", "bits", "changed_at")
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return f"{self.key}: {self.number}"
