from datetime import date

import pytest

from corridor.engines.routing import (
    Facts,
    Pathway,
    Requirement,
    RequirementKind as Kind,
    Status,
    Subject,
    Verdict,
    compare_pathways,
    fit_pathway,
)
from corridor.engines.routing.conditions import SUBJECTS
from corridor.engines.routing.wording import UNKNOWN, UNMET
from corridor.kernel.errors import InputError

START = date(2026, 9, 1)
# One row per kind: the requirement, facts that meet it, facts that do not, and the sentence that names what is missing.
ROWS = [
    (
        Requirement(Kind.SALARY, at_least=45300),
        Facts(salary_eur_per_year=45300),
        Facts(salary_eur_per_year=40000),
        "The pay of 40000 EUR a year is below the 45300 EUR that the pathway asks for.",
    ),
    (
        Requirement(Kind.QUALIFICATION, at_least=5),
        Facts(eqf_level=6),
        Facts(eqf_level=4),
        "The qualification is at EQF level 4; the pathway asks for level 5.",
    ),
    (
        Requirement(Kind.LANGUAGE, language="de", at_least=3),
        Facts(languages={"de": 3}),
        Facts(languages={"de": 2}),
        "The level in de is A2; the pathway asks for B1.",
    ),
    (
        Requirement(Kind.LANGUAGE, language="de", at_least=3),
        Facts(languages={"de": 6}),
        Facts(languages={"fr": 6}),
        "The level in de is -; the pathway asks for B1.",
    ),
    (
        Requirement(Kind.AGE, at_least=18, at_most=35),
        Facts(birth_date=date(1990, 9, 2), start_date=START),
        Facts(birth_date=date(1990, 9, 1), start_date=START),
        "The age on the first day is 36; the pathway is open from 18 to 35.",
    ),
    (
        Requirement(Kind.AGE, at_least=18),
        Facts(birth_date=date(2008, 9, 1), start_date=START),
        Facts(birth_date=date(2008, 9, 2), start_date=START),
        "The age on the first day is 17; the pathway is open from 18 to -.",
    ),
    (
        Requirement(Kind.EXPERIENCE, at_least=2),
        Facts(experience_years=2),
        Facts(experience_years=1.5),
        "There are 1.5 years of experience; the pathway asks for 2.",
    ),
    (
        Requirement(Kind.OCCUPATION, codes=frozenset({"25", "7126"})),
        Facts(isco08="2512"),
        Facts(isco08="7127"),
        "The occupation 7127 is not on the list of the pathway.",
    ),
    (
        Requirement(Kind.ORIGIN, codes=frozenset({"MAR", "TUN"})),
        Facts(origin_iso3="TUN"),
        Facts(origin_iso3="EGY"),
        "The pathway is not open to people from EGY.",
    ),
    (
        Requirement(Kind.LICENCE, codes=frozenset({"C", "CE"})),
        Facts(licences=frozenset({"C", "CE", "B"})),
        Facts(licences=frozenset({"C"})),
        "These licences are missing: CE.",
    ),
    (
        Requirement(Kind.QUOTA, at_most=40),
        Facts(headcount=40),
        Facts(headcount=41),
        "41 places are needed; the quota has 40 left.",
    ),
    (
        Requirement(Kind.STAY, at_most=9),
        Facts(stay_months=9),
        Facts(stay_months=12),
        "The stay of 12 months is longer than the 9 months that the pathway allows.",
    ),
    (
        Requirement(Kind.FUNDS, at_least=11904),
        Facts(funds_eur=12000),
        Facts(funds_eur=0),
        "The means of 0 EUR are below the 11904 EUR that the pathway asks for.",
    ),
    (
        Requirement(Kind.VALIDITY, from_date=date(2024, 1, 1), until_date=date(2026, 8, 31)),
        Facts(start_date=date(2026, 8, 31)),
        Facts(start_date=START),
        "The pathway is not in force on 2026-09-01; it holds from 2024-01-01 to 2026-08-31.",
    ),
    (
        Requirement(Kind.LABOUR_MARKET_TEST),
        Facts(labour_market_test_passed=True),
        Facts(labour_market_test_passed=False),
        "The labour market test was not passed.",
    ),
    (
        Requirement(Kind.RECOGNITION),
        Facts(is_recognised=True),
        Facts(is_recognised=False),
        "The qualification is not recognised in the country of destination.",
    ),
    (Requirement(Kind.OFFER), Facts(has_offer=True), Facts(has_offer=False), "There is no job offer."),
    (
        Requirement(Kind.RETURN),
        Facts(accepts_return=True),
        Facts(accepts_return=False),
        "The undertaking to return is not given.",
    ),
    (
        Requirement(Kind.EMPLOYER_TIED),
        Facts(needs_change_of_employer=False),
        Facts(needs_change_of_employer=True),
        "The permit is tied to one employer, and the scheme needs changes of employer.",
    ),
    (
        Requirement(Kind.NO_FAMILY),
        Facts(needs_family=False),
        Facts(needs_family=True),
        "The family cannot come along on this pathway, and the scheme needs that.",
    ),
    (
        Requirement(Kind.WINDOW, at_most=7, within_months=11),
        Facts(stay_months=5, months_used=2),
        Facts(stay_months=5, months_used=3),
        "8 months of presence are more than the 7 that the pathway allows in any 11 months.",
    ),
    (
        Requirement(Kind.REENTRY, at_least=6),
        Facts(months_away=6),
        Facts(months_away=5),
        "The last stay ended 5 months ago; the pathway asks for 6 months away.",
    ),
    (
        Requirement(Kind.CHECK, codes=frozenset({"medical"}), label="Medical examination"),
        Facts(checks={"medical": True}),
        Facts(checks={"medical": False}),
        "This condition is not met: Medical examination.",
    ),
]
NOTHING_KNOWN = Facts(headcount=None)


