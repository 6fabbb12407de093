"""Allocations side by side, and what a quota would change: proposals for people to decide on, never placements."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db import transaction

from corridor.access.models import User
from corridor.core.runs import recorded
from corridor.delivery.recruitment.models import Candidate, KeptRun
from corridor.delivery.recruitment.runs.keeping import keep
from corridor.delivery.recruitment.runs.markets import Facts, Market
from corridor.delivery.recruitment.selectors.allocations import group_label
from corridor.delivery.recruitment.selectors.markets import candidate_facts, vacancy_facts
from corridor.delivery.recruitment.selectors.pools import free_candidates, free_posts, groups_of
from corridor.engines.matching import (
    Allocation,
    Choice,
    Group,
    Objective,
    Options,
    Outcome,
    Quota,
    allocate,
    choice_from,
    compare,
    rank,
)
from corridor.kernel.errors import N_, RuleViolation

COMPARE, WHAT_IF = "matching.compare", "matching.quota"
LISTED = 50
MOST_PAIRS = 20_000
MOST_BALANCED = 5_000
GAP = 1e-3
ENOUGH = 10
LOWER = N_(
    "Lower the minimum, or help more of these people to meet the conditions first: the training plan shows what opens "
    "most."
)
Result = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """A quota to try: at least and at most so many of one recorded group, in the whole scheme or at one vacancy."""

    column: str
    value: str
    least: int | None = None
    most: int | None = None
    vacancy_id: int | None = None


@dataclass(frozen=True)
class Weighed:
    """An allocation run that is computed and not kept yet: the records stay free for others while it is computed."""

    engine: str
    kind: str
    scheme_id: int
    facts: Facts
    parameters: Result
    result: Result


def compare_allocations(*, scheme_id: int, balance: str, today: date) -> Weighed:
    """Compare the stable, the optimal and the balanced allocation of a scheme's free people to its free posts."""
    facts = _facts(scheme_id, today)
    parameters = {"scheme": scheme_id, "balance": balance, **_limits(facts)}
    result = compared(facts, parameters)
    return Weighed(COMPARE, KeptRun.Kind.ALLOCATION, scheme_id, facts, parameters, result)


def try_quota(*, scheme_id: int, quota: Wanted, today: date) -> Weighed:
    """Allocate with and without a quota; nothing is changed.

    Raises
    ------
    RuleViolation : a quota that no allocation can keep
    """
    facts = _facts(scheme_id, today)
    parameters = {"scheme": scheme_id, "quota": asdict(quota), **_limits(facts)}
    try:
        result = with_quota(facts, parameters)
    except RuleViolation as error:
        if error.code != "quota_impossible":
            raise
        raise RuleViolation(error.message, hint=LOWER, field="least", code=error.code, params=error.params) from error
    return Weighed(WHAT_IF, KeptRun.Kind.QUOTA, scheme_id, facts, parameters, result)


@transaction.atomic
def keep_weighed(weighed: Weighed, *, by: User | None) -> KeptRun:
    """Keep what was computed, with its facts."""
    with recorded(engine=weighed.engine, parameters=weighed.parameters, inputs=[], by=by) as run:
        run.result = {"people": weighed.result["people"], "seats": weighed.result["seats"]}
        return keep(run=run, kind=weighed.kind, scheme_id=weighed.scheme_id, facts=weighed.facts, result=weighed.result)


def compared(facts: Facts, parameters: Result) -> Result:
    """Return the three allocations as plain values; the same for the same facts and parameters, always."""
    market, choice = _choice(facts, parameters)
    column = (facts.groups or {}).get(parameters["balance"], {})
    groups = _groups(market, column)
    may_balance = len(choice.vacancy) <= MOST_BALANCED
    found = compare(_with(choice, groups=groups if may_balance else ()), gap=GAP)
    aims = {"stable": found.stable, "optimal": found.optimal, "balanced": found.balanced}
    return {
        "aims": {name: None if one is None else _outcome(market, one) for name, one in aims.items()},
        "seats": int(choice.positions.sum()),
        "people": choice.people,
        "pairs": len(choice.vacancy),
        "too_many_to_balance": not may_balance,
    }


