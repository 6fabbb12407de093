"""An act on a page: what the person is told when it is done, and when it is not."""

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory
from django.utils import translation

from corridor.core.acts import accepted, attempt
from corridor.kernel.errors import InputError, RuleViolation


class Score(forms.Form):
    """A form with one field."""

    score = forms.IntegerField()


@pytest.fixture
def request_():
    request = RequestFactory().post("/")
    request._messages = CookieStorage(request)
    return request


def refuse(*, field: str = ""):
    raise InputError("A score of %(score)s is too high.", hint="Give at most 100.", field=field, params={"score": 120})


def said(request) -> list[tuple[str, str]]:
    return [(message.level_tag, message.message) for message in get_messages(request)]


def test_what_is_done_is_said(request_):
    assert attempt(request_, lambda: None, "It is kept.")

    assert said(request_) == [("success", "It is kept.")]


def test_a_refusal_becomes_a_message_with_its_remedy(request_):
    assert not attempt(request_, refuse, "It is kept.")

    assert said(request_) == [("error", "A score of 120 is too high. Give at most 100.")]


def test_a_refusal_is_said_in_the_language_of_the_reader(request_):
    def refused():
        raise RuleViolation("Check-ins begin after departure and end with the placement.")

    with translation.override("fr"):
        attempt(request_, refused, "")

    assert said(request_)[0][1].startswith("Les points de suivi")


def test_a_refusal_stands_at_the_field_that_it_names():
    form = Score({"score": "120"})

    assert not accepted(form, lambda: refuse(field="score"))
    assert form.errors == {"score": ["A score of 120 is too high. Give at most 100."]}


def test_a_refusal_of_a_field_that_the_form_lacks_stands_on_top():
    form = Score({"score": "120"})

    assert not accepted(form, lambda: refuse(field="mark"))
    assert list(form.errors) == ["__all__"]


def test_a_wrong_form_asks_the_service_for_nothing():
    asked = []

    assert not accepted(Score({"score": "many"}), lambda: asked.append(1))
    assert asked == []


def test_what_is_not_a_refusal_is_not_swallowed():
    with pytest.raises(ZeroDivisionError):
        accepted(Score({"score": "1"}), lambda: 1 / 0)
