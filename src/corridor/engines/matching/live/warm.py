"""The warm index: a market laid out for single questions, and the same after changes.

Nothing in a warm index is altered once it is made: a change gives another one, which shares what is the same. Changes
go into small layers beside the one of the snapshot; who left is marked.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

from corridor.engines.matching.checks import refusal
from corridor.engines.matching.live.pairs import OPEN, STRICT, WIDE, Rules, sorted_pairs
from corridor.engines.matching.live.records import Records, people_records, post_records
from corridor.engines.matching.live.shelves import Folk, Posts, folk_of, no_bytes, order_of_posts, posts_of
from corridor.engines.matching.live.words import (
    Scale,
    Words,
    extended,
    numbers_in,
    scale_of,
    with_unnamed,
    words_of,
)
from corridor.engines.matching.rows import store_from_rows
from corridor.engines.matching.types import Bytes, CandidateRow, Id, Longs, Occupations, Options, Store, VacancyRow
from corridor.kernel.errors import N_, InputError

MODES = {Occupations.STRICT: STRICT, Occupations.WIDE: WIDE, Occupations.OPEN: OPEN}
MERGED = 4
"""A new layer takes in the one before it while that one has at most so many times as many rows."""
Shelf = TypeVar("Shelf", Posts, Folk)
Row = TypeVar("Row", CandidateRow, VacancyRow)


@dataclass(frozen=True, slots=True)
class Layer(Generic[Shelf, Row]):
    """Some rows of one side, sorted by id.

    `number` counts all rows that the side ever had, `alive` marks who is in the market, `rows` are kept of changes.
    """

    ids: npt.NDArray[np.generic]
    number: Longs
    alive: Bytes
    records: Records
    shelf: Shelf
    rows: tuple[Row, ...] = ()

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Side(Generic[Shelf, Row]):
    """One side of the market: the layer of the snapshot, those of the changes since, and how many rows ever were."""

    layers: tuple[Layer[Shelf, Row], ...]
    ever: int

    def __len__(self) -> int:
        return sum(int(layer.alive.sum()) for layer in self.layers)

    def __contains__(self, wanted: Id) -> bool:
        return any(place_in(layer, wanted) is not None for layer in self.layers)


Vacancies = Side[Posts, VacancyRow]
People = Side[Folk, CandidateRow]


@dataclass(frozen=True, slots=True)
class Warm:
    """A market ready for single questions.

    `weights_as_of` holds the weights of skills of the snapshot: they stay until a new index is made. `rooms` keeps the
    workplaces of threads.
    """

    words: Words
    weights_as_of: Scale
    options: Options
    rules: Rules
    vacancies: Vacancies
    candidates: People
    rooms: list[Any] = field(default_factory=list, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Change:
    """What has changed in a market: rows that came or are different now, and ids that left.

    An added row takes the place of the row with its id, if there is one.
    """

    candidates: Sequence[CandidateRow] = ()
    vacancies: Sequence[VacancyRow] = ()
    gone_candidates: Sequence[Id] = ()
    gone_vacancies: Sequence[Id] = ()


def warm(store: Store, options: Options | None = None) -> Warm:
    """Return the warm index of a market.

    Parameters
    ----------
    store : the market; its weights of skills stay those of the index
    options : occupation mode, weights of the parts, related pairs, length of the lists; each question says who asks

    Raises
    ------
    InputError : options with near skills; single questions count held skills only

    Notes
    -----
    O(n log n) in the rows of the store; about 200 bytes per vacancy and 250 per candidate beside the store.
    """
    options = options or Options()
    if options.near:
        raise InputError(
            N_("Single questions count skills that are held; they can not use a table of near skills."),
            hint=N_("Leave the table out, or rank the market as a whole."),
            field="near",
        )
    words, scale = words_of(store.words), scale_of(store)
    parts = options.weights
    shares = np.array([parts.essential, parts.optional, parts.occupation, parts.experience])
    rules = Rules(shares, sorted_pairs(options.related), MODES[options.occupations])
    vacancies = Side((post_layer(store, words, scale),), len(store.vacancies))
    return Warm(words, scale, options, rules, vacancies, Side((people_layer(store, words),), len(store.candidates)))


def post_layer(store: Store, words: Words, scale: Scale) -> Layer[Posts, VacancyRow]:
    """Return a store's vacancies as a layer."""
    numbers, count = numbers_in(words, store.words), len(store.vacancies)
    order, block, request, word = order_of_posts(store, numbers)
    records = post_records(store, numbers, scale, order)
    posts = posts_of(store, numbers, records, (order, block, request, word))
    return Layer(store.vacancies.ids, np.arange(count), no_bytes(count), records, posts)


def people_layer(store: Store, words: Words) -> Layer[Folk, CandidateRow]:
    """Return a store's candidates as a layer."""
    numbers, count = numbers_in(words, store.words), len(store.candidates)
    records = people_records(store, numbers)
    folk = folk_of(store, numbers, records)
    return Layer(store.candidates.ids, np.arange(count), no_bytes(count), records, folk)


