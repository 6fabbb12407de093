"""A budget adds up to the cent, scales with people, and is held against its rules."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st

from corridor.engines.costing import (
    UNASSIGNED,
    Behaviour,
    BudgetLine,
    BudgetProfile,
    FeeClass,
    Payer,
    Severity,
    assess_budget,
)
from corridor.engines.costing.reference import total_minor_units
from corridor.kernel.errors import InputError


def a_line(**fields):
    least = {
        "code": "XX.99",
        "label": "item",
        "behaviour": Behaviour.FIXED,
        "amount": 100,
        "payer_percent": {"donor": 100},
        "head": "mobility",
        "phase": "training",
    }
    return BudgetLine(**(least | fields))


def assess(*lines, profile=None, currency="EUR", participants=10, placements=8, months=6):
    return assess_budget(
        lines, participants=participants, placements=placements, months=months, currency=currency, profile=profile
    )


def rules(assessment, *severities):
    return [found.rule for found in assessment.findings if not severities or found.severity in severities]


@pytest.mark.parametrize(
    ("fields", "total"),
    [
        ({"behaviour": Behaviour.FIXED}, 100),
        ({"behaviour": Behaviour.FIXED, "quantity": 3}, 300),
        ({"behaviour": Behaviour.PER_PARTICIPANT}, 1000),
        ({"behaviour": Behaviour.PER_PARTICIPANT, "quantity": 4}, 400),
        ({"behaviour": Behaviour.PER_PARTICIPANT_MONTH}, 6000),
        ({"behaviour": Behaviour.PER_PARTICIPANT_MONTH, "quantity": 12}, 1200),
        ({"behaviour": Behaviour.STEP, "step_size": 4}, 300),
        ({"behaviour": Behaviour.STEP, "step_size": 5}, 200),
        ({"behaviour": Behaviour.STEP, "quantity": 2}, 200),
        ({"amount": 0}, 0),
    ],
)
def test_each_behaviour_has_its_quantity(fields, total):
    assert assess(a_line(**fields)).total == total


def test_a_rate_is_taken_on_direct_costs_alone():
    assessment = assess(
        a_line(amount=1000),
        a_line(amount=500, in_kind=True),
        a_line(amount=300, in_grant=False),
        a_line(amount=200, waived=True),
        a_line(behaviour=Behaviour.RATE, amount=0.07, head="overhead"),
    )

    assert (assessment.direct, assessment.indirect) == (1000, 70)
    assert (assessment.total, assessment.cash, assessment.in_kind, assessment.waived) == (1870, 1370, 500, 200)


def test_payers_bear_a_line_to_the_cent():
    assessment = assess(a_line(amount=100, payer_percent={"donor": 33.3, "employer": 33.3, "dest_gov": 33.4}))

    assert assessment.lines[0].by_payer == {
        "donor": Decimal("33.30"),
        "employer": Decimal("33.30"),
        "dest_gov": Decimal("33.40"),
    }


def test_unit_costs_stand_over_people_and_months():
    units = assess(a_line(amount=1000)).unit_costs

    assert (units.per_participant, units.per_placement) == (Decimal("100.00"), Decimal("125.00"))
    assert (units.per_month, units.per_participant_month) == (Decimal("166.67"), Decimal("16.67"))


def test_twice_the_participants_double_only_what_varies():
    lines = a_line(amount=1000), a_line(amount=50, behaviour=Behaviour.PER_PARTICIPANT)

    assert [assess(*lines, participants=people).total for people in (10, 20)] == [1500, 2000]


def test_dinars_have_three_decimals():
    assert assess(a_line(amount=Decimal("0.1235")), currency="TND").total == Decimal("0.124")


def test_a_foreign_amount_is_converted_at_the_lines_own_rate():
    assert assess(a_line(amount=1000, currency="MAD", fx_rate=0.092)).total == 92


LINES = st.lists(
    st.builds(
        a_line,
        behaviour=st.sampled_from(
            [Behaviour.FIXED, Behaviour.PER_PARTICIPANT, Behaviour.PER_PARTICIPANT_MONTH, Behaviour.RATE]
        ),
        amount=st.decimals(0, 1, places=3) | st.integers(0, 1),
        quantity=st.none() | st.integers(0, 50),
        payer_percent=st.sampled_from([{"donor": 100}, {"donor": 33.3, "employer": 66.7}, {"dest_gov": 12.5}, {}]),
        phase=st.sampled_from(["design", "training", "return"]),
        head=st.sampled_from(["staff", "mobility", "overhead", ""]),
        in_kind=st.booleans(),
        in_grant=st.booleans(),
        waived=st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_every_breakdown_adds_up_to_the_total(lines):
    assessment = assess(*lines)

    for parts in (
        assessment.by_payer,
        assessment.by_phase,
        assessment.by_head,
        assessment.by_group,
        assessment.by_need,
        assessment.by_behaviour,
    ):
        assert sum(parts.values()) == assessment.total
    assert sum(sum(row.values()) for row in assessment.by_phase_and_payer.values()) == assessment.total
    assert assessment.cash + assessment.in_kind == assessment.total
    assert all(sum(line.by_payer.values()) == line.total for line in assessment.lines)


@settings(max_examples=60, deadline=None)
@given(LINES, st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_no_total(lines, random):
    shuffled = random.sample(lines, len(lines))

    first, second = assess(*lines), assess(*shuffled)

    assert (first.total, first.by_payer, first.by_phase) == (second.total, second.by_payer, second.by_phase)


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_the_total_is_the_plain_one(lines):
    assert assess(*lines).total * 100 == total_minor_units(lines, participants=10, months=6)


def test_a_worker_who_would_pay_for_the_visa_blocks_the_budget():
    line = a_line(code="TV.03", ilo=FeeClass.ADMINISTRATIVE, payer_percent={"migrant": 50, "employer": 50})

    assessment = assess(line)

    found = assessment.findings[0]
    assert (found.rule, found.code, found.severity) == ("R01", "employer_pays", Severity.BLOCK)
    assert (found.line, found.item) == (1, "TV.03")
    assert "50.00 EUR" in found.sentence()
    assert assessment.migrant_borne_recruitment_cost == 50
    assert assessment.is_blocked


def test_a_law_that_lets_the_worker_pay_downgrades_but_never_clears():
    line = a_line(ilo=FeeClass.INSURANCE, payer_percent={"migrant": 100})
    law = BudgetProfile(worker_paid_by_law={FeeClass.INSURANCE: "Act 10022"})

    assessment = assess(line, profile=law)

    assert {"R01", "R04", "R27"} <= set(rules(assessment, Severity.WARN))
    assert not assessment.is_blocked


def test_a_worker_may_pay_ordinary_living_costs():
    assert "R01" not in rules(assess(a_line(code="TV.07", payer_percent={"migrant": 100})))


PROBLEMS = [
    ("R02", [a_line(ilo=FeeClass.ILLEGITIMATE)]),
    ("R07", [a_line(amount=1000), a_line(amount=70.01, head="overhead", in_grant=False)]),
    ("R08", [a_line(amount=1000), a_line(amount=50.01, head="contingency", in_grant=False)]),
    ("R09", [a_line(amount=1000, head="staff")]),
    ("R10", [a_line(amount=500, head="staff"), a_line(amount=500, code="PI.05")]),
    ("R10", [a_line()]),
    ("R11", [a_line(amount=700, head="other"), a_line(amount=300)]),
    ("R12", [a_line(payer_percent={"donor": 90})]),
    ("R14", [a_line(in_kind=True, counted_as_cofinancing=True)]),
    ("R17", [a_line(code="TR.01")]),
    ("R21", [a_line(waived=True)]),
    ("R25", [a_line(amount=1000), a_line(amount=19.99, head="contingency", in_grant=False)]),
    ("R26", [a_line(amount=1000, currency="MAD", fx_rate=0.1)]),
]
SOUND = [
    ("R02", [a_line()]),
    ("R07", [a_line(amount=1000), a_line(amount=70, head="overhead", in_grant=False)]),
    ("R07", [a_line(amount=33.33), a_line(behaviour=Behaviour.RATE, amount=0.07, head="overhead")]),
    ("R08", [a_line(amount=1000), a_line(amount=50, head="contingency", in_grant=False)]),
    ("R11", [a_line(amount=600, head="other"), a_line(amount=400)]),
    ("R12", [a_line(payer_percent={"donor": 33.3, "employer": 66.7})]),
    ("R14", [a_line(in_kind=True)]),
    ("R17", [a_line(code="TR.01", payer_percent={"employer": 100})]),
    ("R17", [a_line(code="TR.03")]),
    ("R25", [a_line(amount=1000), a_line(amount=20, head="contingency", in_grant=False)]),
    ("R26", [a_line(amount=1000, currency="MAD", fx_rate=0.1, fx_rate_date=date(2026, 1, 1))]),
]


@pytest.mark.parametrize(("rule", "lines"), PROBLEMS)
def test_a_rule_finds_its_problem(rule, lines):
    assert rule in rules(assess(*lines))


@pytest.mark.parametrize(("rule", "lines"), SOUND)
def test_a_rule_leaves_a_sound_budget_alone(rule, lines):
    assert rule not in rules(assess(*lines))


def test_the_sample_of_101_percent_is_mentioned_and_normalised():
    assessment = assess(a_line())

    found = next(found for found in assessment.findings if found.rule == "R09" and found.severity == Severity.INFO)
    assert "101 %" in found.sentence()
    assert assessment.sample_sum == 1.01
    assert sum(ratio.sample_normalised for ratio in assessment.ratios) == pytest.approx(1, rel=1e-12)


def test_a_sample_that_adds_up_is_not_mentioned():
    profile = BudgetProfile(sample_ratios={"staff": 0.4, "mobility": 0.6})

    assert rules(assess(a_line(), profile=profile), Severity.INFO) == []


def test_a_profile_without_a_cap_does_not_check_it():
    lines = a_line(amount=100), a_line(amount=50, head="overhead", in_grant=False)
    free = BudgetProfile(
        indirect_cap=None,
        reserve_cap=None,
        reserve_least=None,
        staff_most=None,
        mobility_least=None,
        deviation_points=None,
        foreign_currency_most=None,
        coordination_code="",
    )

    assert rules(assess(*lines, profile=free), Severity.BLOCK, Severity.WARN) == []


def test_what_no_payer_bears_yet_stands_as_unassigned():
    assert assess(a_line(payer_percent={"donor": 60})).by_payer == {"donor": 60, UNASSIGNED: 40}


def test_a_budget_for_nobody_has_no_unit_cost_and_says_so():
    assessment = assess(a_line(), participants=0, placements=0)

    assert (assessment.unit_costs.per_participant, assessment.unit_costs.per_placement) == (None, None)
    assert rules(assessment).count("R24") == 2


def test_every_finding_says_what_is_wrong_and_what_to_do():
    for _, lines in PROBLEMS:
        for found in assess(*lines).findings:
            assert found.sentence()
            assert found.advice()
            assert "%(" not in found.sentence() + found.advice()


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (a_line(payer_percent={"donor": 70, "employer": 50}), "payer_percent"),
        (a_line(payer_percent={"donor": 110, "employer": -10}), "payer_percent"),
        (a_line(amount=-1), "amount"),
        (a_line(amount=float("inf")), "amount"),
        (a_line(quantity=-1), "quantity"),
        (a_line(behaviour=Behaviour.STEP, step_size=0), "step_size"),
        (a_line(currency="MAD"), "fx_rate"),
        (a_line(currency="MAD", fx_rate=0), "fx_rate"),
    ],
)
def test_a_line_that_cannot_be_added_up_is_refused(line, field):
    with pytest.raises(InputError) as refused:
        assess(a_line(), line)

    assert refused.value.field == field


def test_a_budget_without_lines_is_refused():
    with pytest.raises(InputError, match="lines"):
        assess()


def test_a_budget_in_no_currency_is_refused():
    with pytest.raises(InputError, match="euro"):
        assess(a_line(), currency="euro")


def test_lines_given_with_plain_words_are_the_same_budget():
    line = a_line(behaviour="V", ilo="admin", payer_percent={Payer.MIGRANT: 100})

    assert assess(line).findings == assess(replace(line, behaviour=Behaviour.PER_PARTICIPANT)).findings
