"""Reading cohorts, gaps, plans, standards, annexes and trusted certificates."""

from corridor.delivery.training.selectors.courses import (
    candidates_to_enrol,
    cohorts,
    counted,
    get_cohort,
    get_enrolment,
    get_session,
    grid_of,
    places_for,
    providers_for,
    results_of,
    schemes_to_train_for,
    sessions_of,
)

__all__ = [
    "candidates_to_enrol",
    "cohorts",
    "counted",
    "get_cohort",
    "get_enrolment",
    "get_session",
    "grid_of",
    "places_for",
    "providers_for",
    "results_of",
    "schemes_to_train_for",
    "sessions_of",
]
