"""Reading employers and job orders."""

from dataclasses import dataclass

from django.db.models import Case, Count, Q, QuerySet, When

from corridor.access.models import User
from corridor.access.selectors import get_visible, visible
from corridor.delivery.recruitment.models import Employer, Nomination, Vacancy


@dataclass(frozen=True)
class VacancySearch:
    """What the list of vacancies is narrowed to."""

    text: str = ""
    scheme_id: int | None = None
    status: str = ""


def vacancies_of(*, user: User, search: VacancySearch | None = None) -> QuerySet[Vacancy]:
    """Return the vacancies that the person may see, the open ones and the newest on top."""
    search = search or VacancySearch()
    rows = visible(Vacancy.objects.all(), user=user).select_related("employer__organisation", "scheme")
    if search.scheme_id:
        rows = rows.filter(scheme=search.scheme_id)
    if search.status:
        rows = rows.filter(status=search.status)
    for word in search.text.split():
        rows = rows.filter(
            Q(reference__icontains=word)
            | Q(title_en__icontains=word)
            | Q(title_fr__icontains=word)
            | Q(title_es__icontains=word)
            | Q(title_ar__icontains=word)
            | Q(employer__organisation__name__icontains=word)
            | Q(isco08__startswith=word)
        )
    proposed = Count("nominations", distinct=True)
    accepted = Count("nominations", filter=Q(nominations__offer__answer="accepted"), distinct=True)
    return rows.annotate(proposed=proposed, accepted=accepted).order_by(
        Case(When(status=Vacancy.Status.OPEN, then=0), default=1), "-closes_date", "pk"
    )


def get_vacancy(*, user: User, pk: int, action: str = "view") -> Vacancy:
    """Return one vacancy that the person may reach, else 404."""
    rows = Vacancy.objects.select_related("employer__organisation", "scheme")
    return get_visible(rows, user=user, action=action, pk=pk)


def nominations_of(*, user: User, vacancy: Vacancy) -> QuerySet[Nomination]:
    """Return the proposals to a vacancy that the person may see, the newest first."""
    rows = Nomination.objects.filter(vacancy=vacancy).select_related("candidate__person", "offer", "vacancy")
    return visible(rows, user=user).prefetch_related("interviews").order_by("-nominated_at", "-pk")


def employers_of(*, user: User) -> QuerySet[Employer]:
    """Return the employers in the person's schemes, by name."""
    rows = visible(Employer.objects.select_related("organisation"), user=user)
    return rows.annotate(
        open_vacancies=Count("vacancies", filter=Q(vacancies__status=Vacancy.Status.OPEN), distinct=True)
    ).order_by("organisation__name", "pk")


def get_employer(*, user: User, pk: int, action: str = "view") -> Employer:
    """Return one employer whom the person may reach, else 404."""
    return get_visible(Employer.objects.select_related("organisation"), user=user, action=action, pk=pk)


def open_vacancies_for_worker(*, user: User) -> QuerySet[Vacancy]:
    """Return the open vacancies of vetted employers in the worker's schemes, the next start first."""
    rows = Vacancy.objects.filter(status=Vacancy.Status.OPEN, employer__vetted_status=Employer.VettedStatus.VETTED)
    rows = visible(rows.select_related("employer__organisation"), user=user)
    return rows.order_by("start_date", "pk")
