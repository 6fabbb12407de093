"""Recognition: procedures, cases, decisions, measures, the list of decisions, portfolios of prior learning."""

from corridor.delivery.recognition.models.cases import CaseDocument, RecognitionCase, SubstantialDifference
from corridor.delivery.recognition.models.decisions import Appeal, CompensationMeasure, Decision
from corridor.delivery.recognition.models.library import EquivalenceEntry
from corridor.delivery.recognition.models.portfolio import PriorLearningItem, RubricMark
from corridor.delivery.recognition.models.procedures import AskedDocument, Charged, LawProfile, RecognitionProcedure

__all__ = [
    "Appeal",
    "AskedDocument",
    "CaseDocument",
    "Charged",
    "CompensationMeasure",
    "Decision",
    "EquivalenceEntry",
    "LawProfile",
    "PriorLearningItem",
    "RecognitionCase",
    "RecognitionProcedure",
    "RubricMark",
    "SubstantialDifference",
]
