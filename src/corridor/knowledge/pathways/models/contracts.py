"""Model contracts: the least that a contract must grant."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.core.wordings import Worded
from corridor.knowledge.pathways.rules import localised


class ModelContract(Worded):
    """The least that a contract must grant in a country and sector; no worker pays anything for the job."""

    destination_iso3 = models.CharField(_("Country of destination"), max_length=3)
    sector = models.CharField(_("Sector (NACE)"), max_length=10)
    name_en = models.CharField(_("Name in English"), max_length=200)
    name_fr = models.CharField(_("Name in French"), max_length=200, blank=True)
    name_es = models.CharField(_("Name in Spanish"), max_length=200, blank=True)
    name_ar = models.CharField(_("Name in Arabic"), max_length=200, blank=True)
    min_monthly_eur = models.DecimalField(_("Least gross pay per month in euros"), max_digits=10, decimal_places=2)
    max_weekly_hours = models.DecimalField(_("Most hours per week"), max_digits=4, decimal_places=1)
    min_rest_days = models.PositiveSmallIntegerField(_("Least rest days per week"), default=1)
    insurance_required = models.BooleanField(_("Insurance required"), default=True)
    repatriation_required = models.BooleanField(_("Return travel paid by the employer"), default=True)
    worker_fees_eur = models.DecimalField(_("Fees of the worker in euros"), max_digits=10, decimal_places=2, default=0)
    source = models.CharField(_("Source"), max_length=300)
    is_invented = models.BooleanField(_("Invented for demonstration"), default=False)

    class Meta:
        ordering: ClassVar = ["destination_iso3", "sector", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["destination_iso3", "sector"], name="pathways_model_contract_is_given_once"
            ),
            models.CheckConstraint(
                condition=models.Q(worker_fees_eur=0), name="pathways_model_contract_charges_no_worker"
            ),
        ]

    class Privacy:
        open = (
            "id", "destination_iso3", "sector", "name_en", "name_fr", "name_es", "name_ar", "min_monthly_eur",
            "max_weekly_hours", "min_rest_days", "insurance_required", "repatriation_required", "worker_fees_eur",
            "source", "is_invented", "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return self.localised_name

    @property
    def localised_name(self) -> str:
        """The name in the reader's language."""
        return localised(self, "name")
