"""Changes to profiles and passports."""

from corridor.delivery.skills.services.issuers import current_keys, rotate_key
from corridor.delivery.skills.services.passports import issue_passport, revoke_passport, set_sharing
from corridor.delivery.skills.services.profile import Stated, remove_skill, state_profile
from corridor.delivery.skills.services.shares import MadeShare, end_share, make_share, open_share

__all__ = [
    "MadeShare",
    "Stated",
    "current_keys",
    "end_share",
    "issue_passport",
    "make_share",
    "open_share",
    "remove_skill",
    "revoke_passport",
    "rotate_key",
    "set_sharing",
    "state_profile",
]
