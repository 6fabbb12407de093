"""What every engine shares: refusals of arguments that cannot be computed with, and where large work runs.

Small engines run in one thread and draw random numbers only from a generator that the caller seeds; large ones cut
their work into pieces, which `pieces` carries out in this process or on a Dask cluster.
"""

from corridor.engines.compute.arguments import above_zero, at_least_zero, finite, not_empty, same_length, share, whole
from corridor.engines.compute.pieces import Cluster, here

__all__ = [
    "Cluster",
    "above_zero",
    "at_least_zero",
    "finite",
    "here",
    "not_empty",
    "same_length",
    "share",
    "whole",
]
