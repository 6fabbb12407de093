"""Quotas with their ledger, what sources say about them, and lists of shortage occupations."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import READERS, Role
from corridor.access.rules import Grant
from corridor.core.wordings import Worded, worded
from corridor.kernel.errors import N_, RuleViolation

LEDGER_READERS = (*sorted(READERS), Role.PROTECTION, Role.ADMINISTRATOR)


class Quota(Worded):
    """The most posts that a country admits in a period: all, or of one sector, origin, occupation, pathway or employer.

    A quota that is only reported by a source is shown and never counted; what the source leaves open stays empty.
    """

    name = models.CharField(_("Name"), max_length=160)
    destination_iso3 = models.CharField(_("Country of destination"), max_length=3)
    starts_date = models.DateField(_("First day"), null=True, blank=True)
    ends_date = models.DateField(_("Last day"), null=True, blank=True)
    nace2 = models.CharField(_("Only this sector (NACE)"), max_length=6, blank=True)
    origin_iso3 = models.CharField(_("Only people from"), max_length=3, blank=True)
    isco08 = models.CharField(_("Only this occupation or group (ISCO-08)"), max_length=4, blank=True)
    pathway_code = models.CharField(_("Only this pathway"), max_length=60, blank=True)
    employer = models.ForeignKey(
        "access.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Only this employer"),
    )
    cap = models.PositiveIntegerField(_("Cap"), null=True, blank=True)
    is_enforced = models.BooleanField(_("Approvals are counted and refused above the cap"), default=True)
    law = models.CharField(_("Law or decision"), max_length=300, blank=True)
    source = models.CharField(_("Source"), max_length=300)
    source_date = models.DateField(_("Date of the source"), null=True, blank=True)
    is_invented = models.BooleanField(_("Invented for demonstration"), default=False)

    class Meta:
        ordering: ClassVar = ["destination_iso3", "-starts_date", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_enforced=False)
                | Q(cap__isnull=False, starts_date__isnull=False, ends_date__isnull=False),
                name="quotas_enforced_quota_has_cap_and_period",
                violation_error_message=_("A quota that is enforced needs its cap, its first and its last day."),
            ),
            models.CheckConstraint(
                condition=Q(starts_date__isnull=True) | Q(ends_date__isnull=True) | Q(ends_date__gte=F("starts_date")),
                name="quotas_quota_ends_after_it_starts",
                violation_error_message=_("The last day lies before the first one."),
            ),
            models.CheckConstraint(
                condition=~Q(origin_iso3=F("destination_iso3")),
                name="quotas_quota_crosses_a_border",
                violation_error_message=_("The country of origin is the country of destination."),
            ),
        ]

    class Privacy:
        open = (
            "id", "name", "destination_iso3", "starts_date", "ends_date", "nace2", "origin_iso3", "isco08",
            "pathway_code", "employer", "cap", "is_enforced", "law", "source", "source_date", "is_invented",
            "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return worded(self, "name")


class CapStatement(Worded):
    """What another source says about the same quota; where two differ, both are shown."""

    quota = models.ForeignKey(Quota, on_delete=models.CASCADE, related_name="statements")
    cap = models.PositiveIntegerField(_("Cap"))
    source = models.CharField(_("Source"), max_length=300)
    source_date = models.DateField(_("Date of the source"), null=True, blank=True)
    note = models.CharField(_("Note"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["quota", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["quota", "source"], name="quotas_source_speaks_once_about_a_quota")
        ]

    class Privacy:
        open = ("id", "quota", "cap", "source", "source_date", "note", "written_in", "wordings")
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return f"{self.quota}: {self.cap}"


class LedgerEntry(models.Model):
    """One line of a quota's ledger. Lines are only added; what is taken is the sum of both changes."""

    class Kind(models.TextChoices):
        RESERVE = "reserve", _("Reserved")
        USE = "use", _("Used")
        RELEASE = "release", _("Set free")

    quota = models.ForeignKey(Quota, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(_("Kind"), max_length=8, choices=Kind.choices)
    reserved_change = models.IntegerField(_("Change of reserved posts"), default=0)
    used_change = models.IntegerField(_("Change of used posts"), default=0)
    reference_kind = models.SlugField(_("Kind of reference"), max_length=30)
    reference_key = models.CharField(_("Reference"), max_length=60)
    nace2 = models.CharField(_("Sector (NACE)"), max_length=6, blank=True)
    origin_iso3 = models.CharField(_("Country of origin"), max_length=3, blank=True)
    employer = models.ForeignKey(
        "access.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    workspace = models.ForeignKey("access.Workspace", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("Reason"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["quota", "pk"]
        indexes: ClassVar = [models.Index(fields=["reference_kind", "reference_key"], name="quotas_entry_reference")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="reserve", reserved_change__gt=0, used_change=0)
                | Q(kind="use", reserved_change__lte=0, used_change__gt=0)
                | (
                    Q(kind="release", reserved_change__lte=0, used_change__lte=0) & ~Q(reserved_change=0, used_change=0)
                ),
                name="quotas_entry_changes_what_its_kind_says",
            )
        ]

    class Privacy:
        open = (
            "id", "quota", "kind", "reserved_change", "used_change", "reference_kind", "reference_key", "nace2",
            "origin_iso3", "employer", "workspace", "reason", "recorded_at",
        )  # fmt: skip
        personal = ("recorded_by",)
        sensitive = ()
        purpose = "To know who took or set free places of a quota."
        retention = "Ten years"

    class Access:
        view = tuple(Grant(role, workspace="workspace") for role in LEDGER_READERS)

    def __str__(self) -> str:
        return f"{self.quota_id} {self.kind} {self.reference_kind} {self.reference_key}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise _kept()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise _kept()


