"""The criteria that the guide names for choosing a sector and a country; users weigh them and may add their own."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class StandardCriterion:
    """A criterion of the guide: its code, its question, and whether more of it speaks for the alternative."""

    code: str
    label: str | Promise
    direction: str = "up"


SECTOR_CRITERIA = (
    StandardCriterion("skill_shortage", _("Shortage of people with the skills")),
    StandardCriterion("labour_shortage", _("Shortage of people willing to take the work")),
    StandardCriterion("employer_demand", _("Employers ask for workers from abroad")),
    StandardCriterion("political_will", _("Political will and interest")),
    StandardCriterion("training_needs", _("Special training that is needed"), "down"),
    StandardCriterion("skill_transfer", _("Potential for the transfer of skills")),
    StandardCriterion("gender_balance", _("Open to women and men alike")),
)
COUNTRY_CRITERIA = (
    StandardCriterion("cultural_links", _("Cultural and historical links")),
    StandardCriterion("legal_channels", _("Legal channels of migration that exist")),
    StandardCriterion("labour_supply", _("Workers available, without a loss that hurts")),
    StandardCriterion("migration_pressure", _("Pressure of irregular migration that safe ways may ease")),
    StandardCriterion("education_match", _("Training that matches the work")),
    StandardCriterion("political_will", _("Political will and interest")),
    StandardCriterion("gender_access", _("Women can take part")),
)
STANDARD = {"sector": SECTOR_CRITERIA, "country": COUNTRY_CRITERIA}
LABELS = {criterion.code: criterion.label for criterion in (*SECTOR_CRITERIA, *COUNTRY_CRITERIA)}
