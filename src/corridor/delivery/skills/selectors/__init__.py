"""Reading persons, profiles and passports."""

from corridor.delivery.skills.selectors.passports import CONTENT_VERSION, passport_content, passport_of, shared_passport
from corridor.delivery.skills.selectors.profile import SkillLayer, get_person, people_of, skill_layers

__all__ = [
    "CONTENT_VERSION",
    "SkillLayer",
    "get_person",
    "passport_content",
    "passport_of",
    "people_of",
    "shared_passport",
    "skill_layers",
]
