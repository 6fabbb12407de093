"""A cohort of a training institution in a scheme, with the least that is valid."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from corridor.access.models import Organisation, User, WorkspaceMember
from corridor.access.roles import Role
from corridor.delivery.skills.rules import SkillRef
from corridor.delivery.training.models import (
    Cohort,
    DiplomaAnnex,
    Enrolment,
    TrainingPlan,
    TrainingStandard,
    TrustedCertificate,
)
from corridor.delivery.training.rules import KeptNeeds, Outcome, Outcomes, Standing, Wanted
from corridor.delivery.training.services import enrol
from tests.factories.access import make_member, make_organisation, make_user
from tests.factories.recruitment import World, make_candidate, make_world

_numbers = count(1)


@dataclass
class School:
    """A training institution in a scheme, its trainer and one cohort."""

    world: World
    provider: Organisation
    trainer: User
    cohort: Cohort


def make_cohort(world: World, provider: Organisation, **fields) -> Cohort:
    values = {
        "kind": Cohort.Kind.TECHNICAL,
        "name_en": f"Web programming {next(_numbers)}",
        "iso3": "MAR",
        "language": "fr",
        "starts_on_date": date.today() - timedelta(days=60),
        "ends_on_date": date.today() + timedelta(days=30),
        "seats": 3,
    }
    return Cohort.objects.create(scheme=world.scheme, provider=provider, **values | fields)


def make_provider(world: World) -> Organisation:
    provider = make_organisation(kind=Organisation.Kind.TRAINING)
    WorkspaceMember.objects.create(workspace=world.scheme.workspace, organisation=provider)
    return provider


def make_school(world: World | None = None, **fields) -> School:
    world = world or make_world()
    provider = make_provider(world)
    return School(
        world, provider, make_member(Role.TRAINER, organisation=provider), make_cohort(world, provider, **fields)
    )


def make_enrolment(school: School, **fields) -> Enrolment:
    [enrolment] = enrol(
        cohort=school.cohort, candidates=[make_candidate(school.world.scheme, **fields)], by=school.trainer
    )
    return enrolment


WELD = SkillRef("http://data.europa.eu/esco/skill/weld", "weld steel frames", "souder des cadres", "", "لحام الإطارات")


def make_plan(person_id: int, vacancy_id: int) -> TrainingPlan:
    needs = KeptNeeds(((Wanted(SkillRef("", "plan menus")), Standing.MISSING),), ()).stored()
    return TrainingPlan.objects.create(
        person_id=person_id, vacancy_id=vacancy_id, needs=needs, made_on_date=date.today(), made_by=None
    )


def make_standard(owner: Organisation | None = None, **fields) -> TrainingStandard:
    values = {
        "title": f"Welding {next(_numbers)}",
        "isco08": "7212",
        "origin_iso3": "MAR",
        "destination_iso3": "BEL",
        "skills": [vars(WELD) | {"level": 3, "is_essential": True}],
        "published_on_date": date.today(),
    }
    owner = owner or make_organisation(kind=Organisation.Kind.TRAINING)
    return TrainingStandard.objects.create(owner=owner, **values | fields)


def make_certificate(**fields) -> TrustedCertificate:
    values = {
        "iso3": "BEL",
        "isco08": "7212",
        "name": "Welder qualification",
        "issuer": "Welding institute",
        "source": "invented for a test",
        "checked_on_date": date.today(),
    }
    return TrustedCertificate.objects.create(**values | fields)


def make_annex(**fields) -> DiplomaAnnex:
    """A confirmed annex with one line that is mapped and one that is not."""
    outcomes = Outcomes((Outcome("Frames of steel", WELD), Outcome("Customs of the workshop")))
    values = {
        "title": "Diploma in welding",
        "awarding_body": "Institute of welding",
        "iso3": "MAR",
        "eqf_level": 4,
        "outcomes": outcomes.stored(),
        "classification": "ESCO v1.1.1",
        "mapped_by": (expert := make_user(full_name="Expert")),
        "mapped_at": timezone.now(),
        "confirmed_by": expert,
        "confirmed_at": timezone.now(),
        "written_in": "en",
    }
    return DiplomaAnnex.objects.create(**values | fields)
