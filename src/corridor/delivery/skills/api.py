"""Operations of this room for programs."""

from ninja import Router

from corridor.delivery.skills.passport_api import router as passports
from corridor.delivery.skills.profile_api import router as profiles

router = Router()
router.add_router("", passports)
router.add_router("", profiles)
