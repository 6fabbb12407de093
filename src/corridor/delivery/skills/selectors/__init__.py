"""Reading persons, profiles and passports."""

from corridor.delivery.skills.selectors.assessments import Difference, assessments_of, compare, difference_of
from corridor.delivery.skills.selectors.cv import cv_of, newest_result, profile_of
from corridor.delivery.skills.selectors.cv_found import Found, found_in
from corridor.delivery.skills.selectors.links import open_links
from corridor.delivery.skills.selectors.passports import CONTENT_VERSION, passport_content, passport_of, shared_passport
from corridor.delivery.skills.selectors.personal import everything_of
from corridor.delivery.skills.selectors.profile import SkillLayer, get_person, people_of, skill_layers

__all__ = [
    "CONTENT_VERSION",
    "Difference",
    "Found",
    "SkillLayer",
    "assessments_of",
    "compare",
    "cv_of",
    "difference_of",
    "everything_of",
    "found_in",
    "get_person",
    "newest_result",
    "open_links",
    "passport_content",
    "passport_of",
    "people_of",
    "profile_of",
    "shared_passport",
    "skill_layers",
]
