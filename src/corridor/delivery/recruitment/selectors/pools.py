"""Who and what an allocation is made from: free people with their recorded groups, and posts without a taker."""

from datetime import date

from django.db.models import Count, F, Q

from corridor.delivery.recruitment.models import Candidate, Employer, Vacancy
from corridor.delivery.recruitment.selectors.markets import candidates_to_match, vacancies_to_weigh

UNPROPOSED = (Candidate.Status.REGISTERED, Candidate.Status.ELIGIBLE)
GROUPS = {"sex": "person__sex", "region": "person__region", "origin": "person__iso3", "track": "track"}
"""Recorded groups by name: they may set quotas and are compared; they never enter a score."""


def free_candidates(*, scheme_id: int) -> list[int]:
    """Return the candidates whom nobody has proposed anywhere yet, by id."""
    rows = candidates_to_match(scheme_id=scheme_id).filter(status__in=UNPROPOSED)
    return list(rows.values_list("pk", flat=True))


def free_posts(*, scheme_id: int, today: date) -> list[Vacancy]:
    """Return the open vacancies of vetted employers, with `positions` set to the posts that have no taker yet.

    A post has a taker as long as a proposal for it is open or its offer was not declined.
    """
    rows = vacancies_to_weigh(scheme_id=scheme_id).exclude(closes_date__lt=today)
    rows = rows.filter(employer__vetted_status=Employer.VettedStatus.VETTED)
    refused = Q(nominations__candidate_answer="no") | Q(nominations__employer_answer="no")
    declined = Q(nominations__offer__answer="declined")
    taken = Count("nominations", filter=Q(nominations__isnull=False) & ~(refused | declined), distinct=True)
    found: list[Vacancy] = []
    for vacancy in rows.annotate(taken=taken).filter(positions__gt=F("taken")).order_by("pk"):
        vacancy.positions -= vacancy.taken
        found.append(vacancy)
    return found


def groups_of(*, candidate_ids: list[int]) -> dict[str, dict[str, str]]:
    """Return the recorded groups of candidates, by column and candidate; what is not recorded is left out."""
    found: dict[str, dict[str, str]] = {name: {} for name in GROUPS}
    for start in range(0, len(candidate_ids), 900):
        part = Candidate.objects.filter(pk__in=candidate_ids[start : start + 900]).order_by("pk")
        for pk, *values in part.values_list("pk", *GROUPS.values()):
            for name, value in zip(GROUPS, values, strict=True):
                if value:
                    found[name][str(pk)] = value
    return found
