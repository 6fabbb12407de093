"""Reading persons, profiles and passports."""

from corridor.delivery.skills.selectors.assessments import Difference, assessments_of, compare, difference_of
from corridor.delivery.skills.selectors.credentials import (
    KEY_HOLDERS,
    IssuerRow,
    address_of,
    credential_of,
    did_document,
    installation_key,
    issuer_of,
    issuer_rows,
    issuing_organisations,
    list_address,
    name_of,
)
from corridor.delivery.skills.selectors.cv import cv_of, newest_result, profile_of
from corridor.delivery.skills.selectors.cv_found import Found, found_in
from corridor.delivery.skills.selectors.links import open_links
from corridor.delivery.skills.selectors.passports import CONTENT_VERSION, passport_content, passport_of, shared_passport
from corridor.delivery.skills.selectors.personal import everything_of
from corridor.delivery.skills.selectors.profile import SkillLayer, get_person, people_of, skill_layers
from corridor.delivery.skills.selectors.shares import (
    OPENED,
    ShareRow,
    digest_of_token,
    is_open,
    passport_behind,
    share_rows,
    share_with,
    shares_of,
)

__all__ = [
    "CONTENT_VERSION",
    "KEY_HOLDERS",
    "OPENED",
    "Difference",
    "Found",
    "IssuerRow",
    "ShareRow",
    "SkillLayer",
    "address_of",
    "assessments_of",
    "compare",
    "credential_of",
    "cv_of",
    "did_document",
    "difference_of",
    "digest_of_token",
    "everything_of",
    "found_in",
    "get_person",
    "installation_key",
    "is_open",
    "issuer_of",
    "issuer_rows",
    "issuing_organisations",
    "list_address",
    "name_of",
    "newest_result",
    "open_links",
    "passport_behind",
    "passport_content",
    "passport_of",
    "people_of",
    "profile_of",
    "share_rows",
    "share_with",
    "shared_passport",
    "shares_of",
    "skill_layers",
]
