"""The catalogue holds 28 rules with source, profile and remedy, and each of them can be raised."""

from dataclasses import replace
from datetime import date

import pytest

from corridor.batch.budget_rules import budget_rule, budget_rules
from corridor.engines import costing, instruments
from corridor.engines.costing import (
    CATALOGUE,
    PROFILES,
    Aid,
    AidLine,
    Behaviour,
    BudgetLine,
    BudgetProfile,
    Claim,
    DatedCost,
    Facts,
    FeeClass,
    FigureKind,
    Funding,
    OfferedTraining,
    OriginAccount,
    Period,
    PublishedFigure,
    Reallocation,
    Recovery,
    RecoveryKind,
    Severity,
    WorkerCost,
    WorkerLoan,
    assess_budget,
    check_facts,
    compare_published,
    profile_of,
)
from corridor.kernel.errors import InputError

LAW = {FeeClass.ADMINISTRATIVE: "invented act, section 1"}


def line(**fields):
    least = {
        "code": "TR.03",
        "label": "item",
        "behaviour": Behaviour.FIXED,
        "amount": 1000,
        "payer_percent": {"donor": 100},
        "head": "mobility",
    }
    return BudgetLine(**(least | fields))


def of_budget(*lines, profile=None, placements=5):
    return assess_budget(
        lines, participants=10, placements=placements, months=6, currency="EUR", profile=profile
    ).findings


def of_facts(**facts):
    return check_facts(Facts(**facts)).findings


def grant(head, amount):
    return line(), line(code="PI.13", head=head, amount=amount)


LOAN = WorkerLoan(label="loan", principal=1200, monthly_rate=0.02, n=12, net_wage=450, contract_months=6)
YEAR = Period(start_date=date(2026, 1, 1), end_date=date(2026, 12, 31))
RAISED = {
    "R01": lambda: of_budget(line(ilo=FeeClass.ADMINISTRATIVE, payer_percent={"migrant": 100})),
    "R02": lambda: of_budget(line(ilo=FeeClass.ILLEGITIMATE)),
    "R03": lambda: of_facts(
        recoveries=[Recovery(item="visa", ilo=FeeClass.ADMINISTRATIVE, kind=RecoveryKind.DEDUCTION, amount=90)]
    ),
    "R04": lambda: of_budget(
        line(ilo=FeeClass.ADMINISTRATIVE, payer_percent={"migrant": 100}),
        profile=BudgetProfile(worker_paid_by_law=LAW),
    ),
    "R05": lambda: of_facts(loans=[LOAN]),
    "R06": lambda: of_facts(worker_costs=[WorkerCost(recruitment_cost=900, monthly_earnings=450)]),
    "R07": lambda: of_budget(*grant("overhead", 70.01)),
    "R08": lambda: of_budget(*grant("contingency", 50.01)),
    "R09": lambda: of_budget(line(head="staff")),
    "R10": lambda: of_budget(line(head="office")),
    "R11": lambda: of_budget(line(head="research")),
    "R12": lambda: of_facts(claims=[Claim(reference="inv 7", donor=donor, amount=10) for donor in ("EU", "DE")]),
    "R13": lambda: of_facts(funding=Funding(grant=80, receipts=30, eligible_costs=100)),
    "R14": lambda: of_budget(line(in_kind=True, counted_as_cofinancing=True)),
    "R15": lambda: of_facts(period=YEAR, costs=[DatedCost(item="PI.04", date=date(2027, 1, 1), amount=5)]),
    "R16": lambda: of_facts(reallocations=[Reallocation(heading="1", original=100, changed=126)]),
    "R17": lambda: of_facts(training=[OfferedTraining(item="TR.01", amount=5, open_to_all=False)]),
    "R18": lambda: of_facts(aid=[Aid(undertaking="firm", state="DE", date=date(2026, 1, 1), amount=300_000.01)]),
    "R19": lambda: of_facts(training=[OfferedTraining(item="TR.03", amount=5, open_to_all=True)]),
    "R20": lambda: of_facts(oda=[AidLine(item="DS.10", amount=5, main_beneficiary="employer")]),
    "R21": lambda: of_budget(line(), line(waived=True)),
    "R22": lambda: instruments.sustainability_path([1000, 1000], {"donor": 1}, {"donor": 0.5, "employer": 0.5}, [
        {"donor": 1}, {"donor": 1}
    ]).findings,
    "R23": lambda: of_facts(origin=OriginAccount(npv_orig_gov=-2103, npv_home_trainee=100)),
    "R24": lambda: compare_published(
        [
            PublishedFigure(
                label="cost", kind=FigureKind.UNIT_COST, published=9, numerator=10, denominator=1, population="all"
            )
        ]
    ).findings,
    "R25": lambda: of_budget(line()),
    "R26": lambda: of_budget(line(currency="MAD", fx_rate=0.09)),
    "R27": lambda: of_budget(line(ilo=FeeClass.INSURANCE, payer_percent={"migrant": 100})),
    "R28": lambda: instruments.income_share(incomes=[30000], share=0.3).findings,
}  # fmt: skip


