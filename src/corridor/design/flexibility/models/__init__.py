"""Risks, changes of an approved plan, and what shocks would do."""

from corridor.design.flexibility.models.changes import ChangeItem, ChangeRequest
from corridor.design.flexibility.models.risks import FlexibilityRule, Risk, RiskAssessment, RiskReading
from corridor.design.flexibility.models.whatif import PipelinePlan, PipelineStep, Scenario, ScenarioShock

__all__ = [
    "ChangeItem",
    "ChangeRequest",
    "FlexibilityRule",
    "PipelinePlan",
    "PipelineStep",
    "Risk",
    "RiskAssessment",
    "RiskReading",
    "Scenario",
    "ScenarioShock",
]
