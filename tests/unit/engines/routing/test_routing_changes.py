"""Windows, renewals, values that are not stated, and the nearest change that would meet a condition."""

from datetime import date

import pytest

from corridor.engines.routing import (
    Facts,
    Pathway,
    Requirement,
    RequirementKind as Kind,
    Status,
    Verdict,
    apply_change,
    fit_pathway,
)
from corridor.engines.routing.changes import nearest_change
from corridor.kernel.errors import InputError
from tests.unit.engines.routing.test_routing_fit import ROWS

SEASON = Requirement(Kind.WINDOW, at_most=7, within_months=11, not_origins=frozenset({"KIR", "TUV"}))
LONG_SEASON = Requirement(Kind.WINDOW, at_most=9, within_months=11, only_origins=frozenset({"KIR", "TUV"}))
PERMIT = Requirement(Kind.STAY, at_most=36, extension_months=24)


def condition(requirement, facts):
    return fit_pathway(Pathway("p", (requirement,)), facts).conditions[0]


@pytest.mark.parametrize(("requirement", "meets", "misses", "sentence"), ROWS)
def test_the_nearest_change_of_every_kind_meets_its_condition(requirement, meets, misses, sentence):
    refused = condition(requirement, misses)

    assert refused.change is not None
    assert "%(" not in refused.change.finding.sentence()
    assert condition(requirement, apply_change(misses, refused.change)).status is Status.MET


@pytest.mark.parametrize(
    ("requirement", "facts", "change", "sentence"),
    [
        (
            Requirement(Kind.LANGUAGE, language="de", at_least=4),
            Facts(languages={"de": 3, "fr": 5}),
            {"languages": {"de": 4, "fr": 5}},
            "Raise the level in de from B1 to B2.",
        ),
        (
            Requirement(Kind.SALARY, at_least=45300),
            Facts(salary_eur_per_year=40000),
            {"salary_eur_per_year": 45300},
            "Raise the pay by 5300 EUR a year, to 45300 EUR.",
        ),
        (
            Requirement(Kind.AGE, at_least=18, at_most=39),
            Facts(birth_date=date(2009, 3, 1), start_date=date(2026, 9, 1)),
            {"start_date": date(2027, 3, 1)},
            "Wait until 2027-03-01, when the age of 18 is reached.",
        ),
        (
            Requirement(Kind.AGE, at_least=18, at_most=39),
            Facts(birth_date=date(1985, 3, 1), start_date=date(2026, 9, 1)),
            {"start_date": date(2025, 2, 28)},
            "The age limit of 39 allowed a first day until 2025-02-28; if that day is past, look for another pathway.",
        ),
        (
            Requirement(Kind.AGE, at_least=18),
            Facts(birth_date=date(2008, 2, 29), start_date=date(2026, 2, 28)),
            {"start_date": date(2026, 3, 1)},
            "Wait until 2026-03-01, when the age of 18 is reached.",
        ),
        (
            Requirement(Kind.OCCUPATION, codes=frozenset({"2221", "2512", "7126"})),
            Facts(isco08="2514"),
            {"isco08": "2512"},
            "Choose an occupation of the nearest listed group: 2512.",
        ),
        (
            SEASON,
            Facts(origin_iso3="TON", stay_months=8, is_first_stay=True),
            {"stay_months": 7},
            "Plan a shorter stay, 7 months at most within this window.",
        ),
        (
            SEASON,
            Facts(origin_iso3="TON", stay_months=3, months_used=7),
            {"stay_months": 3, "months_used": 4},
            "Wait until earlier stays in the window come to 4 months at most, and plan a stay of 3 months.",
        ),
        (PERMIT, Facts(stay_months=72), {"stay_months": 36}, "Plan a shorter stay, 36 months at most."),
        (
            PERMIT,
            Facts(stay_months=72, has_renewal=True),
            {"stay_months": 60},
            "Plan a shorter stay, 60 months at most.",
        ),
        (
            Requirement(Kind.QUOTA, at_most=0),
            Facts(headcount=3),
            {"headcount": 0},
            "No place is left: wait for the next quota.",
        ),
        (
            Requirement(Kind.REENTRY, at_least=6),
            Facts(months_away=2),
            {"months_away": 6},
            "Wait 4 more months, so that 6 have passed since the last stay.",
        ),
    ],
)
def test_the_nearest_change_is_the_least_one(requirement, facts, change, sentence):
    found = condition(requirement, facts)

    assert found.status is Status.UNMET
    assert dict(found.change.facts) == change
    assert found.change.finding.sentence() == sentence


