"""Costs and benefits of a scheme for each party and for society. Method page: docs/methods/appraisal.md."""

from corridor.engines.appraisal.accounts import (
    EmployerAccount,
    MigrantAccount,
    MigrantPlan,
    employer,
    migrant,
    purchasing_power_gain,
    switching_surplus,
)
from corridor.engines.appraisal.assessment import (
    SCHEME,
    Appraisal,
    AppraisalPlan,
    PairCorrelation,
    PublishedRatio,
    Scenario,
    ScenarioSet,
    SimulationSettings,
    TornadoSettings,
    WeightSettings,
    appraise,
)
from corridor.engines.appraisal.cash import CashFlow, cash_flow, npv, real_nominal
from corridor.engines.appraisal.chance import MonteCarlo, Outcomes, monte_carlo
from corridor.engines.appraisal.decisions import (
    Alternative,
    Comparison,
    CompensationPlan,
    SwitchingValues,
    Weighted,
    compare,
    compensation_plan,
    ledger_tornado,
    switching_values,
    weigh,
)
from corridor.engines.appraisal.discounting import Convention, annuity_factor
from corridor.engines.appraisal.distributions import Uncertain, pert, triangular
from corridor.engines.appraisal.finding import Finding
from corridor.engines.appraisal.published import SOCIAL_ACCOUNTS, BenefitCost, benefit_cost, published_effect
from corridor.engines.appraisal.remarks import origin_loser, remarks
from corridor.engines.appraisal.roots import IrrRoots, irr_roots
from corridor.engines.appraisal.rows import LedgerRow
from corridor.engines.appraisal.scheme import SchemeFigures, scheme_ledger
from corridor.engines.appraisal.simulation import Simulation, simulate
from corridor.engines.appraisal.swings import Bar, Tornado, tornado
from corridor.engines.appraisal.tableau import SOCIAL, Account, Ledger, break_even_movers, ledger
from corridor.engines.appraisal.weighing import cost_effectiveness, distribution_weights, scenarios

__all__ = [
    "SCHEME",
    "SOCIAL",
    "SOCIAL_ACCOUNTS",
    "Account",
    "Alternative",
    "Appraisal",
    "AppraisalPlan",
    "Bar",
    "BenefitCost",
    "CashFlow",
    "Comparison",
    "CompensationPlan",
    "Convention",
    "EmployerAccount",
    "Finding",
    "IrrRoots",
    "Ledger",
    "LedgerRow",
    "MigrantAccount",
    "MigrantPlan",
    "MonteCarlo",
    "Outcomes",
    "PairCorrelation",
    "PublishedRatio",
    "Scenario",
    "ScenarioSet",
    "SchemeFigures",
    "Simulation",
    "SimulationSettings",
    "SwitchingValues",
    "Tornado",
    "TornadoSettings",
    "Uncertain",
    "WeightSettings",
    "Weighted",
    "annuity_factor",
    "appraise",
    "benefit_cost",
    "break_even_movers",
    "cash_flow",
    "compare",
    "compensation_plan",
    "cost_effectiveness",
    "distribution_weights",
    "employer",
    "irr_roots",
    "ledger",
    "ledger_tornado",
    "migrant",
    "monte_carlo",
    "npv",
    "origin_loser",
    "pert",
    "published_effect",
    "purchasing_power_gain",
    "real_nominal",
    "remarks",
    "scenarios",
    "scheme_ledger",
    "simulate",
    "switching_surplus",
    "switching_values",
    "tornado",
    "triangular",
    "weigh",
]
