"""What programs read of a scheme."""

from datetime import date

from ninja import Schema


class CorridorOut(Schema):
    """A pair of countries."""

    origin_iso3: str
    destination_iso3: str


class SchemeOut(Schema):
    """A scheme's frame."""

    id: int
    reference: str
    name: str
    status: str
    version: int
    lead: str
    model: str
    nace2: str
    corridors: list[CorridorOut]
    isco08: list[str]
    start_date: date | None
    end_date: date | None
    target_participants: int | None
    target_placements: int | None
    currency: str
    is_invented: bool
