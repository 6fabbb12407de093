"""Shortlists on request: the rules first, then the engine, then the audit."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from corridor.access.models import User
from corridor.access.selectors import may
from corridor.core import audit
from corridor.delivery.recruitment import runs
from corridor.delivery.recruitment.models import KeptRun, Shortlist, Vacancy
from corridor.delivery.recruitment.rules import check_employer, check_matchable
from corridor.kernel.errors import N_, NotPermitted


def request_shortlist(*, vacancy: Vacancy, by: User) -> Shortlist:
    """Match one open vacancy of a vetted employer with the free candidates of its scheme."""
    if not may(vacancy, user=by, action="match"):
        raise NotPermitted(
            N_("Shortlists are made by the offices of the scheme."),
            hint=N_("Ask the office of your country for the shortlist."),
        )
    (shortlist,) = request_shortlists(vacancies=[vacancy], by=by)
    return shortlist


def request_shortlists(*, vacancies: Sequence[Vacancy], by: User | None) -> list[Shortlist]:
    """Match several vacancies of one scheme in one run."""
    for vacancy in vacancies:
        _check(vacancy)
    by_scheme: dict[int, list[Vacancy]] = {}
    for vacancy in vacancies:
        by_scheme.setdefault(vacancy.scheme_id, []).append(vacancy)
    # Ranked before anything is written, so that nobody waits for the records meanwhile.
    found = [runs.rank_lists(scheme_id=pk, vacancies=rows) for pk, rows in sorted(by_scheme.items())]
    return _keep(found, by=by)


@transaction.atomic
def _keep(found: Sequence[runs.Ranked], *, by: User | None) -> list[Shortlist]:
    made = [shortlist for one in found for shortlist in runs.keep_lists(one, by=by)]
    digests = _digests(made)
    for shortlist in made:
        counts = {"compared": shortlist.compared, "eligible": shortlist.eligible}
        detail = {"run": shortlist.run_id, **counts, **digests[shortlist.run_id]}
        audit.record(by=by, action="recruitment.shortlist_made", obj=shortlist.vacancy, detail=detail)
    return made


def _digests(made: Sequence[Shortlist]) -> dict[int, dict[str, str]]:
    """Return the digests of inputs and result by run: in the audit chain nobody can change them afterwards."""
    rows = KeptRun.objects.filter(run__in={shortlist.run_id for shortlist in made}).select_related("snapshot")
    return {row.run_id: {"inputs": row.snapshot.digest, "result": row.result_digest} for row in rows}


def _check(vacancy: Vacancy) -> None:
    check_employer(name=str(vacancy.employer), status=vacancy.employer.vetted_status)
    check_matchable(
        reference=vacancy.reference,
        status=vacancy.status,
        closes_date=vacancy.closes_date,
        has_skills=bool(vacancy.essential_skills),
        today=timezone.localdate(),
    )