class ShortageList(Worded):
    """A list of occupations for which a country looks for people abroad, with its dates and its source."""

    name = models.CharField(_("Name"), max_length=160)
    destination_iso3 = models.CharField(_("Country of destination"), max_length=3)
    region = models.CharField(_("Only this region"), max_length=100, blank=True)
    pathway_code = models.CharField(_("Only for this pathway"), max_length=60, blank=True)
    is_binding = models.BooleanField(_("Vacancies outside the list are refused"), default=False)
    starts_date = models.DateField(_("First day"))
    ends_date = models.DateField(_("Last day"), null=True, blank=True)
    source = models.CharField(_("Source"), max_length=300)
    source_date = models.DateField(_("Date of the source"), null=True, blank=True)
    is_invented = models.BooleanField(_("Invented for demonstration"), default=False)

    class Meta:
        ordering: ClassVar = ["destination_iso3", "-starts_date", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_date__isnull=True) | Q(ends_date__gte=F("starts_date")),
                name="quotas_list_ends_after_it_starts",
                violation_error_message=_("The last day lies before the first one."),
            )
        ]

    class Privacy:
        open = (
            "id", "name", "destination_iso3", "region", "pathway_code", "is_binding", "starts_date", "ends_date",
            "source", "source_date", "is_invented", "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return worded(self, "name")


class ShortageItem(models.Model):
    """An occupation or a group that a list adds or takes off, in all regions or in one, from a day to a day."""

    class Adjustment(models.TextChoices):
        ADD = "add", _("On the list")
        REMOVE = "remove", _("Taken off")

    shortage_list = models.ForeignKey(ShortageList, on_delete=models.CASCADE, related_name="items")
    isco08 = models.CharField(_("Occupation or group (ISCO-08)"), max_length=4)
    adjustment = models.CharField(_("Adjustment"), max_length=6, choices=Adjustment.choices, default=Adjustment.ADD)
    region = models.CharField(_("Only in this region"), max_length=100, blank=True)
    starts_date = models.DateField(_("From"), null=True, blank=True)
    ends_date = models.DateField(_("Until"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["shortage_list", "isco08", "region", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts_date__isnull=True) | Q(ends_date__isnull=True) | Q(ends_date__gte=F("starts_date")),
                name="quotas_item_ends_after_it_starts",
                violation_error_message=_("The last day lies before the first one."),
            ),
            models.UniqueConstraint(
                fields=["shortage_list", "isco08", "adjustment", "region", "starts_date"],
                name="quotas_item_stands_once_in_its_list",
            ),
        ]

    class Privacy:
        open = ("id", "shortage_list", "isco08", "adjustment", "region", "starts_date", "ends_date")
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return f"{self.isco08} {self.adjustment}"


def _kept() -> RuleViolation:
    return RuleViolation(
        N_("A line of the ledger is kept as it was written."), hint=N_("Write a new line that puts it right.")
    )
