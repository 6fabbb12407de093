from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save, pre_delete

MATCHED = (
    "recruitment.Candidate", "recruitment.Vacancy", "skills.Person", "skills.WorkExperience", "skills.Education",
    "skills.PersonLanguage", "skills.PersonSkill", "skills.Recognition",
)  # fmt: skip
"""The rows that a ranking reads."""


class RecruitmentConfig(AppConfig):
    name = "corridor.delivery.recruitment"
    label = "recruitment"
    verbose_name = "Recruitment"

    def ready(self) -> None:
        pre_delete.connect(_forget, sender="recruitment.Candidate", dispatch_uid="recruitment.forget_candidate")
        for sender in MATCHED:
            for signal in (post_save, post_delete):
                signal.connect(_note, sender=sender, dispatch_uid=f"recruitment.note {sender}")


def _forget(instance: Any, **_signal: Any) -> None:
    # Loaded when it is needed: the engines take longer to load than the addresses of the house.
    from corridor.delivery.recruitment.services.replaying import forget_candidate

    forget_candidate(instance)


def _note(instance: Any, **signal: Any) -> None:
    if signal.get("raw"):
        return
    from corridor.delivery.recruitment.services.changes import note_row

    note_row(instance)
