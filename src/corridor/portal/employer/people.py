"""A proposed person as the employer's pages show her: what she can do and how far the proposal is."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from corridor.delivery.recruitment.models import Nomination
from corridor.delivery.recruitment.selectors.candidates import ProposedPerson
from corridor.delivery.recruitment.wording import occupation_text
from corridor.ui import formats

Row = dict[str, Any]


def proposed_of(person: ProposedPerson, row: Nomination) -> Row:
    """Return one proposed person with the state of the proposal."""
    label, kind = state_of(row)
    work = ", ".join(_work(code, years) for code, years in person.work)
    return {"person": person, "row": row, "work": work, "label": label, "kind": kind}


def _work(isco08: str, years: str) -> str:
    title = occupation_text(isco08)
    return (
        _("%(work)s (years: %(years)s)") % {"work": title, "years": formats.number(Decimal(years))} if years else title
    )


def state_of(row: Nomination) -> tuple[str, str]:
    """Return how far a proposal is, in words and as a colour."""
    offer = getattr(row, "offer", None)
    if offer is not None:
        words = {"accepted": (_("Offer accepted"), "ok"), "declined": (_("Offer declined"), "none")}
        return words.get(offer.answer, (_("Offer made, waiting for the person"), "wait"))
    if row.candidate_answer == "no":
        return _("The person said no"), "none"
    if row.employer_answer == "no":
        return _("You said no"), "none"
    if row.is_agreed:
        return _("Both said yes"), "ok"
    if not row.employer_answer:
        return _("Waits for your answer"), "warn"
    return _("Waits for the person's answer"), "wait"
