"""The migration cycle in the stable codes that are stored: phases, payers, classes of fees.

Labels belong to the code lists and are translated; the codes here never change their meaning.
"""

from enum import StrEnum
from typing import Final


class MigrationPhase(StrEnum):
    """Phase of a scheme's work along the migration cycle."""

    DESIGN = "design"
    PRE_DEPARTURE = "pre_departure"
    DURING = "during"
    RETURN = "return"


class MeasurePhase(StrEnum):
    """Phase of a migrant support measure, as the global inventory of such measures sorts them."""

    PRE_DEPARTURE = "pre"
    DURING = "during"
    POST_RETURN = "post"
    MULTI = "multi"


class Payer(StrEnum):
    """Who pays a cost of a scheme."""

    DESTINATION_GOVERNMENT = "dest_gov"
    ORIGIN_GOVERNMENT = "orig_gov"
    EMPLOYER = "employer"
    ASSOCIATION = "assoc"
    DONOR = "donor"
    MIGRANT = "migrant"


class FeeClass(StrEnum):
    """Class of a cost under the definition of recruitment fees and related costs of the ILO (2019)."""

    RECRUITMENT_FEE = "fee"
    MEDICAL = "med"
    INSURANCE = "ins"
    TEST = "test"
    TRAINING = "train"
    EQUIPMENT = "equip"
    TRAVEL = "travel"
    ADMINISTRATION = "admin"
    ILLEGITIMATE = "illegitimate"
    NONE = "none"


RELATED_COSTS: Final[frozenset[FeeClass]] = frozenset(
    {
        FeeClass.MEDICAL,
        FeeClass.INSURANCE,
        FeeClass.TEST,
        FeeClass.TRAINING,
        FeeClass.EQUIPMENT,
        FeeClass.TRAVEL,
        FeeClass.ADMINISTRATION,
    }
)

NEVER_PAID_BY_MIGRANT: Final[frozenset[FeeClass]] = RELATED_COSTS | {FeeClass.RECRUITMENT_FEE, FeeClass.ILLEGITIMATE}
"""What the Employer Pays Principle keeps from the worker: fees, related costs, and what nobody may charge."""


class PlaceOfTraining(StrEnum):
    """Track of a participant: trained for a job abroad, or trained for one at home."""

    AWAY = "away"
    HOME = "home"
    BOTH = "both"


class Motivation(StrEnum):
    """What drives a scheme, by the first step of design."""

    LABOUR_NEED = "labour_need"
    DEVELOPMENT = "development"
    MIGRATION_MANAGEMENT = "migration_management"
    FOREIGN_POLICY = "foreign_policy"
