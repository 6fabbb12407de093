"""The layouts of statistical offices, filled with invented figures; each says in its own way that they are invented."""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np

from corridor.batch.evidence_codes import countries
from corridor.demo.evidence.world import OCCUPATIONS, Floats, SyntheticWorld
from corridor.design.evidence.rules import occupations_of_sector
from corridor.kernel.places import ISO2_OF

MARK: Final = "SYNTHETIC, invented for demonstration"
SEXES: Final = ("F", "M", "T")
ILOSTAT: Final = (
    "ref_area", "source", "indicator", "sex", "classif1", "time", "obs_value", "obs_status", "note_classif",
    "note_indicator", "note_source",
)  # fmt: skip
SKILLED: Final = "12345"
"""Major groups that advertise on the web; of the others few adverts are seen, as box 12 of the guidance says."""


def employed(world: SyntheticWorld, path: Path) -> None:
    """Write people at work in the layout of ILOSTAT's bulk files, in thousands."""
    _ilostat(world, path, "EMP_TEMP_SEX_OC2_NB_A", world.employed)


def unemployed(world: SyntheticWorld, path: Path) -> None:
    """Write people without work, in thousands."""
    _ilostat(world, path, "UNE_TUNE_SEX_OCU_NB_A", world.unemployed)


def vacancies(world: SyntheticWorld, path: Path) -> None:
    """Write vacancies in the layout of Eurostat's TSV; the unit says that they are invented."""
    lines = ["freq,indic_em,isco08,unit,geo\\TIME_PERIOD\t" + "\t".join(f"{year} " for year in world.years)]
    for place, country in enumerate(world.shape.destinations):
        for column, code in enumerate(OCCUPATIONS):
            cells = "\t".join(f"{value:.0f} " for value in world.vacancies[place, :, column])
            lines.append(f"A,JOBVAC,OC{code},NR_SYNTHETIC,{_eurostat(country)}\t{cells}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def permits(world: SyntheticWorld, path: Path) -> None:
    """Write first permits in SDMX-CSV 1.0."""
    header = "DATAFLOW,LAST UPDATE,freq,reason,citizen,duration,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS"
    start = ["SYNTHETIC:MIGR_RESOCC(1.0)", f"01/03/{world.years[-1] % 100 + 1:02} 11:00:00", "A", "TOTAL"]
    rows = (
        [*start, _eurostat(origin), "TOTAL", "PER", _eurostat(country), year, f"{world.permits[i, j, k]:.0f}", "", ""]
        for i, country in enumerate(world.shape.destinations)
        for j, origin in enumerate(world.shape.origins)
        for k, year in enumerate(world.years)
    )
    _csv(path, header.split(","), rows)


def pay(world: SyntheticWorld, path: Path) -> None:
    """Write pay in SDMX-CSV 2.0."""
    header = (
        "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,MEASURE,SEX,OCCUPATION,UNIT_MEASURE,TIME_PERIOD,OBS_VALUE,"
        "OBS_STATUS,UNIT_MULT,SOURCE"
    )
    start = ["dataflow", "SYNTHETIC:DF_PAY(1.0)", "I", "A"]
    end = ["E", 0, MARK]
    rows = (
        [*start, country, "EAR_4MTH_SEX_OCU_CUR_NB", "_T", code, "EUR", year, f"{value:.2f}", *end]
        for i, country in enumerate(world.shape.destinations)
        for k, year in enumerate(world.years)
        for code, value in [("_T", world.pay[i, k].mean()), *zip(OCCUPATIONS, world.pay[i, k], strict=True)]
    )
    _csv(path, header.split(","), rows)


def young(world: SyntheticWorld, path: Path) -> None:
    """Write young people in the OECD's layout with labels."""
    header = (
        "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,FREQ,Frequency,REF_AREA,Reference area,MEASURE,Measure,SEX,Sex,"
        "UNIT_MEASURE,Unit,TIME_PERIOD,Time period,OBS_VALUE,Observation value,OBS_STATUS,Observation status,UNIT_MULT,"
        "Unit multiplier"
    )
    labels = {"F": ("F", "Female"), "M": ("M", "Male"), "T": ("_T", "Total")}
    start = ["DATAFLOW", "SYNTHETIC:DF_POP(1.0)", MARK, "I", "A", "Annual"]
    about, end = ["population_15_24", "People of 15 to 24 years"], ["", "E", "Estimated", 0, "Units"]
    rows = (
        [*start, country, country, *about, *labels[sex], "PS", "Persons", year, "", f"{value:.0f}", *end]
        for i, country in enumerate(world.shape.countries)
        for k, year in enumerate(world.years)
        for sex, value in _by_sex(world.young[i, k])
    )
    _csv(path, header.split(","), rows)


def stock(world: SyntheticWorld, path: Path) -> None:
    """Write migrants in the workbook of UN DESA: years three times, countries by the numbers of M49."""
    numbers = {iso3: int(code) for code, iso3 in countries().items() if code.isdecimal()}
    with _workbook(path) as book:
        sheet = book.add_worksheet("Table 1")
        sheet.write(2, 0, MARK)
        names = (
            "Index",
            "Region, development group, country or area of destination*",
            "Location code of destination",
            "Region, development group, country or area of origin",
            "Location code of origin",
        )
        sheet.write_row(10, 0, (*names, *world.years, *world.years, *world.years))
        pairs = (
            (i, j, country, origin)
            for i, country in enumerate(world.shape.destinations)
            for j, origin in enumerate(world.shape.origins)
        )
        for line, (i, j, country, origin) in enumerate(pairs, start=11):
            women, men = world.stock[i, j, :, 0], world.stock[i, j, :, 1]
            figures = np.concatenate([women + men, men, women]).tolist()
            places = (country, numbers[country], origin, numbers[origin])
            sheet.write_row(line, 0, (line - 10, *places, *figures))


def development(world: SyntheticWorld, path: Path) -> None:
    """Write a zip of the World Bank: a preamble, a table of years, the list of countries with their regions."""
    tables = (
        ("SP.POP.1564.TO", "Population ages 15-64", world.working_age.sum(axis=2)),
        ("SL.UEM.1524.ZS", "Youth unemployment", world.youth_unemployment),
        ("BX.TRF.PWKR.DT.GD.ZS", "Remittances received (% of GDP)", world.remittances),
    )
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    text.write(f'"Data Source","{MARK}",\n\n"Last Updated Date","{world.years[-1]}-12-31",\n\n')
    writer.writerow(["Country Name", "Country Code", "Indicator Name", "Indicator Code", *world.years, ""])
    for code, name, values in tables:
        for i, country in enumerate(world.shape.countries):
            writer.writerow([country, country, f"SYNTHETIC: {name}", code, *(f"{v:.10g}" for v in values[i]), ""])
    regions = "".join(f'"{code}","SYNTHETIC","x"\n' for code in world.shape.countries)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (
            ("API_SYNTHETIC_DS2_en_csv.csv", text.getvalue()),
            ("Metadata_Country_API_SYNTHETIC_DS2_en_csv.csv", '"Country Code","Region","IncomeGroup"\n' + regions),
        ):
            # A fixed day keeps the bytes the same for the same seed.
            archive.writestr(zipfile.ZipInfo(name, (world.years[-1], 12, 31, 0, 0, 0)), content)


def posts(world: SyntheticWorld, path: Path) -> None:
    """Write vacant and filled posts by sector as a tidy table."""
    header = ["indicator", "area", "nace_r2", "sex", "time", "value", "unit", "source"]
    rows = (
        [indicator, country, sector, "T", year, f"{values[i, k][list(places)].sum():.0f}", "posts", MARK]
        for i, country in enumerate(world.shape.destinations)
        for sector, places in _sectors()
        for k, year in enumerate(world.years)
        for indicator, values in (("JOBVAC", world.vacancies), ("JOBOCC", world.employed.sum(axis=3)))
    )
    _csv(path, header, rows)


def working_age(world: SyntheticWorld, path: Path) -> None:
    """Write people of working age by sex as a tidy workbook."""
    rows = (
        ["population_15_64", country, sex, year, value, "persons", MARK]
        for i, country in enumerate(world.shape.countries)
        for k, year in enumerate(world.years)
        for sex, value in _by_sex(world.working_age[i, k])
    )
    with _workbook(path) as book:
        sheet = book.add_worksheet("SYNTHETIC")
        for line, row in enumerate([["indicator", "area", "sex", "year", "value", "unit", "source"], *rows]):
            sheet.write_row(line, 0, row)


def adverts(world: SyntheticWorld, path: Path) -> None:
    """Write job adverts of the last year as lines of JSON; lower skilled work is advertised ten times less."""
    year, lines, number = world.years[-1], [], 0
    for i, country in enumerate(world.shape.destinations):
        for column, code in enumerate(OCCUPATIONS):
            seen = world.vacancies[i, -1, column] / (600 if code[0] in SKILLED else 6000)
            for each in range(min(12, int(np.ceil(seen)))):
                number += 1
                advert = {
                    "@context": "https://schema.org",
                    "@type": "JobPosting",
                    "identifier": f"SYNTHETIC-{number}",
                    "title": MARK,
                    "datePosted": f"{year}-{each % 12 + 1:02}-15",
                    "occupationalCategory": code,
                    "jobLocation": {"@type": "Place", "address": {"addressCountry": ISO2_OF[country]}},
                }
                lines.append(json.dumps(advert))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _ilostat(world: SyntheticWorld, path: Path, indicator: str, values: Floats) -> None:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(ILOSTAT)
    for i, country in enumerate(world.shape.countries):
        for k, year in enumerate(world.years):
            for column, code in enumerate(OCCUPATIONS):
                for sex, value in _by_sex(values[i, k, column]):
                    about = [country, MARK, indicator, f"SEX_{sex}", f"OCU_ISCO08_{code}", str(year)]
                    writer.writerow([*about, round(value / 1000, 3), "", "", "", ""])
    # Without a time of its own the packed file has the same bytes for the same seed.
    path.write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))


def _by_sex(pair: Floats) -> Iterator[tuple[str, float]]:
    women, men = float(pair[0]), float(pair[1])
    return zip(SEXES, (women, men, women + men), strict=True)


def _sectors() -> Iterator[tuple[str, tuple[int, ...]]]:
    for sector, codes in occupations_of_sector().items():
        yield sector, tuple(OCCUPATIONS.index(code) for code in codes)


def _eurostat(iso3: str) -> str:
    """Return a country as Eurostat writes it."""
    return {"GRC": "EL", "GBR": "UK"}.get(iso3, ISO2_OF[iso3])


def _workbook(path: Path) -> Any:
    # Loaded here: the pages of the demonstration start without it.
    import xlsxwriter

    return xlsxwriter.Workbook(path, {"in_memory": True})


def _csv(path: Path, header: list[str], rows: Iterable[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
