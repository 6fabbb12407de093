"""Whether countries are ready for a scheme, what people hope for, and what grows where they come from."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from corridor.core.wordings import Worded, worded
from corridor.design.readiness.rules import ELEMENT_CHOICES
from corridor.design.schemes.rules import plan_authors, plan_readers

_ASSESSOR = "To know who assessed and decided, so that somebody can be asked."


class ElementState(Worded):
    """How far an essential element is in one country on a day, with the evidence; later days replace earlier ones."""

    class State(models.TextChoices):
        ABSENT = "absent", _("Absent")
        EMERGING = "emerging", _("Emerging")
        IN_PLACE = "in_place", _("In place")

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="element_states")
    iso3 = models.CharField(_("Country"), max_length=3)
    element = models.CharField(_("Essential element"), max_length=20, choices=ELEMENT_CHOICES)
    state = models.CharField(_("State"), max_length=10, choices=State.choices)
    evidence = models.TextField(_("Evidence"))
    source = models.CharField(_("Source"), max_length=300)
    as_of_date = models.DateField(_("As of"))
    assessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["scheme", "iso3", "element", "-as_of_date", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["scheme", "iso3", "element", "as_of_date"], name="readiness_element_is_assessed_once_a_day"
            )
        ]

    class Privacy:
        open = (
            "id", "scheme", "iso3", "element", "state", "evidence", "source", "as_of_date", "written_in", "wordings",
        )  # fmt: skip
        personal = ("assessed_by",)
        sensitive = ()
        purpose = _ASSESSOR
        retention = "Five years after the scheme is closed"

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return f"{self.iso3}: {self.get_element_display()}"


class StageDecision(Worded):
    """The decision that a scheme is an idea, is incubated, or is ready to be designed; the last one counts."""

    class Stage(models.TextChoices):
        IDEA = "idea", _("Idea")
        INCUBATION = "incubation", _("Incubation")
        READY = "ready", _("Ready for design")

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="stage_decisions")
    stage = models.CharField(_("Stage"), max_length=10, choices=Stage.choices)
    reason = models.TextField(_("Reason"))
    decided_date = models.DateField(_("Decided on"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["scheme", "pk"]

    class Privacy:
        open = ("id", "scheme", "stage", "reason", "decided_date", "written_in", "wordings")
        personal = ("decided_by",)
        sensitive = ()
        purpose = _ASSESSOR
        retention = "Five years after the scheme is closed"

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return str(self.get_stage_display())


class CapacityNeed(Worded):
    """What an institution lacks for a task of the scheme, how much that matters, and what is planned about it."""

    class Severity(models.IntegerChoices):
        LOW = 1, _("Would help")
        MEDIUM = 2, _("Slows the scheme down")
        HIGH = 3, _("Stops the scheme")

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="capacity_needs")
    # A need is the need of a partner: without the partner nobody is to be strengthened.
    partner = models.ForeignKey(
        "partnerships.Partner", on_delete=models.CASCADE, related_name="capacity_needs", verbose_name=_("Institution")
    )
    task = models.CharField(_("Task in the scheme"), max_length=200)
    need = models.TextField(_("What is lacking"))
    severity = models.PositiveSmallIntegerField(_("How much it matters"), choices=Severity.choices)
    plan = models.TextField(_("What is planned"), blank=True)
    activity = models.ForeignKey(
        "activities.Activity", on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("Activity"),
    )  # fmt: skip
    budget_line = models.ForeignKey(
        "budgets.BudgetLine", on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("Budget line"),
    )  # fmt: skip
    cost_eur = models.DecimalField(_("Cost in euros"), max_digits=14, decimal_places=2, null=True, blank=True)
    due_date = models.DateField(_("By when"), null=True, blank=True)
    done_date = models.DateField(_("Met on"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["scheme", "partner", "-severity", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(cost_eur__isnull=True) | Q(cost_eur__gte=0),
                name="readiness_need_costs_nothing_negative",
                violation_error_message=_("A cost is not negative."),
            ),
            models.CheckConstraint(condition=Q(severity__range=(1, 3)), name="readiness_severity_is_1_to_3"),
        ]

    class Privacy:
        open = (
            "id", "scheme", "partner", "task", "need", "severity", "plan", "activity", "budget_line", "cost_eur",
            "due_date", "done_date", "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return f"{self.partner}: {worded(self, 'task')}"

    @property
    def has_plan(self) -> bool:
        """Whether somebody said what is done about it, and by when."""
        return bool(self.plan or self.activity_id) and self.due_date is not None

    def is_overdue(self, today: date) -> bool:
        """Say whether the need was to be met by now and is not."""
        return self.done_date is None and self.due_date is not None and self.due_date < today


class LocalLink(Worded):
    """Something that grew in a region of origin with the scheme: jobs, a subsidiary, a link, a mission, formal work."""

    class Kind(models.TextChoices):
        JOBS = "jobs", _("Jobs created")
        SUBSIDIARY = "subsidiary", _("Subsidiary opened")
        BUSINESS_LINK = "business_link", _("Business link")
        MISSION = "mission", _("Business mission")
        FORMALISATION = "formalisation", _("Work that became formal")

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="local_links")
    kind = models.CharField(_("Kind"), max_length=14, choices=Kind.choices)
    firm = models.CharField(_("Firm or organisation"), max_length=200)
    iso3 = models.CharField(_("Country"), max_length=3)
    region = models.CharField(_("Region or place"), max_length=120)
    happened_date = models.DateField(_("Date"))
    jobs = models.PositiveIntegerField(_("Jobs"), null=True, blank=True)
    evidence = models.TextField(_("Evidence"))
    source = models.CharField(_("Source"), max_length=300)
    programme = models.CharField(_("Development programme it belongs to"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["scheme", "-happened_date", "pk"]

    class Privacy:
        open = (
            "id", "scheme", "kind", "firm", "iso3", "region", "happened_date", "jobs", "evidence", "source",
            "programme", "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.firm}"


class AspirationRound(Worded):
    """One time that people were asked what they hope for; counts only, no answer of one person is kept."""

    class Method(models.TextChoices):
        SURVEY = "survey", _("Survey")
        FOCUS_GROUP = "focus_group", _("Focus groups")
        INTERVIEWS = "interviews", _("Interviews")
        EARLIER_SCHEME = "earlier_scheme", _("People of an earlier scheme")

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="aspiration_rounds")
    title = models.CharField(_("Name of the round"), max_length=160)
    iso3 = models.CharField(_("Country"), max_length=3)
    method = models.CharField(_("How people were asked"), max_length=14, choices=Method.choices)
    asked_date = models.DateField(_("Asked on"))
    questions = models.TextField(_("Questions, one on each line"))
    women_asked = models.PositiveIntegerField(_("Women asked"), default=0)
    women_answered = models.PositiveIntegerField(_("Women who answered"), default=0)
    men_asked = models.PositiveIntegerField(_("Men asked"), default=0)
    men_answered = models.PositiveIntegerField(_("Men who answered"), default=0)
    others_asked = models.PositiveIntegerField(_("Asked, of another gender or not said"), default=0)
    others_answered = models.PositiveIntegerField(_("Answered, of another gender or not said"), default=0)
    source = models.CharField(_("Source"), max_length=300)

    class Meta:
        ordering: ClassVar = ["scheme", "asked_date", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(women_answered__lte=F("women_asked"))
                & Q(men_answered__lte=F("men_asked"))
                & Q(others_answered__lte=F("others_asked")),
                name="readiness_no_more_answer_than_are_asked",
                violation_error_message=_("No more people can answer than were asked."),
            )
        ]

    class Privacy:
        open = (
            "id", "scheme", "title", "iso3", "method", "asked_date", "questions", "women_asked", "women_answered",
            "men_asked", "men_answered", "others_asked", "others_answered", "source", "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return worded(self, "title")

    @property
    def answered(self) -> int:
        """Everybody who answered."""
        return self.women_answered + self.men_answered + self.others_answered


class AspirationFinding(Worded):
    """What many people said in a round about one theme, in general words."""

    class Theme(models.TextChoices):
        FAMILY = "family", _("Family, visits, going and coming back")
        EASE = "ease", _("Procedures, taxes, insurance, papers")
        INCLUSION = "inclusion", _("Housing, health, language, being welcome")
        MONEY = "money", _("Sending and using money")
        GENDER = "gender", _("What differs for women and men")
        WORK = "work", _("Work, skills and pay")
        OTHER = "other", _("Something else")

    # With the round that was entered by mistake go its findings.
    round = models.ForeignKey(
        AspirationRound, on_delete=models.CASCADE, related_name="findings", verbose_name=_("Round")
    )
    theme = models.CharField(_("Theme"), max_length=10, choices=Theme.choices)
    text = models.TextField(_("What people said"))
    named_by = models.PositiveIntegerField(_("How many said so"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["round", "theme", "pk"]

    class Privacy:
        open = ("id", "round", "theme", "text", "named_by", "written_in", "wordings")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers("round__scheme__")
        change = plan_authors("round__scheme__")

    def __str__(self) -> str:
        return worded(self, "text")


class VoiceChange(Worded):
    """What of the plan changed because of what people said."""

    class Part(models.TextChoices):
        OBJECTIVES = "objectives", _("Objectives")
        CHOICE = "choice", _("Sector, country or occupations")
        MODEL = "model", _("Duration and type of mobility")
        PARTNERS = "partners", _("Partners and bodies")
        ACTIVITIES = "activities", _("Activities and training")
        PATHWAYS = "pathways", _("Legal pathways")
        BUDGET = "budget", _("Budget and who pays")
        INDICATORS = "indicators", _("Indicators")

    finding = models.ForeignKey(
        AspirationFinding, on_delete=models.CASCADE, related_name="changes", verbose_name=_("What people said")
    )
    part = models.CharField(_("Part of the plan"), max_length=12, choices=Part.choices)
    text = models.TextField(_("What changed"))
    changed_date = models.DateField(_("Changed on"))

    class Meta:
        ordering: ClassVar = ["finding", "changed_date", "pk"]

    class Privacy:
        open = ("id", "finding", "part", "text", "changed_date", "written_in", "wordings")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers("finding__round__scheme__")
        change = plan_authors("finding__round__scheme__")

    def __str__(self) -> str:
        return worded(self, "text")
