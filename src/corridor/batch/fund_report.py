"""Write a welfare fund down: one document for programs, one text for people."""

import dataclasses
from collections.abc import Mapping, Sequence

from corridor.batch.plain import plain
from corridor.engines.costing import Finding
from corridor.engines.instruments import FundAssessment, FundCase

PATH_EVERY = 5
# Digits that every machine agrees on: the last ones depend on its processor.
DIGITS = 12


def document(assessment: FundAssessment) -> Mapping[str, object]:
    """Return the assessment as plain data, findings with their sentences."""
    found = {member.name: _written(getattr(assessment, member.name)) for member in dataclasses.fields(assessment)}
    payers = {
        "by_payer": _written(assessment.payers.by_payer),
        "worker_pays_per_contract": assessment.payers.worker_pays_per_contract,
    }
    findings = [_finding(finding) for finding in assessment.findings]
    return {"version": 1} | found | {"payers": payers, "findings": findings, "blocked": assessment.is_blocked}


def _written(value: object) -> object:
    """Return plain data with every number rounded to the digits that are written."""
    data = plain(value)
    if isinstance(data, dict):
        return {name: _written(entry) for name, entry in data.items()}
    if isinstance(data, list):
        return [_written(entry) for entry in data]
    return float(f"{data:.{DIGITS}g}") if isinstance(data, float) else data


def _finding(finding: Finding) -> Mapping[str, object]:
    return {
        "rule": finding.rule,
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.sentence(),
        "hint": finding.advice(),
    }


def text(assessment: FundAssessment) -> str:
    """Return the assessment for people to read."""
    premium, currency = assessment.premium, assessment.currency
    rows = [
        f"Fee {assessment.fee:,.2f} {currency}, of which {assessment.fund_share * 100:.4g} % reach the fund;"
        f" needed {premium.gross_fee:,.2f} {currency}"
    ]
    rows += _block(
        f"Per contract, {currency}",
        [
            *((f"claims: {name}", value) for name, value in premium.by_benefit.items()),
            ("pure premium", premium.pure),
            ("with safety margin", premium.risk_premium),
            ("with administration", premium.net_needed),
        ],
    )
    rows += _block(
        f"Fee needed, by the part that reaches the fund, {currency}",
        [(f"{share * 100:.4g} %", fee) for share, fee in assessment.splits.gross_fee.items()],
    )
    rows += _block(f"Paid in a year, {currency}", list(assessment.payers.by_payer.items()))
    rows += _futures(assessment)
    rows += _reserves(assessment)
    rows += _sectors(assessment) + _top_up(assessment) + _claims(assessment)
    rows += ["", "Findings"] + [
        f"  {finding.rule} {finding.code} {finding.severity}: {finding.sentence()} {finding.advice()}".rstrip()
        for finding in assessment.findings
    ]
    return "\n".join(rows if assessment.findings else [*rows, "  none"])


def _block(title: str, rows: Sequence[tuple[str, float]]) -> list[str]:
    return ["", title, *(f"  {name:<40} {value:>18,.2f}" for name, value in rows)]


def _shown(years: int) -> list[int]:
    """Return the years to print: the first, every fifth, the last."""
    return sorted({1, years, *range(PATH_EVERY, years, PATH_EVERY)})


def _futures(assessment: FundAssessment) -> list[str]:
    cases = (assessment.base, *assessment.scenarios)
    years = _shown(len(assessment.base.projection.reserve))
    ruin = assessment.base.ruin
    rows = ["", f"Balance at the end of a year, {assessment.currency}"]
    width = max(24, *(len(case.name) for case in cases))
    rows.append(f"  {'':<{width}}" + "".join(f"{f'year {year}':>16}" for year in years) + "   below zero   ruin")
    return [
        *rows,
        *(_future(case, years, width) for case in cases),
        f"  Ruin: part of {ruin.paths:,} simulated futures that end a year below zero (seed {ruin.seed});"
        f" base {ruin.ruin_low * 100:.3g} to {ruin.ruin_high * 100:.3g} %.",
    ]


def _future(case: FundCase, years: Sequence[int], width: int) -> str:
    path = "".join(f"{case.projection.reserve[year - 1]:>16,.0f}" for year in years)
    negative = case.projection.first_negative_year
    when = f"year {negative}" if negative else "never"
    return f"  {case.name:<{width}}{path}   {when:<10}   {case.ruin.ruin_probability * 100:.3g} %"


def _reserves(assessment: FundAssessment) -> list[str]:
    solvency, event = assessment.solvency, assessment.mass_repatriation
    rows = _block(
        f"Reserve for one year at {solvency.confidence * 100:g} %, {assessment.currency}",
        [
            ("expected claims", solvency.expected),
            ("standard deviation", solvency.sd),
            ("needed, normal approximation", solvency.reserve),
            (f"needed, {'exact' if solvency.is_exact else 'on a grid'} distribution", solvency.exact_reserve),
            ("at hand", assessment.reserve),
        ],
    )
    if event is None:
        return rows
    return rows + _block(
        f"Mass repatriation, {assessment.currency}",
        [
            ("cost", event.cost),
            ("not paid by the reserve", event.shortfall),
            ("paid by the backstop", event.backstop_used),
            ("missing", event.shortfall_after_backstop),
        ],
    )


def _sectors(assessment: FundAssessment) -> list[str]:
    if assessment.sectors is None:
        return []
    rows = [("flat fee of the mix", assessment.sectors.flat_fee)]
    rows += [(f"{each.name} ({each.share * 100:.4g} %)", each.reference_fee) for each in assessment.sectors.sectors]
    return _block(f"Fee by the risk of the sector, {assessment.currency}", rows)


def _top_up(assessment: FundAssessment) -> list[str]:
    cover = assessment.top_up
    if cover is None:
        return []
    rows = [("priced by all members", cover.premium_naive)]
    rows += [] if cover.premium_needed is None else [("priced by its buyers", cover.premium_needed)]
    return _block(
        f"Additional cover, bought by {cover.pool_uptake * 100:.4g} % of members, {assessment.currency}", rows
    )


def _claims(assessment: FundAssessment) -> list[str]:
    if assessment.claims is None:
        return []
    return [
        "",
        f"Claims beside chance (chance alone marks at most {assessment.claims.false_alarms_at_most:.2g} of these)",
        *(
            f"  {each.group:<24} {each.cause:<24} {each.claims:>6} claims, {each.expected:,.1f} expected,"
            f" {each.lower_limit} to {each.upper_limit} by chance: {each.signal}"
            for each in assessment.claims.signals
        ),
    ]
