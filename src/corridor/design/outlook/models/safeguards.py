"""Safeguards of the country of origin: dated statements, readings of indicators, the level, and what was decided."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant
from corridor.core.wordings import Worded, worded
from corridor.design.schemes.rules import plan_authors, plan_readers


def origin_authors() -> tuple[Grant, ...]:
    """Return who may speak about an origin: the designers of the plan, and the office of that country."""
    return (*plan_authors(), Grant(Role.OFFICER_ORIGIN, workspace="scheme__workspace", country="origin_iso3"))


class DrainStatement(Worded):
    """A dated statement about an occupation in a country of origin, with its source; entered by hand."""

    class Kind(models.TextChoices):
        SURPLUS = "surplus", _("Surplus: more people than posts in the country of origin")
        SHORTAGE = "shortage", _("Shortage: the country of origin is short of them itself")
        LISTED = "listed", _("WHO list check: the country stands on the list")
        NOT_LISTED = "not_listed", _("WHO list check: the country does not stand on the list")
        AGREEMENT = "agreement", _("Agreement between governments with safeguards")

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="drain_statements")
    origin_iso3 = models.CharField(_("Country of origin"), max_length=3)
    isco08 = models.CharField(_("Occupation (ISCO-08)"), max_length=4)
    kind = models.CharField(_("What is stated"), max_length=10, choices=Kind.choices)
    statement_date = models.DateField(_("Date of the statement"))
    valid_until_date = models.DateField(_("Valid until"), null=True, blank=True)
    stated_by = models.CharField(_("Who states it"), max_length=160)
    source = models.CharField(_("Source"), max_length=200)
    note = models.TextField(_("Note"), blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["scheme", "origin_iso3", "isco08", "-statement_date", "-pk"]
        indexes: ClassVar = [models.Index(fields=["origin_iso3", "isco08"], name="outlook_statement_pair")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(valid_until_date=None) | models.Q(valid_until_date__gte=models.F("statement_date")),
                name="outlook_statement_ends_after_its_date",
            ),
            models.CheckConstraint(
                condition=~models.Q(source="") & ~models.Q(stated_by=""), name="outlook_statement_has_a_source"
            ),
        ]

    class Privacy:
        open = (
            "id", "scheme", "origin_iso3", "isco08", "kind", "statement_date", "valid_until_date", "stated_by",
            "source", "note", "recorded_at", "is_invented", "written_in", "wordings",
        )  # fmt: skip
        personal = ("recorded_by",)
        sensitive = ()
        purpose = "Proof on what the recruitment of an occupation rests."
        retention = "As long as the scheme"

    class Access:
        view = plan_readers()
        change = origin_authors()

    def __str__(self) -> str:
        return f"{self.isco08} {self.origin_iso3}: {self.get_kind_display()}"


class DrainReading(models.Model):
    """The value of an indicator in a month."""

    class Indicator(models.TextChoices):
        EMIGRATION = "emigration_rate", _("Share of the occupation that works abroad")
        OUTFLOW = "outflow_ratio", _("Departures in a year over graduates in a year")
        REPLACEMENT = "replacement_ratio", _("Graduates who stay over all who leave")
        VACANCY = "vacancy_rate", _("Vacant posts over all posts at home")
        DENSITY = "density_trend", _("Yearly growth of workers per inhabitant")

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="drain_readings")
    origin_iso3 = models.CharField(_("Country of origin"), max_length=3)
    isco08 = models.CharField(_("Occupation (ISCO-08)"), max_length=4)
    indicator = models.CharField(_("Indicator"), max_length=20, choices=Indicator.choices)
    reading_date = models.DateField(_("Measured for"))
    value = models.FloatField(_("Value"))
    counts = models.JSONField(_("Computed from"), default=dict)
    source = models.CharField(_("Source"), max_length=200)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["scheme", "origin_iso3", "isco08", "indicator", "reading_date"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["scheme", "origin_iso3", "isco08", "indicator", "reading_date"],
                name="outlook_reading_is_given_once",
            ),
            models.CheckConstraint(condition=~models.Q(source=""), name="outlook_reading_has_a_source"),
        ]

    class Privacy:
        open = (
            "id", "scheme", "origin_iso3", "isco08", "indicator", "reading_date", "value", "counts", "source",
            "is_invented",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = origin_authors()

    def __str__(self) -> str:
        return f"{self.isco08} {self.origin_iso3} {self.indicator} {self.reading_date}"


class DrainWatch(models.Model):
    """The level at which the indicators of an occupation and an origin stand, after hysteresis."""

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="drain_watches")
    origin_iso3 = models.CharField(max_length=3)
    isco08 = models.CharField(max_length=4)
    level = models.CharField(max_length=8, default="unknown")
    since_date = models.DateField()
    run = models.ForeignKey("core.Run", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["scheme", "origin_iso3", "isco08"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "origin_iso3", "isco08"], name="outlook_pair_is_watched_once")
        ]

    class Privacy:
        open = ("id", "scheme", "origin_iso3", "isco08", "level", "since_date", "run")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = origin_authors()

    def __str__(self) -> str:
        return f"{self.isco08} {self.origin_iso3}: {self.level}"


class DrainAction(Worded):
    """What an alert proposed and what a body decided; it holds for new intake only."""

    class Action(models.TextChoices):
        WATCH = "watch", _("Watch more closely")
        SLOW_INTAKE = "slow_intake", _("Slow the intake")
        RAISE_HOME_SHARE = "raise_home_share", _("Train more people who stay")
        COMPENSATE = "compensation_payment", _("Pay compensation to the country of origin")
        STOP_INTAKE = "stop_new_intake", _("Stop new intake")

    class Outcome(models.TextChoices):
        OPEN = "open", _("Not decided yet")
        ADOPTED = "adopted", _("Adopted")
        REJECTED = "rejected", _("Rejected")
        DEFERRED = "deferred", _("Deferred")

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="drain_actions")
    origin_iso3 = models.CharField(max_length=3)
    isco08 = models.CharField(max_length=4)
    action = models.CharField(_("Proposed"), max_length=24, choices=Action.choices)
    level = models.CharField(max_length=8)
    proposed_date = models.DateField()
    outcome = models.CharField(_("Decision"), max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    body = models.CharField(_("Which body decided"), max_length=160, blank=True)
    decided_date = models.DateField(_("Day of the decision"), null=True, blank=True)
    reason = models.TextField(_("Reason"), blank=True)

    class Meta:
        ordering: ClassVar = ["scheme", "-proposed_date", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(outcome="open") | (~models.Q(body="") & models.Q(decided_date__isnull=False)),
                name="outlook_a_body_decides",
            ),
        ]

    class Privacy:
        open = (
            "id", "scheme", "origin_iso3", "isco08", "action", "level", "proposed_date", "outcome", "body",
            "decided_date", "reason", "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {worded(self, 'body') or self.get_outcome_display()}"
