"""Skills passports."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from corridor.access.roles import Role
from corridor.access.rules import Grant
from corridor.delivery.skills.models.people import Person, grants


class Passport(models.Model):
    """A skills passport: a dated, sealed copy of a person's skills profile that the person owns and may share."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="passports")
    code = models.CharField(max_length=14, unique=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    content = models.JSONField(help_text="The profile as it was sealed, with its version")
    seal = models.JSONField(default=dict, help_text="Digest and signature over the content")
    is_shared = models.BooleanField(default=False)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-issued_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at__isnull=True), name="skills_one_passport_is_valid"
            )
        ]

    class Privacy:
        open = ("id", "issued_at", "is_shared", "revoked_at")
        personal = ("person", "code", "issued_by", "content", "seal", "revoked_reason")
        sensitive = ()
        purpose = "The person shows her skills to employers and authorities, also off line."
        retention = "Until the person deletes it"

    class Access:
        view = grants("person")
        change = grants("person", change=True)
        share = (Grant(Role.WORKER, person="person__user"),)

    def __str__(self) -> str:
        return self.code

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None
