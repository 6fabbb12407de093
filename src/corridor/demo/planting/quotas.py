"""Quotas, what the job orders of the demonstration take of them, and shortage lists: all of it invented."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q

from corridor.delivery.recruitment.models import Vacancy
from corridor.delivery.recruitment.services.places import KIND, post_of
from corridor.demo.planting.ground import Ground
from corridor.demo.world.tables import document
from corridor.knowledge.quotas import services
from corridor.knowledge.quotas.models import CapStatement, Quota, ShortageItem, ShortageList
from corridor.knowledge.quotas.rules import Reference

LANGUAGES = ("fr", "es", "ar")
HELD = (Vacancy.Status.OPEN, Vacancy.Status.FILLED)


def plant_quotas(ground: Ground) -> None:
    """Enter quotas and lists, then let every job order take its places."""
    register, by = document("quotas"), ground.user("designer")
    services.enter_reported(by=by)
    for entry in register["quotas"]:
        for offset in entry["years"]:
            _quota(ground, register, entry, ground.today.year + offset, by)
    _statement(ground, register, by)
    for entry in register["lists"]:
        _list(ground, register, entry, by)
    _take(by)


def in_own_words(**texts: dict[str, str]) -> dict[str, Any]:
    """Return texts that stand in four languages already, as the fields of a row."""
    wordings = {field: {"of": said["en"], **{code: said[code] for code in LANGUAGES}} for field, said in texts.items()}
    return {**{field: said["en"] for field, said in texts.items()}, "written_in": "en", "wordings": wordings}


def _quota(ground: Ground, register: dict[str, Any], entry: dict[str, Any], year: int, by: Any) -> None:
    employer = ground.keep["employers"][entry["employer"]].organisation if "employer" in entry else None
    quota = Quota(
        **entry["fields"],
        **in_own_words(name=entry["name"], law=register["law"], source=register["source"]),
        employer=employer,
        starts_date=date(year, 1, 1),
        ends_date=date(year, 12, 31),
        source_date=ground.day(-400),
        is_invented=True,
    )
    ground.keep[f"quota {entry['key']}"] = services.save_quota(quota=quota, by=by)


def _statement(ground: Ground, register: dict[str, Any], by: Any) -> None:
    said = register["statement"]
    statement = CapStatement(
        quota=ground.keep[f"quota {said['quota']}"],
        cap=said["cap"],
        source_date=ground.day(-430),
        **in_own_words(source=said["source"], note=said["note"]),
    )
    services.state_cap(statement=statement, by=by)


def _list(ground: Ground, register: dict[str, Any], entry: dict[str, Any], by: Any) -> None:
    made = services.save_list(
        shortage_list=ShortageList(
            **entry["fields"],
            **in_own_words(name=entry["name"], source=register["source"]),
            starts_date=ground.day(-800),
            source_date=ground.day(-820),
            is_invented=True,
        ),
        by=by,
    )
    for isco08, adjustment, region, begins in entry["items"]:
        starts = None if begins is None else ground.today + timedelta(days=begins)
        item = ShortageItem(shortage_list=made, isco08=isco08, adjustment=adjustment, region=region, starts_date=starts)
        services.save_item(item=item, by=by)


def _take(by: Any) -> None:
    accepted = Count("nominations", filter=Q(nominations__offer__answer="accepted"))
    rows = Vacancy.objects.filter(status__in=HELD).annotate(accepted=accepted)
    for vacancy in rows.select_related("employer", "scheme__workspace").order_by("pk"):
        where: dict[str, Any] = {"post": post_of(vacancy), "reference": Reference(KIND, vacancy.reference), "by": by}
        workspace = vacancy.scheme.workspace
        if vacancy.status == Vacancy.Status.OPEN:
            services.take(posts=vacancy.positions, workspace=workspace, **where)
        if vacancy.accepted:
            services.use(posts=vacancy.accepted, workspace=workspace, **where)
