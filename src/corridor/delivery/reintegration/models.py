"""Return: the worker's own plan, voluntary, private, freely changed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant


class ReturnPlan(models.Model):
    """What a worker intends for the time after; seen by the worker, and by a counsellor if she shares it."""

    class Intention(models.TextChoices):
        RETURN = "return", _("Return home")
        RETURN_AND_COME_BACK = "circular", _("Return and come back")
        STAY = "stay", _("Stay longer")
        MOVE_ON = "move_on", _("Move to another country")
        UNDECIDED = "undecided", _("Not decided")

    class Work(models.TextChoices):
        EMPLOYMENT = "employment", _("A job")
        BUSINESS = "business", _("A business of my own")
        TRAINING = "training", _("Training or study")
        NONE = "none", _("Not decided")

    person = models.ForeignKey("skills.Person", on_delete=models.CASCADE, related_name="return_plans")
    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.PROTECT, related_name="return_plans")
    intention = models.CharField(
        _("My intention"), max_length=10, choices=Intention.choices, default=Intention.UNDECIDED
    )
    work = models.CharField(_("Work afterwards"), max_length=12, choices=Work.choices, default=Work.NONE)
    planned_date = models.DateField(_("When"), null=True, blank=True)
    needs = models.TextField(_("What I need for it"), blank=True)
    is_shared = models.BooleanField(_("Share with my counsellor"), default=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["-updated_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "scheme"], name="reintegration_person_has_one_plan_per_scheme")
        ]

    class Privacy:
        open = ("id", "scheme", "updated_at")
        personal = ("person", "work", "planned_date", "is_shared")
        sensitive = ("intention", "needs")
        purpose = "The worker's own preparation; a counsellor's help where she asks for it."
        retention = "Until the worker deletes it, at the latest two years after return"

    class Access:
        view = (
            Grant(Role.WORKER, person="person__user"),
            Grant(Role.COUNSELLOR, workspace="scheme__workspace", country="person__iso3", where=(("is_shared", True),)),
        )
        change = (Grant(Role.WORKER, person="person__user"),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.scheme_id}"
