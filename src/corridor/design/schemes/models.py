"""A scheme: its frame, corridors, occupations, objectives, and the versions that were approved."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.core.wordings import Worded, worded
from corridor.design.schemes.rules import plan_authors, plan_readers, scheme_readers
from corridor.knowledge.pathways.rules import localised


class Scheme(models.Model):
    """An organised way of labour mobility between countries, planned in five steps and run by partners."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        APPROVED = "approved", _("Approved")
        RUNNING = "running", _("Running")
        CLOSED = "closed", _("Closed")

    class Model(models.TextChoices):
        A = "A", _("A: circular, skills and employment")
        B = "B", _("B: circular, education")
        C = "C", _("C: circular, exchange")
        D = "D", _("D: middle length, employment")
        E = "E", _("E: permanent, employment")
        F = "F", _("F: mixed")

    reference = models.SlugField(_("Reference"), max_length=40, unique=True)
    name = models.CharField(_("Name"), max_length=200)
    name_fr = models.CharField(_("Name in French"), max_length=200, blank=True)
    name_es = models.CharField(_("Name in Spanish"), max_length=200, blank=True)
    name_ar = models.CharField(_("Name in Arabic"), max_length=200, blank=True)
    workspace = models.OneToOneField("access.Workspace", on_delete=models.PROTECT, related_name="scheme")
    lead = models.ForeignKey(
        "access.Organisation",
        on_delete=models.PROTECT,
        related_name="schemes_led",
        verbose_name=_("Leading organisation"),
    )
    status = models.CharField(_("Status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    is_open_for_changes = models.BooleanField(
        default=True, help_text="The plan may be changed until it is approved again"
    )
    nace2 = models.CharField(_("Sector (NACE)"), max_length=10, blank=True)
    model = models.CharField(_("Mobility model"), max_length=1, choices=Model.choices, blank=True)
    model_label = models.CharField(
        _("Mixture of models"), max_length=40, blank=True, help_text="A mixture as the field writes it: A/B + E"
    )
    tracks = models.JSONField(
        default=list, blank=True, help_text="Answers to the chooser: time frame, purposes, season"
    )
    version = models.PositiveIntegerField(
        default=0, help_text="Number of the last approved version; 0 before the first"
    )
    start_date = models.DateField(_("Start"), null=True, blank=True)
    end_date = models.DateField(_("End"), null=True, blank=True)
    target_participants = models.PositiveIntegerField(_("Participants planned"), null=True, blank=True)
    target_placements = models.PositiveIntegerField(_("Placements planned"), null=True, blank=True)
    currency = models.CharField(_("Currency"), max_length=3, default="EUR")
    cloned_from = models.CharField(max_length=80, blank=True, help_text="Entry of the gallery that gave the start")
    created_at = models.DateTimeField(auto_now_add=True)
    is_invented = models.BooleanField(_("Invented for demonstration"), default=False)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(start_date__isnull=True)
                | models.Q(end_date__isnull=True)
                | models.Q(end_date__gte=models.F("start_date")),
                name="schemes_scheme_ends_after_it_starts",
            )
        ]

    class Privacy:
        open = (
            "id", "reference", "name", "name_fr", "name_es", "name_ar", "workspace", "lead", "status",
            "is_open_for_changes", "nace2", "model", "model_label", "tracks", "version", "start_date", "end_date",
            "target_participants", "target_placements", "currency", "cloned_from", "created_at", "is_invented",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = scheme_readers()
        read_plan = plan_readers("")
        change = plan_authors("")

    def __str__(self) -> str:
        return self.localised_name

    @property
    def localised_name(self) -> str:
        """The name in the reader's language."""
        return localised(self, "name")


class SchemeCorridor(models.Model):
    """A pair of countries between which a scheme moves people."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="corridors")
    origin_iso3 = models.CharField(_("Country of origin"), max_length=3)
    destination_iso3 = models.CharField(_("Country of destination"), max_length=3)

    class Meta:
        ordering: ClassVar = ["scheme", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["scheme", "origin_iso3", "destination_iso3"], name="schemes_corridor_is_given_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(origin_iso3=models.F("destination_iso3")),
                name="schemes_corridor_joins_two_countries",
            ),
        ]

    class Privacy:
        open = ("id", "scheme", "origin_iso3", "destination_iso3")
        personal = ()
        sensitive = ()

    class Access:
        view = scheme_readers("scheme__")
        change = plan_authors()

    def __str__(self) -> str:
        return f"{self.origin_iso3}-{self.destination_iso3}"


class SchemeOccupation(models.Model):
    """An occupation in which a scheme places people."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="occupations")
    isco08 = models.CharField(_("Occupation (ISCO-08)"), max_length=4)

    class Meta:
        ordering: ClassVar = ["scheme", "isco08"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "isco08"], name="schemes_occupation_is_given_once")
        ]

    class Privacy:
        open = ("id", "scheme", "isco08")
        personal = ()
        sensitive = ()

    class Access:
        view = scheme_readers("scheme__")
        change = plan_authors()

    def __str__(self) -> str:
        return self.isco08


