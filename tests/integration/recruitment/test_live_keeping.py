"""Live indexes at night and over the years: compared, made anew, and told of when they were not in step."""

import json
import os
import shutil
import subprocess
import sys
import threading
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from corridor.access.roles import Role
from corridor.core.models import AuditEntry, OutgoingMessage, Run
from corridor.delivery.recruitment.models import Candidate, MarketChange
from corridor.delivery.recruitment.runs import live
from corridor.delivery.recruitment.services import changes, live_keeping
from corridor.delivery.recruitment.services.live_nights import ALARM, reconcile
from tests.factories.access import make_member
from tests.factories.recruitment import make_candidate, make_skilled_candidate, make_vacancy, make_world
from tests.factories.skills import give_work

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def no_index(monkeypatch):
    """Every test begins without indexes, and looks for changes at every question."""
    live.forget()
    monkeypatch.setattr(live, "STEP_SECONDS", 0.0)
    yield
    live.forget()


@pytest.fixture
def world(db):
    return make_world()


def unnoted(candidate):
    """Withdraw a candidate behind the back of the notes."""
    Candidate.objects.filter(pk=candidate.pk).update(status=Candidate.Status.WITHDRAWN)


def in_index(world):
    return live.living_ids(live.index_of(world.scheme.pk).index.candidates)


def test_the_nightly_comparison_keeps_a_run_and_raises_no_alarm_where_all_is_in_step(world):
    make_skilled_candidate(world.scheme)
    live.index_of(world.scheme.pk)

    found = reconcile(scheme_id=world.scheme.pk)

    assert (found.compared, found.differing) == (2, ())
    assert Run.objects.get(engine="matching.live").result == {"compared": 2, "differing": 0}
    assert not AuditEntry.objects.filter(action=ALARM).exists()


def test_a_change_that_nobody_noted_raises_the_alarm_and_the_index_is_made_anew(world):
    watching = [make_member(role, organisation=world.ministry) for role in (Role.ADMINISTRATOR, Role.PROTECTION)]
    candidate = make_skilled_candidate(world.scheme)
    assert in_index(world) == {candidate.pk}
    unnoted(candidate)
    assert in_index(world) == {candidate.pk}

    found = reconcile(scheme_id=world.scheme.pk)

    assert found.differing == (("candidates", candidate.pk), ("vacancies", world.vacancy.pk))
    assert AuditEntry.objects.get(action=ALARM).detail["differing"] == 2
    told = OutgoingMessage.objects.filter(subject__endswith="were not in step").order_by("recipient")
    assert [message.recipient for message in told] == watching
    assert in_index(world) == set()


def test_somebody_who_was_never_noted_is_missed_even_outside_the_lists_that_are_compared(world):
    live.index_of(world.scheme.pk)
    candidate = make_candidate(world.scheme)
    give_work(candidate.person, "9999", 1)
    MarketChange.objects.all().delete()

    assert reconcile(scheme_id=world.scheme.pk).differing == (("candidates", candidate.pk),)


def test_rows_that_come_while_the_records_are_read_are_no_difference(world, monkeypatch):
    live.index_of(world.scheme.pk)
    read, came = live._people, []

    def busily(scheme_id):
        came.append(make_skilled_candidate(world.scheme).pk)
        return read(scheme_id)

    monkeypatch.setattr(live, "_people", busily)
    found = live.reconcile(world.scheme.pk, on=date(2027, 1, 1))

    assert (len(came), found.differing) == (1, ())


def test_several_processes_that_find_the_same_tell_it_once_a_night(world):
    make_member(Role.ADMINISTRATOR, organisation=world.ministry)
    for candidate in [make_skilled_candidate(world.scheme) for _ in range(2)]:
        live.index_of(world.scheme.pk)
        unnoted(candidate)
        assert reconcile(scheme_id=world.scheme.pk).differing

    assert AuditEntry.objects.filter(action=ALARM).count() == 2
    assert OutgoingMessage.objects.filter(subject__endswith="were not in step").count() == 1


def test_an_administrator_reads_the_alarm_among_her_messages(world, sign_in):
    administrator = make_member(Role.ADMINISTRATOR, organisation=world.ministry)
    candidate = make_skilled_candidate(world.scheme)
    live.index_of(world.scheme.pk)
    unnoted(candidate)
    reconcile(scheme_id=world.scheme.pk)

    page = sign_in(administrator).get(reverse("portfolio:messages"))

    assert f"Live lists of {world.scheme.reference} were not in step" in page.content.decode()


