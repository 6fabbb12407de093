from dataclasses import fields, replace
from datetime import date

from hypothesis import given, strategies as st

from corridor.engines.routing import Facts, Pathway, Requirement, RequirementKind as Kind, Status, fit_pathway
from corridor.engines.routing.reference import is_met

MAYBE = st.none() | st.booleans()
FACTS = st.builds(
    Facts,
    salary_eur_per_year=st.none() | st.integers(0, 80_000),
    eqf_level=st.none() | st.integers(1, 8),
    languages=st.none() | st.dictionaries(st.sampled_from(["de", "fr"]), st.integers(1, 6)),
    birth_date=st.none() | st.dates(date(1960, 1, 1), date(2009, 1, 1)),
    start_date=st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    stay_months=st.none() | st.integers(0, 40),
    has_offer=MAYBE,
    needs_change_of_employer=MAYBE,
)
REQUIREMENTS = st.one_of(
    st.builds(Requirement, st.just(Kind.SALARY), at_least=st.integers(0, 80_000)),
    st.builds(Requirement, st.just(Kind.QUALIFICATION), at_least=st.integers(1, 8)),
    st.builds(Requirement, st.just(Kind.LANGUAGE), at_least=st.integers(1, 6), language=st.sampled_from(["de", "fr"])),
    st.builds(Requirement, st.just(Kind.AGE), at_least=st.integers(16, 40), at_most=st.none() | st.integers(20, 60)),
    st.builds(Requirement, st.just(Kind.STAY), at_most=st.integers(0, 40)),
    st.builds(Requirement, st.sampled_from([Kind.OFFER, Kind.EMPLOYER_TIED])),
)
STATUS = {True: Status.MET, False: Status.UNMET, None: Status.UNKNOWN}


@given(st.lists(REQUIREMENTS, max_size=6), FACTS)
def test_every_condition_equals_the_plain_reference(requirements, facts):
    fit = fit_pathway(Pathway("p", tuple(requirements)), facts)

    assert [condition.status for condition in fit.conditions] == [STATUS[is_met(one, facts)] for one in requirements]


@given(st.lists(REQUIREMENTS, max_size=6), FACTS, st.sampled_from([field.name for field in fields(Facts)]))
def test_forgetting_a_fact_never_turns_a_met_condition_into_an_unmet_one_or_back(requirements, facts, name):
    pathway = Pathway("p", tuple(requirements))

    before, after = fit_pathway(pathway, facts), fit_pathway(pathway, replace(facts, **{name: None}))

    for known, forgotten in zip(before.conditions, after.conditions, strict=True):
        assert forgotten.status in (known.status, Status.UNKNOWN)
