"""The words and records of costing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from corridor.engines.costing.exact import Number
from corridor.engines.costing.ratios import SAMPLE_RATIOS


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
    PER_PARTICIPANT = "V"
    PER_PARTICIPANT_MONTH = "VM"
    RATE = "R"


class Need(StrEnum):
    """Whether a scheme can do without a cost."""

    ESSENTIAL = "essential"
    VOLUNTARY = "voluntary"
    PROHIBITED = "prohibited"


class Severity(StrEnum):
    """How a finding weighs: it blocks approval, warns, or informs."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """One cost of a scheme, with what drives it and who pays.

    `amount` is the cost of one unit in `currency` (empty: the budget's own); for a rate line it is the share of
    direct costs, 0.07 for 7 %. `quantity` counts units of the driver; where it is None a line per participant
    takes the scheme's participants, a line per participant-month its participants times months, and a step line
    with `step_size` one unit for every started step of that many participants; any other line takes 1.
    `payer_percent` adds up to 100. `fx_rate` is budget currency per unit of `currency`.
    """

    code: str
    label: str
    behaviour: Behaviour
    amount: Number
    payer_percent: Mapping[str, Number]
    quantity: Number | None = None
    step_size: Number | None = None
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


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetProfile:
    """The thresholds that a donor, a law or a guide sets; each can be replaced, None leaves a rule out.

    Defaults: EU external action grants (7 % indirect, 5 % reserve, both of direct costs), the sample of the
    Labour Mobility Scheme Guide 4.2; the other thresholds are Corridor's own. `worker_paid_by_law` names the law
    that lets a worker pay a class of cost (ILO C181, article 7.2): it turns a block into a warning, no more.
    """

    name: str = "eu-prag"
    indirect_cap: Number | None = 0.07
    reserve_cap: Number | None = 0.05
    reserve_least: Number | None = 0.02
    sample_ratios: Mapping[str, Number] = field(default_factory=lambda: SAMPLE_RATIOS)
    deviation_points: Number | None = 0.05
    deviation_factor: Number = 0.5
    staff_most: Number | None = 0.40
    mobility_least: Number | None = 0.35
    foreign_currency_most: Number | None = 0.20
    coordination_code: str = "PI.05"
    worker_paid_by_law: Mapping[FeeClass, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found; `message` and `hint` are templates that an edge translates before it fills in `params`."""

    rule: str
    severity: Severity
    message: str
    hint: str
    params: Mapping[str, object]
    line: int | None = None
    code: str = ""

    def sentence(self) -> str:
        """Return the English message with its values."""
        return self.message % self.params

    def advice(self) -> str:
        """Return the English hint with its values."""
        return self.hint % self.params


@dataclass(frozen=True, slots=True)
class LineTotal:
    """What one line costs, and each payer's part of it; the parts add up to the total."""

    number: int
    code: str
    label: str
    quantity: float
    total: Decimal
    by_payer: Mapping[str, Decimal]


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
    by_phase: Mapping[str, Decimal]
    by_head: Mapping[str, Decimal]
    by_group: Mapping[str, Decimal]
    by_need: Mapping[str, Decimal]
    by_behaviour: Mapping[str, Decimal]
    by_phase_and_payer: Mapping[str, Mapping[str, Decimal]]
    migrant_borne_recruitment_cost: Decimal
    unit_costs: UnitCosts
    sample_sum: float
    ratios: tuple[RatioComparison, ...]
    findings: tuple[Finding, ...]

    @property
    def is_blocked(self) -> bool:
        """Say whether a finding forbids approval."""
        return any(finding.severity == Severity.BLOCK for finding in self.findings)
