"""Persons and what they can do: work, learning, languages, skills, recognition, passport."""

from corridor.delivery.skills.models.assessments import AssessedItem, SkillAssessment
from corridor.delivery.skills.models.credentials import PassportCredential
from corridor.delivery.skills.models.evidence import EvidenceItem
from corridor.delivery.skills.models.imports import CvImport
from corridor.delivery.skills.models.issuers import CredentialList, IssuerKey
from corridor.delivery.skills.models.items import Education, PersonLanguage, PersonSkill, Recognition, WorkExperience
from corridor.delivery.skills.models.known_issuers import KnownIssuer
from corridor.delivery.skills.models.languages import LanguageResult
from corridor.delivery.skills.models.links import LinkProposal
from corridor.delivery.skills.models.passports import Passport
from corridor.delivery.skills.models.people import RETENTION, Person
from corridor.delivery.skills.models.shares import PassportShare

__all__ = [
    "RETENTION",
    "AssessedItem",
    "CredentialList",
    "CvImport",
    "Education",
    "EvidenceItem",
    "IssuerKey",
    "KnownIssuer",
    "LanguageResult",
    "LinkProposal",
    "Passport",
    "PassportCredential",
    "PassportShare",
    "Person",
    "PersonLanguage",
    "PersonSkill",
    "Recognition",
    "SkillAssessment",
    "WorkExperience",
]
