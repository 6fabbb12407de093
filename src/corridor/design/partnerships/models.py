"""Partners of a scheme, what they bring and want, and the bodies in which they decide."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant
from corridor.core.wordings import Worded, worded
from corridor.design.schemes.rules import plan_authors, plan_readers


class Partner(Worded):
    """An organisation's part in a scheme, with the interest that it states itself."""

    class Group(models.TextChoices):
        MIGRATION_AUTHORITY = "migration_authority", _("Migration authority or ministry of the interior")
        LABOUR_MINISTRY = "labour_ministry", _("Ministry of labour or education")
        EMPLOYMENT_SERVICE = "employment_service", _("Public employment service or migration agency")
        LOCAL_GOVERNMENT = "local_government", _("Local or regional government")
        EMPLOYERS = "employers", _("Employers and their federations")
        CHAMBER = "chamber", _("Chamber of commerce")
        RECRUITERS = "recruiters", _("Private recruitment agencies")
        WORKERS = "workers", _("Workers' organisations")
        TRAINING = "training", _("Training institutions")
        CIVIL_SOCIETY = "civil_society", _("NGOs, migrant and diaspora organisations")
        INTERNATIONAL = "international", _("International organisations")
        DONORS = "donors", _("Donors and funds")
        RESEARCH = "research", _("Research bodies")

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        "access.Organisation", on_delete=models.PROTECT, related_name="partnerships", verbose_name=_("Organisation")
    )
    group = models.CharField(_("Group"), max_length=24, choices=Group.choices)
    role = models.CharField(_("Role in the scheme"), max_length=300)
    interest = models.CharField(_("Interest, as the partner states it"), max_length=300, blank=True)
    influence = models.PositiveSmallIntegerField(_("Influence, 1 to 5"), default=3)
    interest_level = models.PositiveSmallIntegerField(_("Interest, 1 to 5"), default=3)
    commitment_cash_eur = models.DecimalField(_("Money promised, in euros"), max_digits=14, decimal_places=2, default=0)
    commitment_in_kind = models.CharField(_("Promised in kind"), max_length=300, blank=True)
    verify_again_date = models.DateField(_("Ask again on"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["scheme", "group", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "organisation"], name="partnerships_partner_joins_once"),
            models.CheckConstraint(
                condition=models.Q(influence__gte=1, influence__lte=5, interest_level__gte=1, interest_level__lte=5),
                name="partnerships_influence_and_interest_are_1_to_5",
            ),
            models.CheckConstraint(
                condition=models.Q(commitment_cash_eur__gte=0), name="partnerships_promise_is_not_negative"
            ),
        ]

    class Privacy:
        open = (
            "id", "scheme", "organisation", "group", "role", "interest", "influence", "interest_level",
            "commitment_cash_eur", "commitment_in_kind", "verify_again_date", "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return str(self.organisation)


class Motive(models.Model):
    """A working assumption about what moves a partner: for the author's organisation only, never exported."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="motives", verbose_name=_("Partner"))
    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("Assumption"))
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["partner", "pk"]

    class Privacy:
        open = ("id", "partner", "organisation", "noted_at")
        personal = ("noted_by",)
        sensitive = ("text",)
        purpose = "To prepare talks with a partner; seen only in the organisation that wrote it."
        retention = "Until the scheme is closed"

    class Access:
        view = (Grant(Role.DESIGNER, workspace="partner__scheme__workspace", organisation="organisation"),)

    def __str__(self) -> str:
        return f"{self.partner} ({self.organisation})"


class GovernanceBody(Worded):
    """A body in which the partners decide, coordinate or advise."""

    class Layer(models.TextChoices):
        STEERING = "steering", _("Steering committee")
        MONITORING = "monitoring", _("Monitoring committee")
        COORDINATION = "coordination", _("Coordination group")
        TECHNICAL = "technical", _("Technical group")
        ADVISORY = "advisory", _("Advisory board")

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="bodies")
    name = models.CharField(_("Name"), max_length=200)
    layer = models.CharField(_("Layer"), max_length=16, choices=Layer.choices, default=Layer.STEERING)
    mandate = models.TextField(_("What it decides"), blank=True)
    meets_every_months = models.PositiveSmallIntegerField(_("Months between meetings"), default=3)

    class Meta:
        ordering: ClassVar = ["scheme", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "name"], name="partnerships_body_is_named_once"),
            models.CheckConstraint(
                condition=models.Q(meets_every_months__gte=1), name="partnerships_body_meets_at_least_monthly"
            ),
        ]

    class Privacy:
        open = ("id", "scheme", "name", "layer", "mandate", "meets_every_months", "written_in", "wordings")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return worded(self, "name")


class BodyMember(models.Model):
    """An organisation's seat in a body; who sits there is the organisation's matter."""

    class Seat(models.TextChoices):
        CHAIR = "chair", _("Chair")
        MEMBER = "member", _("Member")
        OBSERVER = "observer", _("Observer")

    body = models.ForeignKey(GovernanceBody, on_delete=models.CASCADE, related_name="members", verbose_name=_("Body"))
    organisation = models.ForeignKey(
        "access.Organisation", on_delete=models.PROTECT, related_name="seats", verbose_name=_("Organisation")
    )
    seat = models.CharField(_("Seat"), max_length=10, choices=Seat.choices, default=Seat.MEMBER)

    class Meta:
        ordering: ClassVar = ["body", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "organisation"], name="partnerships_seat_is_taken_once")
        ]

    class Privacy:
        open = ("id", "body", "organisation", "seat")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers("body__scheme__")
        change = plan_authors("body__scheme__")

    def __str__(self) -> str:
        return str(self.organisation)


class Meeting(Worded):
    """A meeting of a body: its day, what was on the agenda, what is to be done."""

    body = models.ForeignKey(GovernanceBody, on_delete=models.CASCADE, related_name="meetings", verbose_name=_("Body"))
    held_on = models.DateField(_("Day"))
    agenda = models.TextField(_("Agenda"), blank=True)
    actions = models.TextField(_("Actions agreed"), blank=True)

    class Meta:
        ordering: ClassVar = ["body", "-held_on", "pk"]

    class Privacy:
        open = ("id", "body", "held_on", "agenda", "actions", "written_in", "wordings")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers("body__scheme__")
        change = plan_authors("body__scheme__")

    def __str__(self) -> str:
        return f"{self.body} {self.held_on}"


class Decision(Worded):
    """What a body has decided, or must decide."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("To be decided")
        ADOPTED = "adopted", _("Adopted")
        REJECTED = "rejected", _("Rejected")
        DEFERRED = "deferred", _("Deferred")

    body = models.ForeignKey(GovernanceBody, on_delete=models.CASCADE, related_name="decisions", verbose_name=_("Body"))
    title = models.CharField(_("Title"), max_length=200)
    decided_on = models.DateField(_("Decided on"), null=True, blank=True)
    outcome = models.CharField(_("Outcome"), max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    text = models.TextField(_("Decision"), blank=True)

    class Meta:
        ordering: ClassVar = ["body", "-decided_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(outcome="open") | models.Q(decided_on__isnull=False),
                name="partnerships_decision_has_a_day",
            )
        ]

    class Privacy:
        open = ("id", "body", "title", "decided_on", "outcome", "text", "written_in", "wordings")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers("body__scheme__")
        change = plan_authors("body__scheme__")

    def __str__(self) -> str:
        return worded(self, "title")
