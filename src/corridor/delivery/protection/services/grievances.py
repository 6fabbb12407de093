"""File a complaint without a name if need be; acknowledge, refer, put right, close it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from corridor.access.models import Membership, User
from corridor.access.roles import Role
from corridor.access.selectors import may, visible
from corridor.core import audit, outbox
from corridor.delivery.mobility.models import Placement
from corridor.delivery.protection.models import Grievance, GrievanceStep
from corridor.delivery.protection.rules import ENDED, OPEN, due_date, new_number
from corridor.delivery.protection.selectors.tracking import Confirmation
from corridor.delivery.skills.models import Person
from corridor.design.schemes.models import Scheme
from corridor.kernel.errors import N_, InputError, NotPermitted, RuleViolation

Status = Grievance.Status
LONGEST_TEXT = 10_000


@transaction.atomic
def file_grievance(
    *,
    category: str,
    text: str,
    by: Any = None,
    channel: str = Grievance.Channel.PUBLIC,
    scheme: Scheme | None = None,
    placement: Placement | None = None,
    iso3: str = "",
    language: str = "",
    safe_contact: str = "",
    is_anonymous: bool = False,
    received_at: datetime | None = None,
) -> Grievance:
    """Take a complaint; a name is not needed, and nothing in it can make it be refused."""
    _check_text(category, text)
    person = None if is_anonymous else _person_of(by, placement)
    moment = received_at or timezone.now()
    scheme = scheme or (placement.scheme if placement else None)
    grievance = Grievance.objects.create(
        tracking_number=new_number(),
        scheme=scheme,
        person=person,
        placement=None if is_anonymous else placement,
        iso3=iso3 or (placement.vacancy.iso3 if placement else ""),
        office_iso3=_office(scheme, iso3),
        category=category,
        text=text.strip(),
        language=(language or translation.get_language() or "en")[:2],
        channel=Grievance.Channel(channel),
        safe_contact=safe_contact.strip()[:200],
        received_at=moment,
        due_date=due_date(category, received=timezone.localtime(moment).date()),
    )
    _keep(grievance, Status.RECEIVED, None, moment=moment)
    # Who filed a complaint without a name must not be found in the audit either.
    audit.record(by=None if is_anonymous else by, action="protection.grievance_filed", obj=grievance)
    _tell_officers(grievance)
    return grievance


def confirmation_of(grievance: Grievance) -> Confirmation:
    """Return what the person is shown at once: the number, and nothing that a stranger could use."""
    message = _("Your message has arrived. Keep this number: with it you can read our answers here.")
    return Confirmation(grievance.tracking_number, message)


@transaction.atomic
def write_again(*, grievance: Grievance, text: str) -> GrievanceStep:
    """Take a further message or an objection of the person; an ended complaint is opened again by it."""
    _check_text(grievance.category, text)
    if grievance.status in ENDED:
        grievance.status, grievance.closed_at = Status.IN_PROGRESS, None
        grievance.save(update_fields=["status", "closed_at"])
    step = _keep(grievance, grievance.status, None, note=text.strip())
    audit.record(by=None, action="protection.person_wrote", obj=grievance)
    _tell_officers(grievance)
    return step


@transaction.atomic
def acknowledge(*, grievance: Grievance, by: Any, message: str = "", acted_at: datetime | None = None) -> Grievance:
    """Tell the person that the complaint has arrived and who looks into it."""
    _check(grievance, by, (Status.RECEIVED,))
    grievance.acknowledged_at, grievance.assigned_to = acted_at or timezone.now(), by
    text = message or _in_language_of(grievance, N_("We have read your message and are looking into it."))
    return _act(grievance, Status.ACKNOWLEDGED, by, message=text, acted_at=acted_at)


@transaction.atomic
def take_up(
    *, grievance: Grievance, by: Any, note: str = "", message: str = "", acted_at: datetime | None = None
) -> Grievance:
    """Begin to work on a complaint."""
    _check(grievance, by, OPEN)
    grievance.assigned_to = by
    return _act(grievance, Status.IN_PROGRESS, by, note=note, message=message, acted_at=acted_at)


@transaction.atomic
def send_message(*, grievance: Grievance, message: str, by: Any, acted_at: datetime | None = None) -> Grievance:
    """Write to the person; the message is read with the tracking number."""
    _check(grievance, by, (*OPEN, *ENDED))
    _need(message, "message", N_("The message is empty."), N_("Write what the person should know."))
    return _act(grievance, Status(grievance.status), by, message=message, acted_at=acted_at)


@transaction.atomic
def refer(
    *,
    grievance: Grievance,
    to: str,
    has_consent: bool,
    by: Any,
    note: str = "",
    message: str = "",
    acted_at: datetime | None = None,
) -> Grievance:
    """Refer a complaint to those who can help, with the person's consent; never to immigration enforcement."""
    _check(grievance, by, OPEN)
    if to not in GrievanceStep.Office.values:
        raise InputError(
            N_("A complaint cannot be referred to %(office)s."),
            hint=N_("Choose one of the offices of the list; immigration enforcement is none of them."),
            field="to",
            params={"office": to or "–"},
        )
    if not has_consent:
        raise RuleViolation(
            N_("A complaint is referred only if the person agrees."),
            hint=N_("Ask the person in the way that was called safe."),
            code="consent_missing",
        )
    return _act(grievance, Status.REFERRED, by, note=note, message=message, referred_to=to, acted_at=acted_at)


