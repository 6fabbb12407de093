from dataclasses import fields, replace
from datetime import date
from itertools import chain, combinations

from hypothesis import given, strategies as st

from corridor.engines.routing import (
    Change,
    Facts,
    Pathway,
    Requirement,
    RequirementKind as Kind,
    RouteStep,
    Status,
    apply_change,
    find_routes,
    fit_pathway,
)
from corridor.kernel.findings import Finding

MAYBE = st.none() | st.booleans()
MONTHS = st.none() | st.integers(0, 80) | st.decimals(0, 80, places=1).map(float)
ISCO = st.sampled_from(["2", "25", "2512", "2221", "7126", "712"])
ORIGINS = st.sampled_from(["MAR", "TUN", "NPL", "KIR"])
SCOPE = st.sampled_from([frozenset(), frozenset({"KIR"}), frozenset({"MAR", "NPL"})])
FACTS = st.builds(
    Facts,
    origin_iso3=st.none() | ORIGINS,
    isco08=st.none() | ISCO,
    salary_eur_per_year=st.none() | st.integers(0, 80_000),
    eqf_level=st.none() | st.integers(1, 8),
    languages=st.none() | st.dictionaries(st.sampled_from(["de", "ko"]), st.integers(1, 6)),
    birth_date=st.none() | st.dates(date(1950, 1, 1), date(2015, 1, 1)),
    start_date=st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    experience_years=st.none() | st.integers(0, 30),
    licences=st.none() | st.frozensets(st.sampled_from("ABC")),
    funds_eur=st.none() | st.integers(0, 20_000),
    headcount=st.none() | st.integers(0, 50),
    stay_months=MONTHS,
    months_used=MONTHS,
    months_away=MONTHS,
    is_first_stay=MAYBE,
    has_renewal=MAYBE,
    labour_market_test_passed=MAYBE,
    is_recognised=MAYBE,
    has_offer=MAYBE,
    accepts_return=MAYBE,
    needs_change_of_employer=MAYBE,
    needs_family=MAYBE,
    checks=st.none() | st.dictionaries(st.sampled_from(["medical", "police"]), st.booleans()),
).map(lambda facts: replace(facts, months_used=None, months_away=None) if facts.is_first_stay else facts)


def ages(limits):
    return Requirement(Kind.AGE, at_least=min(limits), at_most=max(limits))


def days(limits):
    return Requirement(Kind.VALIDITY, from_date=min(limits), until_date=max(limits))


def of(*kinds, **values):
    return st.builds(Requirement, st.sampled_from(kinds), **values, only_origins=SCOPE)


REQUIREMENTS = st.one_of(
    of(Kind.SALARY, Kind.FUNDS, at_least=st.integers(0, 80_000)),
    of(Kind.EXPERIENCE, Kind.REENTRY, at_least=st.integers(0, 30)),
    of(Kind.QUALIFICATION, at_least=st.integers(1, 8)),
    of(Kind.LANGUAGE, at_least=st.integers(1, 6), language=st.sampled_from(["de", "ko"])),
    of(Kind.OCCUPATION, codes=st.frozensets(ISCO, min_size=1)),
    of(Kind.ORIGIN, codes=st.frozensets(ORIGINS, min_size=1)),
    of(Kind.LICENCE, codes=st.frozensets(st.sampled_from("ABC"))),
    of(Kind.QUOTA, at_most=st.none() | st.integers(0, 50)),
    of(Kind.STAY, at_most=st.integers(0, 60), extension_months=st.none() | st.integers(1, 24)),
    of(Kind.WINDOW, at_most=st.integers(1, 24), within_months=st.integers(1, 36)),
    of(Kind.LABOUR_MARKET_TEST, Kind.RECOGNITION, Kind.OFFER, Kind.RETURN, Kind.EMPLOYER_TIED, Kind.NO_FAMILY),
    of(Kind.CHECK, codes=st.frozensets(st.sampled_from(["medical", "police"]), min_size=1)),
    of(*Kind, is_stated=st.just(value=False)),
    of(Kind.OTHER),
    st.tuples(st.integers(16, 60), st.integers(16, 60)).map(ages),
    st.tuples(st.dates(date(2025, 1, 1), date(2029, 1, 1)), st.dates(date(2025, 1, 1), date(2029, 1, 1))).map(days),
)


@given(REQUIREMENTS, FACTS)
def test_applying_the_nearest_change_meets_the_condition(requirement, facts):
    for condition in fit_pathway(Pathway("p", (requirement,)), facts).unmet:
        assert condition.change is not None
        after = fit_pathway(Pathway("p", (requirement,)), apply_change(facts, condition.change))
        # Who changes the country of origin may leave the group to which a condition applies; it is met all the same.
        assert after.conditions[0].status is Status.MET


