"""Comparisons: the ranking can be followed by hand, missing data stay open, people choose."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from corridor.core.models import Run
from corridor.design.screening import services
from corridor.design.screening.forms import ScoreTable
from corridor.design.screening.models import Score
from corridor.design.screening.runs import rank
from corridor.design.screening.selectors import comparison_of
from corridor.design.screening.tables import places_of, switches_of
from corridor.kernel.errors import InputError, NotPermitted
from tests.factories.access import make_user
from tests.factories.design import make_designer, make_scored_exercise

pytestmark = pytest.mark.django_db


def ranked(exercise):
    comparison = comparison_of(exercise)
    ranking, run = rank(comparison=comparison, by=make_user())
    return comparison, ranking, run


def test_points_are_the_weighted_mean_on_the_fixed_scale():
    # Scale 1 to 5: 5 is 100 points, 4 is 75, 3 is 50; both weights are a half.
    comparison, ranking, _run = ranked(make_scored_exercise())

    places = places_of(comparison, ranking)

    assert [(place.alternative.name, place.rank, place.score) for place in places] == [
        ("Morocco", 1, 87.5),
        ("Tunisia", 2, 62.5),
    ]
    assert [part.points for part in places[0].parts] == [50.0, 37.5]


def test_a_score_that_nobody_knows_opens_an_interval():
    exercise = make_scored_exercise(table={"Morocco": {"supply": 5, "links": None}})

    comparison, ranking, _run = ranked(exercise)
    [place] = places_of(comparison, ranking)

    assert (place.low, place.high, place.coverage) == (50.0, 100.0, 0.5)
    assert place.is_thin
    assert place.parts[1].points is None


def test_less_may_be_better():
    exercise = make_scored_exercise(table={"A": {"cost": 5}, "B": {"cost": 1}})
    exercise.criteria.update(direction="down")

    comparison, ranking, _run = ranked(exercise)

    assert places_of(comparison, ranking)[0].alternative.name == "B"


def test_a_newcomer_never_turns_the_order_of_the_others():
    exercise = make_scored_exercise()
    before = [p.alternative.name for p in places_of(*ranked(exercise)[:2])]
    newcomer = exercise.alternatives.create(name="Senegal")
    for criterion in exercise.criteria.all():
        Score.objects.create(alternative=newcomer, criterion=criterion, value=5)

    after = [p.alternative.name for p in places_of(*ranked(exercise)[:2])]

    assert [name for name in after if name != "Senegal"] == before


def test_the_weight_at_which_the_first_place_changes_is_shown():
    # A leads by supply, B by links. A = 100 w, B = 100 (1 - w): B leads where supply weighs under a half.
    exercise = make_scored_exercise(table={"A": {"supply": 5, "links": 1}, "B": {"supply": 1, "links": 5}})
    supply = exercise.criteria.get(name="supply")
    supply.weight = 3
    supply.save()

    comparison, ranking, _run = ranked(exercise)
    row = next(each for each in switches_of(comparison, ranking) if each.criterion == supply)

    assert (row.weight, row.below, row.leader_below, row.above) == (0.75, 0.5, "B", None)


def test_a_first_place_that_no_weight_can_change_is_firm():
    exercise = make_scored_exercise(table={"A": {"supply": 5, "links": 5}, "B": {"supply": 1, "links": 1}})

    comparison, ranking, _run = ranked(exercise)

    assert all(row.is_firm for row in switches_of(comparison, ranking))


def test_the_same_table_is_computed_under_one_run():
    exercise = make_scored_exercise()

    first, again = ranked(exercise)[2], ranked(exercise)[2]

    assert (first, Run.objects.count()) == (again, 1)


def test_scores_outside_the_scale_are_refused_and_nothing_is_kept():
    exercise = make_scored_exercise()
    place, criterion = exercise.alternatives.first(), exercise.criteria.first()

    with pytest.raises(InputError, match="outside the scale"):
        services.record_scores(
            exercise=exercise,
            weights={},
            values={(place.pk, criterion.pk): Decimal(9)},
            sources={},
            by=make_designer(exercise.scheme),
        )

    assert Score.objects.get(alternative=place, criterion=criterion).value == 5


def test_scores_weights_and_sources_are_kept():
    exercise = make_scored_exercise()
    place, criterion = exercise.alternatives.first(), exercise.criteria.first()

    services.record_scores(
        exercise=exercise,
        weights={criterion.pk: Decimal(4)},
        values={(place.pk, criterion.pk): Decimal(2)},
        sources={place.pk: "Labour force survey"},
        by=make_designer(exercise.scheme),
    )

    criterion.refresh_from_db()
    score = Score.objects.get(alternative=place, criterion=criterion)
    assert (criterion.weight, score.value, score.source) == (4, 2, "Labour force survey")


def test_only_the_lead_changes_a_comparison():
    exercise = make_scored_exercise()

    with pytest.raises(NotPermitted):
        services.record_scores(exercise=exercise, weights={}, values={}, sources={}, by=make_user())


def test_a_field_outside_its_scale_is_marked_in_the_form():
    exercise = make_scored_exercise()
    comparison = comparison_of(exercise)
    place, criterion = comparison.alternatives[0], comparison.criteria[0]
    data = {f"w{row.pk}": "1" for row in comparison.criteria} | {f"s{place.pk}-{criterion.pk}": "7"}

    form = ScoreTable(data, comparison=comparison)

    assert list(form.errors) == [f"s{place.pk}-{criterion.pk}"]


@pytest.mark.parametrize(
    ("language", "label"), [("fr", "Liens culturels et historiques"), ("es", "Vínculos culturales")]
)
def test_criteria_of_the_guide_speak_the_readers_language(language, label):
    criterion = make_scored_exercise().criteria.create(code="cultural_links")

    with override(language):
        assert label in criterion.label


def test_a_first_place_that_is_only_equalled_at_no_weight_at_all_is_firm():
    comparison, ranking, _run = ranked(make_scored_exercise())

    assert all(row.is_firm for row in switches_of(comparison, ranking))
