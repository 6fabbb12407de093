"""What a match reports."""

import hashlib
import importlib
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corridor import __version__
from corridor.batch.match_allocation import Allocated, allocation_lines, allocation_of, comparison_lines, comparison_of
from corridor.batch.match_memory import Forecast
from corridor.batch.match_progress import Clock
from corridor.batch.match_ranking import Ranking
from corridor.batch.match_tables import Table
from corridor.engines.matching import Options
from corridor.engines.matching.types import NearSkills

MOST_NAMED = 20
"""So many skills of a table that are not used are named."""


@dataclass(frozen=True, slots=True)
class MatchReport:
    """What a match found and how; `document` is written as report.json."""

    document: Mapping[str, object]
    edges_file: Path
    allocation_file: Path | None
    report_file: Path


def document_of(
    parameters: Mapping[str, object],
    options: Options,
    clock: Clock,
    ranking: Ranking,
    allocated: Allocated,
    tables: tuple[Table, Table],
    forecast: Forecast,
) -> dict[str, object]:
    """Return the report of a match."""
    candidates, vacancies = tables
    counts, (total, worked) = ranking.counts(), clock.total()
    document: dict[str, object] = {
        "version": 1,
        "engine": f"corridor {__version__}",
        "counts": {
            "candidates": len(candidates),
            "vacancies": len(vacancies),
            "eligible_pairs": counts.eligible_pairs,
            "edges": counts.edges,
            "candidates_without": counts.candidates_without,
            "vacancies_without": counts.vacancies_without,
        },
        "seconds": clock.seconds | {"total": total},
        "cpu_seconds": clock.cpu_seconds | {"total": worked},
        "peak_memory_mb": peak_memory_mb(),
        "forecast_memory_mb": round(forecast.needed / 1e6, 1),
        "pieces": {"count": ranking.taken.pieces, "taken_up": ranking.taken.taken_up},
        "notes": notes_on(options.threads, spills=forecast.spills),
        "parameters": dict(parameters) | settings_of(options),
        "inputs": {table.layout.side: input_of(table) for table in tables},
    }
    if allocated.chosen is not None:
        document["allocation"] = allocation_of(allocated.chosen) | dict(allocated.kept)
    if allocated.comparison is not None:
        document["comparison"] = comparison_of(allocated.comparison)
    return document


def settings_of(options: Options) -> dict[str, object]:
    """Return what was read from the files of weights and related groups."""
    weights = options.weights
    return {
        "weights": {
            "essential": weights.essential,
            "optional": weights.optional,
            "occupation": weights.occupation,
            "experience": weights.experience,
        },
        "related": sorted(options.related),
    }


def near_of(near: NearSkills, skills: tuple[str, ...]) -> dict[str, object]:
    """Return what was used of a table of near skills; skills that neither file names are not."""
    known = set(skills)
    named = {skill for first, second, _ in near for skill in (first, second)}
    unknown = sorted(named - known)
    return {
        "sha256": hashlib.sha256(json.dumps(sorted(near)).encode()).hexdigest(),
        "pairs": len(near),
        "pairs_not_used": sum(first not in known or second not in known for first, second, _ in near),
        "skills": len(named),
        "skills_not_used": len(unknown),
        "not_used": unknown[:MOST_NAMED],
    }


def input_of(table: Table) -> dict[str, object]:
    """Return which file was read, and what of it was not used."""
    return {
        "file": table.file,
        "sha256": table.sha256,
        "rows": len(table),
        "columns_not_used": list(table.unknown),
        "columns_for_quotas_only": sorted(table.extra),
    }


def notes_on(threads: int, *, spills: bool) -> list[str]:
    """Return what is worth knowing of how the match was carried out."""
    notes, cores = [], available_cores()
    if threads > cores:
        notes.append(f"{threads} threads on {cores} cores: the result is the same, and no sooner there.")
    if spills:
        notes.append("Lists were kept on disk, so that the match fits into the memory that was allowed.")
    return notes


def available_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def peak_memory_mb() -> float | None:
    """Return the most memory that this process has held, or None where the system does not tell.

    Linux tells it in a file; the usual counter starts there from the memory of the process that began this one.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        lines = status.read_text(encoding="ascii").splitlines()
        return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM")), None)
    try:
        resource = importlib.import_module("resource")
    except ImportError:
        return None
    most = float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    return round(most / (1e6 if sys.platform == "darwin" else 1e3), 1)


def write_json(document: Mapping[str, object], path: Path) -> None:
    """Write a report."""
    path.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def text_of(document: Mapping[str, object], out: Path) -> str:
    """Return the report in a few lines."""
    counts, seconds = document["counts"], document["seconds"]
    assert isinstance(counts, dict)
    assert isinstance(seconds, dict)
    lines = [
        f"{counts['candidates']:,} candidates, {counts['vacancies']:,} vacancies,"
        f" {counts['eligible_pairs']:,} eligible pairs, {counts['edges']:,} listed",
        f"without any eligible partner: {counts['candidates_without']:,} candidates,"
        f" {counts['vacancies_without']:,} vacancies",
    ]
    lines += allocation_lines(document.get("allocation")) + comparison_lines(document.get("comparison"))
    lines += unused_lines(document["inputs"]) + near_lines(document.get("near"))
    lines += pieces_lines(document["pieces"]) + notes_lines(document["notes"])
    return "\n".join([*lines, f"{seconds['total']} s, {document['peak_memory_mb']} MB; results in {out}"])


def unused_lines(inputs: object) -> list[str]:
    """Return which columns were not used."""
    assert isinstance(inputs, dict)
    return [
        f"columns of {side} that were not used: {', '.join(found['columns_not_used'])}"
        for side, found in inputs.items()
        if found["columns_not_used"]
    ]


def near_lines(near: object) -> list[str]:
    """Return which skills of a table of near ones were not used."""
    if not isinstance(near, dict) or not near["skills_not_used"]:
        return []
    names = ", ".join(near["not_used"]) + (", ..." if near["skills_not_used"] > len(near["not_used"]) else "")
    return [f"near skills that neither file names, not used: {near['skills_not_used']:,} ({names})"]


def pieces_lines(pieces: object) -> list[str]:
    """Return how many pieces an earlier run had left."""
    assert isinstance(pieces, dict)
    taken = pieces["taken_up"]
    return [f"{taken} of {pieces['count']} pieces were taken up from a run that was stopped"] if taken else []


def notes_lines(notes: object) -> list[str]:
    """Return the notes."""
    assert isinstance(notes, list)
    return [f"note: {note}" for note in notes]
