"""Legal pathways with their procedures, model contracts, blockages. Open data: no row belongs to a person."""

from corridor.knowledge.pathways.models.contracts import ModelContract
from corridor.knowledge.pathways.models.gaps import Blockage, VisaCentre
from corridor.knowledge.pathways.models.procedures import Procedure, ProcedureStep
from corridor.knowledge.pathways.models.register import Pathway, PathwayNote, Requirement

__all__ = [
    "Blockage",
    "ModelContract",
    "Pathway",
    "PathwayNote",
    "Procedure",
    "ProcedureStep",
    "Requirement",
    "VisaCentre",
]
