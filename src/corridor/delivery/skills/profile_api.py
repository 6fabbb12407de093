"""The profile for programs: as a CV, its links and its assessments."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from ninja import File, Form, Router
from ninja.files import UploadedFile

from corridor.access.doors import check_role
from corridor.access.models import User
from corridor.access.roles import OFFICERS, Role
from corridor.access.selectors import get_visible
from corridor.batch.cv import FORMATS
from corridor.core.http import translated
from corridor.delivery.skills import services
from corridor.delivery.skills.cv_words import file_name, media_type, reason_text
from corridor.delivery.skills.models import CvImport, LinkProposal
from corridor.delivery.skills.runs import read_proposals
from corridor.delivery.skills.schemas import (
    ChangeOut,
    CvIn,
    CvOut,
    DifferenceOut,
    EntryOut,
    LeftOut,
    LinkIn,
    LinkOut,
    ProposedOut,
)
from corridor.delivery.skills.selectors import Found, cv_of, difference_of, found_in, get_person, open_links
from corridor.kernel.errors import N_, DataUnavailable, InputError, NotPermitted

router = Router(tags=["skills"])
READERS = frozenset({*OFFICERS, Role.COUNSELLOR, Role.WORKER})
WRITERS = frozenset({Role.OFFICER_ORIGIN, Role.COUNSELLOR, Role.WORKER})


@router.get("/skills/people/{pk}/cv", summary="The profile as a CV")
def get_cv(request: HttpRequest, pk: int, format: str = "json-resume") -> HttpResponse:  # noqa: A002 - the word of the address
    """Give the profile as a file; the header X-Not-Carried counts what the format has no place for."""
    row = get_person(user=_caller(request, READERS), pk=pk)
    if format not in FORMATS:
        raise InputError(
            N_('"%(format)s" is no format of a CV.'),
            hint=N_("Choose one of: %(formats)s."),
            field="format",
            params={"format": format[:40], "formats": ", ".join(FORMATS)},
        )
    writing = cv_of(row, to=format, today=timezone.localdate())
    response = HttpResponse(writing.data, content_type=media_type(format))
    response["Content-Disposition"] = f'attachment; filename="{file_name(row.pk, format)}"'
    response["X-Not-Carried"] = str(len(writing.losses))
    return response


@router.post("/skills/people/{pk}/cv", response=CvOut, summary="Read a CV, and take it in if confirmed")
def read_cv(request: HttpRequest, pk: int, file: File[UploadedFile], asked: Form[CvIn]) -> CvOut:
    """Read a CV; without `confirm` nothing enters the profile and the answer says what would."""
    user = _caller(request, WRITERS)
    row = get_person(user=user, pk=pk, action="accompany")
    cv = services.read_in(person=row, upload=file, language=asked.language, by=user)
    found = found_in(cv, today=timezone.localdate())
    if asked.confirm:
        cv = services.take_in(cv=cv, by=user)
    return _cv_out(cv, found)


@router.get("/skills/links", response=list[LinkOut], summary="Own words that wait to be linked")
def links(request: HttpRequest) -> list[LinkOut]:
    return [_link_out(row) for row in open_links(user=_caller(request, WRITERS))[:200]]


@router.post("/skills/links/{pk}", response=LinkOut, summary="Decide on a link")
def decide_link(request: HttpRequest, pk: int, asked: LinkIn) -> LinkOut:
    user = _caller(request, WRITERS)
    row = get_visible(LinkProposal.objects.all(), user=user, action="change", pk=pk)
    if asked.state == LinkProposal.State.CONFIRMED:
        return _link_out(services.confirm_link(proposal=row, uri=asked.uri, by=user))
    return _link_out(services.decline_link(proposal=row, state=asked.state, by=user))


@router.get("/skills/people/{pk}/difference", response=DifferenceOut, summary="Before departure and at return")
def difference(request: HttpRequest, pk: int) -> DifferenceOut:
    user = _caller(request, READERS)
    found = difference_of(user=user, person=get_person(user=user, pk=pk))
    if found is None:
        raise DataUnavailable(
            N_("There are no two assessments to compare."),
            hint=N_("Record one before departure and one later."),
        )
    spoken = get_language() or "en"
    return DifferenceOut(
        first_date=found.first.held_on_date.isoformat(),
        second_date=found.second.held_on_date.isoformat(),
        changes=[
            ChangeOut(
                uri=one.item.esco_uri,
                label="" if one.item.language else one.item.ref.label(spoken),
                language=one.item.language,
                before=one.before,
                after=one.after,
                verdict=one.verdict,
            )
            for one in found.changes
        ],
    )


def _cv_out(cv: CvImport, found: Found) -> CvOut:
    entries = [
        EntryOut(
            kind=one.row._meta.model_name or "",
            title=str(one.row),
            is_known=one.is_known,
            problem=" ".join(translated(one.problem)).strip() if one.problem else "",
        )
        for one in found.entries
    ]
    left = [LeftOut(path=one.path, value=str(one.value), reason=reason_text(one.reason)) for one in found.left]
    return CvOut(id=cv.pk, format=cv.format, state=cv.state, added=cv.added, found=entries, left=left)


def _link_out(row: LinkProposal) -> LinkOut:
    plain = ("id", "kind", "text", "language", "state", "chosen_uri", "classification", "version", "method")
    proposals = [ProposedOut(**vars(one)) for one in read_proposals(row.proposals)]
    return LinkOut(person=row.person_id, proposals=proposals, **{name: getattr(row, name) for name in plain})


def _caller(request: HttpRequest, roles: frozenset[Role]) -> User:
    check_role(request.user, roles)
    if not isinstance(request.user, User):
        raise NotPermitted(N_("Please sign in."))
    return request.user
