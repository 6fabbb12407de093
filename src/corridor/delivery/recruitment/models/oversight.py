"""People above the machine: what an officer changed in a list, and who has seen whom in it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant
from corridor.delivery.recruitment.models.candidates import candidate_grants
from corridor.delivery.skills.models import RETENTION


class Override(models.Model):
    """An officer's change to a list, with its reason; the stored run stays as it was computed."""

    class Kind(models.TextChoices):
        ON = "on", _("Put on the list")
        OFF = "off", _("Taken off the list")
        UP = "up", _("Moved up")

    vacancy = models.ForeignKey("recruitment.Vacancy", on_delete=models.CASCADE, related_name="overrides")
    run = models.ForeignKey("core.Run", on_delete=models.PROTECT, related_name="+")
    candidate = models.ForeignKey("recruitment.Candidate", on_delete=models.CASCADE, related_name="overrides")
    kind = models.CharField(_("Change"), max_length=3, choices=Kind.choices)
    place = models.PositiveSmallIntegerField(_("To place"), null=True, blank=True)
    reason = models.CharField(_("Reason"), max_length=500)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["decided_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["vacancy", "candidate"],
                condition=Q(taken_back_at__isnull=True),
                name="recruitment_one_override_holds",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="recruitment_override_has_a_reason"),
        ]

    class Privacy:
        open = ("id", "vacancy", "run", "decided_at", "taken_back_at")
        personal = ("candidate", "kind", "place", "reason", "decided_by", "taken_back_by")
        sensitive = ()
        purpose = "A person oversees the list and answers for each change with a reason."
        retention = RETENTION

    class Access:
        view = candidate_grants("candidate")
        change = (
            Grant(Role.OFFICER_ORIGIN, workspace="candidate__scheme__workspace", country="candidate__person__iso3"),
        )

    def __str__(self) -> str:
        return f"{self.vacancy_id}: {self.candidate_id} {self.kind}"


class Sighting(models.Model):
    """Somebody has seen a candidate in a list or read why she stands there; once a day for each person and list."""

    class Kind(models.TextChoices):
        LIST = "list", _("Shortlist")
        NEAR = "near", _("List of those who are near")
        REASON = "reason", _("Explanation")
        FILE = "file", _("Shortlist as a file")
        PROPOSED = "proposed", _("List of proposed people")
        PAIRS = "pairs", _("Pairs of an allocation")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("Role"), max_length=20, choices=Role.choices)
    vacancy = models.ForeignKey("recruitment.Vacancy", on_delete=models.CASCADE, related_name="sightings")
    run = models.ForeignKey("core.Run", on_delete=models.PROTECT, null=True, related_name="+")
    candidate = models.ForeignKey("recruitment.Candidate", on_delete=models.CASCADE, related_name="sightings")
    kind = models.CharField(_("What was seen"), max_length=10, choices=Kind.choices)
    seen_on_date = models.DateField(_("Day"))

    class Meta:
        ordering: ClassVar = ["-seen_on_date", "-pk"]
        indexes: ClassVar = [models.Index(fields=["vacancy", "seen_on_date"], name="recruitment_sighting_day")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "vacancy", "run", "candidate", "kind", "seen_on_date"],
                name="recruitment_sighting_once_a_day",
            ),
        ]

    class Privacy:
        open = ("id", "vacancy", "run")
        personal = ("user", "role", "candidate", "kind", "seen_on_date")
        sensitive = ()
        purpose = "Everyone can learn who has seen her in a list; misuse of lists is found."
        retention = RETENTION

    class Access:
        view = (
            *(
                Grant(role, workspace="vacancy__scheme__workspace")
                for role in (Role.PROTECTION, Role.DATA_PROTECTION, Role.EVALUATOR)
            ),
            Grant(Role.WORKER, person="candidate__person__user"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} saw {self.candidate_id} on {self.seen_on_date}"
