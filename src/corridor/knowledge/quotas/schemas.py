"""What programs read of quotas and lists."""

from datetime import date

from ninja import Schema


class QuotaOut(Schema):
    """A quota with what is taken of it; `left` is empty where no cap is stated."""

    id: int
    name: str
    destination_iso3: str
    starts_date: date | None
    ends_date: date | None
    nace2: str
    origin_iso3: str
    isco08: str
    pathway_code: str
    employer: str
    cap: int | None
    reserved: int
    used: int
    left: int | None
    is_enforced: bool
    law: str
    source: str
    source_date: date | None
    is_invented: bool


class ItemOut(Schema):
    """An entry of a shortage list."""

    isco08: str
    adjustment: str
    region: str
    starts_date: date | None
    ends_date: date | None


class ShortageListOut(Schema):
    """A shortage list with its entries."""

    id: int
    name: str
    destination_iso3: str
    region: str
    pathway_code: str
    is_binding: bool
    starts_date: date
    ends_date: date | None
    source: str
    source_date: date | None
    is_invented: bool
    items: list[ItemOut]


class VerdictOut(Schema):
    """Whether an occupation is on a list; empty where no list is in force."""

    is_listed: bool | None
    rule: str
    list_name: str
    source: str
    is_binding: bool
