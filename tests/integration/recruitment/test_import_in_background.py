"""A large file of candidates is written by the worker; the page says how far it is."""

import json

import pytest
from django.urls import reverse

from corridor.core.models import AuditEntry, Run
from corridor.delivery.recruitment.models import Candidate, CandidateImport
from corridor.delivery.recruitment.selectors.imports import newest_job_of
from corridor.delivery.recruitment.services import importing
from corridor.kernel.errors import RuleViolation
from tests.factories.recruitment import make_world
from tests.factories.recruitment_csv import row
from tests.integration.recruitment.test_import import TODAY, plan, started

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr(importing, "LARGE", 1)
    return make_world()


@pytest.fixture
def officer(world, client, sign_in):
    sign_in(world.officer_origin)
    return client


def agree(client, world, batch, **more):
    counts = json.dumps(plan(world, batch).counts)
    return client.post(reverse("recruitment:import_preview", args=[batch.pk]), {"expected": counts, **more})


def progress(batch):
    return reverse("recruitment:import_progress", args=[batch.pk])


def test_a_large_file_is_imported_by_the_worker_and_the_page_leads_to_the_result(world, officer):
    batch = started(world, row(1), row(2))

    answer = agree(officer, world, batch)

    batch.refresh_from_db()
    assert answer["Location"] == progress(batch)
    assert batch.status == CandidateImport.Status.CONFIRMED
    assert Candidate.objects.filter(source="import").count() == 2
    page = officer.get(progress(batch)).content.decode()
    assert reverse("recruitment:import_done", args=[batch.pk]) in page
    assert "hx-get" not in officer.get(progress(batch), headers={"HX-Request": "true"}).content.decode()
    acts = AuditEntry.objects.filter(object_id=str(batch.pk), action__startswith="recruitment.").order_by("sequence")
    assert [entry.action for entry in acts][-2:] == ["recruitment.import_queued", "recruitment.candidates_imported"]


def test_a_small_file_is_imported_at_once(world, officer, monkeypatch):
    monkeypatch.setattr(importing, "LARGE", 2)
    batch = started(world, row(1), row(2))

    answer = agree(officer, world, batch)

    assert answer["Location"] == reverse("recruitment:import_done", args=[batch.pk])
    assert newest_job_of(batch=batch) is None


def test_what_can_be_refused_is_refused_before_the_worker_begins(world, officer):
    batch = started(world, row(1), row(2, birth_date="12/04/1996"))

    page = agree(officer, world, batch).content.decode()

    assert "1 rows of the file are wrong" in page
    assert newest_job_of(batch=batch) is None


def test_a_file_that_the_worker_has_is_neither_queued_again_nor_put_aside(world, officer):
    batch = started(world, row(1), row(2))
    waiting = Run.objects.create(engine="recruitment.import", engine_version="0", parameters={"batch": batch.pk})

    for act in (
        lambda: importing.queue_import(batch=batch, plan=plan(world, batch), by=world.officer_origin, today=TODAY),
        lambda: importing.discard_import(batch=batch, by=world.officer_origin),
    ):
        with pytest.raises(RuleViolation, match="imported already"):
            act()
    page = officer.get(progress(batch)).content.decode()
    assert "as soon as the worker is free" in page
    assert f'hx-get="{progress(batch)}"' in page
    waiting.status = Run.Status.FAILED
    waiting.save()
    importing.discard_import(batch=batch, by=world.officer_origin)


def test_records_that_change_meanwhile_end_the_job_with_a_sentence_and_change_nothing(world, officer, monkeypatch):
    batch = started(world, row(1), row(2))
    monkeypatch.setattr(importing, "_check", lambda *args, **options: None)
    real = importing.jobs.queue

    def later(engine, *, parameters, by):
        # Somebody registers one of the two before the worker comes to the file.
        monkeypatch.undo()
        importing.confirm_import(batch=started(world, row(1)), by=world.officer_origin, today=TODAY)
        return real(engine, parameters=parameters, by=by)

    monkeypatch.setattr(importing.jobs, "queue", later)

    run = importing.queue_import(
        batch=batch, plan=plan(world, batch), by=world.officer_origin, today=TODAY, expected=plan(world, batch).counts
    )

    run.refresh_from_db()
    assert run.status == Run.Status.FAILED
    assert Candidate.objects.filter(source="import").count() == 1
    page = officer.get(progress(batch)).content.decode()
    assert "The records have changed since the preview" in page
    assert reverse("recruitment:import_preview", args=[batch.pk]) in page
