"""The one place from which background tasks are imported."""

from django_tasks import task

__all__ = ["task"]
