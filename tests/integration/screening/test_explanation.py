"""A minister reads three to six sentences: who, by what, what would change it, what is not known, who disagrees."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from corridor.design.screening.explanation import explanation_of
from corridor.design.screening.models import Score
from corridor.design.screening.opinions import voices_of
from corridor.design.screening.runs import try_weights
from corridor.design.screening.selectors import comparison_of
from tests.factories.design import make_designer, make_scored_exercise
from tests.factories.screening import make_group, make_opposed_exercise

pytestmark = pytest.mark.django_db


def sentences_of(exercise, *, with_voices=False):
    comparison = comparison_of(exercise)
    voices = voices_of(comparison, user=make_designer(exercise.scheme)) if with_voices else None
    return explanation_of(comparison, try_weights(comparison=comparison), voices)


def weighed(exercise, **weights):
    for name, weight in weights.items():
        exercise.criteria.filter(name=name).update(weight=weight)
    return exercise


def test_it_says_who_leads_by_what_and_what_would_change_it():
    # A = 100 w, B = 100 (1 - w): with w = 0.75 A has 75 points and leads until supply weighs less than a half.
    exercise = weighed(make_opposed_exercise(), supply=3)

    assert sentences_of(exercise) == [
        "A comes first with 75.0 of 100 points, 50.0 ahead of B.",
        "What puts it before B most: supply.",
        'If "supply" weighed less than 50% instead of 75%, B would come first.',
        "All 4 scores are known.",
    ]


def test_alternatives_that_are_equal_share_the_first_place():
    assert sentences_of(make_opposed_exercise())[0].startswith("A and B share the first place with 50")


def test_a_firm_lead_is_called_firm():
    sentences = sentences_of(make_scored_exercise(table={"A": {"a": 5, "b": 5}, "B": {"a": 1, "b": 1}}))

    assert "No change of the weight of one criterion alone would put another one first." in sentences


def test_what_is_not_known_stands_with_what_it_leaves_open():
    exercise = make_scored_exercise(table={"A": {"a": 4, "b": 4}, "B": {"a": 4, "b": None}})

    assert (
        "1 score of 4 is not known and was not guessed. That leaves open whether B would come first."
        in sentences_of(exercise)
    )


def test_a_gap_that_cannot_turn_the_order_is_only_counted():
    exercise = make_scored_exercise(table={"A": {"a": 5, "b": 5}, "B": {"a": 1, "b": None}})

    assert "1 score of 4 is not known and was not guessed." in sentences_of(exercise)


def test_synthetic_figures_are_counted_and_named():
    exercise = make_scored_exercise()
    Score.objects.filter(criterion__name="supply").update(is_synthetic=True)

    assert "2 scores rest on synthetic figures, which are no evidence. They concern: supply." in sentences_of(exercise)


def test_groups_that_put_another_one_first_are_named():
    exercise = weighed(make_opposed_exercise(), supply=3)
    now = timezone.now()
    make_group(exercise, "Families", weights={"links": 1.0}, released_at=now)
    make_group(exercise, "Employers", weights={"supply": 1.0}, released_at=now)

    assert sentences_of(exercise, with_voices=True)[-1] == "Another one comes first for: Families (B)."


def test_groups_that_agree_are_counted():
    exercise = weighed(make_opposed_exercise(), supply=3)
    for name in ("Employers", "Unions"):
        make_group(exercise, name, weights={"supply": 1.0}, released_at=timezone.now())

    assert sentences_of(exercise, with_voices=True)[-1] == "All 2 groups whose order is shown put the same one first."


def test_a_single_alternative_is_not_called_the_best():
    [first, by_what, known] = sentences_of(make_scored_exercise(table={"A": {"a": 5, "b": 3}}))

    assert "nothing else is compared with it" in first
    assert by_what == "Most of its points come from: a and b."
    assert known == "All 2 scores are known."


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize("known", [0, 1, 2, 3, 4])
def test_it_has_three_to_six_sentences_in_every_language(language, known):
    values = [5, 3, 4, 2]
    cells = [value if place < known else None for place, value in enumerate(values)]
    exercise = make_scored_exercise(table={"A": {"a": cells[0], "b": cells[1]}, "B": {"a": cells[2], "b": cells[3]}})

    with override(language):
        sentences = sentences_of(exercise, with_voices=True)

    assert 2 <= len(sentences) <= 6
    assert all(sentence and "%(" not in sentence for sentence in sentences)
