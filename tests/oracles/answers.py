"""The answers of the oracle and of the engine's ways of computing, in one form that can be compared."""

import tempfile
from collections import defaultdict
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np

from corridor.engines.matching import Asking
from corridor.engines.matching.broadcast import rank_broadcast
from corridor.engines.matching.fast import rank_fast
from tests.oracles.match_sql import Oracle, Question, write_rows


@dataclass(frozen=True)
class Answer:
    """Pairs as (vacancy, candidate, rank, score, E, O, S, X), and how many are eligible or have any partner."""

    pairs: list
    eligible: int
    candidates: int
    vacancies: int


def question_of(market, options, asked_by=None):
    """Return a question to the oracle with the engine's options."""
    return Question(
        market, options.asking.value, options.top, options.occupations.value, astuple(options.weights), options.related,
        asked_by,
    )  # fmt: skip


def by_duckdb(markets):
    """Return the answers to numbered markets (candidates, vacancies, options)."""
    kinds = defaultdict(dict)
    for number, (candidates, vacancies, options) in markets.items():
        is_text = [bool(rows) and isinstance(rows[0].candidate_id if side == 0 else rows[0].vacancy_id, str)
                   for side, rows in enumerate((candidates, vacancies))]  # fmt: skip
        kinds[tuple(is_text)][number] = (candidates, vacancies, options)
    pairs, counts = defaultdict(list), {}
    for held in kinds.values():
        with tempfile.TemporaryDirectory() as folder:
            oracle = Oracle(*write_rows(Path(folder), {number: market[:2] for number, market in held.items()}))
            for questions in alike(held):
                lists, more = oracle.lists_with_counts(questions)
                counts |= more
                for number, *pair in lists:
                    pairs[number].append(tuple(pair))
            oracle.base.close()
    return {number: Answer(pairs[number], *counts.get(number, (0, 0, 0))) for number in markets}


def alike(markets):
    """Return questions that one statement can answer, as lists."""
    groups = defaultdict(list)
    for number, (_, _, options) in markets.items():
        groups[options.asking, options.occupations == "open"].append(question_of(number, options))
    return groups.values()


def answer_of(store, edges):
    """Return edges of the engine as an answer."""
    columns = (edges.score, edges.part_essential, edges.part_optional, edges.part_occupation, edges.part_experience)
    ids = store.vacancies.ids[edges.vacancy].tolist(), store.candidates.ids[edges.candidate].tolist()
    pairs = list(zip(*ids, edges.rank.tolist(), *(column.tolist() for column in columns), strict=True))
    reached = int(edges.candidate_reached.sum()), int(edges.vacancy_reached.sum())
    return Answer(pairs, edges.eligible_pairs, *reached)


def by_matrices(store, options):
    """Return the answer of the small way."""
    return answer_of(store, rank_broadcast(store, options, asking_rows(store, options)))


def by_loops(store, options):
    """Return the answer of the compiled loops."""
    return answer_of(store, rank_fast(store, options, asking_rows(store, options)))


def asking_rows(store, options):
    """Return the places of all asking rows."""
    return np.arange(len(store.vacancies if options.asking is Asking.VACANCIES else store.candidates))
