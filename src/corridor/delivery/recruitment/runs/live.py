"""The warm indexes of this process, one per scheme, in step with the data base.

An index is made at the first question or at the start of the server. Before a question is answered, and every second or
two between questions, what has changed since is read by its numbers. Transactions may end in another order than their
numbers, so changes of the last minute are looked at again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

from django.utils import timezone

from corridor.delivery.recruitment.models import Candidate, MarketChange, Vacancy
from corridor.delivery.recruitment.runs.markets import candidate_row, market_of, vacancy_row
from corridor.delivery.recruitment.selectors import live as reading
from corridor.delivery.recruitment.selectors.markets import (
    CandidateFacts,
    VacancyFacts,
    candidate_facts,
    candidates_to_match,
    vacancies_to_weigh,
    vacancy_facts,
)
from corridor.engines.matching import Asking, CandidateRow, Explanation, Options, VacancyRow, rank
from corridor.engines.matching.live import (
    Answer,
    Change,
    Warm,
    best_candidates,
    best_vacancies,
    changed,
    explained,
    under_weights_of,
    warm,
)

TOP = 20
SAMPLE = 200
STEP_SECONDS = 1.0
LOOK_BACK = timedelta(minutes=1)
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
    """Return the index of a scheme's market, in step with the data base."""
    with _lock_of(scheme_id):
        held = _held.get(scheme_id) or _made(scheme_id)
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
        with _lock_of(one):
            _held.pop(one, None)


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


def reconcile(scheme_id: int) -> Reconciled:
    """Compare the lists of an index with a fresh ranking of the records under the same weights.

    Rows that change while both are computed are no difference: the comparison is made again where any has.
    """
    for _attempt in range(3):
        held = _in_step_now(scheme_id)
        found = _compared(scheme_id, held.index)
        if not found.differing or _in_step_now(scheme_id).index is held.index:
            break
    return found


def _compared(scheme_id: int, index: Warm) -> Reconciled:
    people = candidate_facts(candidates_to_match(scheme_id=scheme_id))
    posts = vacancy_facts(vacancies_to_weigh(scheme_id=scheme_id))
    market = market_of(people, posts)
    store = under_weights_of(index, market.store)
    differing: list[tuple[str, int]] = []
    if len(index.candidates) != len(people) or len(index.vacancies) != len(posts):
        differing.append(("size", abs(len(index.candidates) - len(people)) + abs(len(index.vacancies) - len(posts))))
    sides: tuple[tuple[Asking, list[int], Callable[[int], Answer]], ...] = (
        (Asking.CANDIDATES, market.candidate_ids, lambda n: best_vacancies(index, candidate_row(people[n]), top=TOP)),
        (Asking.VACANCIES, market.vacancy_ids, lambda n: best_candidates(index, vacancy_row(posts[n]), top=TOP)),
    )
    compared = 0
    for asking, ids, answer in sides:
        asked = list(range(0, len(ids), max(1, len(ids) // SAMPLE)))
        edges = rank(store, Options(asking=asking, top=TOP), asked_by=asked) if asked and people and posts else None
        fresh: dict[int, list[tuple[int, float]]] = {ids[place]: [] for place in asked}
        for vacancy, candidate, _, score in edges.pairs(store) if edges else ():
            mine, other = (candidate, vacancy) if asking is Asking.CANDIDATES else (vacancy, candidate)
            fresh[int(mine)].append((int(other), score))
        for place in asked:
            live = answer(place)
            if list(zip(live.ids, live.score.tolist(), strict=True)) != fresh[ids[place]]:
                differing.append((str(asking), ids[place]))
        compared += len(asked)
    return Reconciled(compared, tuple(differing))


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


def _lock_of(scheme_id: int) -> Lock:
    with _door:
        return _locks.setdefault(scheme_id, Lock())


def _made(scheme_id: int) -> Held:
    number, moment = reading.last_change(), timezone.now()
    people = candidate_facts(candidates_to_match(scheme_id=scheme_id))
    posts = vacancy_facts(vacancies_to_weigh(scheme_id=scheme_id))
    index = warm(market_of(people, posts).store, Options(top=TOP))
    earlier = MarketChange.objects.filter(scheme=scheme_id, pk__lte=number, changed_at__lt=moment - LOOK_BACK)
    known = earlier.order_by("-pk").values_list("pk", flat=True).first() or 0
    # Those behind `known` may stand for transactions that had not ended; they are read once more.
    return Held(index, moment, moment, monotonic(), known, frozenset())


def _in_step_now(scheme_id: int) -> Held:
    with _lock_of(scheme_id):
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
