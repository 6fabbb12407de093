"""What a match is asked to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corridor.engines.matching import Options


@dataclass(frozen=True, slots=True)
class Plan:
    """What a match was asked to do."""

    candidates: Path
    vacancies: Path
    out: Path
    options: Options
    allocate: str
    quotas: Path | None
    reserves: Path | None
    tracks: Path | None
    households: str | None
    gap: float
    compare: bool
    memory: float | None
    dask: str | None
    progress: bool
    seed: int

    @property
    def allocates(self) -> bool:
        """Return whether any allocation is asked for."""
        return self.allocate != "none" or self.compare

    @property
    def parameters(self) -> Mapping[str, object]:
        """Return what the report says of the request, beside weights and related groups."""
        options = self.options
        return {
            "top": options.top,
            "for": options.asking.value,
            "occupations": options.occupations.value,
            "allocate": self.allocate,
            "households": self.households,
            "gap": self.gap,
            "compare": self.compare,
            "threads": options.threads,
            "memory": self.memory,
            "dask": self.dask,
            "seed": self.seed,
        }
