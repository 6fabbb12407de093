import pytest

from corridor.engines.caseflow import Step, order_procedure
from corridor.kernel.errors import InputError


def test_every_step_follows_those_it_depends_on():
    steps = [Step("travel", depends_on=("visa", "contract")), Step("visa", depends_on=("contract",)), Step("contract")]

    assert order_procedure(steps).codes == ("contract", "visa", "travel")


def test_the_given_order_is_kept_where_there_is_a_choice():
    steps = [Step("medical"), Step("language"), Step("visa", depends_on=("language", "medical")), Step("housing")]

    assert order_procedure(steps).codes == ("medical", "language", "visa", "housing")


def test_a_circle_is_named_in_the_order_in_which_steps_wait():
    steps = [
        Step("offer"),
        Step("contract", depends_on=("permit", "offer")),
        Step("permit", depends_on=("visa",)),
        Step("visa", depends_on=("contract",)),
        Step("travel", depends_on=("visa",)),
    ]

    with pytest.raises(InputError) as caught:
        order_procedure(steps)

    assert caught.value.code == "cyclic_procedure"
    assert caught.value.params["cycle"] == "contract > permit > visa > contract"
    assert caught.value.field == "depends_on"


def test_a_circle_is_found_behind_a_step_that_only_waits_for_it():
    steps = [Step("travel", depends_on=("a",)), Step("a", depends_on=("b",)), Step("b", depends_on=("a",))]

    with pytest.raises(InputError) as caught:
        order_procedure(steps)

    assert caught.value.params["cycle"] == "a > b > a"


def test_a_step_that_waits_for_itself_is_a_circle():
    with pytest.raises(InputError, match="visa > visa"):
        order_procedure([Step("visa", depends_on=("visa",))])


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ([], "The procedure has no steps."),
        ([Step("a"), Step("a")], 'The step "a" appears twice.'),
        ([Step(" ")], "A step has no code."),
        ([Step("a", depends_on=("b",))], 'The step "a" waits for "b", which is not a step of the procedure.'),
        ([Step("a", legal_days=-1)], 'The step "a" has a duration of -1 days.'),
        ([Step("a", median_days=float("nan"))], 'The step "a" has a duration of nan days.'),
    ],
)
def test_a_procedure_that_cannot_be_followed_is_refused(steps, sentence):
    with pytest.raises(InputError) as caught:
        order_procedure(steps)

    assert caught.value.sentence() == sentence
    assert caught.value.field