def fit_of(facts, *requirements):
    return fit_pathway(Pathway("p", requirements), facts)


def test_every_kind_that_can_be_judged_has_a_row():
    assert {row[0].kind for row in ROWS} == set(Kind) - {Kind.OTHER}
    assert set(UNMET) == set(Kind) - {Kind.OTHER}
    assert set(UNKNOWN) == set(SUBJECTS) == set(Kind)


@pytest.mark.parametrize(("requirement", "meets", "misses", "sentence"), ROWS)
def test_a_condition_is_met_unmet_or_unknown(requirement, meets, misses, sentence):
    assert fit_of(meets, requirement).verdict is Verdict.ELIGIBLE
    refused = fit_of(misses, requirement)
    assert refused.verdict is Verdict.NOT_ELIGIBLE
    assert refused.unmet[0].finding.sentence() == sentence
    assert refused.unmet[0].finding.code == f"{requirement.kind}_unmet"
    unknown = fit_of(NOTHING_KNOWN, requirement)
    assert unknown.verdict is Verdict.UNKNOWN
    assert unknown.unknown[0].finding.code == f"{requirement.kind}_unknown"
    assert "%(" not in unknown.unknown[0].finding.sentence()


def test_every_unmet_condition_is_named_not_only_the_first():
    fit = fit_of(
        Facts(salary_eur_per_year=1, eqf_level=1, has_offer=True),
        Requirement(Kind.SALARY, at_least=2),
        Requirement(Kind.OFFER),
        Requirement(Kind.QUALIFICATION, at_least=2),
        Requirement(Kind.RECOGNITION),
    )

    assert [condition.requirement.kind for condition in fit.unmet] == [Kind.SALARY, Kind.QUALIFICATION]
    assert [condition.requirement.kind for condition in fit.met] == [Kind.OFFER]
    assert [condition.requirement.kind for condition in fit.unknown] == [Kind.RECOGNITION]


def test_a_fact_that_is_not_known_is_never_a_refusal():
    requirements = [row[0] for row in ROWS]

    fit = fit_of(NOTHING_KNOWN, *requirements)

    assert fit.verdict is Verdict.UNKNOWN
    assert fit.unmet == ()


