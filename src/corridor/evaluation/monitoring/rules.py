"""What the dashboard counts, and for whom small groups are hidden."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import OFFICERS, READERS, Role

# Everybody else who reads results sees small groups only as "fewer than ten".
SEES_SMALL_GROUPS = OFFICERS | {Role.DESIGNER}
SMALL_GROUP = 10


class Stage(models.TextChoices):
    """How far a person has come; everybody who reached a later stage is counted in the earlier ones too."""

    REGISTERED = "registered", _("Registered")
    ELIGIBLE = "eligible", _("Eligible for a vacancy")
    NOMINATED = "nominated", _("Proposed to an employer")
    SELECTED = "selected", _("Selected: both said yes")
    ACCEPTED = "accepted", _("Offer accepted")
    CLEARED = "cleared", _("Permit and contract in hand")
    DEPARTED = "departed", _("Departed")
    WORKING = "working", _("Took up work")
    RETURNED = "returned", _("Returned")


class Sex(models.TextChoices):
    """The groups of the funnel; a person who did not say stays in the total."""

    FEMALE = "f", _("Women")
    MALE = "m", _("Men")
    OTHER = "x", _("Other")
    UNKNOWN = "", _("Not stated")


def is_protected(roles: frozenset[Role]) -> bool:
    """Say whether small groups are hidden from somebody who holds these roles.

    >>> is_protected(frozenset({Role.DONOR})), is_protected(frozenset({Role.DONOR, Role.DESIGNER}))
    (True, False)
    """
    return not roles & SEES_SMALL_GROUPS


READER_ROLES = tuple(sorted(READERS))
