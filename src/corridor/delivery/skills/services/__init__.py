"""Changes to profiles and passports."""

from corridor.delivery.skills.services.assessments import Assessed, Occasion, record_assessment
from corridor.delivery.skills.services.cv import drop_cv, read_in, take_in
from corridor.delivery.skills.services.erasing import erase_profile
from corridor.delivery.skills.services.issuers import current_keys, rotate_key
from corridor.delivery.skills.services.items import (
    add_evidence,
    keep_entry,
    remove_entry,
    tie_evidence,
    verify_evidence,
)
from corridor.delivery.skills.services.known_issuers import forget_issuer, keep_issuer
from corridor.delivery.skills.services.links import confirm_link, decline_link
from corridor.delivery.skills.services.passports import issue_passport, revoke_passport, set_sharing
from corridor.delivery.skills.services.profile import Stated, remove_skill, state_profile
from corridor.delivery.skills.services.shares import MadeShare, end_share, make_share, open_share

__all__ = [
    "Assessed",
    "MadeShare",
    "Occasion",
    "Stated",
    "add_evidence",
    "confirm_link",
    "current_keys",
    "decline_link",
    "drop_cv",
    "end_share",
    "erase_profile",
    "forget_issuer",
    "issue_passport",
    "keep_entry",
    "keep_issuer",
    "make_share",
    "open_share",
    "read_in",
    "record_assessment",
    "remove_entry",
    "remove_skill",
    "revoke_passport",
    "rotate_key",
    "set_sharing",
    "state_profile",
    "take_in",
    "tie_evidence",
    "verify_evidence",
]
