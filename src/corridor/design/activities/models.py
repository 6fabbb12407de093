"""What a scheme does, phase by phase, and the legal pathways that it uses."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.core.wordings import Worded, worded
from corridor.design.schemes.rules import plan_authors, plan_readers


class Activity(Worded):
    """A piece of work of a scheme, with who is responsible and when."""

    class Phase(models.TextChoices):
        DESIGN = "design", _("Design")
        PRE_DEPARTURE = "pre_departure", _("Before departure")
        DURING = "during", _("During the stay")
        POST_RETURN = "post_return", _("After return")
        MULTI = "multi", _("Several phases")

    class Kind(models.TextChoices):
        PARTNERSHIP = "partnership", _("Partnership building")
        RESEARCH = "research", _("Research")
        PRE_RECRUITMENT = "pre_recruitment", _("Preparation of recruitment")
        RECRUITMENT = "recruitment", _("Recruitment and selection")
        RECOGNITION = "recognition", _("Recognition of skills")
        TRAINING = "training", _("Training and orientation")
        MOBILITY = "mobility", _("Mobility and support during the stay")
        CAPACITY = "capacity", _("Institutional capacity building")
        REINTEGRATION = "reintegration", _("Integration or reintegration")
        EVALUATION = "evaluation", _("Monitoring and evaluation")

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="activities")
    phase = models.CharField(_("Phase"), max_length=14, choices=Phase.choices)
    kind = models.CharField(_("Kind"), max_length=18, choices=Kind.choices)
    name = models.CharField(_("Name"), max_length=200)
    responsible = models.ForeignKey(
        "access.Organisation", on_delete=models.PROTECT, related_name="activities", verbose_name=_("Responsible")
    )
    start_date = models.DateField(_("Start"), null=True, blank=True)
    end_date = models.DateField(_("End"), null=True, blank=True)
    pathway = models.ForeignKey(
        "pathways.Pathway",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("Pathway"),
    )

    class Meta:
        ordering: ClassVar = ["scheme", "start_date", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(start_date__isnull=True)
                | models.Q(end_date__isnull=True)
                | models.Q(end_date__gte=models.F("start_date")),
                name="activities_activity_ends_after_it_starts",
            )
        ]

    class Privacy:
        open = (
            "id", "scheme", "phase", "kind", "name", "responsible", "start_date", "end_date", "pathway",
            "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return worded(self, "name")


class SchemePathway(models.Model):
    """A legal pathway that a scheme uses in one of its corridors."""

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="pathways")
    pathway = models.ForeignKey(
        "pathways.Pathway", on_delete=models.PROTECT, related_name="uses", verbose_name=_("Pathway")
    )
    corridor = models.ForeignKey(
        "schemes.SchemeCorridor", on_delete=models.CASCADE, related_name="pathways", verbose_name=_("Corridor")
    )

    class Meta:
        ordering: ClassVar = ["scheme", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pathway", "corridor"], name="activities_pathway_is_used_once_per_corridor")
        ]

    class Privacy:
        open = ("id", "scheme", "pathway", "corridor")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return f"{self.corridor}: {self.pathway}"
