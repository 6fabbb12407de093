"""Reading persons, profiles and passports."""

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
    signed_list,
    verifier_pack,
)
from corridor.delivery.skills.selectors.passports import CONTENT_VERSION, passport_content, passport_of, shared_passport
from corridor.delivery.skills.selectors.profile import SkillLayer, get_person, people_of, skill_layers

__all__ = [
    "CONTENT_VERSION",
    "KEY_HOLDERS",
    "IssuerRow",
    "SkillLayer",
    "address_of",
    "credential_of",
    "did_document",
    "get_person",
    "installation_key",
    "issuer_of",
    "issuer_rows",
    "issuing_organisations",
    "list_address",
    "name_of",
    "passport_content",
    "passport_of",
    "people_of",
    "shared_passport",
    "signed_list",
    "skill_layers",
    "verifier_pack",
]
