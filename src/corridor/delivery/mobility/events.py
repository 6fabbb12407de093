"""News of mobility that other rooms act on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PlacementOpened:
    """A case was opened for an accepted offer."""

    placement_id: int


@dataclass(frozen=True)
class ClearedForDeparture:
    """An office has cleared a placement; the contract is registered."""

    placement_id: int


@dataclass(frozen=True)
class DepartedWithoutContract:
    """Somebody has departed without a registered contract; protection looks after her."""

    placement_id: int


@dataclass(frozen=True)
class LeftReasonUnknown:
    """A worker has left the place of work and nobody knows why."""

    placement_id: int


@dataclass(frozen=True)
class PlacementEnded:
    """A placement has ended."""

    placement_id: int