@pytest.mark.parametrize("number", [f"R{n:02}" for n in range(1, 29)])
def test_each_rule_can_be_raised_with_its_code_and_says_what_to_do(number):
    raised = [finding for finding in RAISED[number]() if finding.rule == number]

    assert raised
    for finding in raised:
        assert finding.code in budget_rule(number).codes
        assert finding.sentence().endswith((".", ":"))
        assert finding.advice()


def test_the_catalogue_has_28_rules_with_source_profile_and_remedy():
    rules = budget_rules()

    assert list(rules) == [f"R{n:02}" for n in range(1, 29)]
    assert all(rule.finds and rule.remedy and rule.source for rule in rules.values())


def test_the_catalogue_and_the_engine_agree_on_code_and_weight():
    assert {number: (rule.codes[0], rule.severity) for number, rule in budget_rules().items()} == dict(CATALOGUE)


def test_no_code_word_belongs_to_two_rules():
    codes = [code for rule in budget_rules().values() for code in rule.codes]

    assert len(codes) == len(set(codes))


def test_every_rule_names_a_public_function_that_raises_it():
    for rule in budget_rules().values():
        engine, _, name = rule.function.partition(".")
        assert name in {"costing": costing, "instruments": instruments}[engine].__all__, rule.id


def test_an_unknown_rule_is_refused():
    with pytest.raises(InputError, match="R29"):
        budget_rule("R29")


def test_every_profile_is_sourced_and_dated():
    assert all(profile.source and profile.entered_date for profile in PROFILES)
    assert len({profile.code for profile in PROFILES}) == len(PROFILES)


def test_the_default_thresholds_are_those_of_the_profiles():
    default = BudgetProfile()

    for profile in ("eu-prag", "corridor", "eu-prag-conditions", "eu-de-minimis"):
        for name, value in profile_of(profile).thresholds.items():
            assert getattr(default, name) == value, name


def test_a_profile_that_does_not_hold_on_a_day_is_refused():
    assert profile_of("eu-de-minimis", on=date(2024, 1, 1)).thresholds["de_minimis_ceiling"] == 300_000
    with pytest.raises(InputError, match="2023-12-31"):
        profile_of("eu-de-minimis", on=date(2023, 12, 31))
    with pytest.raises(InputError, match="eu-parg"):
        profile_of("eu-parg")


# One step back from the limit, no finding is made.
SILENT = {
    "R03": {"recoveries": [Recovery(item="rent", ilo=FeeClass.NONE, kind=RecoveryKind.DEDUCTION, amount=90)]},
    "R05": {"loans": [WorkerLoan(label="loan", principal=120, monthly_rate=0, n=6, net_wage=450, contract_months=6)]},
    "R06": {"worker_costs": [WorkerCost(recruitment_cost=0, monthly_earnings=450)] * 3},
    "R12": {"claims": [Claim(reference=ref, donor=ref, amount=10) for ref in ("a", "b")]},
    "R13": {"funding": Funding(grant=80, receipts=20, eligible_costs=100)},
    "R15": {"period": YEAR, "costs": [
        DatedCost(item="PI.04", date=date(2026, 12, 31), amount=5),
        DatedCost(item="PI.11", date=date(2027, 3, 1), amount=5),
    ]},
    "R16": {"reallocations": [Reallocation(heading="1", original=100, changed=75)]},
    "R18": {"aid": [
        Aid(undertaking="firm", state="DE", date=date(2026, 1, 1), amount=300_000),
        Aid(undertaking="firm", state="FR", date=date(2026, 1, 1), amount=300_000),
        Aid(undertaking="firm", state="DE", date=date(2029, 1, 1), amount=300_000),
    ]},
    "R20": {"oda": [AidLine(item="PI.07", amount=5, main_beneficiary="origin")]},
    "R23": {"origin": OriginAccount(npv_orig_gov=-2103, compensation=2103)},
}  # fmt: skip