def with_quota(facts: Facts, parameters: Result) -> Result:
    """Return the greatest total with and without a quota as plain values."""
    market, choice = _choice(facts, parameters)
    asked = parameters["quota"]
    column = (facts.groups or {}).get(asked["column"], {})
    groups = _groups(market, column)
    people = _members(market, column, asked["value"])
    posts = np.array([asked["vacancy_id"] in (None, pk) for pk in market.vacancy_ids], np.bool_)
    quota = Quota(group_label(asked["column"], asked["value"]), people, posts, asked["least"], asked["most"])
    before = allocate(_with(choice, groups=groups), Objective.OPTIMAL, gap=GAP)
    after = allocate(_with(choice, groups=groups, quotas=(quota,)), Objective.OPTIMAL, gap=GAP)
    return {
        "before": _allocation(market, before),
        "after": _allocation(market, after),
        "counted": [_counted(people, posts, one) for one in (before, after)],
        "seats": int(choice.positions.sum()),
        "people": choice.people,
        "members": int(np.count_nonzero(people)),
    }


def _facts(scheme_id: int, today: date) -> Facts:
    ids, posts = free_candidates(scheme_id=scheme_id), free_posts(scheme_id=scheme_id, today=today)
    if not ids or not posts:
        raise RuleViolation(
            N_("There is nothing to allocate (free people: %(people)s; vacancies with free posts: %(posts)s)."),
            hint=N_("Open a vacancy, or register people; whoever is proposed already is not free."),
            code="nothing_to_allocate",
            params={"people": len(ids), "posts": len(posts)},
        )
    people = candidate_facts(Candidate.objects.filter(pk__in=ids))
    return Facts(tuple(people), tuple(vacancy_facts(posts)), groups_of(candidate_ids=ids))


def _limits(facts: Facts) -> Result:
    """Return how long the lists may be: shorter ones where there are many vacancies."""
    return {"listed": max(5, min(LISTED, MOST_PAIRS // len(facts.posts))), "gap": GAP}


def _choice(facts: Facts, parameters: Result) -> tuple[Market, Choice]:
    market = facts.market()
    # Every vacancy lists at least three people per post, so that a popular person leaves nobody without a list.
    posts = int(market.store.vacancies.positions.max(initial=1))
    edges = rank(market.store, Options(top=max(parameters["listed"], 3 * posts)))
    return market, choice_from(market.store, edges)


def _with(choice: Choice, *, groups: Sequence[Group] = (), quotas: Sequence[Quota] = ()) -> Choice:
    values = {name: getattr(choice, name) for name in ("vacancy", "candidate", "micro", "positions", "people")}
    return Choice(**values, groups=tuple(groups), quotas=tuple(quotas))


def _groups(market: Market, column: Any) -> tuple[Group, ...]:
    """Return the groups of a column that have enough members to be compared."""
    values = sorted(set(column.values()))
    groups = (Group(value, _members(market, column, value)) for value in values)
    return tuple(group for group in groups if np.count_nonzero(group.people) >= ENOUGH)


def _members(market: Market, column: Any, value: str) -> Any:
    return np.array([column.get(str(pk)) == value for pk in market.candidate_ids], np.bool_)


def _counted(people: Any, posts: Any, found: Allocation) -> int:
    return int(np.count_nonzero(people[found.candidate] & posts[found.vacancy]))


def _outcome(market: Market, found: Outcome) -> Result:
    return {
        **_allocation(market, found.allocation),
        "wishes": asdict(found.wishes),
        "lost": found.lost,
        "lost_share": found.lost_share,
        "lost_most": found.lost_most,
    }


def _allocation(market: Market, found: Allocation) -> Result:
    columns = (found.vacancy.tolist(), found.candidate.tolist(), found.score.tolist())
    return {
        "nominated": len(found.vacancy),
        "total": found.total,
        "blocking_pairs": found.blocking_pairs,
        "bound": found.bound,
        "gap": found.gap,
        "groups": [asdict(line) for line in found.groups],
        "pairs": [
            [market.vacancy_ids[v], market.candidate_ids[c], score] for v, c, score in zip(*columns, strict=True)
        ],
    }
