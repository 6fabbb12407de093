"""Links with which a person shows her passport."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant
from corridor.delivery.skills.models.people import Person

OWN = (Grant(Role.WORKER, person="person__user"),)


class PassportShare(models.Model):
    """A link with which a person shows chosen parts of her valid passport, for a time that she chooses."""

    class Part(models.TextChoices):
        SKILLS = "skills", _("Skills")
        WORK = "work", _("Work")
        LANGUAGES = "languages", _("Languages")
        LEARNING = "education", _("Learning")
        RECOGNITION = "recognition", _("Recognition")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="shares")
    token_digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the secret in the link")
    parts = models.JSONField(_("What is shown"), default=list)
    label = models.CharField(_("For whom"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("Made"))
    expires_at = models.DateTimeField(_("Until"))
    revoked_at = models.DateTimeField(_("Ended"), null=True, blank=True)
    opened_count = models.PositiveIntegerField(_("Opened"), default=0)
    last_opened_at = models.DateTimeField(_("Last opened"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="skills_share_ends_later")
        ]

    class Privacy:
        open = ("id", "created_at", "expires_at", "revoked_at", "opened_count", "last_opened_at")
        personal = ("person", "token_digest", "parts", "label")
        sensitive = ()
        purpose = "The person shows her skills to whom she wants, and sees how often that was read."
        retention = "Until the person deletes it"

    class Access:
        view = OWN
        change = OWN

    def __str__(self) -> str:
        return self.label or str(self.pk)
