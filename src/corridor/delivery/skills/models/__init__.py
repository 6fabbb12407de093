"""Persons and what they can do: work, learning, languages, skills, recognition, passport."""

from corridor.delivery.skills.models.credentials import PassportCredential
from corridor.delivery.skills.models.issuers import CredentialList, IssuerKey
from corridor.delivery.skills.models.items import Education, PersonLanguage, PersonSkill, Recognition, WorkExperience
from corridor.delivery.skills.models.passports import Passport
from corridor.delivery.skills.models.people import RETENTION, Person
from corridor.delivery.skills.models.shares import PassportShare

__all__ = [
    "RETENTION",
    "CredentialList",
    "Education",
    "IssuerKey",
    "Passport",
    "PassportCredential",
    "PassportShare",
    "Person",
    "PersonLanguage",
    "PersonSkill",
    "Recognition",
    "WorkExperience",
]
