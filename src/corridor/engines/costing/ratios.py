"""Compare a budget's shares with a guide's sample, and split a sum by them."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from corridor.engines.compute import above_zero, at_least_zero, not_empty, share, whole
from corridor.engines.costing.exact import Number, exact, largest_remainder
from corridor.engines.costing.profiles import threshold


@dataclass(frozen=True, slots=True)
class SampleRatioCheck:
    """Whether shares that should make a whole do so."""

    sum: float
    sum_without_research: float
    warn: bool
    normalised: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Allocation:
    """A sum split over heads, exact to the minor unit."""

    parts: Mapping[str, float]
    sum: float


@dataclass(frozen=True, slots=True)
class RatioCaps:
    """Shares of a total, read as shares of the direct costs that a donor caps."""

    direct_share: float
    overhead_over_direct: float
    contingency_over_direct: float
    indirect_ok: bool
    contingency_ok: bool
    max_overhead_share_given_direct: float


def _fractions(ratios: Mapping[str, Number]) -> dict[str, Fraction]:
    not_empty(ratios, "ratios")
    return {head: exact(at_least_zero(ratio, f"ratios.{head}")) for head, ratio in ratios.items()}


def check_sample_ratios(ratios: Mapping[str, Number]) -> SampleRatioCheck:
    """Add up the shares of a sample budget and say whether they miss the whole.

    Parameters
    ----------
    ratios : share of each head, 0.3 for 30 %, at least zero

    Returns
    -------
    The sum, the sum without a head named `research` (a guide may say that it does not always apply), `warn`
    where the sum is not one, and the shares divided by their sum.

    Raises
    ------
    InputError : no head, a share below zero, or all of them zero

    Source: docs/methods/costing.md, Sample ratios.
    """
    parts = _fractions(ratios)
    total = sum(parts.values(), Fraction(0))
    above_zero(float(total), "ratios")
    return SampleRatioCheck(
        sum=float(total),
        sum_without_research=float(total - parts.get("research", Fraction(0))),
        warn=total != 1,
        normalised={head: float(part / total) for head, part in parts.items()},
    )


def allocate_by_ratio(total: Number, ratios: Mapping[str, Number], decimals: int = 2) -> Allocation:
    """Split a sum over heads in proportion to their shares, exact to the minor unit.

    Parameters
    ----------
    total : the sum, in one currency; it is first rounded to the minor unit
    ratios : share of each head, at least zero; they need not add up to one
    decimals : decimals of the currency

    Returns
    -------
    The part of each head and their sum. Minor units left over by rounding go to the largest fractions, among
    equal ones to the head named first.

    Raises
    ------
    InputError : no head, a share below zero, or all of them zero

    Source: docs/methods/costing.md, Largest remainder.
    """
    weights = _fractions(ratios)
    scale = 10 ** whole(decimals, "decimals")
    units = largest_remainder(round(exact(total) * scale), list(weights.values()))
    parts = {head: float(Fraction(unit, scale)) for head, unit in zip(weights, units, strict=True)}
    return Allocation(parts=parts, sum=float(Fraction(sum(units), scale)))


def check_ratio_caps(
    ratios: Mapping[str, Number],
    indirect_cap: Number = threshold("eu-prag", "indirect_cap"),
    contingency_cap: Number = threshold("eu-prag", "reserve_cap"),
) -> RatioCaps:
    """Read overhead and contingency as shares of direct costs and hold them against a donor's caps.

    Parameters
    ----------
    ratios : share of each head of the total; heads `overhead` and `contingency` are not direct costs
    indirect_cap, contingency_cap : highest share of direct costs (EU grants: 7 % and 5 %)

    Returns
    -------
    The direct share, both ratios to it, whether each keeps its cap, and the highest overhead share that the
    direct share allows.

    Raises
    ------
    InputError : no direct costs, or a share below zero

    Source: docs/methods/costing.md, Caps on direct costs.
    """
    parts = _fractions(ratios)
    overhead, contingency = (parts.get(head, Fraction(0)) for head in ("overhead", "contingency"))
    direct = sum(parts.values(), Fraction(0)) - overhead - contingency
    above_zero(float(direct), "ratios")
    cap = exact(share(indirect_cap, "indirect_cap"))
    return RatioCaps(
        direct_share=float(direct),
        overhead_over_direct=float(overhead / direct),
        contingency_over_direct=float(contingency / direct),
        indirect_ok=overhead <= cap * direct,
        contingency_ok=contingency <= exact(share(contingency_cap, "contingency_cap")) * direct,
        max_overhead_share_given_direct=float(cap * direct),
    )
