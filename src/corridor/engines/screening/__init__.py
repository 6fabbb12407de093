"""Choice of sector and country by several criteria. Method page: docs/methods/screening.md."""

from corridor.engines.screening.agreement import (
    Pareto,
    RankAgreement,
    RankReversal,
    pareto,
    rank_agreement,
    rank_reversal,
)
from corridor.engines.screening.ahp import RANDOM_INDEX, RANDOM_INDEX_TABLE, Ahp, AhpWeights, ahp, ahp_weights
from corridor.engines.screening.groups import COMPROMISE, Disagreement, GroupPair, GroupRanking, GroupStudy, Stakeholder
from corridor.engines.screening.methods import Assumed, MethodAgreement, MethodRanking, Opinions, Removal
from corridor.engines.screening.outranking import Promethee, Topsis, promethee2, topsis
from corridor.engines.screening.sensitivity import rank, rank_stability, smaa, switching_weight, weight_switches
from corridor.engines.screening.study import Screening, screen
from corridor.engines.screening.types import (
    Acceptability,
    Alternative,
    Contribution,
    Criterion,
    Method,
    Preference,
    Ranking,
    Scored,
    Shape,
    Switch,
)
from corridor.engines.screening.weighted_sum import interval_score, wsm

__all__ = [
    "COMPROMISE",
    "RANDOM_INDEX",
    "RANDOM_INDEX_TABLE",
    "Acceptability",
    "Ahp",
    "AhpWeights",
    "Alternative",
    "Assumed",
    "Contribution",
    "Criterion",
    "Disagreement",
    "GroupPair",
    "GroupRanking",
    "GroupStudy",
    "Method",
    "MethodAgreement",
    "MethodRanking",
    "Opinions",
    "Pareto",
    "Preference",
    "Promethee",
    "RankAgreement",
    "RankReversal",
    "Ranking",
    "Removal",
    "Scored",
    "Screening",
    "Shape",
    "Stakeholder",
    "Switch",
    "Topsis",
    "ahp",
    "ahp_weights",
    "interval_score",
    "pareto",
    "promethee2",
    "rank",
    "rank_agreement",
    "rank_reversal",
    "rank_stability",
    "screen",
    "smaa",
    "switching_weight",
    "topsis",
    "weight_switches",
    "wsm",
]
