"""Operations of this room for programs."""

from ninja import Router

from corridor.delivery.skills.passport_api import router as passports

router = Router()
router.add_router("", passports)
