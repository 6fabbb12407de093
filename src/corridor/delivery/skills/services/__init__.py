"""Changes to profiles and passports."""

from corridor.delivery.skills.services.passports import issue_passport, revoke_passport, set_sharing
from corridor.delivery.skills.services.profile import Stated, remove_skill, state_profile

__all__ = ["Stated", "issue_passport", "remove_skill", "revoke_passport", "set_sharing", "state_profile"]
