"""Rows of recruitment: employers, vacancies, candidates, matching, selection, recruiters."""

from corridor.delivery.recruitment.models.calls import Call, CallAnswer
from corridor.delivery.recruitment.models.candidates import Candidate, CandidateImport, DuplicateReview
from corridor.delivery.recruitment.models.employers import Employer, Vacancy
from corridor.delivery.recruitment.models.live import MarketChange
from corridor.delivery.recruitment.models.matching import MatchEdge, NearMiss, Shortlist
from corridor.delivery.recruitment.models.oversight import Override, Sighting
from corridor.delivery.recruitment.models.recruiters import Recruiter, RecruiterEngagement
from corridor.delivery.recruitment.models.selection import Interview, Nomination, Offer, SelectionEvent
from corridor.delivery.recruitment.models.snapshots import KeptRun, Snapshot

__all__ = [
    "Call",
    "CallAnswer",
    "Candidate",
    "CandidateImport",
    "DuplicateReview",
    "Employer",
    "Interview",
    "KeptRun",
    "MarketChange",
    "MatchEdge",
    "NearMiss",
    "Nomination",
    "Offer",
    "Override",
    "Recruiter",
    "RecruiterEngagement",
    "SelectionEvent",
    "Shortlist",
    "Sighting",
    "Snapshot",
    "Vacancy",
]