@pytest.mark.parametrize(("origin", "months", "status"), [
    ("TON", 7, Status.MET), ("TON", 8, Status.UNMET), ("KIR", 9, Status.MET), ("TUV", 10, Status.UNMET),
])  # fmt: skip
def test_seven_months_in_any_eleven_and_nine_from_kiribati_and_tuvalu(origin, months, status):
    facts = Facts(origin_iso3=origin, stay_months=months, is_first_stay=True)

    verdict = fit_pathway(Pathway("season", (SEASON, LONG_SEASON)), facts).verdict

    assert verdict is (Verdict.ELIGIBLE if status is Status.MET else Verdict.NOT_ELIGIBLE)


def test_a_condition_for_some_origins_stays_open_while_the_origin_is_not_known():
    found = condition(SEASON, Facts(stay_months=8, is_first_stay=True))

    assert found.status is Status.UNKNOWN
    assert found.finding.code == "origin_unknown"


def test_who_comes_for_the_first_time_has_no_earlier_stay_to_wait_for():
    assert condition(Requirement(Kind.REENTRY, at_least=6), Facts(is_first_stay=True)).status is Status.MET


@pytest.mark.parametrize(
    ("months", "renewal", "status"),
    [
        (36, None, Status.MET),
        (37, None, Status.UNKNOWN),
        (60, True, Status.MET),
        (60, False, Status.UNMET),
        (61, True, Status.UNMET),
    ],
)
def test_three_years_and_two_more_if_the_permit_is_renewed(months, renewal, status):
    assert condition(PERMIT, Facts(stay_months=months, has_renewal=renewal)).status is status


def test_what_the_register_does_not_state_is_unknown_whatever_the_facts():
    silent = Requirement(Kind.SALARY, is_stated=False)

    found = condition(silent, Facts(salary_eur_per_year=1_000_000))

    assert found.status is Status.UNKNOWN
    assert found.finding.code == "salary_not_stated"


def test_a_pathway_with_a_silent_condition_does_not_wait_for_people_only():
    fit = fit_pathway(Pathway("p", (Requirement(Kind.QUALIFICATION, is_stated=False),)), Facts())

    assert not fit.only_persons_missing


def test_a_condition_that_does_not_hold_on_this_pathway_is_met():
    assert condition(Requirement(Kind.NO_FAMILY, holds=False), Facts(needs_family=True)).status is Status.MET


def test_a_condition_says_what_was_compared_and_on_whose_word():
    requirement = Requirement(
        Kind.AGE, at_least=18, at_most=39, source="MISMES study, line 302", source_date=date(2015, 1, 1)
    )

    found = condition(requirement, Facts(birth_date=date(1980, 1, 1), start_date=date(2026, 1, 1)))

    assert (found.actual, found.required) == (46, (18, 39))
    assert (found.requirement.source, found.requirement.source_date) == ("MISMES study, line 302", date(2015, 1, 1))


def test_a_condition_in_words_has_no_change_to_propose():
    assert nearest_change(Requirement(Kind.OTHER, label="Housing"), Facts()) is None


@pytest.mark.parametrize("kind", [Kind.OCCUPATION, Kind.ORIGIN, Kind.WINDOW, Kind.REENTRY])
def test_a_condition_without_its_value_is_refused(kind):
    with pytest.raises(InputError, match="has no value"):
        condition(Requirement(kind), Facts(stay_months=1, origin_iso3="MAR", isco08="2512", months_away=1))


@pytest.mark.parametrize("facts", [{"months_used": 2}, {"months_away": 2}])
def test_a_first_stay_with_earlier_months_is_refused(facts):
    with pytest.raises(InputError, match="first stay"):
        condition(SEASON, Facts(origin_iso3="TON", stay_months=1, is_first_stay=True, **facts))
