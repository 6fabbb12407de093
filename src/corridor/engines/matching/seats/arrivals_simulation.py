"""Arrivals drawn from a known truth, to see how well places are kept for those who come later."""

from dataclasses import dataclass

import numpy as np

from corridor.engines.matching.seats.arrivals import Arrivals, Families, Foresight

SIZES = np.array([0.40, 0.18, 0.15, 0.15, 0.12])
"""How often families have one to five people."""


@dataclass(frozen=True, slots=True)
class ArrivalTruth:
    """Places and kinds of families: how likely a worker of each kind finds work in each place, as log odds."""

    odds: np.ndarray
    kinds: np.ndarray
    room: np.ndarray


def arrival_truth(rng: np.random.Generator, *, places: int, kinds: int, people: float) -> ArrivalTruth:
    """Return a truth in which some places are good for everybody and every kind has places of its own."""
    good = rng.normal(0.0, 0.9, places)
    own = rng.normal(0.0, 1.3, (kinds, places))
    weight = rng.lognormal(0.0, 0.7, places)
    room = np.maximum(5, np.floor(people * weight / weight.sum())).astype(np.int64)
    return ArrivalTruth(odds=-1.0 + good + own, kinds=rng.dirichlet(np.full(kinds, 2.0)), room=room)


def draw_families(truth: ArrivalTruth, many: int, rng: np.random.Generator) -> Families:
    """Return families of 1 to 5 people; one or two of them look for work, and some places are closed to some."""
    size = rng.choice(len(SIZES), many, p=SIZES) + 1
    kind = rng.choice(len(truth.kinds), many, p=truth.kinds)
    workers = np.where(size > 1, rng.integers(1, 3, many), 1)
    odds = truth.odds[kind] + rng.normal(0, 0.8, (many, 1)) + rng.normal(0, 0.4, (many, len(truth.room)))
    value = np.rint(1e6 * workers[:, None] / (1 + np.exp(-odds))).astype(np.int64)
    closed = rng.random(value.shape) < 0.08
    return Families(size.astype(np.int64), np.where(closed & (size > 3)[:, None], -1, value))


def simulate_arrivals(
    seed: int,
    *,
    batches: int = 20,
    families_per_batch: int = 50,
    places: int = 20,
    kinds: int = 8,
    scarcity: float = 1.0,
) -> tuple[Arrivals, Foresight]:
    """Return arrivals and what is known before them: as many past families as arrive.

    Parameters
    ----------
    scarcity : people expected over the room of all places
    """
    rng = np.random.default_rng(seed)
    people = batches * families_per_batch * float((SIZES * np.arange(1, len(SIZES) + 1)).sum())
    truth = arrival_truth(rng, places=places, kinds=kinds, people=people / scarcity)
    past = draw_families(truth, batches * families_per_batch, rng)
    sizes = rng.poisson(families_per_batch, batches)
    families = draw_families(truth, int(sizes.sum()), rng)
    batch = np.repeat(np.arange(batches), sizes).astype(np.int32)
    arrivals = Arrivals(families, batch, batches, truth.room)
    return arrivals, Foresight(past, float(families_per_batch), seed=seed)
