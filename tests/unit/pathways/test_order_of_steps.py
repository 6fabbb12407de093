import pytest

from corridor.kernel.errors import InputError
from corridor.knowledge.pathways.rules import order_of_steps


def test_a_step_stands_after_all_that_it_waits_for():
    assert order_of_steps({"visa": ["permit"], "permit": ["offer"], "offer": []}) == ("offer", "permit", "visa")


def test_steps_that_wait_for_nothing_keep_the_order_given():
    assert order_of_steps({"b": [], "a": []}) == ("b", "a")


def test_a_circle_is_refused_and_named_in_the_order_of_waiting():
    with pytest.raises(InputError) as caught:
        order_of_steps({"offer": [], "permit": ["visa"], "visa": ["permit", "offer"]})

    assert "permit → visa → permit" in str(caught.value) or "visa → permit → visa" in str(caught.value)


def test_a_step_that_waits_for_itself_is_a_circle():
    with pytest.raises(InputError, match="visa → visa"):
        order_of_steps({"visa": ["visa"]})


def test_a_step_that_the_procedure_does_not_have_is_named():
    with pytest.raises(InputError, match="permit, which the procedure does not have"):
        order_of_steps({"visa": ["permit"]})
