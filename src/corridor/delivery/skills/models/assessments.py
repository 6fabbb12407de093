"""What somebody could do before departure, later and at return."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy as _

from corridor.delivery.skills.models.items import PersonSkill
from corridor.delivery.skills.models.languages import LEVELS
from corridor.delivery.skills.models.people import RETENTION, Person, companions, grants
from corridor.delivery.skills.rules import SkillRef, skill_key


class SkillAssessment(models.Model):
    """An assessment of a person's skills and languages on a day: the baseline before departure, a later one, or one at
    return."""

    class Phase(models.TextChoices):
        BASELINE = "baseline", _("Before departure")
        LATER = "later", _("During the stay")
        RETURN = "return", _("At return")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="assessments")
    phase = models.CharField(_("Phase"), max_length=10, choices=Phase.choices)
    held_on_date = models.DateField(_("Held on"))
    method = models.CharField(_("Method"), max_length=10, choices=PersonSkill.Method.choices)
    assessor = models.CharField(_("Assessed by"), max_length=200)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["person", "held_on_date", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "phase", "held_on_date", "method"], name="skills_assessment_is_recorded_once"
            ),
            models.CheckConstraint(condition=~Q(assessor=""), name="skills_assessment_names_its_assessor"),
        ]

    class Privacy:
        open = ("id",)
        personal = ("person", "phase", "held_on_date", "method", "assessor", "recorded_by")
        sensitive = ()
        purpose = "Shows the person what she gained abroad."
        retention = RETENTION

    class Access:
        view = grants("person")
        change = companions("person")

    def __str__(self) -> str:
        return f"{self.get_phase_display()} {self.held_on_date}"


class AssessedItem(models.Model):
    """One skill at a level from 1 to 5, or one language at a level from A1 to C2, as an assessment found it."""

    assessment = models.ForeignKey(SkillAssessment, on_delete=models.CASCADE, related_name="items")
    esco_uri = models.CharField(max_length=200, blank=True)
    label_en = models.CharField(max_length=200, blank=True)
    label_fr = models.CharField(max_length=200, blank=True)
    label_es = models.CharField(max_length=200, blank=True)
    label_ar = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=220, editable=False)
    language = models.CharField(max_length=8, blank=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    cefr = models.PositiveSmallIntegerField(choices=LEVELS, null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["assessment", "key", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "key"], name="skills_item_is_assessed_once"),
            models.CheckConstraint(
                condition=Q(language="", cefr__isnull=True, level__range=(1, 5))
                | (~Q(language="") & Q(level__isnull=True, cefr__range=(1, 6))),
                name="skills_item_has_the_level_of_its_kind",
            ),
        ]

    class Privacy:
        open = ("id",)
        personal = (
            "assessment", "esco_uri", "label_en", "label_fr", "label_es", "label_ar", "key", "language", "level",
            "cefr",
        )  # fmt: skip
        sensitive = ()
        purpose = "Shows the person what she gained abroad."
        retention = RETENTION

    class Access:
        view = grants("assessment__person")
        change = companions("assessment__person")

    def save(self, *args: object, **kwargs: object) -> None:
        self.key = f"language:{self.language}" if self.language else skill_key(self.esco_uri, self.label_en)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments, passed on

    def __str__(self) -> str:
        return self.language or self.ref.label(get_language() or "en")

    @property
    def ref(self) -> SkillRef:
        return SkillRef(self.esco_uri, self.label_en, self.label_fr, self.label_es, self.label_ar)

    @property
    def value(self) -> int:
        """The level, of either kind."""
        return self.cefr if self.language else self.level  # type: ignore[return-value]  # held by the constraint
