"""What a decision must say: reasons, differences, measures, the day until which it can be appealed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from corridor.kernel.errors import N_, CorridorError, InputError, RuleViolation

IN_PART: Final = frozenset({"partial", "partial_access", "conditional", "alternative_level"})
NEEDS_REASONS: Final = IN_PART | {"none"}
# These statements advise an employer or a school; they bind nobody, so there is nothing to appeal.
ADVISORY_KINDS: Final = frozenset({"comparability"})
REGULATED: Final = "professional_regulated"
ADAPTATION: Final = "adaptation_period"
TESTS: Final = frozenset({"aptitude_test", "knowledge_test"})
# What the profile, and with it the matching, learns of an outcome; the others tell it nothing.
PROFILE: Final[Mapping[str, str]] = {"full": "full", "none": "refused", **dict.fromkeys(IN_PART, "partial")}


@dataclass(frozen=True)
class Ruling:
    """What an authority is about to decide."""

    kind: str
    layer: str
    outcome: str
    reasons: str = ""
    decided_on: date | None = None
    appeal_until: date | None = None
    differences: int = 0
    measures: tuple[str, ...] = ()


def is_decision(outcome: str) -> bool:
    """Say whether an outcome decides anything; advice and a withdrawal do not.

    >>> is_decision("full"), is_decision("advisory_only")
    (True, False)
    """
    return outcome in PROFILE


def advises_only(*, kind: str, layer: str) -> bool:
    """Say whether a way ends in a statement that binds nobody."""
    return kind in ADVISORY_KINDS or layer == "identification"


def check_ruling(ruling: Ruling) -> None:
    """Refuse a decision that lacks what the person needs to act on it."""
    problem = _wrong_nature(ruling) or _missing_words(ruling) or _missing_way(ruling)
    if problem is not None:
        raise problem


def _wrong_nature(ruling: Ruling) -> CorridorError | None:
    advises = advises_only(kind=ruling.kind, layer=ruling.layer)
    if advises and ruling.outcome != "advisory_only":
        return RuleViolation(
            N_("A statement of comparability or an identification of skills advises; it decides nothing."),
            hint=N_("Choose: advisory statement only."),
            field="outcome",
            code="advice_is_no_decision",
        )
    if not advises and not is_decision(ruling.outcome):
        return RuleViolation(
            N_("This procedure ends with a decision; advice alone does not end it."),
            hint=N_("Choose the outcome that was decided."),
            field="outcome",
            code="decision_needed",
        )
    return None


def _missing_words(ruling: Ruling) -> CorridorError | None:
    if ruling.outcome not in NEEDS_REASONS:
        return None
    if not ruling.reasons.strip():
        return InputError(
            N_("A decision that does not recognise everything needs its reasons."),
            hint=N_("Say why, in words that the person can answer."),
            field="reasons",
            code="reasons_missing",
        )
    if ruling.appeal_until is None or (ruling.decided_on and ruling.appeal_until <= ruling.decided_on):
        return InputError(
            N_("The day until which the decision can be appealed is missing or has passed."),
            hint=N_("Give a day after the decision."),
            field="appeal_until",
            code="appeal_date_missing",
        )
    return None


def _missing_way(ruling: Ruling) -> CorridorError | None:
    if ruling.outcome not in IN_PART:
        return None
    if not ruling.differences and not ruling.measures:
        return RuleViolation(
            N_("A partial decision names at least one difference or one measure."),
            hint=N_("Write down what is missing, or how it can be made up for."),
            code="difference_missing",
        )
    has_choice = ADAPTATION in ruling.measures and bool(TESTS & set(ruling.measures))
    if ruling.kind == REGULATED and ruling.outcome == "partial" and not has_choice:
        return RuleViolation(
            N_("In a regulated profession the applicant chooses between an adaptation period and a test."),
            hint=N_("Offer both: the months of the adaptation period, and an aptitude or knowledge test."),
            code="choice_missing",
        )
    return None
