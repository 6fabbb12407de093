"""Quotas and shortage lists with the least that is valid."""

from datetime import date
from itertools import count

from corridor.knowledge.quotas.models import Quota, ShortageItem, ShortageList
from corridor.knowledge.quotas.rules import Post, Reference

_numbers = count(1)
DAY = date(2026, 5, 1)


def make_quota(**fields) -> Quota:
    """A quota of Belgium for 2026 with ten places."""
    defaults = {
        "name": f"Quota {next(_numbers)}",
        "destination_iso3": "BEL",
        "starts_date": date(2026, 1, 1),
        "ends_date": date(2026, 12, 31),
        "cap": 10,
        "source": "invented for a test",
        "is_invented": True,
    }
    return Quota.objects.create(**defaults | fields)


def make_list(*entries, **fields) -> ShortageList:
    """A list of Belgium from 2026 on; entries are codes, or (code, adjustment, region)."""
    defaults = {
        "name": f"List {next(_numbers)}",
        "destination_iso3": "BEL",
        "starts_date": date(2026, 1, 1),
        "source": "invented for a test",
    }
    made = ShortageList.objects.create(**defaults | fields)
    for entry in entries:
        code, adjustment, region = (entry, "add", "") if isinstance(entry, str) else entry
        ShortageItem.objects.create(shortage_list=made, isco08=code, adjustment=adjustment, region=region)
    return made


def post(**fields) -> Post:
    """A post for a web developer from Morocco in Belgium."""
    defaults = {"destination_iso3": "BEL", "on": DAY, "nace2": "J62", "origin_iso3": "MAR", "isco08": "2513"}
    return Post(**defaults | fields)


def order(key="V-1") -> Reference:
    return Reference("vacancy", key)
