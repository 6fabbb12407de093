"""Complaints and reported fees with the least that is valid."""

from decimal import Decimal

from corridor.access.models import Organisation, User
from corridor.access.roles import Role
from corridor.delivery.protection.models import FeeReport, Grievance
from corridor.delivery.protection.services.fees import record_fee
from corridor.delivery.protection.services.grievances import file_grievance
from corridor.delivery.recruitment.models import Recruiter
from tests.factories.access import make_member


def make_officer(organisation: Organisation | None = None) -> User:
    return make_member(Role.PROTECTION, organisation=organisation)


def make_grievance(**fields) -> Grievance:
    return file_grievance(**{"category": "pay", "text": "My pay is late.", "iso3": "BEL"} | fields)


def make_recruiter(**fields) -> Recruiter:
    return Recruiter.objects.create(**{"name": "Agency Blue", "iso3": "MAR", "status": "unlicensed"} | fields)


def make_fee(**fields) -> FeeReport:
    return record_fee(**{"fee_class": "fee", "amount": Decimal(450)} | fields)
