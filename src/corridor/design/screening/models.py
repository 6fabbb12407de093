"""Choice of a sector or a country by weighted criteria on fixed scales."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.core.wordings import Worded, worded
from corridor.design.schemes.rules import plan_authors, plan_readers
from corridor.design.screening.rules import LABELS, ranking_readers, weights_owners


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
    released_at = models.DateTimeField(
        _("Released"), null=True, blank=True, editable=False, help_text="A ranking of countries is internal until then"
    )

    class Meta:
        ordering: ClassVar = ["scheme", "-kind"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "kind"], name="screening_exercise_is_held_once_per_kind")
        ]

    class Privacy:
        open = ("id", "scheme", "kind", "chosen", "reason", "released_at", "written_in", "wordings")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return f"{self.scheme}: {self.get_kind_display()}"


class Alternative(Worded):
    """A sector, a country, or a country of origin with a sector that is compared."""

    exercise = models.ForeignKey(ScreeningExercise, on_delete=models.CASCADE, related_name="alternatives")
    name = models.CharField(_("Name"), max_length=120)
    code = models.CharField(_("NACE code or country code"), max_length=10, blank=True)
    sector = models.CharField(
        _("Sector (NACE)"), max_length=10, blank=True, help_text="With a country: the sector in which it is compared"
    )

    class Meta:
        ordering: ClassVar = ["exercise", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exercise", "name"], name="screening_alternative_is_named_once")
        ]

    class Privacy:
        open = ("id", "exercise", "name", "code", "sector", "written_in", "wordings")
        personal = ()
        sensitive = ()

    class Access:
        view = ranking_readers("exercise__")
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
    """How an alternative does on a criterion, with where that comes from; an empty value says that nobody knows yet.

    `low` and `high` are the ends between which the value lies; `raw` is the figure in its own `unit` where the value
    was taken from evidence and put on the scale of the criterion.
    """

    alternative = models.ForeignKey(Alternative, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="scores")
    value = models.DecimalField(_("Value"), max_digits=12, decimal_places=2, null=True, blank=True)
    low = models.DecimalField(_("At least"), max_digits=12, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(_("At most"), max_digits=12, decimal_places=2, null=True, blank=True)
    source = models.CharField(_("Source"), max_length=300, blank=True)
    vintage = models.CharField(_("Date or period of the figure"), max_length=40, blank=True)
    raw = models.DecimalField(_("Figure"), max_digits=20, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("Unit"), max_length=60, blank=True)
    note = models.CharField(_("Note"), max_length=300, blank=True)
    is_synthetic = models.BooleanField(_("Synthetic figure"), default=False)
    is_from_evidence = models.BooleanField(_("Taken from evidence"), default=False)

    class Meta:
        ordering: ClassVar = ["alternative", "criterion"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["alternative", "criterion"], name="screening_score_is_given_once"),
            models.CheckConstraint(
                condition=models.Q(low__isnull=True)
                | models.Q(high__isnull=True)
                | models.Q(low__lte=models.F("high")),
                name="screening_score_has_ordered_ends",
            ),
        ]

    class Privacy:
        open = (
            "id",
            "alternative",
            "criterion",
            "value",
            "low",
            "high",
            "source",
            "vintage",
            "raw",
            "unit",
            "note",
            "is_synthetic",
            "is_from_evidence",
        )
        personal = ()
        sensitive = ()

    class Access:
        view = ranking_readers("alternative__exercise__")
        change = plan_authors("alternative__exercise__scheme__")

    def __str__(self) -> str:
        return f"{self.alternative}: {self.value}"


class Veto(Worded):
    """A fact that takes an alternative out before anything is scored; no score outweighs it.

    It is never overridden. Where the fact was wrong or has changed, it is corrected, with what corrects it.
    """

    class Kind(models.TextChoices):
        NO_PATHWAY = "no_pathway", _("No legal pathway")
        WHO_LIST = "who_list", _("On the list of countries whose health workers are protected")
        BRAIN_DRAIN = "brain_drain", _("Brain drain")
        OTHER = "other", _("Another reason")

    alternative = models.ForeignKey(Alternative, on_delete=models.CASCADE, related_name="vetoes")
    kind = models.CharField(_("Kind"), max_length=16, choices=Kind.choices)
    reason = models.TextField(_("Reason"))
    source = models.CharField(_("Source"), max_length=300)
    as_of_date = models.DateField(_("Date of the source"))
    correction = models.TextField(_("What corrects it, with its source"), blank=True)
    corrected_date = models.DateField(_("Corrected on"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["alternative", "pk"]
        verbose_name_plural = "vetoes"
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(source=""), name="screening_veto_has_a_source"),
            models.CheckConstraint(
                condition=models.Q(corrected_date__isnull=True) | ~models.Q(correction=""),
                name="screening_veto_is_corrected_with_words",
            ),
        ]

    class Privacy:
        open = (
            "id",
            "alternative",
            "kind",
            "reason",
            "source",
            "as_of_date",
            "correction",
            "corrected_date",
            "written_in",
            "wordings",
        )
        personal = ()
        sensitive = ()

    class Access:
        view = ranking_readers("alternative__exercise__")
        change = plan_authors("alternative__exercise__scheme__")

    def __str__(self) -> str:
        return f"{self.alternative}: {self.get_kind_display()}"


class WeightGroup(Worded):
    """A group of stakeholders that weighs the criteria in its own way: an organisation, or a group with a name only.

    That the group was asked is open to all who read the ranking; its weights are not part of this record.
    """

    exercise = models.ForeignKey(ScreeningExercise, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(_("Name of the group"), max_length=120)
    organisation = models.ForeignKey(
        "access.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Organisation"),
    )
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(_("Released"), null=True, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["exercise", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exercise", "name"], name="screening_group_is_named_once"),
            models.UniqueConstraint(fields=["exercise", "organisation"], name="screening_group_is_asked_once"),
        ]

    class Privacy:
        open = ("id", "exercise", "name", "organisation", "released_at", "written_in", "wordings")
        personal = ("entered_by",)
        sensitive = ()
        purpose = "To know who may enter and read the weights of a group without an organisation."
        retention = "Until the scheme is closed"

    class Access:
        view = (*ranking_readers("exercise__"), *weights_owners(""))
        weigh = weights_owners("")
        change = plan_authors("exercise__scheme__")

    def __str__(self) -> str:
        return self.organisation.localised_name if self.organisation else worded(self, "name")


class GroupWeights(models.Model):
    """How a group weighs the criteria, for its own members alone.

    `answers` is what was entered: a number by criterion, or by pair of criteria (`"3-5"`: 3 to 9 for more, -3 to -9
    for less). `weights` is what follows, by criterion, adding up to one.
    """

    class Method(models.TextChoices):
        DIRECT = "direct", _("Direct entry")
        SWING = "swing", _("Swing from worst to best")
        AHP = "ahp", _("Comparison in pairs (AHP)")

    group = models.OneToOneField(WeightGroup, on_delete=models.CASCADE, related_name="given")
    method = models.CharField(_("Way of weighing"), max_length=8, choices=Method.choices)
    answers = models.JSONField(default=dict)
    weights = models.JSONField(default=dict)
    entered_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "group weights"

    class Privacy:
        open = ("id", "group", "method", "entered_at")
        personal = ()
        sensitive = ("answers", "weights")
        purpose = "To rank with the weights of each group; seen only in the organisation that gave them."
        retention = "Until the scheme is closed"

    class Access:
        view = weights_owners("group__")

    def __str__(self) -> str:
        return f"{self.group} ({self.get_method_display()})"