def test_a_pathway_that_asks_for_nothing_is_open():
    assert fit_of(NOTHING_KNOWN).verdict is Verdict.ELIGIBLE


def test_a_condition_in_words_is_left_to_a_person():
    fit = fit_of(Facts(), Requirement(Kind.OTHER, label="Proof of housing"))

    assert fit.verdict is Verdict.UNKNOWN
    assert fit.unknown[0].finding.sentence() == "A person must judge this condition: Proof of housing."


def test_a_quota_whose_rest_is_not_known_stays_open():
    assert fit_of(Facts(headcount=5), Requirement(Kind.QUOTA)).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("code", "status"), [("2512", Status.MET), ("25", Status.UNKNOWN), ("2", Status.UNKNOWN), ("3", Status.UNMET)]
)
def test_a_wide_group_may_hold_a_listed_occupation(code, status):
    fit = fit_of(Facts(isco08=code), Requirement(Kind.OCCUPATION, codes=frozenset({"2512"})))

    assert fit.conditions[0].status is status


def test_a_scheme_is_open_when_only_facts_of_people_are_missing():
    requirements = [Requirement(Kind.OCCUPATION, codes=frozenset({"25"})), Requirement(Kind.QUALIFICATION, at_least=6)]

    assert fit_of(Facts(isco08="2512"), *requirements).only_persons_missing
    assert not fit_of(Facts(), *requirements).only_persons_missing
    assert not fit_of(Facts(isco08="7126"), *requirements).only_persons_missing


def test_each_condition_names_who_can_answer():
    fit = fit_of(Facts(), Requirement(Kind.SALARY, at_least=1), Requirement(Kind.QUOTA), Requirement(Kind.RECOGNITION))

    assert [condition.subject for condition in fit.conditions] == [Subject.EMPLOYER, Subject.OFFICE, Subject.PERSON]


OFFER = Pathway("offer", (Requirement(Kind.OFFER),))
BOTH = Pathway("both", (Requirement(Kind.OFFER), Requirement(Kind.QUALIFICATION, at_least=6)))
FREE = Pathway("free")


def test_open_pathways_come_first_and_near_ones_before_far_ones():
    facts = Facts(has_offer=False, eqf_level=5)

    comparison = compare_pathways([BOTH, OFFER, FREE], facts)

    assert [fit.pathway for fit in comparison.fits] == ["free", "offer", "both"]
    assert comparison.has_open_pathway is True


@pytest.mark.parametrize(
    ("facts", "answer"), [(Facts(has_offer=True), True), (Facts(), None), (Facts(has_offer=False), False)]
)
def test_whether_a_pathway_is_open_is_yes_no_or_not_known(facts, answer):
    assert compare_pathways([OFFER], facts).has_open_pathway is answer


def test_without_pathways_none_is_open():
    assert compare_pathways([], Facts()).has_open_pathway is False


@pytest.mark.parametrize(
    "requirement",
    [
        Requirement(Kind.SALARY),
        Requirement(Kind.STAY),
        Requirement(Kind.LANGUAGE, language="de"),
        Requirement(Kind.LANGUAGE, language="de", at_least=7),
        Requirement(Kind.OCCUPATION, codes=frozenset({"ICT"})),
        Requirement(Kind.ORIGIN, codes=frozenset({"Tunisia"})),
    ],
)
def test_a_requirement_that_says_nothing_usable_is_refused(requirement):
    with pytest.raises(InputError):
        fit_of(Facts(), requirement)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (Facts(origin_iso3="Tunisia"), "origin_iso3"),
        (Facts(isco08="ICT"), "isco08"),
        (Facts(languages={"de": 9}), "languages"),
        (Facts(salary_eur_per_year=float("nan")), "salary_eur_per_year"),
        (Facts(experience_years=-1), "experience_years"),
    ],
)
def test_impossible_facts_are_refused(facts, field):
    with pytest.raises(InputError) as caught:
        fit_pathway(FREE, facts)

    assert caught.value.field == field
