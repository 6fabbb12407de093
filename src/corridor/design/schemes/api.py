"""Operations of this room for programs."""

from django.http import HttpRequest
from ninja import Router

from corridor.access.doors import check_role
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.rules import SCHEME_ROLES
from corridor.design.schemes.schemas import CorridorOut, SchemeOut
from corridor.design.schemes.selectors import get_scheme, schemes_visible_to

router = Router(tags=["schemes"])


@router.get("/schemes", response=list[SchemeOut], summary="Schemes that the caller may know of")
def schemes(request: HttpRequest, status: str = "") -> list[SchemeOut]:
    check_role(request.user, frozenset(SCHEME_ROLES))
    rows = schemes_visible_to(user=request.user)
    return [_out(row) for row in (rows.filter(status=status) if status else rows)]


@router.get("/schemes/{scheme_id}", response=SchemeOut, summary="One scheme")
def scheme(request: HttpRequest, scheme_id: int) -> SchemeOut:
    check_role(request.user, frozenset(SCHEME_ROLES))
    return _out(get_scheme(user=request.user, pk=scheme_id))


def _out(row: Scheme) -> SchemeOut:
    plain = (
        "id",
        "reference",
        "status",
        "version",
        "model",
        "nace2",
        "start_date",
        "end_date",
        "currency",
        "is_invented",
    )
    return SchemeOut(
        **{name: getattr(row, name) for name in plain},
        name=row.localised_name,
        lead=str(row.lead),
        target_participants=row.target_participants,
        target_placements=row.target_placements,
        corridors=[
            CorridorOut(origin_iso3=pair.origin_iso3, destination_iso3=pair.destination_iso3)
            for pair in row.corridors.all()
        ],
        isco08=[each.isco08 for each in row.occupations.all()],
    )
