"""Operations on passports for programs."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Router, Status

from corridor.access.doors import check_role
from corridor.access.models import User
from corridor.access.roles import OFFICERS, Role
from corridor.access.selectors import get_visible
from corridor.delivery.skills import services
from corridor.delivery.skills.models import Passport, PassportShare
from corridor.delivery.skills.passport_schemas import IssueIn, PassportOut, ShareIn, ShareOut
from corridor.delivery.skills.selectors import credential_of, get_person, passport_of
from corridor.kernel.errors import N_, NotPermitted

router = Router(tags=["skills"])
KEEPERS = frozenset({Role.OFFICER_ORIGIN, Role.WORKER})
READERS = frozenset({*OFFICERS, Role.COUNSELLOR, Role.WORKER})


@router.get("/skills/people/{pk}/passport", response=PassportOut, summary="The newest passport of a person")
def passport(request: HttpRequest, pk: int) -> PassportOut:
    check_role(request.user, READERS)
    person = get_person(user=_actor(request), pk=pk)
    found = passport_of(user=_actor(request), person=person)
    if found is None:
        raise Http404
    return _out(found, for_holder=person.user_id == _actor(request).pk)


@router.post("/skills/people/{pk}/passport", response={201: PassportOut}, summary="Issue a passport; free of charge")
def issue(request: HttpRequest, pk: int, given: IssueIn | None = None) -> Status[PassportOut]:
    check_role(request.user, KEEPERS)
    person = get_person(user=_actor(request), pk=pk, action="change")
    holder_key = given.holder_key if given else None
    made = services.issue_passport(person=person, by=_actor(request), holder_key=holder_key)
    return Status(201, _out(made, for_holder=person.user_id == _actor(request).pk))


@router.post("/skills/people/{pk}/shares", response={201: ShareOut}, summary="Make a link to parts of the passport")
def share(request: HttpRequest, pk: int, given: ShareIn) -> Status[ShareOut]:
    check_role(request.user, frozenset({Role.WORKER}))
    person = get_person(user=_actor(request), pk=pk, action="change")
    made = services.make_share(person=person, parts=given.parts, days=given.days, label=given.label, by=_actor(request))
    address = request.build_absolute_uri(reverse("public_portal:shared", args=[made.token]))
    row = made.share
    return Status(201, ShareOut(id=row.pk, address=address, parts=row.parts, expires_at=row.expires_at))


@router.delete("/skills/shares/{pk}", response={204: None}, summary="End a link at once")
def share_end(request: HttpRequest, pk: int) -> Status[None]:
    check_role(request.user, frozenset({Role.WORKER}))
    found = get_visible(PassportShare.objects.all(), user=_actor(request), action="change", pk=pk)
    services.end_share(share=found, by=_actor(request))
    return Status(204, None)


def _actor(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise NotPermitted(N_("Please sign in."))
    return request.user


def _out(row: Passport, *, for_holder: bool) -> PassportOut:
    credential = credential_of(row.pk)
    return PassportOut(
        code=row.code,
        issued_at=row.issued_at,
        is_valid=row.is_valid,
        valid_until=credential.valid_until if credential else None,
        content=row.content,
        credential=credential.document if credential else None,
        code_for_paper=credential.code if credential else "",
        disclosures=credential.disclosures if credential and for_holder else "",
    )
