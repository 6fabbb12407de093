"""What programs read of a comparison."""

from datetime import date, datetime

from ninja import Schema


class CriterionOut(Schema):
    """A criterion with its weight, as a share of all weights, and its fixed scale."""

    id: int
    code: str
    label: str
    weight: float
    scale_low: float
    scale_high: float
    direction: str


class ScoreOut(Schema):
    """A score with what it stands on; a value that nobody knows is null."""

    criterion: int
    value: float | None
    low: float | None
    high: float | None
    source: str
    vintage: str
    is_synthetic: bool
    is_from_evidence: bool


class PlaceOut(Schema):
    """An alternative in its place; points of 100 with the interval that missing data leave open."""

    id: int
    name: str
    code: str
    sector: str
    rank: int
    points: float
    points_low: float
    points_high: float
    known_share: float
    is_thin: bool
    scores: list[ScoreOut]


class ExcludedOut(Schema):
    """An alternative that a fact excludes, with the fact."""

    id: int
    name: str
    kind: str
    reason: str
    source: str
    as_of_date: date | None


class ComparisonOut(Schema):
    """A comparison; until a ranking of countries is released, others read only that it is not."""

    kind: str
    is_released: bool
    released_at: datetime | None
    chosen: int | None
    sentences: list[str]
    criteria: list[CriterionOut]
    ranking: list[PlaceOut]
    excluded: list[ExcludedOut]


class GroupOut(Schema):
    """A group of stakeholders; weights and ranks are null where they are not the caller's to read."""

    id: int
    name: str
    is_own: bool
    is_released: bool
    method: str | None
    weights: dict[int, float] | None
    ranks: dict[int, int] | None


class ReleaseOut(Schema):
    """When a ranking was released."""

    kind: str
    released_at: datetime
