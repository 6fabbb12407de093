"""Operations of this room for programs."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from corridor.access.doors import check_role
from corridor.access.roles import STAFF
from corridor.core.wordings import worded
from corridor.kernel.places import Iso3
from corridor.knowledge.quotas import selectors
from corridor.knowledge.quotas.models import ShortageList
from corridor.knowledge.quotas.schemas import ItemOut, QuotaOut, ShortageListOut, VerdictOut
from corridor.knowledge.quotas.selectors import Balance
from corridor.knowledge.quotas.wording import said

router = Router(tags=["quotas"])


@router.get("/quotas", response=list[QuotaOut], summary="Quotas with what is reserved, used and left")
def quotas(request: HttpRequest, destination: str = "", year: int | None = None) -> list[QuotaOut]:
    check_role(request.user, STAFF)
    rows = selectors.quotas(destination_iso3=destination, year=year)
    return [_quota(balance) for balance in selectors.balances(rows)]


@router.get("/shortage-lists", response=list[ShortageListOut], summary="Shortage lists with their entries")
def shortage_lists(request: HttpRequest, destination: str = "", on: date | None = None) -> list[ShortageListOut]:
    check_role(request.user, STAFF)
    return [_list(row) for row in selectors.shortage_lists(destination_iso3=destination, on=on)]


@router.get("/shortage-lists/check", response=VerdictOut, summary="Whether an occupation is on a list, by which rule")
def check(
    request: HttpRequest,
    destination: str = "",
    isco08: str = "",
    region: str = "",
    pathway: str = "",
    on: date | None = None,
) -> VerdictOut:
    check_role(request.user, STAFF)
    found = selectors.is_on_list(
        destination=Iso3(destination, field="destination"),
        isco08=isco08,
        region=region,
        pathway_code=pathway,
        on=on or timezone.localdate(),
    )
    return VerdictOut(
        is_listed=found.is_listed,
        rule=said(found.finding),
        list_name=found.list_name,
        source=found.source,
        is_binding=found.is_binding,
    )


def _quota(balance: Balance) -> QuotaOut:
    row = balance.quota
    plain = (
        "id", "destination_iso3", "starts_date", "ends_date", "nace2", "origin_iso3", "isco08", "pathway_code", "cap",
        "is_enforced", "source_date", "is_invented",
    )  # fmt: skip
    texts: dict[str, Any] = {name: worded(row, name) for name in ("name", "law", "source")}
    return QuotaOut(
        **{name: getattr(row, name) for name in plain},
        **texts,
        employer=str(row.employer) if row.employer else "",
        reserved=balance.reserved,
        used=balance.used,
        left=balance.left if row.is_enforced else None,
    )


def _list(row: ShortageList) -> ShortageListOut:
    plain = (
        "id", "destination_iso3", "region", "pathway_code", "is_binding", "starts_date", "ends_date", "source_date",
        "is_invented",
    )  # fmt: skip
    names = ("isco08", "adjustment", "region", "starts_date", "ends_date")
    return ShortageListOut(
        **{name: getattr(row, name) for name in plain},
        name=worded(row, "name"),
        source=worded(row, "source"),
        items=[ItemOut(**{name: getattr(item, name) for name in names}) for item in row.items.all()],
    )
