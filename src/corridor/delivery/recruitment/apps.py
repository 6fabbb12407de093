from typing import Any

from django.apps import AppConfig
from django.db.models.signals import pre_delete


class RecruitmentConfig(AppConfig):
    name = "corridor.delivery.recruitment"
    label = "recruitment"
    verbose_name = "Recruitment"

    def ready(self) -> None:
        pre_delete.connect(_forget, sender="recruitment.Candidate", dispatch_uid="recruitment.forget_candidate")


def _forget(instance: Any, **_signal: Any) -> None:
    # Loaded when it is needed: the engines take longer to load than the addresses of the house.
    from corridor.delivery.recruitment.services.replaying import forget_candidate

    forget_candidate(instance)