@given(REQUIREMENTS, FACTS)
def test_every_unmet_condition_has_a_value_a_required_value_and_a_sentence(requirement, facts):
    for condition in fit_pathway(Pathway("p", (requirement,)), facts).unmet:
        assert condition.actual is not None
        assert condition.required is not None
        assert "%(" not in condition.finding.sentence() + condition.change.finding.sentence()


@given(st.lists(REQUIREMENTS, max_size=6).flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))), FACTS)
def test_no_order_of_conditions_changes_the_verdict(orders, facts):
    rows, shuffled = orders

    one, other = (fit_pathway(Pathway("p", tuple(each)), facts) for each in (rows, shuffled))

    assert one.verdict is other.verdict
    assert sorted(map(repr, one.conditions)) == sorted(map(repr, other.conditions))


@given(st.lists(REQUIREMENTS, max_size=4), FACTS, st.permutations([field.name for field in fields(Facts)]))
def test_no_order_of_answers_changes_the_verdict(requirements, facts, order):
    """Facts are given one after the other; what is said in the end does not depend on who was asked first."""
    pathway = Pathway("p", tuple(requirements))
    told = Facts(headcount=None)
    for name in order:
        told = apply_change(told, _answer(name, getattr(facts, name)))

    assert fit_pathway(pathway, told) == fit_pathway(pathway, facts)


@given(st.lists(REQUIREMENTS, max_size=4), FACTS, st.permutations([field.name for field in fields(Facts)]))
def test_a_further_answer_settles_a_question_and_never_reverses_a_settled_one(requirements, facts, order):
    pathway = Pathway("p", tuple(requirements))
    told = Facts(headcount=None)
    before = fit_pathway(pathway, told)
    for name in order:
        told = apply_change(told, _answer(name, getattr(facts, name)))
        after = fit_pathway(pathway, told)
        for old, new in zip(before.conditions, after.conditions, strict=True):
            assert old.status in (new.status, Status.UNKNOWN)
        before = after


def _answer(name, value):
    return Change({name: value}, Finding("answer", "answer"))


CODES = ("a", "b", "c", "d", "e", "f")


@st.composite
def procedures(draw):
    """Procedures of up to six steps; a step waits for groups of earlier steps."""
    steps = []
    for n in range(draw(st.integers(1, 6))):
        earlier = CODES[:n]
        groups = st.frozensets(st.sampled_from(earlier), min_size=1, max_size=3) if earlier else st.nothing()
        waits = draw(st.lists(groups, max_size=2)) if earlier else []
        fees = draw(st.dictionaries(st.sampled_from(["worker", "employer"]), st.integers(0, 9)))
        steps.append(RouteStep(CODES[n], draw(st.integers(0, 9)), fees, tuple(waits), draw(st.integers(0, 9)) > 0))
    goals = draw(st.frozensets(st.sampled_from([step.code for step in steps]), min_size=1, max_size=2))
    return steps, goals


def brute_force(steps, goals):
    """The best (days, EUR) and (EUR, days) over all sets of lawful steps that are closed and hold the goals."""
    lawful = [step for step in steps if step.is_lawful]
    every = chain.from_iterable(combinations(lawful, n) for n in range(len(lawful) + 1))
    figures = [
        (length(chosen, goals), sum(fee for step in chosen for fee in step.fees.values()))
        for chosen in map(list, every)
        if goals <= {step.code for step in chosen} and is_closed(chosen)
    ]
    return (min(figures), min((eur, length) for length, eur in figures)) if figures else None


def is_closed(chosen):
    codes = {step.code for step in chosen}
    return all(group & codes for step in chosen for group in step.waits_for)


def length(chosen, goals):
    finish = {}
    for step in chosen:
        starts = [min(finish[code] for code in group if code in finish) for group in step.waits_for]
        finish[step.code] = max(starts, default=0) + step.days
    return max(finish[code] for code in goals)


@given(procedures())
def test_the_fastest_and_the_cheapest_route_equal_those_of_all_sets_of_steps(procedure):
    steps, goals = procedure

    found, best = find_routes(steps, goals), brute_force(steps, goals)

    if best is None:
        assert found.fastest is found.cheapest is None
        return
    assert (found.fastest.days, found.fastest.cost_eur) == best[0]
    assert (found.cheapest.cost_eur, found.cheapest.days) == best[1]
    for route in (found.fastest, found.cheapest):
        chosen = [step for step in steps if step.code in route.steps]
        assert goals <= set(route.steps)
        assert is_closed(chosen)
        assert all(step.is_lawful for step in chosen)
        assert route.days == length(chosen, goals)


@given(procedures())
def test_the_critical_path_is_as_long_as_the_route(procedure):
    steps, goals = procedure
    route = find_routes(steps, goals).fastest

    if route is not None:
        assert sum(step.days for step in steps if step.code in route.critical_path) == route.days
