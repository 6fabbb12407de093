"""How many people a scheme has selected, for those who change its plan: a number, no person."""

from corridor.delivery.recruitment.models import Candidate

# From the double yes of person and employer until the work abroad; who returned or withdrew holds no place.
HELD = (Candidate.Status.SELECTED, Candidate.Status.OFFERED, Candidate.Status.ACCEPTED, Candidate.Status.DEPLOYED)


def people_selected(scheme_id: int) -> int:
    """Return how many people of a scheme are selected, have an offer or are at work."""
    return Candidate.objects.filter(scheme_id=scheme_id, status__in=HELD).count()
