"""Who changes a profile."""

from corridor.access.models import User
from corridor.access.selectors import may
from corridor.delivery.skills.models import Person
from corridor.kernel.errors import N_, NotPermitted


def check_change(person: Person, by: User) -> None:
    """Refuse whoever is neither the person nor the office that registered her."""
    if not may(person, user=by, action="change"):
        raise NotPermitted(
            N_("Only the person and the office that registered her change this profile."),
            hint=N_("Ask one of them."),
        )


def check_accompany(person: Person, by: User) -> None:
    """Refuse whoever is neither the person nor an office or counsellor beside her."""
    if not may(person, user=by, action="accompany"):
        raise NotPermitted(
            N_("Only the person, the office that registered her and her counsellor write in this profile."),
            hint=N_("Ask one of them."),
        )


def is_own(person: Person, by: User) -> bool:
    """Say whether somebody acts on her own profile."""
    return person.user_id is not None and person.user_id == by.pk
