"""Facts beside a budget that some rules need: loans, wages, receipts, dates, other grants, an appraisal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corridor.engines.costing.exact import Number
from corridor.engines.costing.findings import Finding
from corridor.engines.costing.types import FeeClass


class RecoveryKind(StrEnum):
    """How a cost that somebody else paid first may come back to a worker."""

    DEDUCTION = "deduction"
    DEPOSIT = "deposit"
    BOND = "bond"
    LOAN = "loan"
    INCOME_SHARE = "income_share"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """Money taken from a worker after somebody else paid a cost, with the class of that cost."""

    item: str
    ilo: FeeClass
    kind: RecoveryKind
    amount: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerLoan:
    """A loan that a worker carries: equal monthly payments against the net wage and the length of the contract."""

    label: str
    principal: Number
    monthly_rate: Number
    n: int
    net_wage: Number
    contract_months: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerCost:
    """What one worker bore to get a job, and the job's earnings of a month."""

    recruitment_cost: Number
    monthly_earnings: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """What a grant pays, what the action earns, and what it may claim."""

    grant: Number
    eligible_costs: Number
    receipts: Number = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A cost as claimed from a donor; `reference` names the invoice or the pay slip."""

    reference: str
    donor: str
    amount: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days between which costs are eligible, both included."""

    start_date: date
    end_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedCost:
    """A cost with its day; the closing audit and evaluation may fall after the period."""

    item: str
    date: date
    amount: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Reallocation:
    """A budget heading before and after money was moved."""

    heading: str
    original: Number
    changed: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Aid:
    """Public money that served one undertaking in one state, on a day."""

    undertaking: str
    state: str
    date: date
    amount: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedTraining:
    """Training paid with public money, and whether every employer and jobseeker may join."""

    item: str
    amount: Number
    open_to_all: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AidLine:
    """A line paid from official development assistance, and who mainly benefits: origin, worker, or another."""

    item: str
    amount: Number
    main_beneficiary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginAccount:
    """What an appraisal finds for the country of origin, and what compensates it."""

    npv_orig_gov: Number
    npv_home_trainee: Number = 0
    compensation: Number = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All facts that are known; a rule whose facts are missing stays silent."""

    recoveries: Sequence[Recovery] = ()
    loans: Sequence[WorkerLoan] = ()
    worker_costs: Sequence[WorkerCost] = ()
    funding: Funding | None = None
    claims: Sequence[Claim] = ()
    period: Period | None = None
    costs: Sequence[DatedCost] = ()
    reallocations: Sequence[Reallocation] = ()
    aid: Sequence[Aid] = ()
    training: Sequence[OfferedTraining] = ()
    oda: Sequence[AidLine] = ()
    origin: OriginAccount | None = None


@dataclass(frozen=True, slots=True)
class Burden:
    """Recruitment cost over monthly earnings, worker by worker (SDG 10.7.1)."""

    n: int
    share_at_zero: float
    mean: float
    median: float
    p80: float
    p90: float


@dataclass(frozen=True, slots=True)
class FactCheck:
    """What the rules found in the facts, and the distribution of what workers bore."""

    findings: tuple[Finding, ...]
    burden: Burden | None
