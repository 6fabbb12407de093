"""What plans and reports of a scheme rest on: groups with counts, recorded groups, and the newest runs.

Rows leave this module as counts, or as groups and marks without any number of a person.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Max, QuerySet

from corridor.access.models import User
from corridor.access.roles import OFFICERS, Role
from corridor.access.selectors import visible
from corridor.core.models import Run
from corridor.delivery.recruitment.models import Candidate, KeptRun, MatchEdge, Nomination, Shortlist, Vacancy
from corridor.delivery.skills.rules import SkillRef

READERS_OF_TRAINING = frozenset({*OFFICERS, Role.TRAINER, Role.COUNSELLOR, Role.DESIGNER})
OUT = (Candidate.Status.WITHDRAWN, Candidate.Status.REFUSED)
# Whoever has taken a post waits for no other one.
TAKEN = (Candidate.Status.ACCEPTED, Candidate.Status.DEPLOYED, Candidate.Status.RETURNED)
AGES = ((0, 29), (30, 44), (45, 120))


class Plan(StrEnum):
    """The engines behind the three pages; runs are found by them."""

    TRAINING = "matching.training_plan"
    FAIRNESS = "fairness.report"
    NOMINATIONS = "nominating.nominations_needed"


class Stage(StrEnum):
    """What a proposal passes, in order; the last one holds permit, visa and departure."""

    SELECTED = "selected"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DEPARTED = "departed"


STAGES = tuple(Stage)


@dataclass(frozen=True, slots=True)
class Passing:
    """One proposal without its person: its group, the stages it has passed, and whether it waits at the next one."""

    group: tuple[str, str, str]
    vacancy_id: int
    passed: int
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class PoolRow:
    """One candidate of a pool without a name or number: recorded groups, and how far she came.

    `allocated` names the aims whose newest allocation gives her a post; None where she was not among the free people.
    """

    sex: str
    region: str
    origin: str
    age: str
    is_listed: bool
    exposure_ranks: tuple[int, ...]
    is_proposed: bool
    is_selected: bool
    allocated: frozenset[str] | None


def newest_run(*, plan: Plan, scheme_id: int, vacancy_id: int | None = None) -> Run | None:
    """Return the newest finished run of a plan; whoever asks has reached the scheme or the vacancy before."""
    rows = Run.objects.filter(engine=plan.value, status=Run.Status.DONE, parameters__scheme=scheme_id)
    if plan is Plan.NOMINATIONS:
        rows = rows.filter(parameters__vacancy=vacancy_id or 0)
    return rows.select_related("requested_by").order_by("-pk").first()


def passings(*, scheme_id: int) -> list[Passing]:
    """Return how far every proposal of a scheme came."""
    rows = Nomination.objects.filter(vacancy__scheme=scheme_id).order_by("pk").values_list(
        "vacancy_id", "vacancy__iso3", "vacancy__isco08", "vacancy__employer__organisation__name",
        "vacancy__status", "candidate__person__iso3", "candidate__status",
        "candidate_answer", "employer_answer", "offer__pk", "offer__answer",
    )  # fmt: skip
    return [_passing(*row) for row in rows]


def _passing(
    vacancy_id: int, country: str, isco08: str, employer: str, post: str, origin: str, status: str,
    candidate_answer: str, employer_answer: str, offer: int | None, offer_answer: str | None,
) -> Passing:  # fmt: skip
    group = (f"{origin}-{country}", isco08[:4], employer)
    is_out = status in OUT or (status in TAKEN and offer_answer != "accepted")
    if "no" in (candidate_answer, employer_answer):
        return Passing(group, vacancy_id, 0, is_waiting=False)
    if not (candidate_answer == employer_answer == "yes"):
        return Passing(group, vacancy_id, 0, is_waiting=not is_out)
    if offer is None:
        return Passing(group, vacancy_id, 1, is_waiting=not is_out and post == Vacancy.Status.OPEN)
    if offer_answer != "accepted":
        return Passing(group, vacancy_id, 2, is_waiting=not is_out and not offer_answer)
    if status in (Candidate.Status.DEPLOYED, Candidate.Status.RETURNED):
        return Passing(group, vacancy_id, 4, is_waiting=False)
    return Passing(group, vacancy_id, 3, is_waiting=not is_out)


def stage_counts(rows: Iterable[Passing]) -> dict[tuple[Stage, tuple[str, str, str]], tuple[int, int]]:
    """Return who came to each stage and who passed it, by group; those who still wait there are left out."""
    entered: Counter[tuple[Stage, tuple[str, str, str]]] = Counter()
    passed: Counter[tuple[Stage, tuple[str, str, str]]] = Counter()
    for row in rows:
        for place, stage in enumerate(STAGES):
            if place < row.passed:
                passed[stage, row.group] += 1
            if place < row.passed or (place == row.passed and not row.is_waiting):
                entered[stage, row.group] += 1
    return {key: (count, passed[key]) for key, count in entered.items()}


def on_their_way(rows: Iterable[Passing]) -> dict[str, list[int]]:
    """Return by corridor how many wait before each stage, and last how many have departed."""
    found: dict[str, list[int]] = {}
    for row in rows:
        line = found.setdefault(row.group[0], [0] * (len(STAGES) + 1))
        if row.passed == len(STAGES) or row.is_waiting:
            line[row.passed] += 1
    return found


def pool_of(*, scheme_id: int, today: date, allocated: Mapping[int, frozenset[str]] | None = None) -> list[PoolRow]:
    """Return the candidates of a scheme who want to work abroad, as groups and marks; no linked duplicates."""
    ranks = _ranks(scheme_id)
    proposed = _proposed(scheme_id)
    rows = Candidate.objects.filter(scheme=scheme_id, duplicate_of__isnull=True).exclude(track=Candidate.Track.HOME)
    columns = ("pk", "person__sex", "person__region", "person__iso3", "person__birth_date")
    return [
        PoolRow(
            sex=sex,
            region=region,
            origin=origin,
            age=age_group(born, today),
            is_listed=pk in ranks,
            exposure_ranks=tuple(ranks.get(pk, ())),
            is_proposed=pk in proposed,
            is_selected=proposed.get(pk, False),
            allocated=(allocated or {}).get(pk),
        )
        for pk, sex, region, origin, born in rows.order_by("pk").values_list(*columns)
    ]


def age_group(born: date | None, today: date) -> str:
    """Return the age group of a date of birth.

    >>> age_group(date(1990, 5, 1), date(2020, 4, 30)), age_group(None, date(2020, 1, 1))
    ('0-29', '')
    """
    if born is None:
        return ""
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return next((f"{low}-{high}" for low, high in AGES if low <= age <= high), "")


def _ranks(scheme_id: int) -> dict[int, list[int]]:
    newest = Shortlist.objects.filter(vacancy__scheme=scheme_id).order_by().values("vacancy").annotate(newest=Max("pk"))
    lists = Shortlist.objects.filter(pk__in=newest.values("newest")).order_by("pk").values_list("run_id", "vacancy_id")
    found: dict[int, list[int]] = {}
    for run_id, vacancy_id in lists:
        edges = MatchEdge.objects.filter(run=run_id, vacancy=vacancy_id).order_by("rank")
        for candidate, rank in edges.values_list("candidate_id", "rank"):
            found.setdefault(candidate, []).append(rank)
    return found


def _proposed(scheme_id: int) -> dict[int, bool]:
    """Return the proposed candidates, True where both sides have said yes to one proposal."""
    found: dict[int, bool] = {}
    rows = Nomination.objects.filter(vacancy__scheme=scheme_id).order_by("pk")
    for candidate, hers, theirs in rows.values_list("candidate_id", "candidate_answer", "employer_answer"):
        found[candidate] = found.get(candidate, False) or hers == theirs == "yes"
    return found


def newest_comparison(*, scheme_id: int) -> KeptRun | None:
    """Return the newest comparison of allocations whose facts and result are still kept."""
    rows = KeptRun.objects.filter(snapshot__scheme=scheme_id, kind=KeptRun.Kind.ALLOCATION, result__isnull=False)
    return rows.filter(snapshot__content__isnull=False).select_related("snapshot").order_by("-run").first()


def skill_names(*, scheme_id: int) -> dict[str, SkillRef]:
    """Return the essential skills that the vacancies of a scheme name, by key."""
    rows = Vacancy.objects.filter(scheme=scheme_id).order_by("pk")
    return {ref.key: ref for vacancy in rows for ref in vacancy.essential}


def next_in_line(*, user: User, vacancy: Vacancy, number: int) -> Iterator[MatchEdge]:
    """Yield the best of the newest shortlist who are not proposed yet and still free, as far as the person may see."""
    newest = visible(Shortlist.objects.filter(vacancy=vacancy), user=user).order_by("-pk").first()
    if newest is None or number < 1:
        return
    asked = Nomination.objects.filter(vacancy=vacancy).values("candidate")
    free = (Candidate.Status.REGISTERED, Candidate.Status.ELIGIBLE)
    edges: QuerySet[MatchEdge] = visible(MatchEdge.objects.filter(run=newest.run_id, vacancy=vacancy), user=user)
    yield from (
        edges.filter(candidate__status__in=free)
        .exclude(candidate__in=asked)
        .select_related("candidate")
        .order_by("rank")[:number]
    )
