"""Value types of the field. Standard library only."""

from corridor.kernel.codes import (
    Cefr,
    currency_code,
    eqf_level,
    isco_level,
    isco_prefix,
    isco_unit_group,
    minor_group,
    unit_group_of,
)
from corridor.kernel.cycle import (
    NEVER_PAID_BY_MIGRANT,
    RELATED_COSTS,
    FeeClass,
    MeasurePhase,
    MigrationPhase,
    Motivation,
    Payer,
    PlaceOfTraining,
)
from corridor.kernel.errors import (
    N_,
    CorridorError,
    DataUnavailable,
    InputError,
    NotPermitted,
    RuleViolation,
)
from corridor.kernel.findings import Finding
from corridor.kernel.mobility import MODELS, MobilityModel, ModelChoice, Purpose, TimeFrame, Track, choose_model
from corridor.kernel.money import Money, minor_digits
from corridor.kernel.periods import Period, add_months, age_years, parse_date, whole_months
from corridor.kernel.places import ISO2_OF, ISO3_CODES, ISO3_OF, KOSOVO, KOSOVO_NOTE, CorridorPair, Iso3

__all__ = [
    "ISO2_OF",
    "ISO3_CODES",
    "ISO3_OF",
    "KOSOVO",
    "KOSOVO_NOTE",
    "MODELS",
    "NEVER_PAID_BY_MIGRANT",
    "N_",
    "RELATED_COSTS",
    "Cefr",
    "CorridorError",
    "CorridorPair",
    "DataUnavailable",
    "FeeClass",
    "Finding",
    "InputError",
    "Iso3",
    "MeasurePhase",
    "MigrationPhase",
    "MobilityModel",
    "ModelChoice",
    "Money",
    "Motivation",
    "NotPermitted",
    "Payer",
    "Period",
    "PlaceOfTraining",
    "Purpose",
    "RuleViolation",
    "TimeFrame",
    "Track",
    "add_months",
    "age_years",
    "choose_model",
    "currency_code",
    "eqf_level",
    "isco_level",
    "isco_prefix",
    "isco_unit_group",
    "minor_digits",
    "minor_group",
    "parse_date",
    "unit_group_of",
    "whole_months",
]
