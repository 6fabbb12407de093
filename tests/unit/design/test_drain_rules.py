"""When recruitment is open: statements by their dates, the list before the market, indicators where they are worse."""

from dataclasses import dataclass
from datetime import date
from itertools import permutations, product

import pytest

from corridor.design.outlook.rules import HEALTH_GROUPS, is_health, state_of, worst
from corridor.engines import outlook as engine

TODAY = date(2026, 6, 1)


@dataclass(frozen=True)
class Said:
    kind: str
    statement_date: date = date(2026, 1, 1)
    valid_until_date: date | None = None
    source: str = "Letter 12"


def state(*statements, isco08="2221", measured="unknown", on=TODAY):
    return state_of(isco08=isco08, statements=statements, measured=measured, on=on)


def test_nothing_that_is_not_known_counts_as_open():
    found = state()

    assert found == "unknown"
    assert not found.has_statement
    assert found.reason.code == "drain_unknown"


@pytest.mark.parametrize(
    ("kinds", "level"),
    [
        (("surplus",), "clear"),
        (("not_listed",), "clear"),
        (("shortage",), "red"),
        (("listed",), "red"),
        (("listed", "surplus"), "red"),
        (("listed", "agreement"), "amber"),
        (("listed", "agreement", "surplus"), "amber"),
        (("listed", "agreement", "shortage"), "red"),
        (("not_listed", "shortage"), "red"),
        (("agreement",), "clear"),
    ],
)
def test_the_state_follows_from_the_statements_in_any_order(kinds, level):
    for order in permutations(kinds):
        assert state(*map(Said, order)) == level


def test_the_later_of_two_statements_on_the_same_thing_counts():
    old, new = Said("listed", date(2023, 3, 8)), Said("not_listed", date(2026, 2, 1))

    assert state(old, new) == "clear"
    assert state(old, Said("not_listed", date(2020, 2, 1))) == "red"


def test_of_two_statements_of_one_day_the_one_that_holds_back_counts():
    assert state(Said("surplus"), Said("shortage")) == state(Said("shortage"), Said("surplus")) == "red"
    assert state(Said("listed"), Said("not_listed")) == "red"


def test_a_statement_ends_on_its_last_day():
    said = Said("surplus", valid_until_date=TODAY)

    assert state(said) == "clear"
    gone = state(said, on=date(2026, 6, 2))
    assert (gone, gone.has_statement, gone.reason.code) == ("unknown", False, "drain_expired")


def test_a_statement_does_not_hold_before_its_date():
    assert state(Said("surplus", date(2026, 7, 1))) == "unknown"


def test_the_list_holds_for_health_workers_only():
    assert state(Said("listed"), isco08="7115") == "unknown"
    assert state(Said("listed"), Said("surplus"), isco08="7115") == "clear"


@pytest.mark.parametrize(
    ("measured", "said", "level"),
    [
        ("red", "surplus", "red"),
        ("amber", "surplus", "amber"),
        ("green", "surplus", "clear"),
        ("green", "shortage", "red"),
        ("amber", "shortage", "red"),
    ],
)
def test_the_worse_of_statement_and_indicator_holds(measured, said, level):
    found = state(Said(said), measured=measured)

    assert found == level
    assert found.has_statement


def test_a_red_indicator_without_a_statement_is_no_statement():
    found = state(measured="red")

    assert (found, found.has_statement) == ("red", False)


def test_a_green_indicator_alone_does_not_open():
    assert state(measured="green") == "unknown"


def test_the_most_severe_of_several_schemes_holds():
    assert worst([state(Said("surplus")), state(Said("shortage")), state()]) == "red"
    assert worst([state(Said("surplus")), state()]) == "unknown"
    assert worst([]) == "unknown"


def test_the_reason_names_date_and_source():
    reason = state(Said("shortage", source="Ministry paper 3")).reason

    assert reason.params == {"date": date(2026, 1, 1), "source": "Ministry paper 3"}


def test_health_workers_are_those_of_the_engine():
    assert HEALTH_GROUPS == engine.HEALTH_GROUPS
    for code in ("2211", "2221", "2222", "22", "2", "", "2230", "3221", "7115"):
        assert is_health(code) == engine.is_health(code)


@pytest.mark.parametrize(("listed", "agreed", "code"), product((True, False, None), (True, False), ("2221", "7115")))
def test_the_rule_of_the_list_is_never_milder_than_the_engine(listed, agreed, code):
    kinds = [*({True: ["listed"], False: ["not_listed"], None: []}[listed]), *(["agreement"] if agreed else [])]
    brake = engine.recruitment_brake(code, listed, agreed)

    found = state(*map(Said, kinds), isco08=code)

    if brake == engine.Brake.BLOCKED:
        assert found == "red"
    if found == "clear":
        assert brake in (engine.Brake.OPEN, engine.Brake.AGREEMENT)
