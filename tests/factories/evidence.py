"""Figures, answers, proofs, gaps, scores and marks with the least that is valid."""

import csv
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from corridor.design.evidence.models import Answer, DataGap, HandScore, OccupationFlag, Proof
from corridor.knowledge.labour_market.services import import_file

COLUMNS = ("indicator", "area", "partner", "occupation", "sex", "nace_r2", "time", "value", "source")


def import_figures(*rows, is_synthetic=False, dataset_code="") -> None:
    """Import figures given by their columns; what is not named is empty."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "figures.csv"
        with path.open("w", newline="", encoding="utf-8") as target:
            writer = csv.DictWriter(target, COLUMNS, restval="")
            writer.writeheader()
            writer.writerows({"source": "Office", **row} for row in rows)
        import_file(path=path, by=None, publisher="Office", is_synthetic=is_synthetic, dataset_code=dataset_code)


def import_pairs(*lines) -> None:
    """Import a table of pairs of countries, as GeoDist lays it out."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pairs.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        import_file(path=path, by=None, publisher="CEPII")


def figure(indicator, area, value, time=2025, **columns) -> dict:
    return {"indicator": indicator, "area": area, "time": time, "value": value, **columns}


def make_answer(scheme, question="recognition", **fields) -> Answer:
    return Answer.objects.create(scheme=scheme, question=question, **fields)


def make_proof(scheme, question="recognition", **fields) -> Proof:
    defaults = {"kind": Proof.Kind.DOCUMENT, "text": "Study", "source_date": date(2025, 1, 1)}
    return Proof.objects.create(scheme=scheme, question=question, **defaults | fields)


def make_gap(scheme, **fields) -> DataGap:
    defaults = {
        "text": "Small firms",
        "remedy": "Survey",
        "owner": scheme.lead,
        "due_date": date.today() + timedelta(days=30),
    }
    return DataGap.objects.create(scheme=scheme, **defaults | fields)


def make_hand_score(scheme, iso3="MAR", value=2, **fields) -> HandScore:
    defaults = {"indicator": "governance", "source": "Profile", "source_date": date(2025, 1, 1)}
    return HandScore.objects.create(scheme=scheme, iso3=iso3, value=value, **defaults | fields)


def make_flag(scheme, isco08="2512", **fields) -> OccupationFlag:
    defaults = {
        "kind": OccupationFlag.Kind.AUTOMATION,
        "effect": OccupationFlag.Effect.CHANGES,
        "source": "Study",
        "source_date": date(2025, 1, 1),
    }
    return OccupationFlag.objects.create(scheme=scheme, isco08=isco08, **defaults | fields)


def plant_evidence(scheme) -> dict[str, int]:
    """One row of every kind."""
    make_answer(scheme)
    return {
        "proof": make_proof(scheme).pk,
        "gap": make_gap(scheme).pk,
        "hand_score": make_hand_score(scheme).pk,
        "flag": make_flag(scheme).pk,
    }
