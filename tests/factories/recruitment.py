"""A small world of recruitment, and its rows with the least that is valid."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from corridor.access.models import Organisation, User, Workspace
from corridor.access.roles import Role
from corridor.delivery.recruitment.models import Call, Candidate, Employer, Nomination, Vacancy
from corridor.design.schemes.models import Scheme, SchemeCorridor
from tests.factories.access import make_member, make_organisation, make_workspace
from tests.factories.skills import give_language, give_skills, give_work, make_person

_numbers = count(1)


def make_scheme(workspace: Workspace, lead: Organisation, **fields) -> Scheme:
    n = next(_numbers)
    scheme = Scheme.objects.create(
        **({"reference": f"ma-be-{n}", "name": f"Scheme {n}", "workspace": workspace, "lead": lead} | fields)
    )
    SchemeCorridor.objects.create(scheme=scheme, origin_iso3="MAR", destination_iso3="BEL")
    return scheme


def make_employer(organisation: Organisation | None = None, **fields) -> Employer:
    organisation = organisation or make_organisation(iso3="BEL", kind=Organisation.Kind.EMPLOYER)
    return Employer.objects.create(
        organisation=organisation, **({"vetted_status": Employer.VettedStatus.VETTED} | fields)
    )


def skill(label: str, uri: str = "") -> dict[str, str]:
    return {"uri": uri, "label_en": label, "label_fr": "", "label_es": "", "label_ar": ""}


def make_vacancy(scheme: Scheme, employer: Employer, **fields) -> Vacancy:
    values = {
        "reference": f"V-{next(_numbers)}",
        "title_en": "Web developer",
        "isco08": "2513",
        "iso3": "BEL",
        "essential_skills": [skill("web programming")],
        "status": Vacancy.Status.OPEN,
        "positions": 2,
        "salary_eur_month": 2900,
        "start_date": date.today() + timedelta(days=120),
        "closes_date": date.today() + timedelta(days=60),
    }
    return Vacancy.objects.create(scheme=scheme, employer=employer, **(values | fields))


def make_candidate(scheme: Scheme, person=None, **fields) -> Candidate:
    person = person or make_person()
    return Candidate.objects.create(person=person, scheme=scheme, **({"applied_on": date(2026, 1, 10)} | fields))


def make_call(scheme: Scheme, **fields) -> Call:
    """A call that opened thirty days ago, closes in ten days and promises an answer a month later."""
    today = date.today()
    values = {
        "iso3": "MAR",
        "title_en": "Open call",
        "opens_date": today - timedelta(days=30),
        "closes_date": today + timedelta(days=10),
        "answer_by_date": today + timedelta(days=40),
        "places": 20,
    }
    return Call.objects.create(scheme=scheme, **(values | fields))


def make_skilled_candidate(scheme: Scheme, **fields) -> Candidate:
    """A candidate who fits the vacancy of `make_vacancy` to the last point."""
    candidate = make_candidate(scheme, **fields)
    give_skills(candidate.person, "web programming")
    give_work(candidate.person, "2513", 5)
    give_language(candidate.person, "fr", 4)
    return candidate


def make_nomination(vacancy: Vacancy, candidate: Candidate, **fields) -> Nomination:
    return Nomination.objects.create(
        vacancy=vacancy, candidate=candidate, **({"nominated_at": timezone.now()} | fields)
    )


@dataclass
class World:
    """Two countries, one scheme, one vetted employer with one open vacancy, and the people who act."""

    scheme: Scheme
    ministry: Organisation
    agency: Organisation
    employer: Employer
    vacancy: Vacancy
    officer_origin: User
    officer_destination: User
    employer_user: User


def make_world(**vacancy) -> World:
    ministry = make_organisation(iso3="MAR")
    agency = make_organisation(iso3="BEL", kind=Organisation.Kind.AGENCY)
    employer = make_employer()
    scheme = make_scheme(make_workspace(ministry, agency, employer.organisation), ministry)
    return World(
        scheme=scheme,
        ministry=ministry,
        agency=agency,
        employer=employer,
        vacancy=make_vacancy(scheme, employer, **vacancy),
        officer_origin=make_member(Role.OFFICER_ORIGIN, organisation=ministry),
        officer_destination=make_member(Role.OFFICER_DESTINATION, organisation=agency),
        employer_user=make_member(Role.EMPLOYER, organisation=employer.organisation),
    )
