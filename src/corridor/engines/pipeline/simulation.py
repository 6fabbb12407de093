"""Play a pipeline many times: the same seed gives the same runs on any number of threads."""

from corridor.engines.pipeline.checks import check
from corridor.engines.pipeline.types import Pipeline, Shock, Simulation


def simulate(
    pipeline: Pipeline, *, shocks: tuple[Shock, ...] = (), runs: int = 10_000, seed: int, threads: int = 1
) -> Simulation:
    """Play a pipeline `runs` times, with the shocks that befall it.

    Parameters
    ----------
    pipeline : steps, people who enter by month, months, target, money
    shocks : what may happen; each occurs in a run with its chance
    runs : how often, 1 to 1,000,000
    seed : the same seed gives the same runs, and the same chances to a plan with the same steps: shocked and unshocked
        runs can be compared one by one
    threads : how many work at once; the result is the same for any number

    Raises
    ------
    InputError : a number that cannot be played, named by its field

    O(runs x people x steps x log people); holds about 8 x runs x (5 x steps + 2 x months) bytes.

    Source: docs/methods/pipeline.md.
    """
    check(pipeline, shocks, runs=runs, seed=seed, threads=threads)
    # Loaded here: the compiler's library takes long to load, and most pages play nothing.
    from corridor.engines.pipeline.playing import play

    return play(pipeline, shocks, runs=runs, seed=seed, threads=threads)
