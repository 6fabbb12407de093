"""The criteria that the guide names for choosing a sector and a country, and who may read a comparison."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant
from corridor.design.schemes.rules import PLAN_ROLES


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

# A figure older than this is marked: Corridor's own choice, shown wherever the mark stands.
FRESH_YEARS = 5
# The mean of fewer groups would tell the members of one of them what another wants.
LEAST_GROUPS = 3
# Who speaks for an organisation that is asked for its weights.
GROUP_ROLES = (
    Role.DESIGNER,
    Role.OFFICER_ORIGIN,
    Role.OFFICER_DESTINATION,
    Role.PROTECTION,
    Role.COMMITTEE,
    Role.DONOR,
)


def ranking_readers(path: str) -> tuple[Grant, ...]:
    """Return the ways to read what a ranking is made of; `path` leads from the row to the comparison.

    Everybody who reads the plan reads the comparison of sectors. That of countries is read within the organisation
    that leads the scheme until it is released.
    """
    workspace = f"{path}scheme__workspace"
    return tuple(
        grant
        for role in PLAN_ROLES
        for grant in (
            Grant(role, workspace=workspace, where=((f"{path}kind", "sector"),)),
            Grant(role, workspace=workspace, where=((f"{path}released_at__isnull", False),)),
            Grant(role, workspace=workspace, organisation=f"{path}scheme__lead"),
        )
    )


def weights_owners(path: str) -> tuple[Grant, ...]:
    """Return the ways to a group's weights: its own organisation, or who entered them where it has none."""
    workspace = f"{path}exercise__scheme__workspace"
    return (
        *(Grant(role, workspace=workspace, organisation=f"{path}organisation") for role in GROUP_ROLES),
        Grant(
            Role.DESIGNER,
            workspace=workspace,
            person=f"{path}entered_by",
            where=((f"{path}organisation__isnull", True),),
        ),
    )
