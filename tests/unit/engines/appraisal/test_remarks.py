"""What a reader of an appraisal is told beside its figures."""

import pytest

from corridor.engines.appraisal import LedgerRow, ledger, origin_loser, remarks

LOSS = LedgerRow(t=0, item="cost", kind="resource", amount=-100, split={"employer": -100})
GAIN = LedgerRow(t=1, item="gain", kind="resource", amount=121, split={"employer": 121})
SERVICES = LedgerRow(t=1, item="services", kind="transfer", split={"dest_gov": -9, "employer": 9})


def codes(rows, **known):
    return [finding.code for finding in remarks(ledger(0.05, rows), **known)]


def test_a_scheme_by_which_everybody_gains_needs_no_remark():
    assert codes([LOSS, GAIN]) == []


def test_each_loser_is_named_with_the_loss():
    (finding,) = remarks(ledger(0, [LOSS, GAIN, SERVICES]))

    assert (finding.code, finding.params["party"], finding.params["loss"]) == ("loser", "dest_gov", "9.00")


@pytest.mark.parametrize(
    ("flows", "code"),
    [
        ([-100], "no_irr"),
        ([50, 60], "no_irr"),
        ([-1600, 10000, -10000], "several_irr"),
        ([100, -230, 132], "several_irr"),
    ],
)
def test_a_rate_of_return_that_is_none_or_not_alone_is_told(flows, code):
    rows = [
        LedgerRow(t=year, item="flow", kind="resource", amount=flow, split={"employer": flow})
        for year, flow in enumerate(flows)
    ]

    assert code in codes(rows)


def test_a_repair_is_told_with_its_size():
    (finding,) = remarks(ledger(0, [LOSS, GAIN]), repaired=0.234)

    assert (finding.code, finding.params["change"]) == ("correlation_repaired", "0.23")


@pytest.mark.parametrize(("chance", "told"), [(0.49, []), (0.5, ["probable_loser"]), (1.0, ["probable_loser"])])
def test_a_gain_that_is_mostly_a_loss_by_chance_is_told(chance, told):
    assert codes([LOSS, GAIN], prob_loss={"employer": chance, "social": 0.0}) == told


def test_a_certain_loser_is_not_told_twice():
    assert codes([LOSS, GAIN, SERVICES], prob_loss={"dest_gov": 1.0}) == ["loser"]


def test_every_remark_has_a_sentence_and_a_remedy():
    result = ledger(0.05, [LOSS, LedgerRow(t=0, item="x", kind="transfer", split={"orig_gov": -5, "donor": 5})])

    findings = remarks(result, {"donor": 0.9}, 0.2)

    assert {finding.code for finding in findings} == {
        "origin_loser",
        "loser",
        "probable_loser",
        "no_irr",
        "correlation_repaired",
    }
    for finding in findings:
        assert finding.sentence().endswith(".")
        assert finding.advice().endswith(".")
        assert "%(" not in finding.sentence()


def test_other_names_for_the_origin_can_be_given():
    assert origin_loser({"ministry_x": -5.0}) == ()
    assert origin_loser({"ministry_x": -5.0}, origin=["ministry_x"])[0].rule == "R23"
