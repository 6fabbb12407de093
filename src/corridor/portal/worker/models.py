"""What a worker says on her own phone: that a vacancy interests her."""

from typing import ClassVar

from django.db import models

from corridor.access.roles import Role
from corridor.access.rules import Grant


class Interest(models.Model):
    """A candidate's word that a vacancy interests her; it promises nothing to either side and can be taken back."""

    candidate = models.ForeignKey("recruitment.Candidate", on_delete=models.CASCADE, related_name="interests")
    vacancy = models.ForeignKey("recruitment.Vacancy", on_delete=models.CASCADE, related_name="interests")
    said_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-said_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["candidate", "vacancy"], name="worker_portal_interest_is_said_once")
        ]

    class Privacy:
        open = ("id", "vacancy", "said_at")
        personal = ("candidate",)
        sensitive = ()
        purpose = "To tell the office which work a person would like."
        retention = "Until the person takes it back, at the latest two years after the scheme has closed"

    class Access:
        view = (
            Grant(Role.WORKER, person="candidate__person__user"),
            Grant(Role.OFFICER_ORIGIN, workspace="vacancy__scheme__workspace", country="candidate__person__iso3"),
        )
        change = (Grant(Role.WORKER, person="candidate__person__user"),)

    def __str__(self) -> str:
        return f"{self.candidate_id} -> {self.vacancy_id}"
