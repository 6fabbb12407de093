"""Unlocks: which one change opens how many vacancies for how many people, for a pool, a person or a vacancy."""

from corridor.engines.matching.unlocks.plan import training_plan
from corridor.engines.matching.unlocks.relaxing import relaxations
from corridor.engines.matching.unlocks.steps import after_step
from corridor.engines.matching.unlocks.types import GROWING, LEARNT, Kind, Opening, Relaxation, Step, Unlocks

__all__ = [
    "GROWING",
    "LEARNT",
    "Kind",
    "Opening",
    "Relaxation",
    "Step",
    "Unlocks",
    "after_step",
    "relaxations",
    "training_plan",
]
