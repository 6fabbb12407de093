"""Selection and exposure by recorded group, beside the group that is selected most often."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from corridor.engines.fairness.intervals import drawn_again, exact_p, rate_ratio, wilson
from corridor.engines.fairness.types import (
    FOUR_FIFTHS,
    THRESHOLD,
    FairnessReport,
    Floats,
    GroupLine,
    Ratio,
    Verdict,
)
from corridor.kernel.errors import N_, InputError

RESAMPLES = 2000
Draws = dict[str, Floats]


def fairness_report(
    group: Sequence[str],
    is_selected: npt.ArrayLike,
    *,
    rng: np.random.Generator,
    exposure: npt.ArrayLike | None = None,
    level: float = 0.95,
    threshold: int = THRESHOLD,
) -> FairnessReport:
    """Compare groups by how often their people are selected and how high they stand in the lists.

    Parameters
    ----------
    group : (n,) the recorded group of every person of the pool, "" where it is not known
    is_selected : (n,) bool, whether the person was listed, nominated or placed
    rng : draws the resamples of the exposure; the same seed gives the same intervals
    exposure : (n,) float64 >= 0, sum over the lists of 1 / log2(1 + rank), 0 for those in no list; none if None
    level : level of all intervals, between 0 and 1
    threshold : groups with fewer people get neither rate nor verdict

    Returns
    -------
    One line per group, the largest first. Rates have Wilson's interval, ratios of rates Koopman's, exposures that of
    2,000 resamples; p values are of Fisher's exact test. The group "" is shown and never compared.

    Raises
    ------
    InputError : arrays of different length, an empty pool, an exposure below zero, a level outside 0 to 1

    Source: docs/methods/fairness.md. The report is read after a selection; nothing of it may go back into a score.

    Examples
    --------
    >>> groups = ["a"] * 80 + ["b"] * 40
    >>> chosen = [True] * 48 + [False] * 32 + [True] * 12 + [False] * 28
    >>> report = fairness_report(groups, chosen, rng=np.random.default_rng(1))
    >>> report.reference, report.of("b").ratio.value, str(report.of("b").verdict)
    ('a', 0.5, 'uneven')
    """
    names = np.asarray(group, dtype=object)
    chosen = np.asarray(is_selected, np.bool_)
    shown = None if exposure is None else np.asarray(exposure, np.float64)
    check_pool(names, chosen, shown, level)
    counts = {
        str(name): (int(np.sum(names == name)), int(np.sum(chosen[names == name]))) for name in sorted(set(names))
    }
    reference = reference_of(counts, threshold)
    draws = resampled(names, shown, counts, threshold, rng)
    means = {name: float(shown[names == name].mean()) for name in draws} if shown is not None else {}
    lines = [line_of(name, counts, reference, means, draws, level, threshold) for name in counts]
    return FairnessReport(
        lines=tuple(sorted(lines, key=lambda line: (-line.people, line.group))),
        reference=reference,
        people=len(names),
        selected=int(chosen.sum()),
        level=level,
        threshold=threshold,
    )


def check_pool(
    names: npt.NDArray[np.object_], chosen: npt.NDArray[np.bool_], shown: Floats | None, level: float
) -> None:
    """Refuse a pool that can not be compared."""
    lengths = {len(names), len(chosen), len(names if shown is None else shown)}
    if len(lengths) > 1 or not len(names):
        raise InputError(
            N_("Groups, selections and exposures have %(lengths)s rows."),
            hint=N_("Give one row per person of the pool, and at least one person."),
            field="group",
            params={"lengths": ", ".join(str(length) for length in sorted(lengths))},
        )
    if not 0 < level < 1 or (shown is not None and not (np.isfinite(shown) & (shown >= 0)).all()):
        raise InputError(
            N_("An exposure is below zero, or the level %(level)s is not between 0 and 1."),
            hint=N_("Compute the exposure from ranks, and use a level such as 0.95."),
            field="exposure",
            params={"level": level},
        )


def reference_of(counts: Mapping[str, tuple[int, int]], threshold: int) -> str | None:
    """Return the group with the highest rate among those that are known and large enough; ties to the larger one."""
    able = {name: (n, k) for name, (n, k) in counts.items() if name and n >= threshold}
    if len(able) < 2 or not any(k for _, k in able.values()):
        return None
    return max(able, key=lambda name: (able[name][1] / able[name][0], able[name][0], name))


def resampled(
    names: npt.NDArray[np.object_],
    shown: Floats | None,
    counts: Mapping[str, tuple[int, int]],
    threshold: int,
    rng: np.random.Generator,
) -> Draws:
    """Return the resampled mean exposures of the groups that are large enough."""
    if shown is None:
        return {}
    able = [name for name, (people, _) in counts.items() if people >= threshold]
    return {name: drawn_again(shown[names == name], RESAMPLES, rng) for name in able}


def line_of(
    name: str,
    counts: Mapping[str, tuple[int, int]],
    reference: str | None,
    means: Mapping[str, float],
    draws: Draws,
    level: float,
    threshold: int,
) -> GroupLine:
    """Return the line of one group."""
    people, selected = counts[name]
    is_small = people < threshold
    compared = reference is not None and name not in ("", reference) and not is_small
    pair = (selected, people, counts[reference][1], counts[reference][0]) if reference and compared else None
    ratio = rate_ratio(*pair, level) if pair else None
    p_value = exact_p(*pair) if pair else None
    beside = reference is not None and compared and name in draws and means[reference] > 0
    return GroupLine(
        group=name,
        people=people,
        selected=selected,
        rate=None if is_small else wilson(selected, people, level),
        ratio=ratio,
        p_value=p_value,
        exposure=between(means[name], draws[name], level) if name in draws else None,
        exposure_ratio=exposure_ratio(name, reference, means, draws, level) if reference and beside else None,
        verdict=verdict_of(
            name, reference, ratio, p_value, is_small=is_small, anybody=any(k for _, k in counts.values()), level=level
        ),
    )


def between(value: float, draws: Floats, level: float) -> Ratio:
    """Return a value with the interval of its resamples."""
    ordered = np.sort(draws)
    # Places of the sorted resamples, not values between them: a ratio may be infinite.
    outside = int(len(ordered) * (1 - level) / 2)
    return Ratio(value, float(ordered[outside]), float(ordered[-1 - outside]))


def exposure_ratio(name: str, reference: str, means: Mapping[str, float], draws: Draws, level: float) -> Ratio:
    """Return how high a group stands beside the reference, with the interval of the resamples."""
    with np.errstate(divide="ignore", invalid="ignore"):
        again = np.nan_to_num(draws[name] / draws[reference], nan=1.0, posinf=np.inf)
    return between(means[name] / means[reference], again, level)


def verdict_of(
    name: str,
    reference: str | None,
    ratio: Ratio | None,
    p_value: float | None,
    *,
    is_small: bool,
    anybody: bool,
    level: float,
) -> Verdict:
    """Return what may be said of a group."""
    if is_small:
        return Verdict.TOO_SMALL
    if not name:
        return Verdict.UNKNOWN
    if not anybody:
        return Verdict.NOBODY
    if name == reference:
        return Verdict.REFERENCE
    if ratio is None or p_value is None:
        return Verdict.ALONE
    if ratio.value >= FOUR_FIFTHS:
        return Verdict.EVEN if ratio.low >= FOUR_FIFTHS else Verdict.EVEN_SO_FAR
    return Verdict.UNEVEN if p_value < 1 - level else Verdict.UNCLEAR
