"""Instruments that pay for a scheme, as flows of money. Method pages: docs/methods/instruments.md, welfare-fund.md."""

from corridor.engines.instruments.cash_flow import InvestorReturn
from corridor.engines.instruments.contributions import Levy, TrainingFund, levy, training_fund
from corridor.engines.instruments.guarantee import (
    CorrelatedGuarantee,
    DefaultModel,
    GuaranteeFund,
    correlated_guarantee,
    guarantee_fund,
)
from corridor.engines.instruments.income import IncomeShare, IncomeShareProfile, income_share
from corridor.engines.instruments.investment import (
    OutcomeContract,
    OutcomeInvestment,
    OutcomeSensitivity,
    PeriodMilestone,
    outcome_investment,
    outcome_sensitivity,
)
from corridor.engines.instruments.loans import (
    CONCESSIONAL_PROFILES,
    ConcessionalProfile,
    EmployerLoan,
    GrantElement,
    Instalment,
    Payments,
    employer_loan,
    grant_element,
)
from corridor.engines.instruments.outcomes import (
    BreakEvenTariff,
    Milestone,
    MilestoneTariffs,
    OutcomeFund,
    break_even_tariff,
    milestone_tariffs,
    outcome_fund,
)
from corridor.engines.instruments.sustainability import (
    PathYear,
    SustainabilityPath,
    SustainabilityProfile,
    sustainability_path,
)

__all__ = [
    "CONCESSIONAL_PROFILES",
    "BreakEvenTariff",
    "ConcessionalProfile",
    "CorrelatedGuarantee",
    "DefaultModel",
    "EmployerLoan",
    "GrantElement",
    "GuaranteeFund",
    "IncomeShare",
    "IncomeShareProfile",
    "Instalment",
    "InvestorReturn",
    "Levy",
    "Milestone",
    "MilestoneTariffs",
    "OutcomeContract",
    "OutcomeFund",
    "OutcomeInvestment",
    "OutcomeSensitivity",
    "PathYear",
    "Payments",
    "PeriodMilestone",
    "SustainabilityPath",
    "SustainabilityProfile",
    "TrainingFund",
    "break_even_tariff",
    "correlated_guarantee",
    "employer_loan",
    "grant_element",
    "guarantee_fund",
    "income_share",
    "levy",
    "milestone_tariffs",
    "outcome_fund",
    "outcome_investment",
    "outcome_sensitivity",
    "sustainability_path",
    "training_fund",
]
