"""How far an indicator has come from its baseline to its target, and what light that gives."""

from dataclasses import dataclass
from enum import StrEnum

from corridor.engines.compute import finite, share
from corridor.kernel.errors import N_, InputError


class Light(StrEnum):
    """The traffic light of an indicator; never shown by colour alone."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Achievement:
    """Progress from baseline to target beside the progress expected by now.

    `achieved` is None where the target is the baseline (the value is to be kept), `status` is achieved over
    expected; grey means that nothing can be said yet.
    """

    achieved: float | None
    expected: float
    status: float | None
    light: Light
    maintain: bool
    descending: bool


def achievement(
    actual: float | None,
    baseline: float,
    target: float,
    elapsed: float = 1.0,
    green: float = 0.9,
    amber: float = 0.7,
    tolerance: float = 0.0,
) -> Achievement:
    """Compare an indicator's progress with the progress expected by now.

    Parameters
    ----------
    actual : value today; None where it was not measured
    baseline, target : values at the start and wanted at the end; a target below the baseline is to be lowered
    elapsed : share of the time that has passed, 0 to 1; 1 asks for the whole target
    green, amber : least ratio of achieved to expected progress for each light (0.9 and 0.7: a habit, no norm)
    tolerance : how far a value that is to be kept may move and stay green, in the indicator's unit

    Returns
    -------
    Achieved progress (actual - baseline) / (target - baseline), below 0 where the value moved away, above 1 where
    it passed the target; expected progress; their ratio; the light.

    Raises
    ------
    InputError : a value that is not a number, a share outside 0 to 1, or an amber limit above the green one

    Source: docs/methods/indicators.md, Achievement.
    """
    if share(amber, "amber") > share(green, "green"):
        raise InputError(
            N_("The limit for amber (%(amber)s) is above the one for green (%(green)s)."),
            hint=N_("Give a lower limit for amber."),
            field="amber",
            params={"amber": amber, "green": green},
        )
    start, end, due = finite(baseline, "baseline"), finite(target, "target"), share(elapsed, "elapsed")
    maintain, descending = end == start, end < start
    if actual is None:
        return Achievement(None, due, None, Light.GREY, maintain, descending)
    if maintain:
        kept = abs(finite(actual, "actual") - start) <= tolerance
        return Achievement(None, due, None, Light.GREEN if kept else Light.RED, maintain, descending)
    achieved = (finite(actual, "actual") - start) / (end - start)
    if due == 0:
        return Achievement(achieved, due, None, Light.GREY, maintain, descending)
    status = achieved / due
    light = Light.GREEN if status >= green else Light.AMBER if status >= amber else Light.RED
    return Achievement(achieved, due, status, light, maintain, descending)
