"""Plans and reports on request: who may ask, then the engine, then the audit."""

from datetime import date

from django.db import transaction

from corridor.access.models import User
from corridor.access.roles import OFFICERS
from corridor.access.selectors import may, roles_of
from corridor.core import audit
from corridor.core.models import Run
from corridor.delivery.recruitment import runs
from corridor.delivery.recruitment.models import Vacancy
from corridor.delivery.recruitment.models.snapshots import READERS_OF_RUNS
from corridor.design.schemes.models import Scheme
from corridor.kernel.errors import N_, NotPermitted


@transaction.atomic
def request_training_plan(*, scheme: Scheme, by: User | None) -> Run:
    """Compute which training opens how many vacancies of a scheme for how many of its people."""
    if by is not None:
        _check(may(scheme, user=by, action="view") and bool(roles_of(by) & OFFICERS))
    run = runs.plan_training(scheme_id=scheme.pk, by=by)
    audit.record(by=by, action="recruitment.training_plan_made", obj=scheme, detail={"run": run.pk})
    return run


@transaction.atomic
def request_fairness_report(*, scheme: Scheme, today: date, by: User | None) -> Run:
    """Report how the recorded groups of a scheme fare in lists, proposals and selections."""
    if by is not None:
        _check(may(scheme, user=by, action="view") and bool(roles_of(by) & READERS_OF_RUNS))
    run = runs.report_fairness(scheme_id=scheme.pk, today=today, by=by)
    audit.record(by=by, action="recruitment.fairness_reported", obj=scheme, detail={"run": run.pk})
    return run


@transaction.atomic
def request_nomination_plan(*, scheme: Scheme, vacancy: Vacancy | None, wish: runs.Wish, by: User | None) -> Run:
    """Compute how many more people to propose for a vacancy, or for a whole scheme."""
    if by is not None:
        may_match = may(vacancy, user=by, action="match") if vacancy else may(scheme, user=by, action="view")
        _check(may_match and bool(roles_of(by) & OFFICERS))
    run = runs.plan_nominations(scheme_id=scheme.pk, vacancy=vacancy, wish=wish, by=by)
    audit.record(by=by, action="recruitment.nominations_planned", obj=vacancy or scheme, detail={"run": run.pk})
    return run


def _check(is_allowed: bool) -> None:
    if not is_allowed:
        raise NotPermitted(
            N_("Plans and reports of a scheme are made by its offices."),
            hint=N_("Ask the office of your country."),
        )
