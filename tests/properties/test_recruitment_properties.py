"""What holds for every file and every pair of people."""

from datetime import date

from hypothesis import example, given, settings, strategies as st

from corridor.delivery.recruitment.candidate_rows import read_candidates
from corridor.delivery.recruitment.rules import band_of, impact_ratio
from corridor.delivery.recruitment.selectors.duplicates import Identity, KnownPeople, pairs_among
from corridor.delivery.recruitment.sheet import read_sheet
from corridor.delivery.skills.rules import name_key, nearest_skill, phone_key
from corridor.kernel.errors import InputError
from tests.factories.recruitment_csv import csv_of, row

TODAY = date(2026, 6, 1)
NAMES = st.text(st.characters(codec="utf-8", categories=("L", "Zs", "Mn")), min_size=1, max_size=30)
IDENTITIES = st.builds(
    Identity,
    email=st.sampled_from(["", "a@example.org", "b@example.org"]),
    phone=st.sampled_from(["", "661000001", "661000002"]),
    name=st.sampled_from(["amina berrada", "salma alaoui"]),
    birth_date=st.sampled_from([None, date(1990, 1, 1), date(1991, 1, 1)]),
)


@given(NAMES, NAMES)
@example("\U0001d63c", "a")
def test_a_name_is_the_same_in_either_order_and_case(given_name, family_name):
    key = name_key(given_name, family_name)

    assert name_key(family_name, given_name) == key
    assert name_key(key, "") == key


@given(st.text(max_size=40))
def test_a_phone_key_is_nine_digits_at_most_and_settles(phone):
    key = phone_key(phone)

    assert len(key) <= 9
    assert phone_key(key) == key


@given(st.lists(IDENTITIES, max_size=12))
def test_pairs_name_an_earlier_person_who_shares_the_ground(identities):
    numbered = list(enumerate(identities))

    for earlier, later, ground in pairs_among(numbered):
        assert earlier < later
        one, other = dict(identities[earlier].marks()), dict(identities[later].marks())
        assert one[ground] == other[ground]


@given(IDENTITIES, IDENTITIES)
def test_being_the_same_person_works_both_ways(one, other):
    first, second = KnownPeople(), KnownPeople()
    first.add(1, one)
    second.add(1, other)

    assert (first.same_as(other) is None) == (second.same_as(one) is None)


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_a_refusal_with_a_remedy(content):
    sheet, remedy = None, ""
    try:
        sheet = read_sheet(content, known=["a"], required=["a"])
    except InputError as refusal:
        remedy = refusal.advice()

    assert remedy if sheet is None else "a" in sheet.columns


@settings(max_examples=60)
@given(
    st.sampled_from(
        ["birth_date", "email", "occupations", "languages", "eqf", "sex", "available", "skills", "country"]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters=',"\r\n\x00'), max_size=40),
)
def test_any_cell_is_read_or_named(column, value):
    file = read_candidates(csv_of(row(1, **{column: value})), origins=frozenset({"MAR"}), today=TODAY)

    assert len(file.records) + len(file.bad_lines) == len(file.sheet.rows)
    for problem in file.problems:
        assert problem.column == column or problem.column == "birth_date"
        assert problem.error.sentence()
        assert problem.error.advice() or problem.column == "country"


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_better_score_never_has_a_lower_band(one, other):
    order = ["possible", "good", "strong"]
    low, high = sorted((one, other))

    assert order.index(band_of(low).value) <= order.index(band_of(high).value)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_a_ratio_is_between_nought_and_one_and_never_of_small_groups(a, b, more_a, more_b):
    ratio = impact_ratio({"f": (a, a + more_a), "m": (b, b + more_b)})

    assert ratio is None or 0 <= ratio <= 1
    if min(a + more_a, b + more_b) < 10:
        assert ratio is None


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=5))
def test_a_near_skill_is_one_of_those_held(wanted, held):
    assert nearest_skill(wanted, held) in {"", *held}
