"""CVs that were read: the document itself is kept, and what of it found no place."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.delivery.skills.models.people import RETENTION, Person, companions, grants


class CvImport(models.Model):
    """A CV that was read for a person; nothing of it enters the profile before somebody has looked at it."""

    class State(models.TextChoices):
        READ = "read", _("Waits to be taken in")
        TAKEN = "taken", _("Taken in")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="cv_imports")
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    format = models.CharField(max_length=24)
    language = models.CharField(_("Language of the CV"), max_length=8)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READ)
    unmapped = models.JSONField(default=dict, help_text="Parts without a place in the profile, with a version")
    added = models.PositiveSmallIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["person", "-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "sha256"], name="skills_cv_is_read_once"),
        ]

    class Privacy:
        open = ("id", "format", "made_at")
        personal = ("person", "file", "sha256", "language", "state", "unmapped", "added", "made_by")
        sensitive = ()
        purpose = "The person need not type what her CV says; what found no place is not lost."
        retention = RETENTION

    class Access:
        view = grants("person")
        change = companions("person")

    def __str__(self) -> str:
        return self.format
