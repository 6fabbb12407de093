"""Own words and the concepts that they may mean."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from corridor.delivery.skills.models.items import Education, PersonSkill, WorkExperience
from corridor.delivery.skills.models.people import RETENTION, Person, companions


class LinkProposal(models.Model):
    """Up to five concepts that a title or a skill in somebody's own words may mean; a person chooses, never a score."""

    class Kind(models.TextChoices):
        OCCUPATION = "occupation", _("Occupation")
        SKILL = "skill", _("Skill")
        QUALIFICATION = "qualification", _("Qualification")

    class State(models.TextChoices):
        OPEN = "open", _("To confirm")
        CONFIRMED = "confirmed", _("Confirmed")
        REJECTED = "rejected", _("None of these")
        OWN_WORDS = "own_words", _("Stays as it is written")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="link_proposals")
    experience = models.ForeignKey(
        WorkExperience, on_delete=models.CASCADE, null=True, blank=True, related_name="link_proposals"
    )
    skill = models.ForeignKey(
        PersonSkill, on_delete=models.CASCADE, null=True, blank=True, related_name="link_proposals"
    )
    education = models.ForeignKey(
        Education, on_delete=models.CASCADE, null=True, blank=True, related_name="link_proposals"
    )
    kind = models.CharField(max_length=13, choices=Kind.choices)
    text = models.CharField(max_length=200)
    language = models.CharField(max_length=8)
    proposals = models.JSONField(help_text="Concepts as `Proposed`, with the version of the form")
    method = models.CharField(max_length=80)
    classification = models.CharField(max_length=100)
    version = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    chosen_uri = models.CharField(max_length=200, blank=True)
    chosen_code = models.CharField(max_length=20, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["made_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["state", "person"], name="skills_link_state")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="occupation", experience__isnull=False, skill__isnull=True, education__isnull=True)
                | Q(kind="skill", experience__isnull=True, skill__isnull=False, education__isnull=True)
                | Q(kind="qualification", experience__isnull=True, skill__isnull=True, education__isnull=False),
                name="skills_link_is_of_one_statement",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | ~Q(chosen_uri=""), name="skills_confirmed_link_has_a_concept"
            ),
            models.UniqueConstraint(
                fields=["experience"], condition=Q(state="open"), name="skills_work_has_one_open_link"
            ),
            models.UniqueConstraint(fields=["skill"], condition=Q(state="open"), name="skills_skill_has_one_open_link"),
            models.UniqueConstraint(
                fields=["education"], condition=Q(state="open"), name="skills_learning_has_one_open_link"
            ),
        ]

    class Privacy:
        open = ("id", "kind", "method", "classification", "version", "made_at")
        personal = (
            "person", "experience", "skill", "education", "text", "language", "proposals", "state", "chosen_uri",
            "chosen_code", "decided_by", "decided_at",
        )  # fmt: skip
        sensitive = ()
        purpose = "Own words become comparable across languages, with a person's consent to each link."
        retention = RETENTION

    class Access:
        view = companions("person")
        change = companions("person")

    def __str__(self) -> str:
        return self.text
