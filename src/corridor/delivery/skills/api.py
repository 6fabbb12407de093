"""Operations of this room for programs."""

from ninja import Router

from corridor.delivery.skills.profile_api import router as profile_router

router = Router()
router.add_router("", profile_router)
