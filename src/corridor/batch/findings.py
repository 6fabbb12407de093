"""Findings of the rules of costing as documents."""

from collections.abc import Mapping

from corridor.engines.costing import Finding


def finding_document(finding: Finding) -> Mapping[str, object]:
    """Return a finding for programs: rule, stable code, weight, place, and what to do."""
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "line": finding.line,
        "code": finding.code,
        "item": finding.item,
        "message": finding.sentence(),
        "hint": finding.advice(),
    }
