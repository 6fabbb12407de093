"""An appraisal as a document for programs."""

from collections.abc import Mapping
from typing import cast

from corridor.batch.plain import plain
from corridor.engines.appraisal import Account, Appraisal, Comparison, Finding, Simulation


def document(head: Mapping[str, object], appraisal: Appraisal) -> Mapping[str, object]:
    """Return the document of an appraisal; what was not asked for is null. Draws themselves are left out."""
    ledger = appraisal.ledger
    return {
        **head,
        "version": 1,
        "rate": appraisal.rate,
        "movers": appraisal.movers,
        "annuity_factor": ledger.annuity_factor,
        "npv": plain(ledger.npv),
        "social": ledger.social,
        "sum_of_parties": ledger.sum_of_parties,
        "accounts": {party: _account(account) for party, account in ledger.accounts.items()},
        "break_even_movers": plain(ledger.break_even_movers),
        "losers": list(ledger.losers),
        "min_compensation_t0": ledger.min_compensation_t0,
        "min_compensation_per_year": ledger.min_compensation_per_year,
        "compensation": {"parties": plain(ledger.compensation), "plan": plain(appraisal.compensation)},
        "switching_values": plain(appraisal.switching),
        "tornado": plain(appraisal.tornado),
        "simulation": _simulation(appraisal.simulation),
        "scenarios": plain(appraisal.scenarios),
        "weighted": plain(appraisal.weighted),
        "alternatives": _comparison(appraisal.comparison),
        "published": {
            name: {
                **cast(Mapping[str, object], plain(ratio)),
                "findings": [_finding(finding) for finding in ratio.findings],
            }
            for name, ratio in appraisal.published.items()
        },
        "findings": [_finding(finding) for finding in appraisal.findings],
    }


def _account(account: Account) -> Mapping[str, object]:
    cash = account.cash
    return {
        "npv": cash.npv,
        "pv_benefits": account.pv_benefits,
        "pv_costs": account.pv_costs,
        "bcr": account.bcr,
        "irr": cash.irr,
        "irr_roots": list(cash.irr_roots),
        "irr_is_unique": cash.irr_is_unique,
        "discounted_payback": cash.discounted_payback,
        "stays_paid_back": cash.stays_paid_back,
        "flows": list(account.flows),
    }


def _simulation(simulation: Simulation | None) -> object:
    if simulation is None:
        return None
    return {
        "draws": simulation.draws,
        "seed": simulation.seed,
        "correlation_change": simulation.correlation_change,
        "outcomes": plain(simulation.outcomes),
        "rank_correlation": plain(simulation.rank_correlation),
    }


def _comparison(comparison: Comparison | None) -> object:
    if comparison is None:
        return None
    return {
        "npv": plain(comparison.npv),
        "difference": plain(comparison.difference),
        "best_for": plain(comparison.best_for),
        "losers": {name: list(ledger.losers) for name, ledger in comparison.appraisals.items()},
        "cost_effectiveness": plain(comparison.cost_effectiveness),
    }


def _finding(finding: Finding) -> Mapping[str, object]:
    return {
        "code": finding.code,
        "rule": finding.rule,
        "severity": str(finding.severity),
        "message": finding.sentence(),
        "hint": finding.advice(),
    }