@transaction.atomic
def resolve(
    *, grievance: Grievance, remedy: str, by: Any, message: str = "", acted_at: datetime | None = None
) -> Grievance:
    """Record what was put right."""
    _check(grievance, by, OPEN)
    _need(remedy, "remedy", N_("The remedy is missing."), N_("Say what was put right, and for whom."))
    grievance.remedy = remedy.strip()
    return _act(grievance, Status.RESOLVED, by, message=message, acted_at=acted_at)


@transaction.atomic
def close(
    *, grievance: Grievance, outcome: str, by: Any, message: str = "", acted_at: datetime | None = None
) -> Grievance:
    """Close a complaint; that needs an outcome."""
    _check(grievance, by, (*OPEN, Status.RESOLVED))
    _need(outcome, "outcome", N_("A complaint is closed with its outcome."), N_("Say how it ended."))
    grievance.outcome, grievance.closed_at = outcome.strip(), acted_at or timezone.now()
    return _act(grievance, Status.CLOSED, by, message=message, acted_at=acted_at)


@transaction.atomic
def reopen(*, grievance: Grievance, reason: str, by: Any, message: str = "") -> Grievance:
    """Take up an ended complaint again."""
    _check(grievance, by, ENDED)
    _need(reason, "reason", N_("The reason is missing."), N_("Say why it is taken up again."))
    grievance.closed_at = None
    return _act(grievance, Status.IN_PROGRESS, by, note=reason, message=message)


def _act(
    grievance: Grievance,
    status: Status,
    by: Any,
    *,
    note: str = "",
    message: str = "",
    referred_to: str = "",
    acted_at: datetime | None = None,
) -> Grievance:
    grievance.status = status
    grievance.save()
    moment = acted_at or timezone.now()
    _keep(grievance, status, by, note=note, message=message, referred_to=referred_to, moment=moment)
    audit.record(by=by, action=f"protection.grievance_{status}", obj=grievance)
    if message:
        _tell_person(grievance)
    return grievance


def _keep(
    grievance: Grievance,
    status: str,
    by: Any,
    *,
    note: str = "",
    message: str = "",
    referred_to: str = "",
    moment: datetime | None = None,
) -> GrievanceStep:
    return GrievanceStep.objects.create(
        grievance=grievance,
        status=status,
        acted_at=moment or timezone.now(),
        acted_by=by,
        note=note.strip(),
        message=message.strip(),
        referred_to=referred_to,
    )


def _check(grievance: Grievance, by: Any, allowed: tuple[str, ...]) -> None:
    if not may(grievance, user=by, action="change"):
        raise NotPermitted(
            N_("Complaints are handled by protection officers only."), hint=N_("Ask the protection officer.")
        )
    if grievance.status not in allowed:
        raise RuleViolation(
            N_("This is not possible while the complaint stands at: %(status)s."),
            hint=N_("See the steps of the complaint for what comes next."),
            code="wrong_status",
            params={"status": Status(grievance.status).label},
        )


def _check_text(category: str, text: str) -> None:
    if category not in Grievance.Category.values:
        raise InputError(
            N_('"%(category)s" is not a subject of complaints.'),
            hint=N_("Choose what it is about, or: something else."),
            field="category",
            params={"category": category},
        )
    _need(text, "text", N_("The message is empty."), N_("Write a few words; they are enough."))
    if len(text) > LONGEST_TEXT:
        raise InputError(
            N_("The message has %(length)s letters; at most %(limit)s are taken."),
            hint=N_("Send the rest as a second message."),
            field="text",
            params={"length": len(text), "limit": LONGEST_TEXT},
        )


def _need(text: str, field: str, message: str, hint: str) -> None:
    if not text.strip():
        raise InputError(message, hint=hint, field=field)


def _person_of(by: Any, placement: Placement | None) -> Person | None:
    if placement is not None:
        return placement.candidate.person
    return Person.objects.filter(user=by).first() if isinstance(by, User) else None


def _office(scheme: Scheme | None, iso3: str) -> str:
    """Return the country whose protection officers answer where the scheme has none of its own."""
    officers = Membership.objects.filter(role=Role.PROTECTION, is_active=True, user__is_active=True)
    if scheme is not None and officers.filter(organisation__workspaces=scheme.workspace_id).exists():
        return ""
    countries = officers.order_by("pk").values_list("organisation__iso3", flat=True)
    # A complaint from a country without an office of its own must still be read by somebody.
    return iso3 if iso3 in countries else (countries.first() or iso3)


def _tell_officers(grievance: Grievance) -> None:
    users = User.objects.filter(memberships__role=Role.PROTECTION, memberships__is_active=True, is_active=True)
    for user in users.distinct().order_by("pk"):
        if visible(Grievance.objects.filter(pk=grievance.pk), user=user).exists():
            outbox.write(
                to=user, subject=N_("A complaint waits for you"), body=N_("Sign in to read it. It is confidential.")
            )


def _tell_person(grievance: Grievance) -> None:
    user = grievance.person.user if grievance.person else None
    if user is not None:
        outbox.write(to=user, subject=N_("There is news for you"), body=N_("Sign in to read it."))


def _in_language_of(grievance: Grievance, text: str) -> str:
    with translation.override(grievance.language):
        return _(text)
