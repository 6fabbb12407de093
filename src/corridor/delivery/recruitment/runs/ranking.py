"""Shortlists: one pure ranking of kept facts, and its rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from django.db import transaction

from corridor.access.models import User
from corridor.core.models import Run
from corridor.core.runs import recorded
from corridor.delivery.recruitment.models import Candidate, KeptRun, MatchEdge, NearMiss, Shortlist, Vacancy
from corridor.delivery.recruitment.runs.explaining import alone, nearness
from corridor.delivery.recruitment.runs.keeping import keep
from corridor.delivery.recruitment.runs.markets import Facts, Market, facts_with_others
from corridor.delivery.recruitment.selectors.markets import candidate_facts, candidates_to_match
from corridor.engines.matching import Edges, Explanation, Options, explain, rank

ENGINE = "matching.rank"
TOP = 50
NEAR = 50
MOST_EXPLAINED = 20_000
Result = dict[str, Any]


@dataclass(frozen=True)
class Ranked:
    """Lists that are computed and not kept yet: the records stay free for others while they are computed."""

    scheme_id: int
    facts: Facts
    parameters: dict[str, Any]
    result: Result


def rank_lists(*, scheme_id: int, vacancies: Sequence[Vacancy]) -> Ranked:
    """Rank the scheme's free candidates for some of its vacancies; nothing is kept yet."""
    people = candidate_facts(candidates_to_match(scheme_id=scheme_id))
    facts = Facts(tuple(people), tuple(facts_with_others(scheme_id, vacancies)))
    parameters = _parameters(scheme_id, sorted(vacancy.pk for vacancy in vacancies))
    return Ranked(scheme_id, facts, parameters, ranked(facts, parameters))


@transaction.atomic
def keep_lists(found: Ranked, *, by: User | None) -> list[Shortlist]:
    """Keep computed lists: the run with its facts, the edges and the near misses."""
    with recorded(engine=ENGINE, parameters=found.parameters, inputs=[], by=by) as run:
        keep(run=run, kind=KeptRun.Kind.LIST, scheme_id=found.scheme_id, facts=found.facts, result=found.result)
        kept = [_store(run, one) for one in found.result["lists"]]
        eligible = {str(shortlist.vacancy_id): shortlist.eligible for shortlist in kept}
        run.result = {"compared": len(found.facts.people), "eligible": eligible}
    _mark_eligible(found.result["matched"])
    return kept


def ranked(facts: Facts, parameters: dict[str, Any]) -> Result:
    """Return the lists that these facts and parameters make, as plain values; the same for the same facts, always."""
    market = facts.market()
    asked = [market.vacancy_ids.index(pk) for pk in parameters["vacancies"]]
    edges = rank(market.store, Options(top=max(1, len(facts.people))), asked_by=asked)
    explained = parameters["explained"] // max(1, len(asked))
    matched = [market.candidate_ids[place] for place in np.unique(edges.candidate).tolist()]
    lists = [_list(market, place, edges, parameters, explained) for place in asked]
    return {"lists": lists, "matched": matched}


def _parameters(scheme_id: int, vacancy_ids: list[int]) -> dict[str, Any]:
    options = Options()
    return {
        "scheme": scheme_id,
        "vacancies": vacancy_ids,
        "listed": TOP,
        "near": NEAR,
        "explained": MOST_EXPLAINED,
        "occupations": str(options.occupations),
        "weights": asdict(options.weights),
    }


def _list(market: Market, place: int, edges: Edges, parameters: dict[str, Any], explained: int) -> Result:
    mine = np.flatnonzero(edges.vacancy == place)
    listed = mine[edges.rank[mine] <= parameters["listed"]]
    eligible = set(edges.candidate[mine].tolist())
    others = [n for n in range(len(market.candidate_ids)) if n not in eligible][: max(100, explained)]
    reasons = [explain(market.store, n, place) for n in others]
    return {
        "vacancy": market.vacancy_ids[place],
        "compared": len(market.candidate_ids),
        "eligible": len(eligible),
        "examined": len(others),
        "failing": dict(Counter(str(found.first_failing) for found in reasons)),
        "opens": alone(reasons),
        "edges": [_edge(market, edges, int(index)) for index in listed],
        "near": [_near(found) for found in sorted(reasons, key=nearness)[: parameters["near"]]],
    }


def _edge(market: Market, edges: Edges, index: int) -> Result:
    parts = {
        "essential": edges.part_essential,
        "optional": edges.part_optional,
        "occupation": edges.part_occupation,
        "experience": edges.part_experience,
    }
    return {
        "candidate": market.candidate_ids[int(edges.candidate[index])],
        "rank": int(edges.rank[index]),
        "score": float(edges.score[index]),
        "parts": {name: round(float(column[index]), 6) for name, column in parts.items()},
    }


def _near(found: Explanation) -> Result:
    changes = [
        {"condition": str(change.condition), "message": change.message, "params": _plain(change.params)}
        for change in found.changes
    ]
    return {
        "candidate": int(found.candidate_id),
        "first_failing": str(found.first_failing),
        "changes": changes,
        "score": found.score,
    }


def _store(run: Run, found: Result) -> Shortlist:
    vacancy_id = found["vacancy"]
    edges = [
        MatchEdge(run=run, vacancy_id=vacancy_id, candidate_id=edge["candidate"], **_without(edge))
        for edge in found["edges"]
    ]
    near = [
        NearMiss(run=run, vacancy_id=vacancy_id, candidate_id=miss["candidate"], **_without(miss))
        for miss in found["near"]
    ]
    MatchEdge.objects.bulk_create(edges, batch_size=1000)
    NearMiss.objects.bulk_create(near, batch_size=1000)
    counts = {name: found[name] for name in ("compared", "eligible", "examined", "failing", "opens")}
    return Shortlist.objects.create(vacancy_id=vacancy_id, run=run, **counts)


def _without(row: Result) -> Result:
    return {name: value for name, value in row.items() if name != "candidate"}


def _plain(params: dict[str, object]) -> dict[str, Any]:
    return {name: value if isinstance(value, int | float) else str(value) for name, value in params.items()}


def _mark_eligible(found: list[int]) -> None:
    for start in range(0, len(found), 900):
        Candidate.objects.filter(pk__in=found[start : start + 900], status=Candidate.Status.REGISTERED).update(
            status=Candidate.Status.ELIGIBLE
        )