@pytest.mark.parametrize("number", SILENT)
def test_a_rule_is_silent_at_its_limit(number):
    assert of_facts(**SILENT[number]) == ()


def test_a_closing_audit_before_the_period_is_no_closing_work():
    found = of_facts(period=YEAR, costs=[DatedCost(item="PI.11", date=date(2025, 12, 31), amount=5)])

    assert [finding.rule for finding in found] == ["R15"]


def test_an_earlier_breach_of_small_aid_is_found_after_it_has_passed():
    aid = [
        Aid(undertaking="firm", state="DE", date=date(2020, 1, 1), amount=350_000),
        Aid(undertaking="firm", state="DE", date=date(2026, 1, 1), amount=10),
    ]

    (finding,) = of_facts(aid=aid)

    assert (finding.code, finding.severity) == ("de_minimis", Severity.BLOCK)
    assert "350000" in finding.sentence()
    assert "2020-01-01" in finding.sentence()


def test_a_law_downgrades_the_worker_paid_cost_and_never_clears_it():
    found = of_budget(
        line(ilo=FeeClass.ADMINISTRATIVE, payer_percent={"migrant": 100}),
        profile=BudgetProfile(worker_paid_by_law=LAW),
    )

    assert [(f.rule, f.severity) for f in found[:2]] == [("R01", Severity.WARN), ("R04", Severity.WARN)]
    assert "invented act" in found[1].sentence()


def test_the_three_faults_of_a_loan_are_named_apart():
    assert [finding.code for finding in of_facts(loans=[LOAN])] == ["debt_service", "debt_interest", "debt_term"]


def test_a_threshold_of_the_profile_moves_the_finding():
    facts = Facts(loans=[replace(LOAN, monthly_rate=0, contract_months=None)])

    assert check_facts(facts, BudgetProfile(debt_service_most=0.3)).findings == ()
    assert check_facts(facts, BudgetProfile(debt_service_most=None)).findings == ()
    assert len(check_facts(facts).findings) == 1


def test_what_workers_bore_is_described_worker_by_worker():
    costs = [WorkerCost(recruitment_cost=c, monthly_earnings=e) for c, e in ((0, 500), (300, 600), (900, 450))]

    burden = check_facts(Facts(worker_costs=costs)).burden

    assert (burden.n, burden.share_at_zero, burden.median) == (3, 1 / 3, 0.5)
    assert burden.mean == pytest.approx(2.5 / 3)
    assert burden.p90 == pytest.approx(1.7)


REFUSED = [
    ({"costs": [DatedCost(item="PI.04", date=date(2026, 1, 1), amount=1)]}, "period"),
    ({"recoveries": [Recovery(item="x", ilo=FeeClass.FEE, kind=RecoveryKind.BOND, amount=-1)]}, "-1"),
    ({"loans": [replace(LOAN, net_wage=0)]}, "net_wage"),
    ({"worker_costs": [WorkerCost(recruitment_cost=1, monthly_earnings=0)]}, "monthly_earnings"),
    ({"funding": Funding(grant=-1, eligible_costs=1)}, "funding"),
    ({"reallocations": [Reallocation(heading="1", original=0, changed=1)]}, "original"),
    ({"aid": [Aid(undertaking="f", state="DE", date=date(2026, 1, 1), amount=-1)]}, "-1"),
    ({"origin": OriginAccount(npv_orig_gov=float("nan"))}, "nan"),
    ({"claims": [Claim(reference="r", donor="d", amount=-5)]}, "-5"),
]


@pytest.mark.parametrize(("facts", "word"), REFUSED)
def test_facts_that_cannot_be_used_are_refused(facts, word):
    with pytest.raises(InputError, match=word) as refused:
        of_facts(**facts)

    assert refused.value.advice()
