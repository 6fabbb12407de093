"""Persons and what they can do: work, learning, languages, skills, recognition, passport."""

from corridor.delivery.skills.models.items import Education, PersonLanguage, PersonSkill, Recognition, WorkExperience
from corridor.delivery.skills.models.passports import Passport
from corridor.delivery.skills.models.people import RETENTION, Person

__all__ = [
    "RETENTION",
    "Education",
    "Passport",
    "Person",
    "PersonLanguage",
    "PersonSkill",
    "Recognition",
    "WorkExperience",
]
