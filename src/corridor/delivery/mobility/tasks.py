"""What mobility does by itself when other rooms have news."""

from corridor.access.roles import OFFICERS
from corridor.access.selectors import users_with
from corridor.core import outbox
from corridor.delivery.mobility.services.placements import cancel_after_withdrawal, open_placement
from corridor.delivery.recruitment.events import CandidateWithdrew, OfferAccepted
from corridor.delivery.recruitment.models import Candidate, Offer
from corridor.kernel.errors import N_, CorridorError


def prepare_placement(event: OfferAccepted) -> None:
    """Open the case of an accepted offer; where that is not possible the officers are told what is missing."""
    offer = Offer.objects.select_related("nomination__vacancy__scheme", "nomination__candidate__person").get(
        pk=event.offer_id
    )
    try:
        open_placement(offer=offer, by=None)
    except CorridorError:
        _tell_officers(offer)


def end_placement(event: CandidateWithdrew) -> None:
    """End what was being prepared for a person who has withdrawn."""
    cancel_after_withdrawal(candidate=Candidate.objects.get(pk=event.candidate_id))


def _tell_officers(offer: Offer) -> None:
    vacancy = offer.nomination.vacancy
    readers = {user for role in OFFICERS for user in users_with(role, workspace_id=vacancy.scheme.workspace_id)}
    for user in sorted(readers, key=lambda user: user.pk):
        outbox.write(
            to=user,
            subject=N_("An accepted offer waits for its case"),
            body=N_("The case for %(vacancy)s could not be opened by itself. The list of cases says what is missing."),
            params={"vacancy": vacancy.reference},
        )
