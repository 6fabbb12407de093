"""The words and records of costing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from corridor.engines.costing.exact import Number
from corridor.engines.costing.findings import Finding, Severity
from corridor.engines.costing.profiles import SAMPLE_RATIOS, profile_of

_EU_GRANT, _EU_CONDITIONS, _SMALL_AID, _OWN = (
    profile_of(code).thresholds for code in ("eu-prag", "eu-prag-conditions", "eu-de-minimis", "corridor")
)


class Payer(StrEnum):
    """A party that may bear a cost."""

    DEST_GOV = "dest_gov"
    ORIG_GOV = "orig_gov"
    EMPLOYER = "employer"
    ASSOC = "assoc"
    DONOR = "donor"
    MIGRANT = "migrant"
    HOME_TRAINEE = "home_trainee"


class FeeClass(StrEnum):
    """The class of a cost under the ILO definition of recruitment fees and related costs (2019)."""

    FEE = "fee"
    MEDICAL = "med"
    INSURANCE = "ins"
    TEST = "test"
    TRAINING = "train"
    EQUIPMENT = "equip"
    TRAVEL = "travel"
    ADMINISTRATIVE = "admin"
    ILLEGITIMATE = "illegitimate"
    NONE = "none"


# Recruitment fees and related costs: a worker is never charged for any of them.
RELATED_COSTS = frozenset(FeeClass) - {FeeClass.ILLEGITIMATE, FeeClass.NONE}


class Behaviour(StrEnum):
    """How a cost line moves with the size of the scheme."""

    FIXED = "F"
    STEP = "S"
    PER_CANDIDATE = "C"
    PER_LEARNER = "L"
    PER_PARTICIPANT = "V"
    PER_PARTICIPANT_MONTH = "VM"
    PER_RETURNEE = "RE"
    RATE = "R"


class Need(StrEnum):
    """Whether a scheme can do without a cost."""

    ESSENTIAL = "essential"
    VOLUNTARY = "voluntary"
    PROHIBITED = "prohibited"


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """One cost of a scheme, with what drives it and who pays.

    `amount` is the cost of one unit in `currency` (empty: the budget's own); for a rate line it is the share of
    direct costs, 0.07 for 7 %. `quantity` counts units of the `driver`; where it is None, a line takes what its
    behaviour counts: candidates, learners, participants, participants times months, returnees, or one unit for every
    started step of `step_size` participants; any other line takes 1. `payer_percent` adds up to 100.
    `fx_rate` is budget currency per unit of `currency`; without it the rate in force on `fx_rate_date` is taken.
    `price_year` is the year whose prices the amount is in. `amount_least` and `amount_most` are the ends of what the
    amount may become, `amount` the most likely. The money flows in equal parts from `start_month` to `end_month`.
    """

    code: str
    label: str
    behaviour: Behaviour
    amount: Number
    payer_percent: Mapping[str, Number]
    quantity: Number | None = None
    step_size: Number | None = None
    driver: str = ""
    phase: str = "all"
    need: Need = Need.ESSENTIAL
    ilo: FeeClass = FeeClass.NONE
    head: str = ""
    group: str = ""
    in_grant: bool = True
    in_kind: bool = False
    counted_as_cofinancing: bool = False
    waived: bool = False
    currency: str = ""
    fx_rate: Number | None = None
    fx_rate_date: date | None = None
    price_year: int | None = None
    amount_least: Number | None = None
    amount_most: Number | None = None
    start_month: int | None = None
    end_month: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class ExchangeRate:
    """What one unit of a currency is worth in the budget's currency on a day."""

    currency: str
    date: date
    rate: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Whom a budget counts besides participants and placements; None where nobody counted.

    `populations` says who is meant by a measure (participant, placement, retained_job, month, participant_month), in
    the author's words.
    """

    candidates: int | None = None
    learners: int | None = None
    returnees: int | None = None
    retained: int | None = None
    populations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """The prices of a budget: the year they are in, the price level by year, and exchange rates by day.

    `rate_date` is the day whose rate an amount takes that names no day of its own.
    """

    year: int | None = None
    index: Mapping[int, Number] = field(default_factory=dict)
    rates: Sequence[ExchangeRate] = ()
    rate_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetProfile:
    """The thresholds that a donor, a law or a guide sets; each can be replaced, None leaves a rule out.

    Defaults come from the dated records of `profiles`: EU external action grants (indirect costs and reserve as
    shares of direct costs), the sample of the Labour Mobility Scheme Guide 4.2, small aid, and Corridor's own limits.
    `worker_paid_by_law` names the law that lets a worker pay a class of cost (ILO C181, article 7.2): it turns a
    block into a warning, no more.
    """

    name: str = "eu-prag"
    indirect_cap: Number | None = _EU_GRANT["indirect_cap"]
    reserve_cap: Number | None = _EU_GRANT["reserve_cap"]
    reserve_least: Number | None = _OWN["reserve_least"]
    sample_ratios: Mapping[str, Number] = field(default_factory=lambda: SAMPLE_RATIOS)
    deviation_points: Number | None = _OWN["deviation_points"]
    deviation_factor: Number = _OWN["deviation_factor"]
    staff_most: Number | None = _OWN["staff_most"]
    mobility_least: Number | None = _OWN["mobility_least"]
    foreign_currency_most: Number | None = _OWN["foreign_currency_most"]
    coordination_code: str = "PI.05"
    worker_paid_by_law: Mapping[FeeClass, str] = field(default_factory=dict)
    debt_service_most: Number | None = _OWN["debt_service_most"]
    apr_most: Number | None = _OWN["apr_most"]
    reallocation_most: Number | None = _EU_CONDITIONS["reallocation_most"]
    de_minimis_ceiling: Number | None = _SMALL_AID["de_minimis_ceiling"]
    de_minimis_years: Number = _SMALL_AID["de_minimis_years"]
    published_gap_most: Number = _OWN["published_gap_most"]
    rate_age_most_days: Number = _OWN["rate_age_most_days"]


@dataclass(frozen=True, slots=True)
class LineTotal:
    """What one line costs, and each payer's part of it; the parts add up to the total.

    `share_by_payer` is the agreed share of each payer, 0.5 for 50 %, also where the line costs nothing.
    """

    number: int
    code: str
    label: str
    quantity: float
    total: Decimal
    by_payer: Mapping[str, Decimal]
    share_by_payer: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class RatioComparison:
    """A head's share of the budget beside the guide's sample, as printed and divided by its own sum."""

    head: str
    amount: Decimal
    share: float
    sample: float
    sample_normalised: float
    deviates: bool


@dataclass(frozen=True, slots=True)
class UnitCosts:
    """Total cost over people, months and both; None where nothing was counted."""

    per_participant: Decimal | None
    per_placement: Decimal | None
    per_month: Decimal | None
    per_participant_month: Decimal | None
    per_retained_job: Decimal | None


@dataclass(frozen=True, slots=True)
class CostPer:
    """A unit cost with all that makes it readable: what was divided by what, and who was counted."""

    measure: str
    numerator: Decimal
    denominator: float
    population: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class CostRange:
    """What a budget may come to when amounts lie between their ends.

    `least` and `most` take every line at its end; `expected` is the mean of triangular distributions, `sd` their
    standard deviation when lines vary apart, `sd_together` when they all rise and fall as one.
    """

    least: Decimal
    likely: Decimal
    most: Decimal
    expected: Decimal
    sd: Decimal
    sd_together: Decimal


@dataclass(frozen=True, slots=True)
class CashProfile:
    """When the cash is needed: by month from the first, by year of twelve months, and by year and payer."""

    by_month: tuple[Decimal, ...]
    by_year: tuple[Decimal, ...]
    by_year_and_payer: tuple[Mapping[str, Decimal], ...]
    cumulative: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetAssessment:
    """A budget added up, compared and checked. Every breakdown adds up to `total`.

    `total` holds cash and contributions in kind; waived fees are revenue forgone and stand apart.
    """

    currency: str
    participants: int
    placements: int
    months: float
    lines: tuple[LineTotal, ...]
    total: Decimal
    cash: Decimal
    in_kind: Decimal
    waived: Decimal
    direct: Decimal
    indirect: Decimal
    contingency: Decimal
    by_payer: Mapping[str, Decimal]
    share_by_payer: Mapping[str, float]
    by_phase: Mapping[str, Decimal]
    by_head: Mapping[str, Decimal]
    by_group: Mapping[str, Decimal]
    by_need: Mapping[str, Decimal]
    by_behaviour: Mapping[str, Decimal]
    by_phase_and_payer: Mapping[str, Mapping[str, Decimal]]
    migrant_borne_recruitment_cost: Decimal
    unit_costs: UnitCosts
    cost_per: tuple[CostPer, ...]
    range: CostRange
    cash_profile: CashProfile
    sample_sum: float
    ratios: tuple[RatioComparison, ...]
    findings: tuple[Finding, ...]

    @property
    def is_blocked(self) -> bool:
        """Say whether a finding forbids approval."""
        return any(finding.severity == Severity.BLOCK for finding in self.findings)
