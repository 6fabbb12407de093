"""The people of a scheme as counts: how far they came, by sex; who trained, who answered.

A scheme is reached through its own door first; these readers then count all of its rows and return no person.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from corridor.delivery.mobility.models import Case, CheckIn, Placement
from corridor.delivery.recruitment.models import Candidate, MatchEdge, Nomination, Offer
from corridor.delivery.training.models import Assessment, Cohort, Enrolment
from corridor.design.schemes.models import Scheme
from corridor.evaluation.monitoring.rules import Sex, Stage

_BEYOND_REGISTERED = ("eligible", "shortlisted", "selected", "offered", "accepted", "deployed", "returned")


@dataclass(frozen=True)
class Wish:
    """What the results are narrowed to; empty words narrow nothing."""

    origin_iso3: str = ""
    destination_iso3: str = ""
    cohort_id: int | None = None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.origin_iso3 or self.destination_iso3 or self.cohort_id)


@dataclass(frozen=True)
class Reached:
    """How many people of each group reached each stage, how many were trained, and how many left uncleared."""

    by_group: dict[str, list[int]]
    trained_of_accepted: int
    accepted: int
    participants: int
    departed_uncleared: int


@dataclass(frozen=True)
class CohortCount:
    """One cohort: seats, people, those whose final test is known, those who passed."""

    cohort: Cohort
    enrolled: int
    assessed: int
    passed: int
    dropped: int


@dataclass(frozen=True)
class CheckInCount:
    """Check-ins with workers: asked, answered, and how the answers were."""

    asked: int
    answered: int
    well: int
    mixed: int
    bad: int
    skills_answered: int
    uses_skills: int


def reached(*, scheme: Scheme, wish: Wish) -> Reached:
    """Count how far the people of a scheme have come, each at the furthest stage and all before it."""
    people = _people(scheme, wish)
    at_stage = _stage_sets(scheme, wish)
    levels: Counter[tuple[str, int]] = Counter()
    # Later stages overwrite earlier ones, so that each person ends at the furthest.
    furthest = {pk: place for place, stage in enumerate(Stage) for pk in at_stage.get(stage, ())}
    known = frozenset(Sex.values)
    for pk, sex in people.items():
        levels[sex if sex in known else "", furthest.get(pk, 0)] += 1
    accepted = {pk for stage in list(Stage)[4:] for pk in at_stage[stage]} & people.keys()
    trained = set(_trained(scheme)) & people.keys()
    enrolled = set(Enrolment.objects.filter(cohort__scheme=scheme).values_list("candidate", flat=True))
    return Reached(
        by_group={sex.value: _cumulated(levels, sex.value) for sex in Sex},
        trained_of_accepted=len(trained & accepted),
        accepted=len(accepted),
        participants=len((enrolled & people.keys()) | accepted),
        departed_uncleared=placements_of(scheme=scheme, wish=wish).filter(departed_uncleared=True).count(),
    )


def _cumulated(levels: Counter[tuple[str, int]], sex: str) -> list[int]:
    own = [levels[sex, n] for n in range(len(Stage))]
    return [sum(own[n:]) for n in range(len(own))]


def _people(scheme: Scheme, wish: Wish) -> dict[int, str]:
    rows = Candidate.objects.filter(scheme=scheme, duplicate_of__isnull=True)
    if wish.origin_iso3:
        rows = rows.filter(person__iso3=wish.origin_iso3)
    if wish.cohort_id:
        rows = rows.filter(enrolments__cohort=wish.cohort_id)
    found = rows.order_by().values_list("pk", "person__sex", "destinations")
    return {
        pk: sex
        for pk, sex, destinations in found
        if not wish.destination_iso3 or not destinations or wish.destination_iso3 in destinations
    }


def _stage_sets(scheme: Scheme, wish: Wish) -> dict[str, set[int]]:
    nominations = Nomination.objects.filter(vacancy__scheme=scheme)
    offers = Offer.objects.filter(nomination__vacancy__scheme=scheme, answer=Offer.Answer.ACCEPTED)
    if wish.destination_iso3:
        nominations = nominations.filter(vacancy__iso3=wish.destination_iso3)
        offers = offers.filter(nomination__vacancy__iso3=wish.destination_iso3)
    placed = placements_of(scheme=scheme, wish=wish)
    cleared = Q(cleared_on_date__isnull=False) | Q(case__status=Case.Status.DONE)
    at_work = Q(arrived_on_date__isnull=False) | Q(status__in=[Placement.Status.WORKING, Placement.Status.ENDED])
    return {
        Stage.ELIGIBLE: _eligible(scheme),
        Stage.NOMINATED: _ids(nominations),
        Stage.SELECTED: _ids(nominations.filter(candidate_answer="yes", employer_answer="yes")),
        Stage.ACCEPTED: set(offers.values_list("nomination__candidate", flat=True)) | _ids(placed),
        Stage.CLEARED: _ids(placed.filter(cleared)),
        Stage.DEPARTED: _ids(placed.filter(departed_on_date__isnull=False)),
        Stage.WORKING: _ids(placed.filter(at_work)),
        Stage.RETURNED: _ids(placed.filter(returned_on_date__isnull=False)),
    }


def _eligible(scheme: Scheme) -> set[int]:
    by_status = Candidate.objects.filter(scheme=scheme, status__in=_BEYOND_REGISTERED).values_list("pk", flat=True)
    by_match = MatchEdge.objects.filter(vacancy__scheme=scheme).order_by().values_list("candidate", flat=True)
    return set(by_status) | set(by_match.distinct())


def _ids(rows: QuerySet[Nomination] | QuerySet[Placement]) -> set[int]:
    return set(rows.order_by().values_list("candidate_id", flat=True))


def _trained(scheme: Scheme) -> QuerySet[Enrolment, int]:
    done = Enrolment.objects.filter(cohort__scheme=scheme, status=Enrolment.Status.COMPLETED)
    return done.order_by().values_list("candidate", flat=True)


def placements_of(*, scheme: Scheme, wish: Wish) -> QuerySet[Placement]:
    """Return the placements of a scheme that were not cancelled, narrowed to corridor and cohort."""
    rows = Placement.objects.filter(scheme=scheme).exclude(status=Placement.Status.CANCELLED)
    if wish.origin_iso3:
        rows = rows.filter(candidate__person__iso3=wish.origin_iso3)
    if wish.destination_iso3:
        rows = rows.filter(vacancy__iso3=wish.destination_iso3)
    if wish.cohort_id:
        rows = rows.filter(candidate__enrolments__cohort=wish.cohort_id)
    return rows.order_by("pk")


def cases_of(*, scheme: Scheme, wish: Wish) -> QuerySet[Case]:
    """Return the cases of these placements; cancelled ones teach how long a step takes as well."""
    rows = Case.objects.filter(placement__scheme=scheme)
    if wish.origin_iso3:
        rows = rows.filter(placement__candidate__person__iso3=wish.origin_iso3)
    if wish.destination_iso3:
        rows = rows.filter(placement__vacancy__iso3=wish.destination_iso3)
    if wish.cohort_id:
        rows = rows.filter(placement__candidate__enrolments__cohort=wish.cohort_id)
    return rows.order_by("pk")


def ways_to_departure(*, scheme: Scheme, wish: Wish) -> list[tuple[int, date, date | None]]:
    """Return when each person was selected and departed."""
    rows = placements_of(scheme=scheme, wish=wish)
    return list(rows.values_list("pk", "selected_on_date", "departed_on_date"))


def moved_by_corridor(*, scheme: Scheme, wish: Wish) -> dict[tuple[str, str], int]:
    """Return how many people departed on each corridor; a corridor without departures is there with zero."""
    counts = {(row.origin_iso3, row.destination_iso3): 0 for row in scheme.corridors.all()}
    rows = placements_of(scheme=scheme, wish=wish).filter(departed_on_date__isnull=False).order_by()
    for origin, destination, n in rows.values_list("candidate__person__iso3", "vacancy__iso3").annotate(n=Count("pk")):
        counts[origin, destination] = n
    chosen = (wish.origin_iso3, wish.destination_iso3)
    return {pair: n for pair, n in counts.items() if not all(chosen) or pair == chosen}


def cohorts_of(*, scheme: Scheme) -> QuerySet[Cohort]:
    """Return the cohorts of a scheme by their first day."""
    return Cohort.objects.filter(scheme=scheme).select_related("provider").order_by("starts_on_date", "pk")


def cohort_counts(*, scheme: Scheme, wish: Wish) -> list[CohortCount]:
    """Return for each cohort how many were enrolled, took the final test and passed it; the last test counts."""
    rows = cohorts_of(scheme=scheme).filter(**({"pk": wish.cohort_id} if wish.cohort_id else {}))
    tests = Assessment.objects.filter(enrolment__cohort__in=rows.values("pk"), kind=Assessment.Kind.FINAL)
    last: dict[int, tuple[int, bool]] = {}
    for enrolment, cohort, score, mark in tests.order_by("assessed_on_date", "pk").values_list(
        "enrolment", "enrolment__cohort", "score", "pass_mark"
    ):
        last[enrolment] = (cohort, score >= mark)
    assessed = Counter(cohort for cohort, _passed in last.values())
    passed = Counter(cohort for cohort, is_passed in last.values() if is_passed)
    dropped = Count("enrolments", filter=Q(enrolments__status=Enrolment.Status.DROPPED))
    return [
        CohortCount(cohort, cohort.n_enrolled, assessed[cohort.pk], passed[cohort.pk], cohort.n_dropped)
        for cohort in rows.annotate(n_enrolled=Count("enrolments"), n_dropped=dropped)
    ]


def check_in_counts(*, scheme: Scheme, wish: Wish) -> CheckInCount:
    """Return how many check-ins with workers were asked and answered."""
    rows = CheckIn.objects.filter(
        placement__in=placements_of(scheme=scheme, wish=wish).values("pk"), party=CheckIn.Party.WORKER
    )
    known = Q(uses_skills__isnull=False)
    found = rows.order_by().aggregate(
        asked=Count("pk"),
        answered=Count("pk", filter=~Q(answer="")),
        well=Count("pk", filter=Q(answer=CheckIn.Answer.WELL)),
        mixed=Count("pk", filter=Q(answer=CheckIn.Answer.MIXED)),
        bad=Count("pk", filter=Q(answer=CheckIn.Answer.BAD)),
        skills_answered=Count("pk", filter=known),
        uses_skills=Count("pk", filter=known & Q(uses_skills=True)),
    )
    return CheckInCount(**found)


def headline(*, schemes: QuerySet[Scheme]) -> dict[int, tuple[int, int]]:
    """Return for each scheme how many people are registered and how many departed."""
    registered = dict(
        Candidate.objects.filter(scheme__in=schemes.order_by().values("pk"), duplicate_of__isnull=True)
        .order_by()
        .values_list("scheme")
        .annotate(n=Count("pk"))
    )
    departed = dict(
        Placement.objects.filter(scheme__in=schemes.order_by().values("pk"), departed_on_date__isnull=False)
        .exclude(status=Placement.Status.CANCELLED)
        .order_by()
        .values_list(F("scheme"))
        .annotate(n=Count("pk"))
    )
    return {pk: (registered.get(pk, 0), departed.get(pk, 0)) for pk in {*registered, *departed}}
