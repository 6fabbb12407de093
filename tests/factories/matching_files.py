"""Match files from rows, in all three formats."""

import json
from datetime import date

import polars as pl

from corridor.batch.match_layout import CANDIDATES, TYPES, VACANCIES, Kind

ANA = {
    "candidate_id": 1,
    "occupations": [("2221", 4.0)],
    "skills": ["a", "b"],
    "languages": [("de", 4)],
    "eqf": 6,
    "country": "MAR",
    "destinations": ["DEU"],
    "recognised_in": ["DEU"],
    "available": date(2026, 1, 1),
    "sex": "F",
    "track": "home",
}
BEN = ANA | {"candidate_id": 2, "skills": ["a"], "sex": "M", "track": "away"}
NURSE = {
    "vacancy_id": 7,
    "employer_id": "K1",
    "occupation": "2221.1",
    "essential_skills": ["a", "b"],
    "optional_skills": None,
    "languages": [("de", 3)],
    "eqf_min": 6,
    "regulated": True,
    "years_min": 2.0,
    "country": "DEU",
    "positions": 1,
    "start": date(2026, 3, 1),
}


def native(kind, value):
    """Return a value as JSON and Parquet hold it."""
    if value is None:
        return None
    if kind in (Kind.OCCUPATIONS, Kind.LANGUAGES):
        second = "years" if kind is Kind.OCCUPATIONS else "level"
        return [item if isinstance(item, dict) else dict(zip(("code", second), item, strict=True)) for item in value]
    return [str(item) for item in value] if kind is Kind.TEXTS else value


def records(rows, layout):
    """Return rows as mappings by column; dataclass rows and mappings are both welcome."""
    return [
        {
            name: native(kind, row.get(name) if isinstance(row, dict) else getattr(row, name, None))
            for name, kind in layout.columns.items()
        }
        for row in rows
    ]


def write_parquet(path, rows, layout):
    """Write rows as Parquet."""
    found = records(rows, layout)
    is_number = bool(found) and isinstance(found[0][layout.key], int)
    types = {**TYPES, Kind.ID: pl.Int64 if is_number else pl.String}
    columns = [pl.Series(name, [row[name] for row in found], types[kind]) for name, kind in layout.columns.items()]
    pl.DataFrame(columns).write_parquet(path)


def write_jsonl(path, rows, layout):
    """Write rows as JSON lines."""
    lines = [json.dumps(row, default=str, ensure_ascii=False) for row in records(rows, layout)]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def cell(kind, value):
    """Return a value as a CSV cell."""
    if value is None:
        return ""
    if kind in (Kind.OCCUPATIONS, Kind.LANGUAGES):
        value = [":".join("" if part is None else str(part) for part in item.values()) for item in value]
    if isinstance(value, list):
        return "|".join(value) if value else "[]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def write_csv(path, rows, layout):
    """Write rows as CSV."""
    lines = [",".join(layout.columns)]
    for row in records(rows, layout):
        lines.append(",".join(cell(kind, row[name]) for name, kind in layout.columns.items()))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


WRITERS = {"parquet": write_parquet, "jsonl": write_jsonl, "csv": write_csv}


def write_market(folder, candidates, vacancies, *, suffix="parquet"):
    """Write both files of a market; return their paths."""
    paths = folder / f"candidates.{suffix}", folder / f"vacancies.{suffix}"
    WRITERS[suffix](paths[0], candidates, CANDIDATES)
    WRITERS[suffix](paths[1], vacancies, VACANCIES)
    return paths


def nurse(number, **more):
    """Return a candidate who fits every nurse vacancy; more years are a higher score, skill b another vacancy."""
    row = {
        "candidate_id": number,
        "occupations": [("2221", 3.0)],
        "skills": ["a"],
        "country": "MAR",
    }
    return row | more


def hospital(number, **more):
    """Return a vacancy that takes every nurse, for skill a."""
    row = {
        "vacancy_id": number,
        "employer_id": "K1",
        "occupation": "2221",
        "essential_skills": ["a"],
        "country": "DEU",
        "positions": 1,
    }
    return row | more


def write_seats(folder, candidates, vacancies, *, suffix="csv"):
    """Write a market with columns that the layouts do not know, such as the region of a vacancy; return the paths."""
    paths = write_market(folder, candidates, vacancies, suffix="parquet")
    for path, rows in zip(paths, (candidates, vacancies), strict=True):
        frame = pl.read_parquet(path)
        further = sorted({name for row in rows for name in row} - set(frame.columns))
        columns = [pl.Series(name, [row.get(name) for row in rows], pl.String) for name in further]
        frame.with_columns(columns).write_parquet(path)
    return paths if suffix == "parquet" else tuple(as_csv(path) for path in paths)


def as_csv(path):
    """Write a Parquet file of a market as CSV beside it; return its path."""
    layout = CANDIDATES if path.stem == "candidates" else VACANCIES
    frame = pl.read_parquet(path)
    lines = [",".join(frame.columns)]
    for row in frame.to_dicts():
        lines.append(",".join(cell(layout.columns.get(name, Kind.TEXT), value) for name, value in row.items()))
    target = path.with_suffix(".csv")
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return target
