"""Compile what the engines compile, once: at the installation or at the start, so that no user waits for it.

The compiled loops are kept on disk. Where that folder cannot be written, a sentence says so; every start then compiles
anew.
"""

import argparse
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from corridor.batch.outcome import Outcome
from corridor.kernel.errors import N_, DataUnavailable

NAME = "warm"
HELP = "compile the engines' loops now, so that the first user does not wait"
KEPT = "The engines are ready after %(seconds)s seconds; the compiled loops are kept in %(folder)s."
NOT_KEPT = (
    "The engines are ready after %(seconds)s seconds. The folder %(folder)s cannot be written, so that every start "
    "compiles anew; name another one with NUMBA_CACHE_DIR."
)


@dataclass(frozen=True)
class Warmed:
    """How long it took, and whether the compiled loops are kept for the next start."""

    seconds: float
    folder: str
    is_kept: bool

    def sentence(self) -> str:
        """Return the English sentence."""
        return (KEPT if self.is_kept else NOT_KEPT) % {"seconds": round(self.seconds, 1), "folder": self.folder}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no arguments."""


def run(options: argparse.Namespace) -> Outcome:
    """Compile, and say how long it took."""
    made = warm_caches()
    document = {"seconds": round(made.seconds, 2), "folder": made.folder, "kept": made.is_kept}
    return Outcome(document=document, text=made.sentence())


def warm_caches() -> Warmed:
    """Call every compiled loop once, on a market of one pair and a scheme of one step; what is kept is only loaded.

    Raises
    ------
    DataUnavailable : the compiler finds no folder at all where it may keep what it compiles
    """
    began = time.perf_counter()
    try:
        folder = _warm_questions()
        for work in (_warm_ranking, _warm_allocation, _warm_pipeline):
            work()
    except RuntimeError as error:
        if "cannot cache" not in str(error):
            raise
        raise DataUnavailable(
            N_("There is no folder in which compiled loops may be kept."),
            hint=N_("Name a folder that can be written with NUMBA_CACHE_DIR."),
            field="NUMBA_CACHE_DIR",
        ) from error
    return Warmed(time.perf_counter() - began, str(folder), os.access(folder, os.W_OK))


def _warm_questions() -> Path:
    """Ask one question in each direction, and follow one change."""
    from corridor.engines.matching import Asking, CandidateRow, Options, VacancyRow, live, rank, store_from_rows
    from corridor.engines.matching.live.seek_posts import seek_posts

    person, post = CandidateRow(1, skills=["a"]), VacancyRow(1, "2221", ["a"])
    store, options = store_from_rows([person], [post]), Options(asking=Asking.CANDIDATES, top=1 + live.SPARE)
    index = live.warm(store, options)
    live.best_vacancies(index, person)
    live.best_candidates(index, post)
    kept = live.keep_lists(index, rank(store, options), asking=Asking.CANDIDATES, top=1)
    live.follow(kept, index, live.changed(index, live.Change(vacancies=[post])))
    return Path(cast(Any, seek_posts).stats.cache_path)


def _warm_ranking() -> None:
    """Rank one pair from each side in the way of large markets, by held skills and by near ones."""
    import numpy as np

    from corridor.engines.matching import Asking, CandidateRow, Options, VacancyRow, store_from_rows
    from corridor.engines.matching.fast import rank_fast
    from corridor.engines.matching.near.ranking import rank_near

    store = store_from_rows([CandidateRow(1, skills=["a"])], [VacancyRow(1, "2221", ["a"])])
    near = frozenset({("a", "b", 1)})
    for asking in Asking:
        rank_fast(store, Options(asking=asking, threads=1), np.zeros(1, np.int64))
        rank_near(store, Options(asking=asking, threads=1, near=near), np.zeros(1, np.int64))


def _warm_allocation() -> None:
    """Allocate one pair in the way of large markets."""
    import numpy as np

    from corridor.engines.matching.allocation import Choice
    from corridor.engines.matching.clearing import clear
    from corridor.engines.matching.deferred import propose_fast

    one = np.zeros(1, np.int32)
    choice = Choice(one, one, np.full(1, 500_000, np.int32), np.ones(1, np.int64), 1)
    propose_fast(choice)
    clear(choice, 0.0)


def _warm_pipeline() -> None:
    """Play one person through one step."""
    from corridor.engines.pipeline import Pipeline, Stage, Target, certain, fixed, simulate

    step = Stage("step", certain(1), fixed(0))
    simulate(Pipeline((step,), (1,), 1, Target("step", 1, 1)), runs=1, seed=1)
