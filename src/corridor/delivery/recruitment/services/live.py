"""Live lists: what is tried is answered at once, and nothing of it is saved."""

from datetime import date

from corridor.access.models import User
from corridor.core import audit
from corridor.delivery.recruitment.models import Candidate, Vacancy
from corridor.delivery.recruitment.runs import live
from corridor.delivery.recruitment.selectors.live import candidates_shown, vacancies_shown
from corridor.delivery.recruitment.selectors.markets import CandidateFacts, VacancyFacts
from corridor.delivery.recruitment.services.live_keeping import keep_if_serving
from corridor.design.schemes.models import Scheme


def try_profile(
    *, scheme: Scheme, profile: CandidateFacts, by: User, today: date, top: int = live.TOP
) -> live.Live[Vacancy]:
    """Return the best vacancies that a person may see for a profile; nothing is saved."""
    keep_if_serving()
    return live.vacancies_for_profile(
        scheme_id=scheme.pk,
        profile=profile,
        read=lambda ids: vacancies_shown(user=by, ids=ids, today=today),
        top=top,
    )


def try_order(*, scheme: Scheme, order: VacancyFacts, by: User, top: int = live.TOP) -> live.Live[Candidate]:
    """Return the best candidates whom a person may see for a job order; nothing is saved but who looked."""
    keep_if_serving()
    found = live.candidates_for_order(
        scheme_id=scheme.pk, order=order, read=lambda ids: candidates_shown(user=by, ids=ids), top=top
    )
    detail = {"vacancy": order.pk, "shown": [row.pk for row, _ in found.found]}
    audit.record(by=by, action="recruitment.live_list_seen", obj=scheme, detail=detail)
    return found
