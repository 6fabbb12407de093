"""Mobility: placements, cases with steps and documents, contracts, arrivals, check-ins."""

from corridor.delivery.mobility.models.cases import Case, CaseDocument, CaseStep
from corridor.delivery.mobility.models.contacts import Contact
from corridor.delivery.mobility.models.contracts import CheckIn, Contract
from corridor.delivery.mobility.models.placements import ArrivalItem, Placement

__all__ = ["ArrivalItem", "Case", "CaseDocument", "CaseStep", "CheckIn", "Contact", "Contract", "Placement"]
