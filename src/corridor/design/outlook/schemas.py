"""What programs read of the outlook."""

from datetime import date, datetime

from ninja import Schema


class BandOut(Schema):
    """The tenth, fiftieth and ninetieth percentile."""

    p10: float
    p50: float
    p90: float


class OutlookOut(Schema):
    """An occupation that a scheme looks ahead for."""

    id: int
    isco08: str
    iso3: str
    base_year: int
    horizon_years: int
    demand_kind: str
    sources: list[str]
    vintage_date: date | None
    is_synthetic: bool
    missing: list[str]


class ScenarioOut(Schema):
    """The last year of a scenario."""

    id: int
    code: str
    name: str
    year: int
    supply: BandOut
    demand: BandOut
    gap: BandOut
    recruits_needed: BandOut
    shortage_probability: float


class ProjectionOut(OutlookOut):
    """A projection under every scenario with all that it rests on."""

    run_id: int
    seed: int
    draws: int
    is_short_series: bool
    backtest_mase: float | None
    backtest_coverage: float | None
    assumptions: list[str]
    scenarios: list[ScenarioOut]


class DelphiRoundOut(Schema):
    """A closed round for an occupation; no answer stands by itself."""

    isco08: str
    number: int
    answered: int
    asked: int
    median: float
    q1: float
    q3: float
    agreement: float
    consensus: bool


class DelphiStudyOut(Schema):
    """A study with its closed rounds."""

    id: int
    question: str
    unit: str
    about: str
    iso3: str
    year: int
    status: str
    closed_at: datetime | None
    rounds: list[DelphiRoundOut]


class DrainOut(Schema):
    """The state of an origin and an occupation today, with its reason."""

    origin_iso3: str
    isco08: str
    state: str
    code: str
    reason: str
    has_statement: bool
    is_health: bool
    blocks_approval: bool
