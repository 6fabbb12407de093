"""Reading what waits to be linked."""

from django.db.models import QuerySet

from corridor.access.selectors import Person as Reader, visible
from corridor.delivery.skills.models import LinkProposal, Person


def open_links(*, user: Reader, person: Person | None = None) -> QuerySet[LinkProposal]:
    """Return the proposals that somebody may decide on, the oldest first."""
    rows = LinkProposal.objects.filter(state=LinkProposal.State.OPEN)
    if person is not None:
        rows = rows.filter(person=person)
    rows = rows.select_related("person", "experience", "skill", "education")
    # A person may stand in several schemes of the same office.
    return visible(rows, user=user, action="change").distinct().order_by("made_at", "pk")
