"""Single questions to a warm index: the best vacancies of one person, the best people of one vacancy."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from corridor.engines.matching.live import seek_people, seek_posts
from corridor.engines.matching.live.pairs import LAST
from corridor.engines.matching.live.rows_asking import person_record, vacancy_record
from corridor.engines.matching.live.seek_posts import Room, new_room
from corridor.engines.matching.live.warm import Layer, Side, Warm
from corridor.engines.matching.types import CandidateRow, Floats, Id, VacancyRow

Ask = Callable[[Layer[Any, Any], Room, Floats], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Answer:
    """The best partners of one row, the best first, and how many are eligible at all.

    `score` is rounded to six decimals; the parts are E, O, S and X before weighting.
    """

    ids: tuple[Id, ...]
    score: Floats
    part_essential: Floats
    part_optional: Floats
    part_occupation: Floats
    part_experience: Floats
    eligible: int

    def __len__(self) -> int:
        return len(self.ids)


def best_vacancies(index: Warm, row: CandidateRow, *, top: int | None = None) -> Answer:
    """Return the best vacancies of one candidate, who need not be in the index.

    Parameters
    ----------
    index : the market
    row : the asking candidate; words that the market does not know count for nothing
    top : length of the list; that of the index's options if None

    Returns
    -------
    The list that `rank` gives for this row, under the weights of skills of the index

    Raises
    ------
    InputError : a row that can not be matched
    """
    people, weight = person_record(row, index.words), index.weights_as_of.weight

    def ask(layer: Layer[Any, Any], room: Room, parts: Floats) -> tuple[int, int]:
        task = seek_posts.Task(people, layer.records, layer.shelf, layer.alive, weight, index.rules, room)
        return seek_posts.ask_posts(task, 0, parts)

    return answer(index, index.vacancies, ask, top or index.options.top)


def best_candidates(index: Warm, row: VacancyRow, *, top: int | None = None) -> Answer:
    """Return the best candidates of one vacancy, which need not be in the index.

    A skill that the snapshot does not name weighs as if one of its vacancies had; else as `best_vacancies`.
    """
    posts, weight = vacancy_record(row, index.words, index.weights_as_of), index.weights_as_of.weight

    def ask(layer: Layer[Any, Any], room: Room, parts: Floats) -> tuple[int, int]:
        task = seek_people.Task(posts, layer.records, layer.shelf, layer.alive, weight, index.rules, room)
        return seek_people.ask_people(task, 0, parts)

    return answer(index, index.candidates, ask, top or index.options.top)


def answer(index: Warm, side: Side[Any, Any], ask: Ask, top: int) -> Answer:
    """Return the best of all layers."""
    pieces = []
    with room_of(index, top) as room:
        for layer in side.layers:
            parts = np.empty((top, 4))
            filled, eligible = ask(layer, room, parts) if len(layer) else (0, 0)
            keys = room.best[:filled]
            pieces.append((layer.ids[LAST - (keys & LAST)], (keys >> 32) / 1e6, parts[:filled], eligible))
    ids, scores, parts, eligible = pieces[0] if len(pieces) == 1 else merged(pieces, top)
    essential, optional, occupation, experience = np.ascontiguousarray(parts.T)
    return Answer(tuple(ids.tolist()), scores, essential, optional, occupation, experience, eligible)


def merged(pieces: list[tuple[Any, Floats, Floats, int]], top: int) -> tuple[Any, Floats, Floats, int]:
    """Return the best of several lists: by score, ties by the lower id."""
    ids = np.concatenate([piece[0] for piece in pieces if len(piece[0])] or [pieces[0][0]])
    scores = np.concatenate([piece[1] for piece in pieces])
    order = sorted(range(len(ids)), key=lambda place: (-scores[place], ids[place]))[:top]
    parts = np.concatenate([piece[2] for piece in pieces])
    return ids[order], scores[order], parts[order], sum(piece[3] for piece in pieces)


@contextmanager
def room_of(index: Warm, top: int) -> Iterator[Room]:
    """Lend a room: one that is free, or a new one."""
    try:
        room = index.rooms.pop()
    except IndexError:
        room = empty_room(index, top)
    if len(room.best) != top:
        room = room._replace(best=np.empty(top, np.int64))
    try:
        yield room
    finally:
        index.rooms.append(room)


def empty_room(index: Warm, top: int) -> Room:
    """Return a room for any question to an index."""
    layers: tuple[Layer[Any, Any], ...] = (*index.vacancies.layers, *index.candidates.layers)
    return new_room(
        languages=len(index.words.languages),
        skills=len(index.words.skills),
        partners=max(1, *(len(layer) for layer in layers)),
        width=top,
    )
