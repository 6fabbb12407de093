"""Choice of a sector or a country by weighted criteria on fixed scales."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.core.wordings import Worded, worded
from corridor.design.schemes.rules import plan_authors, plan_readers
from corridor.design.screening.rules import LABELS


class ScreeningExercise(Worded):
    """One comparison of sectors or of countries for a scheme."""

    class Kind(models.TextChoices):
        SECTOR = "sector", _("Sector")
        COUNTRY = "country", _("Country")

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="screenings")
    kind = models.CharField(_("What is compared"), max_length=10, choices=Kind.choices)
    chosen = models.ForeignKey(
        "screening.Alternative",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("The choice"),
    )
    reason = models.TextField(_("Why this choice"), blank=True)

    class Meta:
        ordering: ClassVar = ["scheme", "-kind"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "kind"], name="screening_exercise_is_held_once_per_kind")
        ]

    class Privacy:
        open = ("id", "scheme", "kind", "chosen", "reason", "written_in", "wordings")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return f"{self.scheme}: {self.get_kind_display()}"


class Alternative(Worded):
    """A sector or a country that is compared."""

    exercise = models.ForeignKey(ScreeningExercise, on_delete=models.CASCADE, related_name="alternatives")
    name = models.CharField(_("Name"), max_length=120)
    code = models.CharField(_("NACE code or country code"), max_length=10, blank=True)

    class Meta:
        ordering: ClassVar = ["exercise", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exercise", "name"], name="screening_alternative_is_named_once")
        ]

    class Privacy:
        open = ("id", "exercise", "name", "code", "written_in", "wordings")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers("exercise__scheme__")
        change = plan_authors("exercise__scheme__")

    def __str__(self) -> str:
        return worded(self, "name")


class Criterion(models.Model):
    """What the alternatives are judged by; its scale is fixed beforehand, so that no newcomer turns the ranking."""

    class Direction(models.TextChoices):
        UP = "up", _("More is better")
        DOWN = "down", _("Less is better")

    exercise = models.ForeignKey(ScreeningExercise, on_delete=models.CASCADE, related_name="criteria")
    code = models.SlugField(max_length=40, blank=True, help_text="A criterion of the guide; empty for an own one")
    name = models.CharField(_("Name"), max_length=160, blank=True)
    weight = models.DecimalField(_("Weight"), max_digits=6, decimal_places=2, default=1)
    scale_low = models.DecimalField(_("Lowest value of the scale"), max_digits=12, decimal_places=2, default=1)
    scale_high = models.DecimalField(_("Highest value of the scale"), max_digits=12, decimal_places=2, default=5)
    direction = models.CharField(_("Direction"), max_length=4, choices=Direction.choices, default=Direction.UP)

    class Meta:
        ordering: ClassVar = ["exercise", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(weight__gte=0), name="screening_weight_is_not_negative"),
            models.CheckConstraint(
                condition=models.Q(scale_high__gt=models.F("scale_low")), name="screening_scale_has_a_length"
            ),
            models.CheckConstraint(
                condition=~models.Q(code="") | ~models.Q(name=""), name="screening_criterion_has_a_name"
            ),
        ]

    class Privacy:
        open = ("id", "exercise", "code", "name", "weight", "scale_low", "scale_high", "direction")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers("exercise__scheme__")
        change = plan_authors("exercise__scheme__")

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The author's own name, or the guide's criterion in the reader's language."""
        return self.name or str(LABELS.get(self.code, self.code))


class Score(models.Model):
    """How an alternative does on a criterion; an empty value says that nobody knows yet."""

    alternative = models.ForeignKey(Alternative, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="scores")
    value = models.DecimalField(_("Value"), max_digits=12, decimal_places=2, null=True, blank=True)
    source = models.CharField(_("Source"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["alternative", "criterion"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["alternative", "criterion"], name="screening_score_is_given_once")
        ]

    class Privacy:
        open = ("id", "alternative", "criterion", "value", "source")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers("alternative__exercise__scheme__")
        change = plan_authors("alternative__exercise__scheme__")

    def __str__(self) -> str:
        return f"{self.alternative}: {self.value}"
