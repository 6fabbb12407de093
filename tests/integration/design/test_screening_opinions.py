"""Other methods beside the ranking: the same scores, other orders, and what is fragile about them."""

import pytest
from django.urls import reverse

from corridor.design.screening.runs import second_opinions
from corridor.design.screening.selectors import comparison_of
from corridor.design.screening.tables import opinions_of
from tests.conftest import pass_second_factor
from tests.factories.design import make_designer, make_scored_exercise

pytestmark = pytest.mark.django_db

SPLIT = {
    "A": {"supply": 5, "links": 1, "cost": 4},
    "B": {"supply": 3, "links": 5, "cost": 3},
    "C": {"supply": 1, "links": 2, "cost": 1},
}
# Laos comes last; yet without it TOPSIS would put Malta and not Oman first.
FRAGILE = {
    name: dict(zip(("supply", "links", "cost"), row, strict=True))
    for name, row in {"Laos": (3, 4, 3), "Malta": (4, 5, 4), "Nepal": (5, 3, 5), "Oman": (5, 4, 5)}.items()
}


def opinions(exercise):
    comparison = comparison_of(exercise)
    return opinions_of(comparison, second_opinions(comparison=comparison))


def test_every_alternative_has_a_place_under_every_method():
    found = opinions(make_scored_exercise(table=SPLIT))

    assert [str(method) for method in found.methods] == [
        "Weighted sum",
        "TOPSIS",
        "PROMETHEE II",
        "Mean rank over all weights",
    ]
    assert {alternative.name for alternative, _ in found.rows} == {"A", "B", "C"}
    for method in zip(*(ranks for _, ranks in found.rows), strict=True):
        assert sorted(rank for _, rank in method) == [1, 2, 3]


def test_who_is_beaten_everywhere_is_named():
    found = opinions(make_scored_exercise())

    assert found.dominated == ("Tunisia",)
    assert found.has_one_leader
    assert found.reversals == ()
    assert [tau for _, tau in found.agreement] == [None, 1.0, 1.0, 1.0]


def test_scores_that_nobody_knows_are_counted_where_a_method_needs_them():
    found = opinions(make_scored_exercise(table=SPLIT | {"C": {"supply": None, "links": None, "cost": 2}}))

    assert found.assumed == 2


def test_one_alternative_needs_no_second_opinion():
    assert opinions(make_scored_exercise(table={"A": {"supply": 5}})) is None


def test_where_nothing_is_scored_yet_all_are_equal():
    found = opinions(make_scored_exercise(table={"A": {"supply": None}, "B": {"supply": None}}))

    assert [[rank for _, rank in ranks[:3]] for _, ranks in found.rows] == [[1, 1, 1], [1, 1, 1]]
    assert found.agreement[1][1] is None


def test_an_alternative_whose_absence_would_flip_the_lead_is_named_with_the_method():
    [row] = opinions(make_scored_exercise(table=FRAGILE)).reversals

    assert (str(row.method), row.removed, row.leader) == ("TOPSIS", "Laos", "Malta")


def test_the_methods_stand_behind_a_page_of_their_own(client):
    exercise = make_scored_exercise(table=FRAGILE | {"Peru": {"supply": 2, "links": None, "cost": 1}})
    user = make_designer(exercise.scheme)
    client.force_login(user)
    pass_second_factor(client, user)

    page = client.get(reverse("screening:method", args=[exercise.scheme.pk, exercise.kind])).content.decode()

    assert "Other methods" in page
    assert "PROMETHEE II" in page
    assert "unknown scores stand at the middle of their scale there" in page
    assert "optimal" not in page.lower()


def test_the_page_says_on_whom_a_lead_depends(client):
    exercise = make_scored_exercise(table=FRAGILE)
    user = make_designer(exercise.scheme)
    client.force_login(user)
    pass_second_factor(client, user)

    page = client.get(reverse("screening:method", args=[exercise.scheme.pk, exercise.kind])).content.decode()

    assert "TOPSIS: without Laos, which does not lead, Malta would lead." in page
