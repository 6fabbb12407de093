"""Imported classifications, and what countries say about professions."""

from corridor.knowledge.taxonomies.models.classifications import (
    Classification,
    ClassificationFile,
    Concept,
    ConceptLabel,
    ConceptMapping,
    ConceptRelation,
)
from corridor.knowledge.taxonomies.models.professions import Authority, NationalLevel, RegulatedProfession

__all__ = [
    "Authority",
    "Classification",
    "ClassificationFile",
    "Concept",
    "ConceptLabel",
    "ConceptMapping",
    "ConceptRelation",
    "NationalLevel",
    "RegulatedProfession",
]
