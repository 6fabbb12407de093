"""Households by an integer programme: one number per pair, and one per household and place."""

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from corridor.engines.matching.allocation import Choice
from corridor.engines.matching.seats.households import Households, place_of_pairs
from corridor.engines.matching.seats.programmes import UNITS, seat_rows
from corridor.engines.matching.types import Longs


def programme(
    choice: Choice, households: Households, gap: float, nodes: int | None = None
) -> tuple[Longs, float, bool]:
    """Return the chosen pairs, the bound in points, and whether any allocation was found within so many branches.

    A member sits in a place exactly if the household is there; a household is in one place at most.
    """
    pairs, mine, place = len(choice.vacancy), households.household[choice.candidate], place_of_pairs(choice, households)
    joint = np.flatnonzero(mine >= 0)
    width = int(place.max(initial=0)) + 1
    stays, stay = np.unique(mine[joint] * np.int64(width) + place[joint], return_inverse=True)
    links, link = np.unique(choice.candidate[joint].astype(np.int64) * len(stays) + stay, return_inverse=True)
    extra = len(stays)
    # Per member and place: the seats taken there less the household's stay is 0.
    rows = np.concatenate([link, np.arange(len(links))])
    columns = np.concatenate([joint, pairs + links % max(extra, 1)])
    worth = np.concatenate([np.ones(len(joint)), -np.ones(len(links))])
    together = sparse.csr_array((worth, (rows, columns)), shape=(len(links), pairs + extra))
    families, family = np.unique(stays // width, return_inverse=True)
    once = sparse.csr_array((np.ones(extra), (family, pairs + np.arange(extra))), shape=(len(families), pairs + extra))
    rules = [seat_rows(choice, extra)]
    if extra:
        rules += [LinearConstraint(together, 0, 0), LinearConstraint(once, -np.inf, 1)]
    found = milp(
        np.concatenate([-choice.micro / UNITS, np.zeros(extra)]),
        integrality=np.ones(pairs + extra),
        bounds=Bounds(0, 1),
        constraints=rules,
        options={"mip_rel_gap": gap} | ({} if nodes is None else {"node_limit": nodes}),
    )
    bound = -float(found.mip_dual_bound) / UNITS
    if found.x is None:
        return np.zeros(0, np.int64), bound, False
    return np.flatnonzero(found.x[:pairs] > 0.5), bound, True
