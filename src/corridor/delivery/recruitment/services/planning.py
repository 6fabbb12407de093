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


def request_training_plan(*, scheme: Scheme, by: User | None) -> Run:
    """Compute which training opens how many vacancies of a scheme for how many of its people."""
    if by is not None:
        _check(may(scheme, user=by, action="view") and bool(roles_of(by) & OFFICERS))
    return _keep(runs.plan_training(scheme_id=scheme.pk), "recruitment.training_plan_made", scheme, by)


def request_fairness_report(*, scheme: Scheme, today: date, by: User | None) -> Run:
    """Report how the recorded groups of a scheme fare in lists, proposals and selections."""
    if by is not None:
        _check(may(scheme, user=by, action="view") and bool(roles_of(by) & READERS_OF_RUNS))
    planned = runs.report_fairness(scheme_id=scheme.pk, today=today)
    return _keep(planned, "recruitment.fairness_reported", scheme, by)


def request_nomination_plan(*, scheme: Scheme, vacancy: Vacancy | None, wish: runs.Wish, by: User | None) -> Run:
    """Compute how many more people to propose for a vacancy, or for a whole scheme."""
    if by is not None:
        may_match = may(vacancy, user=by, action="match") if vacancy else may(scheme, user=by, action="view")
        _check(may_match and bool(roles_of(by) & OFFICERS))
    planned = runs.plan_nominations(scheme_id=scheme.pk, vacancy=vacancy, wish=wish)
    return _keep(planned, "recruitment.nominations_planned", vacancy or scheme, by)


@transaction.atomic
def _keep(planned: runs.Planned, action: str, obj: Scheme | Vacancy, by: User | None) -> Run:
    """Keep a run and its audit entry together; the computing before it holds no record."""
    run = runs.keep_planned(planned, by=by)
    audit.record(by=by, action=action, obj=obj, detail={"run": run.pk})
    return run


def _check(is_allowed: bool) -> None:
    if not is_allowed:
        raise NotPermitted(
            N_("Plans and reports of a scheme are made by its offices."),
            hint=N_("Ask the office of your country."),
        )
