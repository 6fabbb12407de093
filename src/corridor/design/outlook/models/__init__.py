"""Records of the outlook: projections with their scenarios, rounds of experts, safeguards of the origin."""

from corridor.design.outlook.models.panels import (
    DelphiAnswer,
    DelphiExpert,
    DelphiInvitation,
    DelphiRound,
    DelphiStudy,
)
from corridor.design.outlook.models.projections import DemandPoint, OccupationOutlook, OutlookInput, OutlookScenario
from corridor.design.outlook.models.safeguards import DrainAction, DrainReading, DrainStatement, DrainWatch

__all__ = [
    "DelphiAnswer",
    "DelphiExpert",
    "DelphiInvitation",
    "DelphiRound",
    "DelphiStudy",
    "DemandPoint",
    "DrainAction",
    "DrainReading",
    "DrainStatement",
    "DrainWatch",
    "OccupationOutlook",
    "OutlookInput",
    "OutlookScenario",
]
