"""Work in the background: it waits, it is done, and whatever goes wrong is said in the reader's language."""

import pytest
from django.utils import translation

from corridor.core import jobs
from corridor.core.models import Run
from corridor.kernel.errors import N_, InputError
from tests.factories.access import make_user

pytestmark = pytest.mark.django_db


def count_letters(run: Run) -> None:
    word = run.parameters["word"]
    if word == "nothing":
        raise InputError(
            N_("Nobody was chosen."), hint=N_("Tick at least one candidate of the list."), params={"word": word}
        )
    run.result = {"letters": len(word) // run.parameters.get("by", 1), "language": translation.get_language()}


jobs.register("test.letters", count_letters)


def ask(word, **more):
    user = make_user()
    user.language = "ar"
    user.save()
    return jobs.queue("test.letters", parameters={"word": word, **more}, by=user)


def test_a_job_that_is_done_keeps_its_result_and_who_asked():
    run = ask("corridor")

    run.refresh_from_db()
    assert (run.status, run.progress) == (Run.Status.DONE, 100)
    assert run.result == {"letters": 8, "language": "ar"}
    assert run.requested_by is not None
    assert jobs.said(run) == ""


def test_a_refusal_is_said_in_the_language_of_whoever_reads_it():
    run = ask("nothing")

    run.refresh_from_db()
    assert run.status == Run.Status.FAILED
    assert jobs.said(run) == "Nobody was chosen. Tick at least one candidate of the list."
    with translation.override("fr"):
        french = jobs.said(run)
    assert french
    assert "Nobody" not in french


def test_a_surprise_ends_the_job_too_and_says_nothing_about_the_inside():
    run = ask("corridor", by=0)

    run.refresh_from_db()
    assert run.status == Run.Status.FAILED
    assert "nothing was changed" in jobs.said(run)
    assert "division" not in run.error


def test_the_words_of_whoever_reads_stay_after_the_job():
    with translation.override("es"):
        ask("corridor")

        assert translation.get_language() == "es"
