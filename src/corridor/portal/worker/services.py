"""What a worker does on her own pages and nowhere else: say interest, ask to be called."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from corridor.access.models import User
from corridor.access.roles import Role
from corridor.access.selectors import users_with
from corridor.core import audit, outbox
from corridor.delivery.recruitment.models import Candidate, Vacancy
from corridor.delivery.skills.models import Person
from corridor.kernel.errors import N_, NotPermitted, RuleViolation
from corridor.portal.worker.models import Interest


@transaction.atomic
def say_interest(*, candidate: Candidate, vacancy: Vacancy, by: User) -> Interest:
    """Tell the office of the country of origin that a vacancy interests a candidate."""
    _check_own(candidate.person, by)
    if vacancy.scheme_id != candidate.scheme_id or vacancy.status != Vacancy.Status.OPEN:
        raise RuleViolation(N_("This job is no longer open."), hint=N_("Look at the other jobs on the list."))
    interest, is_new = Interest.objects.get_or_create(
        candidate=candidate, vacancy=vacancy, defaults={"said_at": timezone.now()}
    )
    if is_new:
        audit.record(by=by, action="worker.interest_said", obj=interest, detail={"vacancy": vacancy.pk})
        _tell(candidate, vacancy)
    return interest


@transaction.atomic
def take_back_interest(*, candidate: Candidate, vacancy: Vacancy, by: User) -> None:
    """Take the word back; nothing follows from it."""
    _check_own(candidate.person, by)
    for interest in Interest.objects.filter(candidate=candidate, vacancy=vacancy):
        audit.record(by=by, action="worker.interest_taken_back", obj=interest, detail={"vacancy": vacancy.pk})
        interest.delete()


@transaction.atomic
def ask_for_call(*, person: Person, safe_contact: str, by: User) -> int:
    """Keep how the worker can be reached safely and ask her counsellors to call; returns how many were told."""
    _check_own(person, by)
    person.safe_contact = safe_contact.strip()
    person.save(update_fields=["safe_contact"])
    helpers = _helpers(person)
    for helper in helpers:
        outbox.write(
            to=helper,
            subject=N_("A worker asks to be called"),
            body=N_("Open the record %(reference)s: it says how she can be reached safely."),
            params={"reference": _reference(person)},
            link=reverse("skills:person", args=[person.pk]),
        )
    # How she can be reached stands in no audit.
    audit.record(by=by, action="worker.call_asked", obj=person)
    return len(helpers)


def _helpers(person: Person) -> list[User]:
    spaces = set(person.candidacies.values_list("scheme__workspace", flat=True))
    for role in (Role.COUNSELLOR, Role.OFFICER_ORIGIN):
        found = {
            user.pk: user
            for space in spaces
            for user in users_with(role, workspace_id=space).filter(memberships__organisation__iso3=person.iso3)
        }
        if found:
            return list(found.values())
    return []


def _tell(candidate: Candidate, vacancy: Vacancy) -> None:
    officers = users_with(Role.OFFICER_ORIGIN, workspace_id=candidate.scheme.workspace_id)
    for officer in officers.filter(memberships__organisation__iso3=candidate.person.iso3):
        outbox.write(
            to=officer,
            subject=N_("A candidate is interested in a job"),
            body=N_("%(candidate)s would like to be proposed for %(vacancy)s."),
            params={"candidate": candidate.reference, "vacancy": vacancy.reference},
            link=reverse("recruitment:vacancy", args=[vacancy.pk]),
        )


def _reference(person: Person) -> str:
    first = person.candidacies.order_by("-pk").first()
    return first.reference if first else str(person.pk)


def _check_own(person: Person, by: User) -> None:
    if person.user_id != by.pk:
        raise NotPermitted(N_("Only the person herself does this."), hint=N_("Ask her to sign in."))
