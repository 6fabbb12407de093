"""A welfare fund as one plan: what `assess_fund` reads and what it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from corridor.engines.costing import Finding, Severity
from corridor.engines.costing.exact import Number
from corridor.engines.instruments.welfare.payer import EMPLOYER_PAYS, FundPayers
from corridor.engines.instruments.welfare.premium import SectorFees, SplitFees, TopUpCover, WelfarePremium
from corridor.engines.instruments.welfare.projection import WelfareProjection
from corridor.engines.instruments.welfare.ruin import RuinSimulation
from corridor.engines.instruments.welfare.signals import CONTROL, ClaimCount, ClaimSignals
from corridor.engines.instruments.welfare.solvency import CONFIDENCE, MassRepatriation, OneYearSolvency
from corridor.engines.instruments.welfare.types import Benefit, SectorRisk, TopUpGroup

SPLITS = (0.3, 0.5, 0.7, 0.9, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class FundRates:
    """Yearly rates, 0.03 for 3 %; all nominal, `inflation` turns balances into money of the beginning."""

    growth: float = 0.0
    investment_return: float = 0.0
    claims_inflation: float = 0.0
    fee_growth: float = 0.0
    admin_inflation: float = 0.0
    inflation: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FundScenario:
    """What is otherwise in a named future; None is as in the plan. `claims_factor` multiplies every claim rate."""

    name: str
    claims_factor: float = 1.0
    fee: float | None = None
    fund_share: float | None = None
    growth: float | None = None
    investment_return: float | None = None
    claims_inflation: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Catastrophe:
    """A mass repatriation: people, cost per person, and money apart from the fund's reserve (None: the reserve)."""

    event_workers: int
    cost: float
    reserve: float | None = None
    backstop: float = 0.0
    annual_probability: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopUp:
    """An optional additional cover."""

    benefit: float
    groups: tuple[TopUpGroup, ...]
    loading: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FundLimits:
    """Limits of Corridor's own above which something is mentioned; each can be replaced.

    `ruin_most`: probability of ruin within the horizon; `subsidy_most`: distance of a sector's reference fee from the
    flat fee, as a part of it; `mix_most`: distance of the sectors' claims from the fund's.
    """

    ruin_most: float = 0.05
    subsidy_most: float = 0.25
    mix_most: float = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class FundPlan:
    """A fund: new contracts of a year, the fee and its split, benefits, reserve, rates, and what is asked besides.

    All claims of a contract are booked in the year in which it begins.
    """

    contracts: float
    contract_years: float
    fee: float
    fund_share: float
    benefits: tuple[Benefit, ...]
    currency: str = ""
    payer_percent: Mapping[str, Number] = field(default_factory=lambda: EMPLOYER_PAYS)
    law: str = ""
    admin_per_contract: float = 0.0
    security_loading: float = 0.0
    reserve: float = 0.0
    years: int = 10
    rates: FundRates = FundRates()
    splits: tuple[float, ...] = SPLITS
    sectors: tuple[SectorRisk, ...] = ()
    scenarios: tuple[FundScenario, ...] = ()
    mass_repatriation: Catastrophe | None = None
    top_up: TopUp | None = None
    claims: tuple[ClaimCount, ...] = ()
    control: float = CONTROL
    confidence: float = CONFIDENCE
    paths: int = 10_000
    seed: int = 1
    limits: FundLimits = FundLimits()


@dataclass(frozen=True, slots=True)
class FundCase:
    """The fund in one future: expected claims per contract, balance and ruin."""

    name: str
    claims_per_contract: float
    net_per_contract: float
    projection: WelfareProjection
    ruin: RuinSimulation


@dataclass(frozen=True, slots=True, kw_only=True)
class FundAssessment:
    """A fund computed and checked; what was not asked for is None."""

    currency: str
    contracts: float
    fee: float
    fund_share: float
    reserve: float
    payers: FundPayers
    premium: WelfarePremium
    splits: SplitFees
    base: FundCase
    scenarios: tuple[FundCase, ...]
    solvency: OneYearSolvency
    mass_repatriation: MassRepatriation | None
    sectors: SectorFees | None
    top_up: TopUpCover | None
    claims: ClaimSignals | None
    seed: int
    findings: tuple[Finding, ...]

    @property
    def is_blocked(self) -> bool:
        """Say whether a finding forbids the fund as planned."""
        return any(finding.severity == Severity.BLOCK for finding in self.findings)
