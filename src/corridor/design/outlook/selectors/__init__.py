"""Reading the outlook. Other rooms ask `drain_state` and `drain_blocks`."""

from corridor.design.outlook.rules import DrainState
from corridor.design.outlook.selectors.safeguards import DrainPair, drain_blocks, drain_pairs, drain_state

__all__ = ["DrainPair", "DrainState", "drain_blocks", "drain_pairs", "drain_state"]
