"""Places in the quotas of the country of work, and its shortage lists, for job orders.

A job order reserves its posts when it is opened, uses one with every offer that is accepted, and sets the rest free
when it ends. Where a scheme leads into the country from several countries or by several pathways, both are not known
before somebody accepts the post; quotas that name them count it then.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from corridor.delivery.recruitment.models import Candidate, Vacancy
from corridor.design.activities.models import SchemePathway
from corridor.knowledge.quotas import services as quotas
from corridor.knowledge.quotas.models import LedgerEntry
from corridor.knowledge.quotas.rules import Post, Reference, Verdict, check_listed
from corridor.knowledge.quotas.selectors import is_on_list

KIND = "vacancy"


def post_of(vacancy: Vacancy, *, origin_iso3: str = "") -> Post:
    """Return what quotas read of a job order; the first day of work says in which period it counts."""
    origins = {origin_iso3} if origin_iso3 else _origins(vacancy)
    origin = origins.pop() if len(origins) == 1 else ""
    return Post(
        destination_iso3=vacancy.iso3,
        on=vacancy.start_date or timezone.localdate(),
        nace2=vacancy.employer.nace2 or vacancy.scheme.nace2,
        origin_iso3=origin,
        isco08=vacancy.isco08,
        pathway_code=_pathway(vacancy, origin),
        employer_id=vacancy.employer.organisation_id,
    )


def verdict_of(vacancy: Vacancy) -> Verdict:
    """Say whether the occupation of a job order is on a shortage list of its country."""
    post = post_of(vacancy)
    return is_on_list(
        destination=post.destination_iso3,
        isco08=post.isco08,
        on=post.on,
        region=vacancy.region,
        pathway_code=post.pathway_code,
    )


@transaction.atomic
def hold_places(*, vacancy: Vacancy, by: Any) -> list[LedgerEntry]:
    """Reserve the posts of a job order; refuse one outside a binding list or above a cap."""
    check_listed(verdict_of(vacancy))
    return quotas.take(
        post=post_of(vacancy),
        posts=vacancy.positions,
        reference=_reference(vacancy),
        by=by,
        workspace=vacancy.scheme.workspace,
    )


@transaction.atomic
def use_place(*, vacancy: Vacancy, candidate: Candidate, by: Any) -> list[LedgerEntry]:
    """Use a place for a candidate who has accepted; her country is known now."""
    return quotas.use(
        post=post_of(vacancy, origin_iso3=candidate.person.iso3),
        reference=_reference(vacancy),
        by=by,
        workspace=vacancy.scheme.workspace,
    )


def check_place(*, vacancy: Vacancy, candidate: Candidate) -> None:
    """Refuse an offer for which no quota that names the person's country or pathway has a place left."""
    post = post_of(vacancy, origin_iso3=candidate.person.iso3)
    quotas.check_use(post=post, reference=_reference(vacancy))


def give_back_place(*, vacancy: Vacancy, by: Any) -> list[LedgerEntry]:
    """Set free the place of a person who has accepted and did not depart; why, her case says and not the ledger."""
    return quotas.give_back(reference=_reference(vacancy), posts=1, by=by)


def free_places(*, vacancy: Vacancy, by: Any, reason: str) -> list[LedgerEntry]:
    """Set free what a job order that has ended did not use."""
    return quotas.release(reference=_reference(vacancy), by=by, reason=reason)


def _reference(vacancy: Vacancy) -> Reference:
    return Reference(KIND, vacancy.reference)


def _origins(vacancy: Vacancy) -> set[str]:
    rows = vacancy.scheme.corridors.filter(destination_iso3=vacancy.iso3)
    return set(rows.values_list("origin_iso3", flat=True))


def _pathway(vacancy: Vacancy, origin_iso3: str) -> str:
    rows = SchemePathway.objects.filter(scheme=vacancy.scheme_id, corridor__destination_iso3=vacancy.iso3)
    rows = rows.filter(corridor__origin_iso3=origin_iso3) if origin_iso3 else rows
    codes = set(rows.values_list("pathway__code", flat=True))
    return codes.pop() if len(codes) == 1 else ""
