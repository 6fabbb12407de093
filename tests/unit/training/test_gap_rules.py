"""What a person lacks, and the fewest courses that close it."""

from itertools import combinations

import pytest
from hypothesis import given, settings, strategies as st

from corridor.delivery.skills.rules import SkillRef
from corridor.delivery.training.rules import (
    MOST_EXACT,
    Course,
    Held,
    KeptNeeds,
    LanguageLine,
    Standing,
    Wanted,
    compare,
    fewest_courses,
    greedy_courses,
)

WELD = SkillRef("", "weld steel frames")


@pytest.mark.parametrize(
    ("wanted", "held", "standing"),
    [
        (Wanted(WELD), [Held(WELD, "certified")], Standing.PROVED),
        (Wanted(WELD), [Held(WELD, "declared")], Standing.STATED),
        (Wanted(WELD), [Held(WELD, "interview")], Standing.STATED),
        (Wanted(WELD, level=3), [Held(WELD, "assessed", level=2)], Standing.LOW),
        (Wanted(WELD, level=3), [Held(WELD, "assessed", level=3)], Standing.PROVED),
        (Wanted(WELD, level=3), [Held(WELD, "assessed")], Standing.PROVED),
        (Wanted(WELD), [Held(SkillRef("", "weld steel pipes"), "certified")], Standing.NEAR),
        (Wanted(WELD), [Held(SkillRef("", "plan menus"), "certified")], Standing.MISSING),
        (Wanted(WELD), [], Standing.MISSING),
    ],
)
def test_a_skill_is_proved_stated_low_near_or_missing(wanted, held, standing):
    [line] = compare([wanted], held)

    assert line.standing == standing


def test_a_related_skill_is_shown_with_the_line_and_counts_for_nothing():
    pipes = Held(SkillRef("", "weld steel pipes"), "certified")

    [line] = compare([Wanted(WELD)], [pipes])

    assert (line.held, line.standing) == (pipes, Standing.NEAR)


def test_two_courses_do_what_the_greedy_way_needs_three_for():
    # The textbook case: the largest course takes four of six needs and leaves one for each of two others.
    courses = [
        Course(1, frozenset("abde")),
        Course(2, frozenset("abc")),
        Course(3, frozenset("def")),
    ]

    exact, greedy = fewest_courses("abcdef", courses), greedy_courses("abcdef", courses)

    assert [one.pk for one in exact.courses] == [2, 3]
    assert len(greedy.courses) == 3
    assert exact.is_smallest


def test_among_equally_few_courses_the_cheaper_ones_are_taken():
    courses = [Course(1, frozenset("ab"), 900.0), Course(2, frozenset("ab"), 100.0), Course(3, frozenset("abz"), 500.0)]

    choice = fewest_courses("ab", courses)

    assert [one.pk for one in choice.courses] == [2]


def test_what_no_course_teaches_is_said():
    choice = fewest_courses("abz", [Course(1, frozenset("ab"))])

    assert choice.left == {"z"}


def test_above_twenty_useful_courses_the_choice_is_not_called_the_smallest():
    courses = [Course(pk, frozenset({pk, pk + 1})) for pk in range(MOST_EXACT + 1)]

    choice = fewest_courses(range(MOST_EXACT + 2), courses)

    assert not choice.is_smallest
    assert not choice.left


COURSES = st.lists(st.tuples(st.frozensets(st.sampled_from("abcdefg"), max_size=5), st.integers(0, 3)), max_size=7).map(
    lambda rows: [Course(pk, closes, float(cost)) for pk, (closes, cost) in enumerate(rows)]
)


@settings(max_examples=150, deadline=None)
@given(st.frozensets(st.sampled_from("abcdefg")), COURSES)
def test_the_choice_is_the_smallest_and_then_the_cheapest_of_all_sets(needs, courses):
    can = needs & frozenset().union(*(one.closes for one in courses))
    sets = (
        (size, sum(one.cost_eur for one in chosen))
        for size in range(len(courses) + 1)
        for chosen in combinations(courses, size)
        if can <= frozenset().union(*(one.closes for one in chosen))
    )

    choice = fewest_courses(needs, courses)

    assert frozenset().union(*(one.closes for one in choice.courses)) >= can
    assert choice.left == needs - can
    assert (len(choice.courses), sum(one.cost_eur for one in choice.courses)) == min(sets)
    assert len(choice.courses) <= len(greedy_courses(needs, courses).courses)


def test_what_a_plan_keeps_is_read_as_it_was_written():
    kept = KeptNeeds(((Wanted(WELD, level=2), Standing.NEAR),), (LanguageLine("fr", 4, 2, True),))

    assert KeptNeeds.of(kept.stored()) == kept
