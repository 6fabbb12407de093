"""What every engine shares: refusals of arguments that cannot be computed with.

The first engines run in one thread and draw random numbers only from a generator that the caller seeds; blocks,
threads and a cluster join here when an engine is measured to need them.
"""

from corridor.engines.compute.arguments import above_zero, at_least_zero, finite, not_empty, same_length, share, whole

__all__ = ["above_zero", "at_least_zero", "finite", "not_empty", "same_length", "share", "whole"]
