"""The packaged cost taxonomy: what a scheme may have to pay for, and what follows from that."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from corridor.engines.costing import Behaviour, FeeClass, Need, Payer
from corridor.kernel.errors import N_, InputError

LANGUAGES = ("en", "fr", "es", "ar")


@dataclass(frozen=True, slots=True)
class CostItem:
    """An item of the taxonomy. `payers` is a derivation, default payer first; empty where nobody may pay."""

    code: str
    group: str
    need: Need
    behaviour: Behaviour
    driver: str
    phase: str
    payers: tuple[Payer, ...]
    ilo: FeeClass
    head: str
    grant_heading: str
    labels: Mapping[str, str]

    @property
    def in_grant(self) -> bool:
        """Whether the item can stand in a grant budget."""
        return bool(self.grant_heading)


def _rows(name: str) -> list[dict[str, str]]:
    text = files("corridor.batch.data").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _labels(row: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({language: row[f"label_{language}"] for language in LANGUAGES})


@cache
def cost_items() -> Mapping[str, CostItem]:
    """Return every item by its code, in the order of the taxonomy."""
    return MappingProxyType(
        {
            row["code"]: CostItem(
                code=row["code"],
                group=row["group"],
                need=Need(row["need"]),
                behaviour=Behaviour(row["behaviour"]),
                driver=row["driver"],
                phase=row["phase"],
                payers=tuple(Payer(payer) for payer in row["payers"].split("|") if payer),
                ilo=FeeClass(row["ilo"]),
                head=row["head"],
                grant_heading=row["grant_heading"],
                labels=_labels(row),
            )
            for row in _rows("cost_taxonomy.csv")
        }
    )


@cache
def driver_labels() -> Mapping[str, Mapping[str, str]]:
    """Return the names of the drivers, by code and language."""
    return MappingProxyType({row["code"]: _labels(row) for row in _rows("cost_drivers.csv")})


def cost_item(code: str) -> CostItem:
    """Return an item by its code.

    Raises
    ------
    InputError : the taxonomy has no such item
    """
    try:
        return cost_items()[code]
    except KeyError as unknown:
        raise InputError(
            N_("The cost taxonomy has no item %(code)s."),
            hint=N_("Codes like it: %(codes)s."),
            field="code",
            params={"code": code, "codes": ", ".join(get_close_matches(code, cost_items(), cutoff=0.0))},
        ) from unknown
