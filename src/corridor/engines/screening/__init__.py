"""Choice of sector and country by several criteria. Method page: docs/methods/screening.md."""

from corridor.engines.screening.agreement import pareto, rank_agreement, rank_reversal
from corridor.engines.screening.ahp import ahp, ahp_weights
from corridor.engines.screening.outranking import Preference, Shape, promethee2, topsis
from corridor.engines.screening.sensitivity import rank, rank_stability, smaa, switching_weight, weight_switches
from corridor.engines.screening.types import (
    Acceptability,
    Alternative,
    Contribution,
    Criterion,
    Ranking,
    Scored,
    Switch,
)
from corridor.engines.screening.weighted_sum import interval_score, wsm

__all__ = [
    "Acceptability",
    "Alternative",
    "Contribution",
    "Criterion",
    "Preference",
    "Ranking",
    "Scored",
    "Shape",
    "Switch",
    "ahp",
    "ahp_weights",
    "interval_score",
    "pareto",
    "promethee2",
    "rank",
    "rank_agreement",
    "rank_reversal",
    "rank_stability",
    "smaa",
    "switching_weight",
    "topsis",
    "weight_switches",
    "wsm",
]
