"""What holds for every set of statements about a country of origin, whatever their order and dates."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import given, settings, strategies as st

from corridor.design.outlook.rules import state_of

TODAY = date(2026, 6, 1)
KINDS = ("surplus", "shortage", "listed", "not_listed", "agreement")
SEVERITY = ("clear", "unknown", "amber", "red")
quickly = settings(max_examples=200, deadline=None)


@dataclass(frozen=True)
class Said:
    kind: str
    statement_date: date
    valid_until_date: date | None
    source: str = "Letter"


DAYS = st.integers(-400, 400).map(lambda days: TODAY + timedelta(days=days))
STATEMENTS = st.lists(
    st.builds(
        lambda kind, day, length: Said(kind, day, None if length is None else day + timedelta(days=length)),
        st.sampled_from(KINDS),
        DAYS,
        st.none() | st.integers(0, 600),
    ),
    max_size=7,
)
CODES = st.sampled_from(["2211", "2221", "7115", "2512"])
MEASURED = st.sampled_from(["unknown", "green", "amber", "red"])


def state(statements, isco08="2221", measured="unknown", on=TODAY):
    return state_of(isco08=isco08, statements=statements, measured=measured, on=on)


@quickly
@given(STATEMENTS, CODES, MEASURED, st.randoms())
def test_the_order_of_entry_changes_nothing(statements, isco08, measured, random):
    shuffled = random.sample(statements, len(statements))

    assert state(statements, isco08, measured) == state(shuffled, isco08, measured)


@quickly
@given(STATEMENTS, CODES)
def test_a_worse_indicator_never_makes_the_state_milder(statements, isco08):
    found = [SEVERITY.index(state(statements, isco08, level)) for level in ("green", "amber", "red")]

    assert found == sorted(found)
    assert found[-1] == SEVERITY.index("red")


@quickly
@given(STATEMENTS, CODES)
def test_a_shortage_stated_today_stops_whatever_was_said_before(statements, isco08):
    past = [each for each in statements if each.statement_date <= TODAY]

    assert state([*past, Said("shortage", TODAY, None)], isco08) == "red"


@quickly
@given(STATEMENTS)
def test_health_workers_of_a_listed_country_are_never_clear(statements):
    others = [each for each in statements if each.kind not in ("listed", "not_listed")]

    assert state([*others, Said("listed", TODAY, None)]) in ("amber", "red")


@quickly
@given(STATEMENTS, CODES)
def test_only_statements_in_force_count(statements, isco08):
    in_force = [
        each
        for each in statements
        if each.statement_date <= TODAY and (each.valid_until_date is None or each.valid_until_date >= TODAY)
    ]

    found = state(statements, isco08)

    assert found == state(in_force, isco08)
    # That a country stands on the list says nothing about other occupations.
    assert found.has_statement or {each.kind for each in in_force} <= {"listed", "not_listed"}


@quickly
@given(STATEMENTS, st.integers(0, 30))
def test_the_same_statements_say_the_same_on_any_day_moved_along(statements, days):
    moved = [
        replace(
            each,
            statement_date=each.statement_date + timedelta(days=days),
            valid_until_date=each.valid_until_date and each.valid_until_date + timedelta(days=days),
        )
        for each in statements
    ]

    assert state(statements) == state(moved, on=TODAY + timedelta(days=days))
