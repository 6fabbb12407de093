"""News of recruitment that other rooms act on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CandidateSelected:
    """Candidate and employer have both said yes."""

    nomination_id: int


@dataclass(frozen=True)
class OfferAccepted:
    """A candidate has accepted an offer: a placement can be prepared."""

    offer_id: int
    candidate_id: int
    vacancy_id: int


@dataclass(frozen=True)
class CandidateWithdrew:
    """A candidate has left the scheme before departure."""

    candidate_id: int
