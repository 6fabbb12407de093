"""Invented statistics for the corridors of the demonstration: two editions of one table, adverts, a file that waits.

The figures say nothing about any country. They have what real ones have: a gap, a break, a modelled year, revisions.
"""

import csv
from collections.abc import Iterator
from hashlib import blake2b
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from django.core.files.base import ContentFile

from corridor.demo.planting.ground import Ground
from corridor.knowledge.labour_market.services import About, check, import_file, receive

COLUMNS: Final = ("area", "occupation", "sex", "year", "indicator", "value", "flag", "unit")
Row = tuple[str, str, str, str, str, str, str, str]
WORKFORCE: Final = {"MAR": 620, "TUN": 210, "BEL": 260, "DEU": 1_400, "ESP": 1_900, "FRA": 1_500}
"""Invented sizes in thousands, from which all other figures follow."""
OCCUPATIONS: Final = {
    "22": 5,
    "25": 9,
    "31": 7,
    "33": 6,
    "51": 15,
    "52": 12,
    "71": 13,
    "72": 10,
    "83": 8,
    "91": 8,
    "92": 7,
}
ADVERTISED: Final = {"22": 9, "25": 30, "31": 12, "33": 16, "51": 11, "52": 9, "71": 5, "72": 5, "83": 2, "91": 1}
"""Adverts over-represent skilled work, as real ones do; nobody advertises work in the fields."""
WOMEN_PERCENT: Final = {"MAR": 44, "TUN": 47, "BEL": 46, "DEU": 45, "ESP": 54, "FRA": 49}


def plant_labour_market(ground: Ground) -> None:
    """Import two editions of the invented table and the adverts; leave a third file for the designer to confirm."""
    by, last = ground.user("designer"), ground.today.year - 1
    first, second = list(_survey(last)), list(_survey(last, is_revised=True))
    with TemporaryDirectory() as folder:
        for name, rows, code, age_days in (
            ("labour-market-spring.csv", first, "invented/labour-market", 240),
            ("labour-market-autumn.csv", second, "invented/labour-market", 30),
            ("job-adverts.csv", list(_adverts(last)), "invented/job-adverts", 10),
        ):
            path = Path(folder) / name
            path.write_text(_table(rows), encoding="utf-8")
            day = ground.day(-age_days)
            import_file(path=path, by=by, dataset_code=code, retrieved_date=day, vintage_date=day, is_synthetic=True)
    _plant_waiting(ground, last)


def _plant_waiting(ground: Ground, last: int) -> None:
    """Keep a file with two rows that cannot be used, checked and not yet confirmed."""
    rows = [row for row in _survey(last + 1, is_revised=True) if row[0] == "MAR" and row[1] == ""]
    rows += [
        ("MRC", "", "T", str(last), "vacancies", "12", "", "NR"),
        ("MAR", "", "T", str(last), "x", "n/a", "", "NR"),
    ]
    file = receive(
        upload=ContentFile(_table(rows).encode(), name="labour-market-draft.csv"),
        about=About(dataset_code="invented/labour-market", is_synthetic=True, retrieved_date=ground.today),
        by=ground.user("designer"),
    )
    check(file=file, by=ground.user("designer"))


def _survey(last: int, *, is_revised: bool = False) -> Iterator[Row]:
    """Yield unemployed people and vacancies by area, sex and occupation over eleven years."""
    for area, size in WORKFORCE.items():
        for year in (*range(last - 10, last + 1), last + 3):
            if area == "TUN" and year in (last - 5, last - 4):
                continue
            revised = 3 if is_revised and year == last else 0
            flag = _flag(area, year, last, is_revised=bool(revised))
            people = size * (90 + _noise(area, year) + revised)
            women = people * WOMEN_PERCENT[area] // 100
            for sex, value in (("T", people), ("F", women), ("M", people - women)):
                yield area, "", sex, str(year), "unemployed", str(value), flag, "PS"
            open_jobs = size * (20 + _noise("vacancies", area, year)) // 2
            yield area, "", "T", str(year), "vacancies", str(open_jobs), flag, "NR"
            if year in range(last - 2, last + 1):
                yield from _by_occupation(area, year, people, open_jobs, flag)


def _by_occupation(area: str, year: int, people: int, open_jobs: int, flag: str) -> Iterator[Row]:
    for occupation, share in OCCUPATIONS.items():
        tilt = _noise(area, occupation)
        yield area, occupation, "T", str(year), "unemployed", str(people * share * (80 + tilt) // 10_000), flag, "PS"
        yield area, occupation, "T", str(year), "vacancies", str(open_jobs * share * (120 - tilt) // 10_000), flag, "NR"


def _adverts(last: int) -> Iterator[Row]:
    """Yield adverts by month and occupation."""
    for area in ("BEL", "DEU", "FRA"):
        for month in range(1, 13):
            for occupation, share in ADVERTISED.items():
                number = WORKFORCE[area] * share * (80 + _noise(area, occupation, month)) // 10_000
                yield area, occupation, "T", f"{last}-{month:02}", "job_adverts", str(number), "", "NR"


def _flag(area: str, year: int, last: int, *, is_revised: bool) -> str:
    if year > last:
        return "f"
    if area == "MAR" and year == last - 6:
        return "b"
    return "r" if is_revised else "p" if year == last else ""


def _noise(*parts: object) -> int:
    """Return a number from 0 to 39 that is the same for the same words."""
    return blake2b(repr(parts).encode(), digest_size=2).digest()[0] % 40


def _table(rows: list[Row]) -> str:
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return out.getvalue()
