"""Nominating: how many of a group come through each stage, and how many to nominate for a target."""

from corridor.engines.nominating.chain import forecast
from corridor.engines.nominating.planning import call_next, nominations_needed
from corridor.engines.nominating.pooling import learn_rates
from corridor.engines.nominating.types import (
    Belief,
    Forecast,
    GroupCount,
    NominationPlan,
    Pipeline,
    Rate,
    Rates,
    TradeOff,
    WaitingList,
    WishesContradict,
)

__all__ = [
    "Belief",
    "Forecast",
    "GroupCount",
    "NominationPlan",
    "Pipeline",
    "Rate",
    "Rates",
    "TradeOff",
    "WaitingList",
    "WishesContradict",
    "call_next",
    "forecast",
    "learn_rates",
    "nominations_needed",
]
