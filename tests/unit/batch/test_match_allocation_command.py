"""Allocation in the command: a proven gap, and all aims side by side."""

import json

import polars as pl
import pytest

from corridor.batch.match import match_files
from corridor.engines.matching import Choice, Objective, allocate
from corridor.kernel.errors import InputError, RuleViolation
from tests.factories.matching_files import ANA, BEN, NURSE, write_market
from tests.unit.batch.test_match import command

HALL = NURSE | {"vacancy_id": 8, "essential_skills": ["a", "c"]}


def market(folder):
    """Ana and Ben both fit 7 and 8; Ana fits 7 far better, and Cem fits 8 alone."""
    people = [ANA, BEN, BEN | {"candidate_id": 3, "skills": ["c"]}]
    return write_market(folder, people, [NURSE, HALL])


def test_all_aims_stand_side_by_side_in_the_report(tmp_path):
    report = match_files(*market(tmp_path), out=tmp_path / "out", compare=True)

    found = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["comparison"]
    assert set(found) == {"stable", "optimal", "balanced", "price_of_fairness"}
    for aim in ("stable", "optimal", "balanced"):
        side = found[aim]
        assert side["objective"] == aim
        assert side["nominated"] == 2
        assert sum(side["wishes"].values()) == 3
        assert [line["group"] for line in side["groups"]] == ["sex=F", "sex=M"]
    assert found["stable"]["blocking_pairs"] == 0
    assert found["optimal"]["gap"] == 0
    assert found["optimal"]["bound"] == pytest.approx(found["optimal"]["total_score"])
    assert found["balanced"]["lowest_group_mean"] >= found["stable"]["lowest_group_mean"]
    lost = 1 - found["balanced"]["total_score"] / found["optimal"]["total_score"]
    assert found["price_of_fairness"] == pytest.approx(lost)
    assert report.allocation_file is None
    assert not (tmp_path / "out" / "allocation.parquet").exists()


def test_the_comparison_agrees_with_each_allocation_alone(tmp_path):
    paths = market(tmp_path)
    beside = match_files(*paths, out=tmp_path / "beside", compare=True, allocate="balanced").document

    for aim in ("stable", "optimal", "balanced"):
        alone = match_files(*paths, out=tmp_path / aim, allocate=aim).document["allocation"]
        assert {name: beside["comparison"][aim][name] for name in alone} == alone
    frames = [pl.read_parquet(tmp_path / name / "allocation.parquet") for name in ("beside", "balanced")]
    assert frames[0].equals(frames[1])


def test_without_groups_nothing_is_balanced_and_the_command_says_the_rest(tmp_path):
    paths = write_market(tmp_path, [ANA | {"sex": None, "track": None}], [NURSE])

    outcome = command(*paths, "--out", tmp_path / "out", "--compare")

    assert outcome.document["comparison"]["balanced"] is None
    assert outcome.document["comparison"]["price_of_fairness"] is None
    assert "stable: 1 nominated, 1 of them to their first wish, 0 blocking pairs, 0.00% less" in outcome.text
    assert "balanced" not in outcome.text
    with pytest.raises(InputError):
        match_files(*paths, out=tmp_path / "out", compare=True, allocate="balanced")


def test_a_stable_allocation_that_breaks_a_quota_is_compared_and_not_written(tmp_path):
    paths, quotas = market(tmp_path), tmp_path / "quotas.csv"
    quotas.write_text("group_column,value,scope,min,max\nsex,F,*,,0\n")

    report = match_files(*paths, out=tmp_path / "out", compare=True, allocate="optimal", quotas=quotas)

    assert report.document["comparison"]["stable"]["keeps_quotas"] is False
    assert report.document["comparison"]["optimal"]["keeps_quotas"] is True
    with pytest.raises(RuleViolation):
        match_files(*paths, out=tmp_path / "out", compare=True, allocate="stable", quotas=quotas)


@pytest.mark.parametrize("gap", [-0.001, 0.6, float("nan")])
def test_a_gap_out_of_range_is_refused(tmp_path, gap):
    with pytest.raises(InputError, match=r"it may go from 0 to 0\.5") as refused:
        match_files(*market(tmp_path), out=tmp_path / "out", allocate="optimal", gap=gap)

    assert refused.value.exit_code == 3
    assert not (tmp_path / "out").exists()


def test_the_gap_is_the_one_that_the_allocation_may_leave(tmp_path, monkeypatch):
    asked = []

    def noted(choice: Choice, objective: Objective, *, gap: float):
        asked.append(gap)
        return allocate(choice, objective, gap=gap)

    monkeypatch.setattr("corridor.batch.match_allocation.allocate", noted)
    outcome = command(*market(tmp_path), "--out", tmp_path / "out", "--allocate", "optimal", "--gap", "1e-3")

    assert asked == [0.001]
    assert outcome.document["parameters"]["gap"] == 0.001
    assert outcome.document["allocation"]["gap"] <= 0.001
