from typing import Any

from django.apps import AppConfig
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db.models.signals import post_delete, post_save, pre_delete

MATCHED = (
    "recruitment.Candidate", "recruitment.Vacancy", "skills.Person", "skills.WorkExperience", "skills.Education",
    "skills.PersonLanguage", "skills.PersonSkill", "skills.Recognition",
)  # fmt: skip
"""The rows that a ranking reads."""
SERVING = (WSGIHandler, ASGIHandler)


class RecruitmentConfig(AppConfig):
    name = "corridor.delivery.recruitment"
    label = "recruitment"
    verbose_name = "Recruitment"

    def ready(self) -> None:
        # Django's test client is no such handler: no test has the thread.
        for handler in SERVING:
            request_started.connect(_serve, sender=handler, dispatch_uid="recruitment.serve")
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


def _serve(**_signal: Any) -> None:
    for handler in SERVING:
        request_started.disconnect(sender=handler, dispatch_uid="recruitment.serve")
    from corridor.delivery.recruitment.services.live_keeping import serve

    serve()