def changed(before: Warm, change: Change) -> Warm:
    """Return the index after a change; the one before stays as it was.

    Raises
    ------
    InputError : a row that can not be matched, or an id that left but was not in the market

    Notes
    -----
    O(changed rows), and one byte per row of the layers that somebody left. Answers equal a ranking of the market as it
    is now, under the weights of skills of the snapshot.
    """
    store = store_from_rows(change.candidates, change.vacancies)
    words = extended(before.words, store.words)
    scale = with_unnamed(before.weights_as_of, len(words.skills))
    people = left(before.candidates, change.gone_candidates, store.candidates.ids.tolist(), "candidate_id")
    posts = left(before.vacancies, change.gone_vacancies, store.vacancies.ids.tolist(), "vacancy_id")

    def laid_out_people(rows: Sequence[CandidateRow] | None) -> Layer[Folk, CandidateRow]:
        return people_layer(store if rows is None else store_from_rows(rows, ()), words)

    def laid_out_posts(rows: Sequence[VacancyRow] | None) -> Layer[Posts, VacancyRow]:
        return post_layer(store if rows is None else store_from_rows((), rows), words, scale)

    people = joined(people, change.candidates, laid_out_people, lambda row: row.candidate_id, "candidate_id")
    posts = joined(posts, change.vacancies, laid_out_posts, lambda row: row.vacancy_id, "vacancy_id")
    return replace(before, words=words, weights_as_of=scale, candidates=people, vacancies=posts, rooms=[])


def joined(
    side: Side[Shelf, Row],
    rows: Sequence[Row],
    laid_out: Callable[[Sequence[Row] | None], Layer[Shelf, Row]],
    id_of: Callable[[Row], Id],
    column: str,
) -> Side[Shelf, Row]:
    """Return a side with further rows in a layer, which takes in small layers before it.

    `laid_out` makes a layer of rows, or of those that have just come alone if it is given None.
    """
    if not rows:
        return side
    check_kind(side, id_of(rows[0]), column)
    layers: list[Any] = list(side.layers)
    taken = [(row, side.ever + place) for place, row in enumerate(rows)]
    while len(layers) > 1 and len(layers[-1]) <= MERGED * len(taken):
        taken += living_rows(layers.pop())
    taken.sort(key=lambda pair: id_of(pair[0]))
    ordered = tuple(row for row, _ in taken)
    number = np.array([number for _, number in taken], np.int64)
    layer = replace(laid_out(ordered if len(taken) > len(rows) else None), rows=ordered, number=number)
    return Side((*layers, layer), side.ever + len(rows))


def check_kind(side: Side[Any, Any], given: Id, column: str) -> None:
    """Refuse numbers among ids that are text, and text among numbers."""
    for layer in side.layers:
        for known in layer.ids[:1].tolist():
            if isinstance(known, int) != isinstance(given, int):
                raise refusal("mixed_ids", row=1, column=column, value=given)


def living_rows(layer: Layer[Shelf, Row]) -> Iterator[tuple[Row, int]]:
    """Yield the rows of a layer of changes that are in the market, with their numbers."""
    for place in np.flatnonzero(layer.alive).tolist():
        yield layer.rows[place], int(layer.number[place])


def left(side: Side[Shelf, Row], gone: Iterable[Id], renewed: Iterable[Id], column: str) -> Side[Shelf, Row]:
    """Return a side without some ids; those that are renewed need not have been there."""
    leaving: list[set[int]] = [set() for _ in side.layers]
    for is_known, ids in ((True, gone), (False, renewed)):
        for wanted in ids:
            places = [place_in(layer, wanted) for layer in side.layers]
            if is_known and all(place is None for place in places):
                raise not_there(wanted, column)
            for line, place in enumerate(places):
                if place is not None:
                    leaving[line].add(place)
    layers = (without(layer, mine) for layer, mine in zip(side.layers, leaving, strict=True))
    return Side(tuple(layers), side.ever)


def without(layer: Layer[Shelf, Row], places: set[int]) -> Layer[Shelf, Row]:
    """Return a layer without the rows at some places."""
    if not places:
        return layer
    alive = layer.alive.copy()
    alive[list(places)] = 0
    return replace(layer, alive=alive)


def living_ids(side: Side[Any, Any]) -> frozenset[Id]:
    """Return the ids of all rows of a side that are in the market."""
    return frozenset(one for layer in side.layers for one in layer.ids[layer.alive != 0].tolist())


def place_in(layer: Layer[Any, Any], wanted: Id) -> int | None:
    """Return where an id stands that is in the market."""
    if not len(layer) or isinstance(wanted, int) != (layer.ids.dtype != object):
        return None
    place = int(np.searchsorted(layer.ids, wanted))
    is_there = place < len(layer) and layer.ids[place] == wanted and layer.alive[place]
    return place if is_there else None


def not_there(wanted: Id, column: str) -> InputError:
    """Return the refusal of an id that is not in the market."""
    return InputError(
        N_("The id %(value)s is not among the values of %(column)s."),
        hint=N_("Check the id, or load the rows again."),
        field=column,
        params={"value": wanted, "column": column},
    )
