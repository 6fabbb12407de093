"""A migrant welfare fund: premium, balance, ruin, reserves. Method page: docs/methods/welfare-fund.md."""

from corridor.engines.instruments.welfare.compound import CompoundPoisson, panjer_poisson, year_distribution
from corridor.engines.instruments.welfare.cover import Cover, CoverState, Membership, benefit_cover
from corridor.engines.instruments.welfare.fund import assess_fund
from corridor.engines.instruments.welfare.payer import EMPLOYER_PAYS, MIGRANT_PAID, FundPayers, fund_payers
from corridor.engines.instruments.welfare.plan import (
    Catastrophe,
    FundAssessment,
    FundCase,
    FundLimits,
    FundPlan,
    FundRates,
    FundScenario,
    TopUp,
)
from corridor.engines.instruments.welfare.premium import (
    fee_by_split,
    sector_fees,
    top_up_cover,
    welfare_break_even,
    welfare_claims,
    welfare_premium,
)
from corridor.engines.instruments.welfare.projection import welfare_projection
from corridor.engines.instruments.welfare.ruin import ruin_exponential, ruin_simulation
from corridor.engines.instruments.welfare.signals import ClaimCount, ClaimSignals, Signal, claim_signals
from corridor.engines.instruments.welfare.solvency import mass_repatriation, one_year_solvency
from corridor.engines.instruments.welfare.types import Benefit, SectorRisk, TopUpGroup

__all__ = [
    "EMPLOYER_PAYS",
    "MIGRANT_PAID",
    "Benefit",
    "Catastrophe",
    "ClaimCount",
    "ClaimSignals",
    "CompoundPoisson",
    "Cover",
    "CoverState",
    "FundAssessment",
    "FundCase",
    "FundLimits",
    "FundPayers",
    "FundPlan",
    "FundRates",
    "FundScenario",
    "Membership",
    "SectorRisk",
    "Signal",
    "TopUp",
    "TopUpGroup",
    "assess_fund",
    "benefit_cover",
    "claim_signals",
    "fee_by_split",
    "fund_payers",
    "mass_repatriation",
    "one_year_solvency",
    "panjer_poisson",
    "ruin_exponential",
    "ruin_simulation",
    "sector_fees",
    "top_up_cover",
    "welfare_break_even",
    "welfare_claims",
    "welfare_premium",
    "welfare_projection",
    "year_distribution",
]
