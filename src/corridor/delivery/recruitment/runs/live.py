"""The warm indexes of this process, one per scheme, in step with the data base.

An index is made at the start of the server or at the first question. Before a question is answered, and every second or
two between questions, what has changed since is read by its numbers. Transactions may end in another order than their
numbers, so changes of the last minute are looked at again.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice
from threading import Lock
from time import monotonic
from typing import Any, Generic, TypeVar

from django.utils import timezone

from corridor.delivery.recruitment.models import Candidate, MarketChange, Vacancy
from corridor.delivery.recruitment.runs.markets import candidate_row, vacancy_row
from corridor.delivery.recruitment.selectors import live as reading
from corridor.delivery.recruitment.selectors.markets import (
    ASKED,
    CandidateFacts,
    VacancyFacts,
    candidate_facts,
    candidates_to_match,
    vacancies_to_weigh,
    vacancy_facts,
)
from corridor.engines.matching import (
    Asking,
    CandidateRow,
    Explanation,
    Options,
    Store,
    VacancyRow,
    rank,
    store_from_rows,
)
from corridor.engines.matching.live import (
    Answer,
    Change,
    Warm,
    best_candidates,
    best_vacancies,
    changed,
    explained,
    living_ids,
    under_weights_of,
    warm,
)
from corridor.kernel.errors import N_, DataUnavailable

TOP = 20
SAMPLE = 200
PART = 2000
ATTEMPTS = 3
STEP_SECONDS = 1.0
WAIT_SECONDS = 20.0
LOOK_BACK = timedelta(minutes=1)
TOO_OLD = timedelta(days=1)
"""An index that has not looked for so long is made anew: notes of changes are kept for two days."""
Shown = TypeVar("Shown", Candidate, Vacancy)
ReadPosts = Callable[[Sequence[int]], dict[int, Vacancy]]
ReadPeople = Callable[[Sequence[int]], dict[int, Candidate]]


@dataclass(frozen=True)
class Held:
    """One index: `number` is the last change before which all is in it, `seen` the changes behind that."""

    index: Warm
    made_at: datetime
    in_step_at: datetime
    stepped: float
    number: int
    seen: frozenset[int]


@dataclass(frozen=True)
class Live(Generic[Shown]):
    """A live list: rows with their explanations, the best first, and the day of the weights behind them."""

    found: tuple[tuple[Shown, Explanation], ...]
    weights_of: datetime
    in_step_at: datetime


@dataclass(frozen=True)
class Reconciled:
    """A comparison of an index with a fresh ranking: lists compared, and those that differ by side and number."""

    compared: int
    differing: tuple[tuple[str, int], ...]


_held: dict[int, Held] = {}
_locks: dict[int, Lock] = {}
_door = Lock()


def index_of(scheme_id: int) -> Held:
    """Return the index of a scheme's market, in step with the data base.

    Raises
    ------
    DataUnavailable : the index is being made, and that takes longer than a person waits
    """
    with _alone(scheme_id):
        held = _held.get(scheme_id)
        if held is None or timezone.now() - held.in_step_at > TOO_OLD:
            held = _made(scheme_id)
        if monotonic() - held.stepped >= STEP_SECONDS:
            held = _stepped(scheme_id, held)
        _held[scheme_id] = held
    return held


def held_schemes() -> list[int]:
    """Return the schemes of which this process holds an index."""
    return sorted(_held)


def forget(scheme_id: int | None = None) -> None:
    """Drop one index, or all of them; the next question makes a new one, with new weights."""
    for one in [scheme_id] if scheme_id is not None else held_schemes():
        with _alone(one):
            _held.pop(one, None)


def renew(scheme_id: int) -> Held:
    """Make an index anew, with new weights; questions are answered by the one before until it is ready."""
    made = _made(scheme_id)
    with _alone(scheme_id):
        held = _held[scheme_id] = _stepped(scheme_id, made)
    return held


def vacancies_for_profile(*, scheme_id: int, profile: CandidateFacts, read: ReadPosts, top: int = TOP) -> Live[Vacancy]:
    """Return the best vacancies of a profile, which nobody need have saved; `read` gives those that may be seen."""
    held, row = index_of(scheme_id), candidate_row(profile)
    rows = _seen(lambda width: best_vacancies(held.index, row, top=width), read, top)
    facts = vacancy_facts(rows)
    return _live(held, rows, [(row, vacancy_row(one)) for one in facts])


def candidates_for_order(*, scheme_id: int, order: VacancyFacts, read: ReadPeople, top: int = TOP) -> Live[Candidate]:
    """Return the best candidates of a job order, which nobody need have saved; `read` gives those who may be seen."""
    held, row = index_of(scheme_id), vacancy_row(order)
    rows = _seen(lambda width: best_candidates(held.index, row, top=width), read, top)
    facts = {one.pk: one for one in reading.candidates_now(scheme_id=scheme_id, ids=[one.pk for one in rows])}
    known = [one for one in rows if one.pk in facts]
    return _live(held, known, [(candidate_row(facts[one.pk]), row) for one in known])


def _live(held: Held, rows: Sequence[Shown], pairs: Sequence[tuple[CandidateRow, VacancyRow]]) -> Live[Shown]:
    """Return a list without pairs that are not eligible any more since the last look."""
    both = zip(rows, explained(held.index, pairs), strict=True)
    return Live(tuple((row, one) for row, one in both if one.is_eligible), held.made_at, held.in_step_at)


def reconcile(scheme_id: int, *, on: date) -> Reconciled:
    """Compare who is in an index, and a sample of its lists, with the records and a fresh ranking of them.

    The weights are those of the index, and the day says where the sample begins, so that another night looks at other
    lists. Rows may change while the records are read: only what differs from the index before and after counts, and is
    looked at again.
    """
    turn = on.toordinal()
    for _attempt in range(ATTEMPTS):
        before, records = _in_step_now(scheme_id).index, _Records(list(_people(scheme_id)), list(_posts(scheme_id)))
        found, after = _compared(before, records, turn), _in_step_now(scheme_id).index
        if not found.differing or after is before:
            break
        again = set(_compared(after, records, turn).differing)
        found = replace(found, differing=tuple(one for one in found.differing if one in again))
        if not found.differing:
            break
    return found


@dataclass(frozen=True)
class _Records:
    """What the data base holds."""

    people: list[CandidateRow]
    posts: list[VacancyRow]


def _compared(index: Warm, records: _Records, turn: int) -> Reconciled:
    people, posts = records.people, records.posts
    store = under_weights_of(index, store_from_rows(people, posts))
    sides = (
        _Side(Asking.CANDIDATES, people, living_ids(index.candidates), lambda row: best_vacancies(index, row, top=TOP)),
        _Side(Asking.VACANCIES, posts, living_ids(index.vacancies), lambda row: best_candidates(index, row, top=TOP)),
    )
    compared, differing = 0, []
    for side in sides:
        asked = _sample(len(side.rows), turn)
        fresh = _fresh(store, side, asked)
        wrong = {side.ids[place] for place in asked if _listed(side.answer(side.rows[place])) != fresh[place]}
        # Who is in one and not in the other may stand in lists that were not asked for.
        wrong |= {*side.ids} ^ {int(one) for one in side.held}
        differing += [(str(side.asking), one) for one in sorted(wrong)]
        compared += len({side.ids[place] for place in asked} | wrong)
    return Reconciled(compared, tuple(differing))


@dataclass(frozen=True)
class _Side:
    """One side as the records have it, the ids that the index has, and how the index answers for a row."""

    asking: Asking
    rows: Sequence[Any]
    held: frozenset[int | str]
    answer: Callable[[Any], Answer]

    @cached_property
    def ids(self) -> list[int]:
        if self.asking is Asking.CANDIDATES:
            return [int(row.candidate_id) for row in self.rows]
        return [int(row.vacancy_id) for row in self.rows]


def _sample(count: int, turn: int) -> list[int]:
    step = max(1, count // SAMPLE)
    return list(range(turn % step, count, step))


def _fresh(store: Store, side: _Side, asked: Sequence[int]) -> dict[int, list[tuple[int, float]]]:
    """Return the lists of some places as a ranking of the records gives them."""
    fresh: dict[int, list[tuple[int, float]]] = {place: [] for place in asked}
    if not asked or not len(store.candidates) or not len(store.vacancies):
        return fresh
    place_of = {side.ids[place]: place for place in asked}
    edges = rank(store, Options(asking=side.asking, top=TOP), asked_by=asked)
    for vacancy, candidate, _, score in edges.pairs(store):
        mine, other = (candidate, vacancy) if side.asking is Asking.CANDIDATES else (vacancy, candidate)
        fresh[place_of[int(mine)]].append((int(other), score))
    return fresh


def _listed(answer: Answer) -> list[tuple[int, float]]:
    return list(zip(map(int, answer.ids), answer.score.tolist(), strict=True))


def _seen(ask: Callable[[int], Answer], read: Callable[[Sequence[int]], dict[int, Shown]], top: int) -> list[Shown]:
    """Return the best rows that the person may see; where some are hidden, more are asked for."""
    width = top
    while True:
        ids = [int(one) for one in ask(width).ids]
        known = read(ids)
        seen = [known[one] for one in ids if one in known]
        if len(seen) >= top or len(ids) < width:
            return seen[:top]
        width *= 4


@contextmanager
def _alone(scheme_id: int) -> Iterator[None]:
    """Keep others from making or changing the index of a scheme."""
    with _door:
        lock = _locks.setdefault(scheme_id, Lock())
    if not lock.acquire(timeout=WAIT_SECONDS):
        raise DataUnavailable(
            N_("The live lists of this scheme are still being made ready."), hint=N_("Try again in a minute.")
        )
    try:
        yield
    finally:
        lock.release()


def _people(scheme_id: int) -> Iterator[CandidateRow]:
    return map(candidate_row, candidate_facts(candidates_to_match(scheme_id=scheme_id)))


def _posts(scheme_id: int) -> Iterator[VacancyRow]:
    """Yield the open vacancies; few are held as records of the data base at a time."""
    rows = vacancies_to_weigh(scheme_id=scheme_id).only(*ASKED).iterator(chunk_size=PART)
    for part in iter(lambda: list(islice(rows, PART)), []):
        yield from map(vacancy_row, vacancy_facts(part))


def _made(scheme_id: int) -> Held:
    number, moment = reading.last_change(), timezone.now()
    store = store_from_rows(list(_people(scheme_id)), list(_posts(scheme_id)))
    index = warm(store, Options(top=TOP))
    earlier = MarketChange.objects.filter(scheme=scheme_id, pk__lte=number, changed_at__lt=moment - LOOK_BACK)
    known = earlier.order_by("-pk").values_list("pk", flat=True).first() or 0
    # Those behind `known` may stand for transactions that had not ended; they are read once more.
    return Held(index, moment, moment, monotonic(), known, frozenset())


def _in_step_now(scheme_id: int) -> Held:
    with _alone(scheme_id):
        held = _stepped(scheme_id, _held.get(scheme_id) or _made(scheme_id))
        _held[scheme_id] = held
    return held


def _stepped(scheme_id: int, held: Held) -> Held:
    moment, tick = timezone.now(), monotonic()
    rows = reading.changes_since(scheme_id=scheme_id, number=held.number)
    new = [row for row in rows if row[0] not in held.seen]
    index = changed(held.index, _change(scheme_id, held.index, new)) if new else held.index
    settled = [number for number, _, _, changed_at in rows if changed_at < moment - LOOK_BACK]
    number = max([held.number, *settled])
    seen = frozenset(row[0] for row in rows if row[0] > number)
    return replace(held, index=index, in_step_at=moment, stepped=tick, number=number, seen=seen)


def _change(scheme_id: int, index: Warm, rows: Sequence[reading.Change]) -> Change:
    people = {row for _, side, row, _ in rows if side == MarketChange.Side.CANDIDATE}
    posts = {row for _, side, row, _ in rows if side == MarketChange.Side.VACANCY}
    candidates = [candidate_row(one) for one in reading.candidates_now(scheme_id=scheme_id, ids=people)]
    vacancies = [vacancy_row(one) for one in reading.vacancies_now(scheme_id=scheme_id, ids=posts)]
    gone = people - {int(row.candidate_id) for row in candidates}
    ended = posts - {int(row.vacancy_id) for row in vacancies}
    return Change(
        candidates=candidates,
        vacancies=vacancies,
        gone_candidates=sorted(pk for pk in gone if pk in index.candidates),
        gone_vacancies=sorted(pk for pk in ended if pk in index.vacancies),
    )
