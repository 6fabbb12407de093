"""Shortlists: the pairs that the matching engine has listed, and those who were near."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import OFFICERS, Role
from corridor.access.rules import Grant
from corridor.delivery.skills.models import RETENTION

_RANKED = (
    Grant(Role.OFFICER_ORIGIN, workspace="candidate__scheme__workspace", country="candidate__person__iso3"),
    Grant(
        Role.OFFICER_DESTINATION,
        workspace="candidate__nominations__vacancy__scheme__workspace",
        country="candidate__nominations__vacancy__iso3",
    ),
    Grant(Role.WORKER, person="candidate__person__user"),
)


class Shortlist(models.Model):
    """The newest matching of one vacancy: how many people were compared, and why the others fell out."""

    vacancy = models.ForeignKey("recruitment.Vacancy", on_delete=models.CASCADE, related_name="shortlists")
    run = models.ForeignKey("core.Run", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    compared = models.PositiveIntegerField()
    eligible = models.PositiveIntegerField()
    examined = models.PositiveIntegerField(default=0, help_text="People whose reasons were looked at one by one")
    failing = models.JSONField(default=dict, help_text="People by their first failing condition")
    opens = models.JSONField(default=dict, help_text="People by the one condition that alone keeps them out")

    class Meta:
        ordering: ClassVar = ["-pk"]

    class Privacy:
        open = ("id", "vacancy", "run", "made_at", "compared", "eligible", "examined", "failing", "opens")
        personal = ()
        sensitive = ()

    class Access:
        view = (
            *(Grant(role, workspace="vacancy__scheme__workspace") for role in sorted(OFFICERS)),
            Grant(Role.EMPLOYER, organisation="vacancy__employer__organisation"),
        )

    def __str__(self) -> str:
        return f"{self.vacancy_id} #{self.run_id}"


class MatchEdge(models.Model):
    """One eligible pair of a run, with its rank, its score and the parts of the score."""

    run = models.ForeignKey("core.Run", on_delete=models.PROTECT, related_name="match_edges")
    vacancy = models.ForeignKey("recruitment.Vacancy", on_delete=models.CASCADE, related_name="match_edges")
    candidate = models.ForeignKey("recruitment.Candidate", on_delete=models.CASCADE, related_name="match_edges")
    rank = models.PositiveIntegerField(_("Rank"))
    score = models.FloatField(_("Score"))
    parts = models.JSONField(default=dict, help_text="essential, optional, occupation, experience before weighting")

    class Meta:
        ordering: ClassVar = ["run", "vacancy", "rank"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "vacancy", "candidate"], name="recruitment_pair_is_ranked_once")
        ]

    class Privacy:
        open = ("id", "run", "vacancy")
        personal = ("candidate", "rank", "score", "parts")
        sensitive = ()
        purpose = "To order a list for a human decision and to explain it to the person."
        retention = RETENTION

    class Access:
        view = _RANKED

    def __str__(self) -> str:
        return f"{self.vacancy_id}: {self.rank}"


class NearMiss(models.Model):
    """A candidate who is not eligible for a vacancy, with the first failing condition and the least changes."""

    run = models.ForeignKey("core.Run", on_delete=models.PROTECT, related_name="near_misses")
    vacancy = models.ForeignKey("recruitment.Vacancy", on_delete=models.CASCADE, related_name="near_misses")
    candidate = models.ForeignKey("recruitment.Candidate", on_delete=models.CASCADE, related_name="near_misses")
    first_failing = models.CharField(max_length=20)
    changes = models.JSONField(default=list, help_text="List of {condition, message, params}; all are needed")
    score = models.FloatField()

    class Meta:
        ordering: ClassVar = ["run", "vacancy", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "vacancy", "candidate"], name="recruitment_near_miss_is_kept_once")
        ]

    class Privacy:
        open = ("id", "run", "vacancy")
        personal = ("candidate", "first_failing", "changes", "score")
        sensitive = ()
        purpose = "To tell a person what would make her eligible."
        retention = RETENTION

    class Access:
        view = _RANKED

    def __str__(self) -> str:
        return f"{self.vacancy_id}: {self.first_failing}"
