"""A cohort of a training institution in a scheme, with the least that is valid."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from corridor.access.models import Organisation, User, WorkspaceMember
from corridor.access.roles import Role
from corridor.delivery.training.models import Cohort, Enrolment
from corridor.delivery.training.services import enrol
from tests.factories.access import make_member, make_organisation
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
