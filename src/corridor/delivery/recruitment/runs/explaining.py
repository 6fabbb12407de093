"""Why a pair fits, why not, and what would open it: from today's facts, for one person or one vacancy at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corridor.delivery.recruitment.models import Candidate, Override, Vacancy
from corridor.delivery.recruitment.rules import SET_BY_LAW
from corridor.delivery.recruitment.runs.markets import Market, facts_with_others, market_of
from corridor.delivery.recruitment.selectors.markets import candidate_facts, vacancies_to_weigh, vacancy_facts
from corridor.engines.matching import Explanation, Options, explain, explain_pair, rank
from corridor.kernel.errors import N_, RuleViolation

LISTED = 50
MOST_LOOKED_AT = 2_000
MOST_NEAR = 20


@dataclass(frozen=True)
class Openings:
    """The vacancies of a scheme from one person's side: those that are open to her, and those that nearly are.

    `opens` counts the vacancies that each condition alone keeps from her; `looked_at` of `all` were examined.
    """

    fitting: tuple[Explanation, ...]
    near: tuple[Explanation, ...]
    opens: dict[str, int]
    looked_at: int
    all: int


def explain_for(*, vacancy: Vacancy, candidate: Candidate) -> Explanation:
    """Return why this candidate has this score for this vacancy, or why she is not eligible, from today's facts."""
    people = candidate_facts(Candidate.objects.filter(pk=candidate.pk))
    market = market_of(people, facts_with_others(vacancy.scheme_id, [vacancy]))
    return explain_pair(market.store, candidate.pk, vacancy.pk)


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
        return Openings((), (), {}, 0, len(posts))
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
    return Openings(tuple(fitting), tuple(near), alone(closed), reached + len(others), all_posts)


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
        params={**change.params, "candidate": candidate.reference, "vacancy": vacancy.reference},
    )


def _was_put_on(vacancy: Vacancy, candidate: Candidate) -> bool:
    rows = Override.objects.filter(vacancy=vacancy, candidate=candidate, kind=Override.Kind.ON)
    return rows.filter(taken_back_at__isnull=True).exists()
