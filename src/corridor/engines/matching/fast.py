"""Large markets: the compiled loops, in threads."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np

from corridor.engines.matching import kernels
from corridor.engines.matching.entries import Entries, entries_of
from corridor.engines.matching.layout import LAST, Job, People, Posts, job_of, near_of, people_of, posts_of
from corridor.engines.matching.parts import edge_parts
from corridor.engines.matching.types import Asking, Bytes, Edges, Floats, Ints, Longs, Options, Store

CHUNKS_PER_THREAD = 16
T = TypeVar("T")


def rank_fast(store: Store, options: Options, rows: Longs) -> Edges:
    """Return the best partners of the asking rows.

    O(pairs with a near occupation); the conditions are tested first, and skills are only compared where a pair is
    eligible and could still enter the list. Memory: the columns twice, one entry per candidate and near unit group,
    and about 60 bytes per listed pair.
    """
    entries = entries_of(store, options)
    people, posts = people_of(store), posts_of(store, entries.group_of_vacancy)
    near, job = near_of(entries, options.asking, len(store.candidates)), job_of(store, options)
    reached = np.zeros(len(store.candidates), np.bool_), np.zeros(len(store.vacancies), np.bool_)
    for_vacancies = options.asking is Asking.VACANCIES
    best = kernels.best_candidates if for_vacancies else kernels.best_vacancies
    mine, theirs = (reached[1], reached[0]) if for_vacancies else reached
    threads = options.threads or available_cores()
    found = in_threads(lambda part: best(people, posts, near, job, part, mine, theirs), chunks(rows, threads), threads)
    counts = np.concatenate([part[1] for part in found])
    keys = np.concatenate([part[0][: part[1].sum()] for part in found])
    asker, other = np.repeat(rows, counts).astype(np.int32), (LAST - (keys & LAST)).astype(np.int32)
    vacancy, candidate = (asker, other) if for_vacancies else (other, asker)
    is_near, years = entry_of(entries, vacancy, candidate)
    parts = parts_in_threads(people, posts, job, vacancy, candidate, is_near, threads)
    return Edges(
        vacancy=vacancy,
        candidate=candidate,
        rank=ranks_of(counts),
        score=(keys >> 32) / 1e6,
        part_essential=parts[:, 0].copy(),
        part_optional=parts[:, 1].copy(),
        part_occupation=parts[:, 2].copy(),
        part_experience=np.minimum(1.0, years / 5),
        eligible_pairs=sum(part[2] for part in found),
        candidate_reached=reached[0],
        vacancy_reached=reached[1],
    )


def available_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def chunks(rows: Longs, threads: int) -> list[Longs]:
    """Return consecutive parts of the rows, several per thread so that none waits long for another."""
    return np.array_split(rows, max(1, min(len(rows), threads * CHUNKS_PER_THREAD)))


def in_threads(work: Callable[[Longs], T], parts: Sequence[Longs], threads: int) -> list[T]:
    """Return the answers for the parts, in their order."""
    if threads == 1 or len(parts) == 1:
        return [work(part) for part in parts]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, parts))


def parts_in_threads(
    people: People, posts: Posts, job: Job, vacancy: Ints, candidate: Ints, is_near: Bytes, threads: int
) -> Floats:
    """Return E, O and S of the listed pairs as columns."""
    parts = np.zeros((len(vacancy), 3))

    def work(edges: Longs) -> None:
        part = slice(edges[0], edges[-1] + 1) if len(edges) else slice(0, 0)
        edge_parts(people, posts, job.weight, vacancy[part], candidate[part], is_near[part], parts[part])

    in_threads(work, chunks(np.arange(len(vacancy)), threads), threads)
    return parts


def entry_of(entries: Entries, vacancy: Ints, candidate: Ints) -> tuple[Bytes, Floats]:
    """Return nearness and years of listed pairs; 0 where no occupation is near."""
    people = int(max(entries.candidate.max(initial=0), candidate.max(initial=0))) + 1
    group = np.repeat(np.arange(entries.groups), np.diff(entries.start))
    key = np.append(group * people + entries.candidate, np.iinfo(np.int64).max)
    wanted = entries.group_of_vacancy[vacancy].astype(np.int64) * people + candidate
    place = np.searchsorted(key, wanted)
    is_found = key[place] == wanted
    is_near, years = np.append(entries.is_near, np.int8(0)), np.append(entries.years_score, 0.0)
    return np.where(is_found, is_near[place], 0).astype(np.int8), np.where(is_found, years[place], 0.0)


def ranks_of(counts: Longs) -> Ints:
    """Return 1, 2, 3 and so on inside every list.

    >>> ranks_of(np.array([2, 0, 3])).tolist()
    [1, 2, 1, 2, 3]
    """
    before = np.repeat(np.cumsum(counts) - counts, counts)
    return (np.arange(int(counts.sum())) - before + 1).astype(np.int32)