class Objective(Worded):
    """What a scheme wants to reach, or what moves those who set it up, with its weight."""

    class Kind(models.TextChoices):
        OBJECTIVE = "objective", _("Objective")
        MOTIVATION = "motivation", _("Motivation")

    class Drive(models.TextChoices):
        LABOUR_NEED = "labour_need", _("Need for labour")
        DEVELOPMENT = "development", _("Development")
        MIGRATION_MANAGEMENT = "migration_management", _("Migration management")
        FOREIGN_POLICY = "foreign_policy", _("Foreign policy")

    class Aim(models.TextChoices):
        NONE = "", _("No special aim")
        CIRCULARITY = "circularity", _("Circularity: people return")
        RETENTION = "retention", _("Retention: employers keep people")
        MANY_MOVERS = "many_movers", _("Many people move")
        SKILLS_INVESTMENT = "skills_investment", _("Investment in skills")
        LOW_COST = "low_cost", _("Low cost per person")
        QUICK_START = "quick_start", _("Quick start")
        HOME_TRACK = "home_track", _("Training for jobs at home")
        RETURN_COOPERATION = "return_cooperation", _("Cooperation on return and readmission")
        EQUAL_ACCESS = "equal_access", _("Equal access of women and of regions")

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="objectives")
    kind = models.CharField(_("Kind"), max_length=12, choices=Kind.choices)
    code = models.CharField(_("Driven by"), max_length=24, choices=Drive.choices)
    aim = models.CharField(_("Aim"), max_length=24, choices=Aim.choices, blank=True)
    text = models.CharField(_("In words"), max_length=400)
    weight = models.PositiveSmallIntegerField(_("Weight"), default=1)
    stakeholder = models.CharField(_("Whose"), max_length=120, blank=True)
    sdg_target = models.CharField(_("SDG target"), max_length=10, blank=True)
    gcm_objective = models.CharField(_("Objective of the Global Compact"), max_length=10, blank=True)

    class Meta:
        ordering: ClassVar = ["scheme", "kind", "-weight", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(weight__gte=1, weight__lte=100), name="schemes_weight_is_1_to_100"
            )
        ]

    class Privacy:
        open = (
            "id", "scheme", "kind", "code", "aim", "text", "weight", "stakeholder", "sdg_target", "gcm_objective",
            "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return worded(self, "text")


class Mitigation(Worded):
    """What the partners do about a tension between two objectives."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="mitigations")
    tension_code = models.CharField(max_length=60)
    text = models.TextField(_("What is done about it"))

    class Meta:
        ordering: ClassVar = ["scheme", "tension_code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "tension_code"], name="schemes_tension_is_answered_once")
        ]

    class Privacy:
        open = ("id", "scheme", "tension_code", "text", "written_in", "wordings")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return worded(self, "text")


class SchemeNote(models.Model):
    """A fact carried over from the gallery, with its source; a note is never a number of the plan."""

    class Topic(models.TextChoices):
        SUMMARY = "summary", _("What it was")
        FIGURE = "figure", _("Figures as published")
        RECOMPUTED = "recomputed", _("Recomputed from published figures")
        LESSON = "lesson", _("What was learnt")
        CONFLICT = "conflict", _("Sources disagree")
        TERM = "term", _("How long people stay")
        TENSION = "tension", _("What pulls apart")

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="notes")
    topic = models.CharField(max_length=40, choices=Topic.choices)
    text = models.TextField(help_text="The phrase of the gallery, in English; pages translate it")
    value = models.CharField(max_length=60, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    basis = models.CharField(max_length=200, blank=True, help_text="How exact a figure is, or what was computed")
    source = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["scheme", "pk"]

    class Privacy:
        open = ("id", "scheme", "topic", "text", "value", "unit", "basis", "source")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return self.text


class SchemeVersion(models.Model):
    """A plan as it was approved; `snapshot` carries its own version key."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    snapshot = models.JSONField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["scheme", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "number"], name="schemes_version_number_is_used_once")
        ]

    class Privacy:
        open = ("id", "scheme", "number", "snapshot", "approved_at")
        personal = ("approved_by",)
        sensitive = ()
        purpose = "To say who approved a plan."
        retention = "As long as the scheme is kept"

    class Access:
        view = plan_readers()

    def __str__(self) -> str:
        return f"{self.scheme} {self.number}"


class StepApproval(models.Model):
    """A step of the design as somebody approved it; `digest` tells whether its entries were changed since."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="step_approvals")
    step = models.CharField(_("Step"), max_length=20)
    digest = models.CharField(max_length=64)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["scheme", "step", "-pk"]

    class Privacy:
        open = ("id", "scheme", "step", "digest", "approved_at")
        personal = ("approved_by",)
        sensitive = ()
        purpose = "To say who approved a step of a plan."
        retention = "As long as the scheme is kept"

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return f"{self.scheme}: {self.step}"
