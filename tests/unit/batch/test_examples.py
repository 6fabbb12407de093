"""The worked files under examples/ still give what stands beside them."""

import argparse
import json
from pathlib import Path

import pytest

from corridor.batch import budget, case, fund, outlook, rank

EXAMPLES = Path(__file__).parents[3] / "examples"
WITHOUT_FINDINGS = ("rank/country",)


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (budget, "budget/dual_track"),
        (budget, "mpf"),
        (case, "case/own_cases"),
        (fund, "fund/flat_fee"),
        (outlook, "outlook/nurses"),
        (rank, "rank/country"),
    ],
    ids=lambda value: str(value),
)
def test_an_example_gives_its_expected_output(command, name):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)

    outcome = command.run(parser.parse_args([str(EXAMPLES / f"{name}.yaml")]))

    expected = json.loads((EXAMPLES / f"{name}.expected.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(outcome.document)) == expected
    assert outcome.exit_code == (0 if name in WITHOUT_FINDINGS else 1)
