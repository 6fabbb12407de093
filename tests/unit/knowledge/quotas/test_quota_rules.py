"""Whom a quota counts, and when an occupation is on a list."""

from datetime import date
from types import SimpleNamespace

import pytest

from corridor.kernel.errors import InputError, RuleViolation
from corridor.knowledge.quotas.rules import (
    Listed,
    Post,
    Shortages,
    check_listed,
    check_room,
    check_scope,
    counts,
    digits_of,
    judge,
)

DAY = date(2026, 5, 1)
POST = Post("BEL", DAY, nace2="J62", origin_iso3="MAR", isco08="2513.1", pathway_code="single", employer_id=7)


def scope(**fields):
    whole = {
        "destination_iso3": "BEL", "starts_date": date(2026, 1, 1), "ends_date": date(2026, 12, 31), "nace2": "",
        "origin_iso3": "", "isco08": "", "pathway_code": "", "employer_id": None,
    }  # fmt: skip
    return SimpleNamespace(**whole | fields)


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"nace2": "J"},
        {"nace2": "J62"},
        {"origin_iso3": "MAR"},
        {"isco08": "25"},
        {"isco08": "2513"},
        {"pathway_code": "single"},
        {"employer_id": 7},
        {"nace2": "J", "origin_iso3": "MAR", "employer_id": 7},
    ],
)
def test_a_post_counts_where_every_word_fits(words):
    assert counts(scope(**words), POST)


@pytest.mark.parametrize(
    "words",
    [
        {"destination_iso3": "ESP"},
        {"nace2": "A"},
        {"nace2": "J63"},
        {"origin_iso3": "TUN"},
        {"isco08": "2514"},
        {"pathway_code": "blue-card"},
        {"employer_id": 8},
        {"nace2": "J", "origin_iso3": "TUN"},
        {"starts_date": date(2026, 6, 1)},
        {"ends_date": date(2026, 4, 30)},
    ],
)
def test_a_post_does_not_count_where_one_word_does_not_fit(words):
    assert not counts(scope(**words), POST)


@pytest.mark.parametrize("words", [{"origin_iso3": "MAR"}, {"pathway_code": "single"}, {"employer_id": 7}])
def test_what_is_not_known_of_a_post_counts_against_no_special_quota(words):
    unknown = Post("BEL", DAY)

    assert not counts(scope(**words), unknown)
    assert counts(scope(), unknown)


def test_the_first_and_the_last_day_count():
    bounds = scope(starts_date=DAY, ends_date=DAY)

    assert counts(bounds, POST)


def test_an_esco_code_is_read_by_its_isco_digits():
    assert digits_of("2513.1.4") == "2513"


def test_the_last_place_may_be_taken():
    check_room(name="Farm work", cap=10, used=9, asked=1)


def test_a_refusal_shows_the_quota_its_cap_what_is_used_and_what_is_asked():
    with pytest.raises(RuleViolation) as refused:
        check_room(name="Farm work", cap=10, used=9, asked=2)

    said = refused.value.sentence()
    assert [word in said for word in ("Farm work", "10 posts", "9 are taken", "1 are left", "2 more")] == [True] * 5
    assert refused.value.hint


def test_a_cap_that_was_lowered_below_what_is_taken_leaves_nothing():
    with pytest.raises(RuleViolation, match="0 are left"):
        check_room(name="Farm work", cap=5, used=9, asked=1)


def test_giving_places_back_is_never_refused():
    check_room(name="Farm work", cap=5, used=9, asked=-2)


def listed(code, *, is_added=True, region="", first=None, last=None):
    return Listed(code, is_added, region, first, last)


def a_list(*items, is_binding=False, region=""):
    return Shortages("National list", region, is_binding, "Official journal", tuple(items))


@pytest.mark.parametrize(
    ("items", "region", "expected", "code"),
    [
        ([listed("2513")], "", True, "listed"),
        ([listed("25")], "", True, "listed"),
        ([listed("2514")], "", False, "not_listed"),
        ([listed("25"), listed("2513", is_added=False)], "", False, "removed"),
        ([listed("25", is_added=False), listed("2513")], "", True, "listed"),
        ([listed("2513"), listed("2513", is_added=False)], "", False, "removed"),
        ([listed("2513"), listed("25", is_added=False, region="Flanders")], "flanders", False, "removed"),
        ([listed("2513"), listed("25", is_added=False, region="Flanders")], "Wallonia", True, "listed"),
        ([listed("2513", is_added=False), listed("2513", region="Flanders")], " FLANDERS ", True, "listed"),
        ([listed("2513", first=date(2026, 6, 1))], "", False, "not_listed"),
        ([listed("2513", last=date(2026, 4, 30))], "", False, "not_listed"),
        ([listed("2513"), listed("2513", is_added=False, last=date(2026, 4, 30))], "", True, "listed"),
    ],
)
def test_region_then_length_of_the_code_then_removal_decides(items, region, expected, code):
    verdict = judge([a_list(*items)], isco08="2513.1", region=region, on=DAY)

    assert (verdict.is_listed, verdict.finding.code) == (expected, code)


def test_without_a_list_nothing_is_known_and_nothing_refused():
    verdict = judge([], isco08="2513", region="", on=DAY)

    assert (verdict.is_listed, verdict.is_refused) == (None, False)
    check_listed(verdict)


def test_a_list_of_another_region_does_not_speak():
    verdict = judge([a_list(listed("2513"), region="Flanders")], isco08="2513", region="Wallonia", on=DAY)

    assert verdict.is_listed is None


def test_outside_an_advisory_list_nothing_is_refused():
    verdict = judge([a_list(listed("7111"))], isco08="2513", region="", on=DAY)

    assert not verdict.is_refused
    check_listed(verdict)


def test_outside_a_binding_list_the_refusal_shows_the_rule():
    verdict = judge([a_list(listed("7111"), is_binding=True)], isco08="2513", region="", on=DAY)

    with pytest.raises(RuleViolation, match="2513 is not on the list “National list”"):
        check_listed(verdict)


def test_a_binding_list_decides_before_an_advisory_one():
    verdict = judge([a_list(listed("2513")), a_list(listed("7111"), is_binding=True)], isco08="2513", region="", on=DAY)

    assert verdict.is_refused


def test_one_of_two_binding_lists_is_enough():
    lists = [a_list(listed("7111"), is_binding=True), a_list(listed("2513"), is_binding=True)]

    assert judge(lists, isco08="2513", region="", on=DAY).is_listed


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"isco08": "25a", "nace2": ""}, "isco08"),
        ({"isco08": "25131", "nace2": ""}, "isco08"),
        ({"isco08": "٢٥", "nace2": ""}, "isco08"),
        ({"isco08": "", "nace2": "62"}, "nace2"),
        ({"isco08": "", "nace2": "Z"}, "nace2"),
        ({"isco08": "", "nace2": "Jx"}, "nace2"),
    ],
)
def test_a_scope_that_no_post_can_have_is_refused(fields, place):
    with pytest.raises(InputError) as refused:
        check_scope(**fields)

    assert refused.value.field == place


def test_sections_and_divisions_are_scopes():
    for nace2 in ("", "J", "J62", "J62.01"):
        check_scope(isco08="25", nace2=nace2)
