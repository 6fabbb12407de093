"""What a rule of the catalogue found: its number, its stable code word, how it weighs, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final


class Severity(StrEnum):
    """How a finding weighs: it blocks approval, warns, or informs."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found; `message` and `hint` are templates that an edge translates before it fills in `params`.

    `code` is a stable word for programs; `item` the cost item or budget head that it stands on, `line` its number.
    """

    rule: str
    code: str
    severity: Severity
    message: str
    hint: str
    params: Mapping[str, object]
    line: int | None = None
    item: str = ""

    def sentence(self) -> str:
        """Return the English message with its values."""
        return self.message % self.params

    def advice(self) -> str:
        """Return the English hint with its values."""
        return self.hint % self.params


# Code word and weight of every rule; the packaged catalogue gives their sources, profiles and remedies.
CATALOGUE: Final[Mapping[str, tuple[str, Severity]]] = {
    "R01": ("employer_pays", Severity.BLOCK),
    "R02": ("illegitimate_cost", Severity.BLOCK),
    "R03": ("indirect_recovery", Severity.BLOCK),
    "R04": ("national_exception", Severity.WARN),
    "R05": ("debt_service", Severity.WARN),
    "R06": ("sdg_10_7_1", Severity.WARN),
    "R07": ("overhead_cap", Severity.BLOCK),
    "R08": ("reserve_cap", Severity.BLOCK),
    "R09": ("ratio_deviation", Severity.WARN),
    "R10": ("staff_share", Severity.WARN),
    "R11": ("mobility_share", Severity.WARN),
    "R12": ("double_funding", Severity.BLOCK),
    "R13": ("no_profit", Severity.BLOCK),
    "R14": ("in_kind", Severity.WARN),
    "R15": ("eligibility_period", Severity.BLOCK),
    "R16": ("heading_reallocation", Severity.WARN),
    "R17": ("private_subsidy", Severity.WARN),
    "R18": ("de_minimis", Severity.BLOCK),
    "R19": ("general_measure", Severity.INFO),
    "R20": ("oda_eligibility", Severity.WARN),
    "R21": ("fee_waiver", Severity.INFO),
    "R22": ("sustainability_plan", Severity.WARN),
    "R23": ("origin_loser", Severity.WARN),
    "R24": ("denominator", Severity.WARN),
    "R25": ("contingency_small", Severity.WARN),
    "R26": ("undated_rate", Severity.WARN),
    "R27": ("migrant_paid_fund", Severity.WARN),
    "R28": ("isa_terms", Severity.WARN),
}


def found(
    rule: str,
    message: str,
    hint: str,
    params: Mapping[str, object] | None = None,
    *,
    code: str = "",
    severity: Severity | None = None,
    line: int | None = None,
    item: str = "",
) -> Finding:
    """Return a finding of a rule, with the rule's own code and weight unless others are given.

    >>> found("R07", "Too much.", "Lower it.").code
    'overhead_cap'
    """
    own_code, own_severity = CATALOGUE[rule]
    return Finding(rule, code or own_code, severity or own_severity, message, hint, params or {}, line, item)


def percent(value: float | Decimal | Fraction) -> str:
    """Return a share as a percentage of at most two decimals, for a sentence.

    >>> percent(0.07608695652)
    '7.61'
    """
    return f"{float(value) * 100:.2f}".rstrip("0").rstrip(".")