@pytest.mark.parametrize("is_unnoted", [False, True])
def test_the_page_says_what_the_last_comparison_found(world, sign_in, is_unnoted):
    candidate = make_skilled_candidate(world.scheme)
    live.index_of(world.scheme.pk)
    if is_unnoted:
        unnoted(candidate)
    reconcile(scheme_id=world.scheme.pk)

    page = sign_in(world.officer_origin).get(reverse("recruitment:try_order", args=[world.vacancy.pk]))

    sentence = "2 of 2 differed" if is_unnoted else "2 lists were compared with a fresh ranking, and all are the same"
    assert sentence in page.content.decode()


def test_another_night_compares_other_lists():
    nights = [live._sample(1000, date(2027, 1, day).toordinal()) for day in range(1, 6)]

    assert [len(night) for night in nights] == [200] * 5
    assert len({place for night in nights for place in night}) == 1000
    assert live._sample(3, 740_000) == [0, 1, 2]
    assert live._sample(0, 740_000) == []


def test_a_new_index_takes_new_weights_while_the_one_before_still_answers(world, monkeypatch):
    before = live.index_of(world.scheme.pk)
    make_vacancy(world.scheme, world.employer)
    made, answering = live._made, []

    def slowly(scheme_id):
        answering.append(live.index_of(scheme_id))
        return made(scheme_id)

    monkeypatch.setattr(live, "_made", slowly)
    after = live.renew(world.scheme.pk)

    assert [held.made_at for held in answering] == [before.made_at]
    assert (before.index.weights_as_of.vacancies, after.index.weights_as_of.vacancies) == (1, 2)


def test_an_index_that_has_slept_for_longer_than_notes_are_kept_is_made_anew(world):
    old = live.index_of(world.scheme.pk)
    make_vacancy(world.scheme, world.employer)
    MarketChange.objects.all().delete()
    live._held[world.scheme.pk] = live.replace(old, in_step_at=timezone.now() - live.TOO_OLD - timedelta(hours=1))

    assert len(live.index_of(world.scheme.pk).index.vacancies) == 2


def test_a_long_transaction_notes_its_rows_again_when_it_has_ended(
    world, monkeypatch, django_capture_on_commit_callbacks
):
    candidate = make_candidate(world.scheme)
    for seconds, count in ((60.0, 1), (-1.0, 2)):
        MarketChange.objects.all().delete()
        monkeypatch.setattr(changes, "LATE_SECONDS", seconds)
        with django_capture_on_commit_callbacks(execute=True):
            changes.note_changes(candidates=[(candidate.pk, world.scheme.pk)])
        assert MarketChange.objects.filter(row=candidate.pk).count() == count


def test_notes_of_changes_go_after_two_days_for_every_scheme(world):
    MarketChange.objects.update(changed_at=timezone.now() - timedelta(days=3))
    candidate = make_candidate(world.scheme)

    live_keeping.work_at_night()

    assert set(MarketChange.objects.values_list("row", flat=True)) == {candidate.pk}


@pytest.mark.parametrize(
    ("now", "day"), [(datetime(2027, 3, 2, 1, 59), date(2027, 3, 1)), (datetime(2027, 3, 2, 2, 0), date(2027, 3, 2))]
)
def test_a_night_is_due_at_two_o_clock(now, day):
    assert live_keeping.last_night(now) == day


def test_a_process_that_does_not_serve_has_no_thread():
    assert live_keeping.keep_if_serving() is None
    assert live_keeping.NAME not in [thread.name for thread in threading.enumerate()]


def test_a_serving_process_lists_what_another_one_has_written_within_five_seconds(run_folder, database, tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("The two processes share a file.")
    shutil.copyfile(run_folder / "migrated.sqlite3", tmp_path / "corridor.sqlite3")
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CORRIDOR_WARM")}
    command = [sys.executable, "-m", "tests.integration.recruitment.two_processes"]

    done = subprocess.run(
        command, env=kept | {"CORRIDOR_HOME": str(tmp_path)}, cwd=ROOT, capture_output=True, text=True, timeout=400
    )

    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen["began_with_the_first_request"]
    assert (seen["before"], seen["after"]) == (0, 1)
    assert seen["lag_seconds"] < 5
