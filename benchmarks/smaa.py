"""Rank stability under random weights: Corridor beside pymcdm asked weighting by weighting.

    python benchmarks/smaa.py

100,000 weightings of 30 alternatives by 15 criteria, for the weighted sum, TOPSIS and PROMETHEE II. pymcdm ranks the
first weightings of the same draws, and its seconds are scaled to all of them; what it ranks must agree with ours.
A PROMETHEE object of pymcdm serves one call (its functions are a generator), so each call gets its own. Ends with 1
when a method needs more than a quarter over the promised second, or when the two disagree.
"""

import resource
import sys
import warnings
from collections.abc import Callable
from time import perf_counter

import numpy as np
from pymcdm.methods import PROMETHEE_II, TOPSIS, WSM
from pymcdm.normalizations import vector_normalization

from corridor.engines.screening import Preference, Shape, smaa
from corridor.engines.screening.draws import uniform_weights

ALTERNATIVES, CRITERIA, DRAWS, SEED = 30, 15, 100_000, 1
ASKED = 300
PROMISED_SECONDS, SLACK = 1.0, 1.25
ROUNDS = 3


def unchanged(column: np.ndarray, cost: bool = False) -> np.ndarray:
    """Return values that are on their scale already."""
    del cost
    return column


def peak_mb() -> float:
    """Return the most memory that this process held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def best_of(work: Callable[[], object]) -> float:
    """Return the shortest of a few runs."""
    seconds = []
    for _ in range(ROUNDS):
        start = perf_counter()
        work()
        seconds.append(perf_counter() - start)
    return min(seconds)


def asked(tools: dict[str, Callable[[], Callable]], matrix: np.ndarray, types: np.ndarray) -> dict[str, tuple]:
    """Return seconds for all draws and rank acceptabilities of the first ones, as pymcdm ranks them."""
    weights = uniform_weights(np.random.default_rng(SEED), ASKED, CRITERIA)
    found = {}
    for name, tool in tools.items():
        shares = np.zeros((ALTERNATIVES, ALTERNATIVES))
        start = perf_counter()
        for row in weights:
            scores = tool()(matrix, row, types)
            order = np.argsort(-scores, kind="stable")
            shares[order, np.arange(ALTERNATIVES)] += 1
        found[name] = (perf_counter() - start) / ASKED * DRAWS, shares / ASKED
    return found


def main() -> int:
    """Measure both and print one line per method."""
    rng = np.random.default_rng(SEED)
    matrix = rng.uniform(0, 1, (ALTERNATIVES, CRITERIA))
    types = np.ones(CRITERIA)
    rows = {f"a{i}": row for i, row in enumerate(matrix.tolist())}
    functions = [Preference(Shape.LINEAR, q=0.1, p=0.5)] * CRITERIA
    q, p = np.full(CRITERIA, 0.1), np.full(CRITERIA, 0.5)
    tools = {
        "wsm": lambda: WSM(unchanged),
        "topsis": lambda: TOPSIS(vector_normalization),
        "promethee2": lambda: PROMETHEE_II("vshape_2", p=p, q=q),
    }
    given = {"promethee2": {"functions": functions}}
    seconds, shares = {}, {}
    for method in tools:
        seconds[method] = best_of(lambda method=method: smaa(rows, DRAWS, SEED, method, **given.get(method, {})))
        same = smaa(rows, ASKED, SEED, method, **given.get(method, {}))
        shares[method] = np.array(list(same.rank_acceptability.values()))
    ours_mb = peak_mb()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        theirs = asked(tools, matrix, types)
    print(f"{DRAWS} weightings, {ALTERNATIVES} alternatives, {CRITERIA} criteria; peak {ours_mb:.0f} MB, with pymcdm")
    failed = False
    for method, own in seconds.items():
        apart = float(np.abs(shares[method] - theirs[method][1]).max())
        late = own > PROMISED_SECONDS * SLACK
        failed |= late or apart > 1e-9
        print(
            f"{method:<11} Corridor {own:6.3f} s   pymcdm in a loop {theirs[method][0]:7.1f} s"
            f"   ratio {theirs[method][0] / own:6.0f}   greatest difference of a share {apart:.1e}"
            f"{'   LATE' if late else ''}"
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
