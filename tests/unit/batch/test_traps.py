"""The traps that lie in the sources are findings with codes, never silence."""

import argparse
import json
from pathlib import Path

import pytest

from corridor.batch import budget, gallery
from corridor.batch.gallery_check import parse_gallery
from corridor.batch.gallery_findings import findings_of
from corridor.kernel.errors import InputError

MPF = Path(__file__).parents[3] / "examples" / "mpf.yaml"
# What each trap has to say, and the entry of the gallery in which it lies.
TRAPS = {
    "ratio_sum": (("101 %",), "mpf-cost-ratio"),
    "overhead_cap": (("7.61 %", "7 %"), "mpf-cost-ratio"),
    "published_gap": (("20811", "21077.65", "1.28 %"), "rqan-3"),
    "denominator": (("71 %", "70 of 100"), "giz-tunisia-engineers"),
    "not_a_bcr": (("1.7", "ICT sector"), "digital-explorers"),
    "migrant_paid_fund": (("worker",), "owwf-slbfe"),
}


def printed(command, *words):
    """Return the findings that a command prints with --json, as another program reads them."""
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return json.loads(json.dumps(command.run(parser.parse_args(words)).document))["findings"]


@pytest.mark.parametrize("code", TRAPS)
def test_the_sample_budget_carries_the_code_and_the_figures_of_every_trap(code):
    found = [finding for finding in printed(budget, str(MPF)) if finding["code"] == code]

    assert len(found) == 1
    assert all(word in found[0]["message"] for word in TRAPS[code][0])
    assert found[0]["hint"]


@pytest.mark.parametrize("code", TRAPS)
def test_the_gallery_shows_every_trap_at_the_entry_in_which_it_lies(code):
    words, entry = TRAPS[code]

    messages = [finding["message"] for finding in printed(gallery, "show", entry) if finding["code"] == code]

    assert any(all(word in message for word in words) for message in messages)


def test_a_figure_that_agrees_with_its_own_numbers_is_no_trap():
    assert printed(gallery, "show", "rqn-jamaica") == []


def test_every_check_of_the_gallery_can_be_made():
    found = {entry.id: findings_of(entry) for entry in gallery.load() if entry.checks}

    assert len(found) == 7
    assert all(found.values())


def test_the_memberships_that_migrants_pay_are_named_in_all_three_funds():
    for entry in ("owwf-slbfe", "owwa", "opf-wewf"):
        (finding,) = printed(gallery, "show", entry)
        assert (finding["rule"], finding["code"]) == ("R27", "migrant_paid_fund")


ENTRY = """
entries:
  - id: sample
    name: Sample
    kind: fund
    phase: multi
    outcomes: [{{metric: staff, value: 40, unit: percent}}, {{metric: overheads, value: 4, unit: percent}}]
    capability: None needed.
    sources: ['guide:1']
    derived: [{{label: share, expr: 3/8, value: 0.375, unit: share, population: all}}]
    checks: [{check}]
    summary_en: A sample.
"""


def sample(check):
    (entry,) = parse_gallery(ENTRY.format(check=check))
    return findings_of(entry)


def test_a_fund_that_employers_pay_is_no_trap():
    assert sample("{kind: fund, paid_by: employer}") == ()


def test_a_rate_that_its_counts_give_at_the_printed_decimals_is_no_trap():
    assert sample("{kind: rate, label: r, published: 0.71, numerator: 71, denominator: 100, population: all}") == ()
    assert sample("{kind: rate, label: r, published: 0.71, numerator: 706, denominator: 1000, population: all}") == ()


def test_a_figure_without_its_numbers_is_named():
    (finding,) = sample("{kind: unit_cost, label: cost, published: 20}")

    assert finding.code == "denominator"
    assert "without the two numbers" in finding.sentence()


@pytest.mark.parametrize(
    "check",
    [
        "{kind: unit_cost, label: cost, derived: nothing}",
        "{kind: ratios, heads: {rent: office}}",
    ],
)
def test_a_check_that_names_nothing_of_its_entry_is_refused(check):
    with pytest.raises(InputError, match="sample") as refused:
        sample(check)

    assert refused.value.advice()


@pytest.mark.parametrize("check", ["{kind: guess}", "{kind: rate}", "{kind: fund}"])
def test_a_check_that_cannot_be_read_is_refused_with_its_entry(check):
    with pytest.raises(InputError, match="sample"):
        sample(check)
