"""The role codes of Corridor and what follows from them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person does in an organisation; the codes are public and stable."""

    DESIGNER = "designer", _("Scheme designer")
    OFFICER_ORIGIN = "officer_origin", _("Programme officer, country of origin")
    OFFICER_DESTINATION = "officer_destination", _("Programme officer, country of destination")
    EMPLOYER = "employer", _("Employer")
    WORKER = "worker", _("Worker")
    TRAINER = "trainer", _("Training institution")
    COUNSELLOR = "counsellor", _("Counsellor")
    PROTECTION = "protection", _("Protection officer")
    COMMITTEE = "committee", _("Steering committee")
    DONOR = "donor", _("Donor")
    EVALUATOR = "evaluator", _("Evaluator")
    ADMINISTRATOR = "administrator", _("Administrator")
    DATA_PROTECTION = "data_protection", _("Data protection officer")
    AUTHORITY = "authority", _("Recognition authority")


# Roles that reach other people's data sign in with a second factor.
STAFF = frozenset(Role) - {Role.WORKER, Role.EMPLOYER}
OFFICERS = frozenset({Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION})
# Who may read plans and results, none of them persons' records.
READERS = frozenset({Role.DESIGNER, *OFFICERS, Role.COMMITTEE, Role.DONOR, Role.EVALUATOR})
