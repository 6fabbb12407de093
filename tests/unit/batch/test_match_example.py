"""The worked match under examples/, and the schemas of its files."""

import json
from pathlib import Path

import polars as pl
import pytest
from jsonschema import Draft202012Validator

from corridor.batch import schemas
from corridor.batch.match import match_files
from corridor.batch.match_layout import CANDIDATES, VACANCIES
from tests.factories.matching_files import records
from tests.factories.matching_markets import random_market

EXAMPLE = Path(__file__).parents[3] / "examples" / "match"


def test_the_example_gives_its_expected_output(tmp_path):
    expected = json.loads((EXAMPLE / "market.expected.json").read_text(encoding="utf-8"))

    report = match_files(EXAMPLE / "candidates.csv", EXAMPLE / "vacancies.csv", out=tmp_path / "out", allocate="stable")

    assert report.document["counts"] == expected["counts"]
    assert pl.read_parquet(report.edges_file).to_dicts() == expected["edges"]
    assert pl.read_parquet(report.allocation_file).to_dicts() == expected["allocation"]
    assert report.document["allocation"]["blocking_pairs"] == 0
    assert report.document["inputs"]["vacancies"]["columns_not_used"] == []


@pytest.mark.parametrize("layout", [CANDIDATES, VACANCIES], ids=lambda layout: layout.side)
def test_the_schema_names_the_columns_and_accepts_what_can_be_matched(layout):
    schema = schemas.load(f"match-{layout.side}")
    rows = records(random_market(4)[0 if layout is CANDIDATES else 1], layout)
    if layout is VACANCIES:
        rows = [row | {"employer_id": "E1"} for row in rows]
    plain = json.loads(json.dumps(rows, default=str))

    assert list(schema["properties"]) == list(layout.columns)
    assert schema["required"] == list(layout.required)
    for row in plain:
        Draft202012Validator(schema).validate(row)
    assert not Draft202012Validator(schema).is_valid(plain[0] | {"languages": [{"code": "de", "level": 7}]})
