"""Reading the register of recruiter licences."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from corridor.access.models import User
from corridor.access.selectors import get_visible, visible
from corridor.delivery.recruitment.models import Recruiter, RecruiterEngagement
from corridor.delivery.recruitment.rules import licence_status


@dataclass(frozen=True)
class ListedRecruiter:
    """A recruiter with the status of a day, and how many engagements run although there is no valid licence."""

    recruiter: Recruiter
    status: str
    engagements: int

    @property
    def label(self) -> str:
        return str(Recruiter.Status(self.status).label)

    @property
    def kind(self) -> str:
        """The colour of the status."""
        return {"licensed": "ok", "expired": "warn"}.get(self.status, "bad")

    @property
    def needs_attention(self) -> bool:
        return self.status != Recruiter.Status.LICENSED and self.engagements > 0


def recruiters_of(*, user: User, today: date, status: str = "", text: str = "") -> list[ListedRecruiter]:
    """Return the recruiters whom the person may see; those at work without a licence first."""
    rows = visible(Recruiter.objects.all(), user=user).prefetch_related("engagements")
    for word in text.split():
        rows = rows.filter(name__icontains=word)
    listed = [_listed(recruiter, today) for recruiter in rows.order_by("name", "pk")]
    found = [one for one in listed if not status or one.status == status]
    return sorted(found, key=lambda one: not one.needs_attention)


def get_recruiter(*, user: User, pk: int, today: date) -> ListedRecruiter:
    """Return one recruiter, else 404."""
    return _listed(get_visible(Recruiter.objects.prefetch_related("engagements"), user=user, pk=pk), today)


def engagements_of(*, user: User, recruiter: Recruiter) -> QuerySet[RecruiterEngagement]:
    """Return for whom a recruiter works, as far as the person may see it."""
    rows = RecruiterEngagement.objects.filter(recruiter=recruiter).select_related("employer__organisation", "scheme")
    return visible(rows, user=user).order_by("-since_date", "pk")


def _listed(recruiter: Recruiter, today: date) -> ListedRecruiter:
    status = licence_status(
        status=recruiter.status,
        number=recruiter.licence_number,
        valid_until=recruiter.licence_valid_until,
        today=today,
    )
    running = [one for one in recruiter.engagements.all() if one.until_date is None or one.until_date >= today]
    return ListedRecruiter(recruiter, status, len(running))
