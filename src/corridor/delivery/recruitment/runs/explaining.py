"""Why a pair fits, why not, and what would open it: from today's facts, for one person or one vacancy at a time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from corridor.delivery.recruitment.models import Candidate, Offer, Override, Vacancy
from corridor.delivery.recruitment.rules import SET_BY_LAW
from corridor.delivery.recruitment.runs.markets import (
    Market,
    candidate_row,
    facts_with_others,
    market_of,
    vacancy_row,
)
from corridor.delivery.recruitment.selectors.markets import (
    CandidateFacts,
    VacancyFacts,
    candidate_facts,
    vacancies_to_weigh,
    vacancy_facts,
)
from corridor.delivery.recruitment.wording import named
from corridor.engines.matching import Change, Explanation, Options, explain, explain_pair, rank, store_from_rows
from corridor.engines.matching.changed import after_changes
from corridor.kernel.errors import N_, RuleViolation

LISTED = 50
MOST_LOOKED_AT = 2_000
MOST_NEAR = 20
MOST_OPENINGS = 10
_AS_IT_IS = frozenset({"held", "offered", "available"})


@dataclass(frozen=True)
class Why:
    """A pair as it is today, and, where it is not eligible, as it would be after its own smallest changes."""

    now: Explanation
    then: Explanation | None


@dataclass(frozen=True)
class Opening:
    """One change that alone would open vacancies to a person."""

    change: Change
    vacancies: int


@dataclass(frozen=True)
class Openings:
    """The vacancies of a scheme from one person's side: those that are open to her, and those that nearly are.

    `opens` names the changes that alone open most; `looked_at` of `vacancies` were examined.
    """

    fitting: tuple[Explanation, ...]
    near: tuple[Explanation, ...]
    opens: tuple[Opening, ...]
    looked_at: int
    vacancies: int


def explain_for(*, vacancy: Vacancy, candidate: Candidate) -> Explanation:
    """Return why this candidate has this score for this vacancy, or why she is not eligible, from today's facts."""
    return why(vacancy=vacancy, candidate=candidate).now


def why(*, vacancy: Vacancy, candidate: Candidate) -> Why:
    """Return an explanation from today's facts, and what becomes of the pair with its own smallest changes.

    Where an offer is made, its start counts and no longer the one of the job order.
    """
    (person,) = candidate_facts(Candidate.objects.filter(pk=candidate.pk))
    posts = facts_with_others(vacancy.scheme_id, [vacancy])
    offer = Offer.objects.filter(nomination__vacancy=vacancy, nomination__candidate=candidate).first()
    if offer is not None:
        posts = [replace(one, start=offer.start_date) if one.pk == vacancy.pk else one for one in posts]
    now = explain_pair(market_of([person], posts).store, person.pk, vacancy.pk)
    return Why(now, None if now.is_eligible else _after(person, posts, now))


def _after(person: CandidateFacts, posts: Sequence[VacancyFacts], found: Explanation) -> Explanation:
    post = next(facts for facts in posts if facts.pk == found.vacancy_id)
    pair = after_changes(candidate_row(person), vacancy_row(post), found.changes)
    rows = [pair.vacancy if facts is post else vacancy_row(facts) for facts in posts]
    return explain_pair(store_from_rows([pair.candidate], rows), person.pk, post.pk)


def fitting_vacancies(*, candidate: Candidate, today: date) -> list[int]:
    """Return the vacancies whose hard conditions a candidate meets, the best first."""
    return [int(found.vacancy_id) for found in vacancies_for(candidate=candidate, today=today).fitting]


def vacancies_for(*, candidate: Candidate, today: date) -> Openings:
    """Return the open vacancies of a scheme from one person's side.

    The list is hers alone and decides nothing, so no run is kept of it.
    """
    people = candidate_facts(Candidate.objects.filter(pk=candidate.pk))
    posts = vacancy_facts(vacancies_to_weigh(scheme_id=candidate.scheme_id).exclude(closes_date__lt=today))
    if not people or not posts:
        return Openings((), (), (), 0, len(posts))
    market = market_of(people, posts)
    edges = rank(market.store, Options(top=1))
    order = sorted(range(len(edges.vacancy)), key=lambda place: (-float(edges.score[place]), place))
    fitting = [explain(market.store, 0, int(edges.vacancy[place])) for place in order[:LISTED]]
    reached = set(edges.vacancy.tolist())
    others = [place for place in range(len(posts)) if place not in reached][:MOST_LOOKED_AT]
    return _openings(market, fitting, others, all_posts=len(posts), reached=len(reached))


def _openings(
    market: Market, fitting: Sequence[Explanation], others: Sequence[int], *, all_posts: int, reached: int
) -> Openings:
    closed = [explain(market.store, 0, place) for place in others]
    near = sorted(closed, key=nearness)[:MOST_NEAR]
    return Openings(tuple(fitting), tuple(near), _opens(closed), reached + len(others), all_posts)


def _opens(closed: Sequence[Explanation]) -> tuple[Opening, ...]:
    """Return the single changes that open most vacancies, the most first."""
    changes: dict[str, Change] = {}
    counts: Counter[str] = Counter()
    for found in closed:
        if len(found.changes) == 1:
            (change,) = found.changes
            # What is held now does not tell two wishes apart; what is needed does.
            needed = {name: value for name, value in change.params.items() if name not in _AS_IT_IS}
            key = f"{change.condition} {sorted(needed.items(), key=str)}"
            changes[key] = change
            counts[key] += 1
    return tuple(Opening(changes[key], count) for key, count in counts.most_common(MOST_OPENINGS))


def alone(closed: Sequence[Explanation]) -> dict[str, int]:
    """Count the closed pairs that a single condition keeps apart, by condition."""
    counts: dict[str, int] = {}
    for found in closed:
        failing = {str(check.condition) for check in found.checks if not check.met}
        if len(failing) == 1:
            (condition,) = failing
            counts[condition] = counts.get(condition, 0) + 1
    return counts


def nearness(found: Explanation) -> tuple[int, float, int, int]:
    """Sort explanations by how few changes are missing, then by score."""
    return len(found.changes), -found.score, int(found.candidate_id), int(found.vacancy_id)


def check_eligible(*, vacancy: Vacancy, candidate: Candidate) -> None:
    """Refuse a pair that fails a hard condition, and say what would meet it.

    An officer who has put somebody on the list with a reason answers for the conditions that the employer sets; those
    that the law sets hold for everybody.
    """
    found = explain_for(vacancy=vacancy, candidate=candidate)
    if found.is_eligible:
        return
    failing = [change for change in found.changes if str(change.condition) in SET_BY_LAW]
    if not failing and _was_put_on(vacancy, candidate):
        return
    change = (failing or list(found.changes))[0]
    raise RuleViolation(
        N_("The candidate %(candidate)s does not meet a condition of the vacancy %(vacancy)s."),
        hint=change.message,
        field="candidate",
        code=f"not_eligible_{change.condition}",
        params={**named(change.params), "candidate": candidate.reference, "vacancy": vacancy.reference},
    )


def _was_put_on(vacancy: Vacancy, candidate: Candidate) -> bool:
    rows = Override.objects.filter(vacancy=vacancy, candidate=candidate, kind=Override.Kind.ON)
    return rows.filter(taken_back_at__isnull=True).exists()
