"""An invented set of statistics whose right answer is known, in every format that Corridor reads."""

from corridor.demo.evidence.sample import SampleFile, write_sample
from corridor.demo.evidence.world import FULL, SMALL, Shape, SyntheticWorld, Truth, synthetic_world

__all__ = ["FULL", "SMALL", "SampleFile", "Shape", "SyntheticWorld", "Truth", "synthetic_world", "write_sample"]
