"""The word for what waits: how urgent, how many, where to go."""

from dataclasses import dataclass

from django.urls import reverse

from corridor.ui import formats


@dataclass(frozen=True)
class Task:
    """One line of "what to do now"."""

    kind: str
    status: str
    title: str
    detail: str = ""
    url: str = ""


def counted(n: int, kind: str, status: str, title: str, url_name: str, query: str = "", detail: str = "") -> list[Task]:
    """Return one line where something waits, none where nothing does; `title` holds the place for the number."""
    if not n:
        return []
    url = reverse(url_name) + (f"?{query}" if query else "")
    return [Task(kind, status, title % {"n": formats.number(n)}, detail, url)]
