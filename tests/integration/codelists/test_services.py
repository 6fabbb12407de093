"""Loading code lists: complete, idempotent, and without ever losing a code."""

import dataclasses

import pytest
from django.db import IntegrityError, transaction

from corridor.core.models import AuditEntry
from corridor.knowledge.codelists.models import Code, CodeList
from corridor.knowledge.codelists.rules import list_names, load_list
from corridor.knowledge.codelists.services import load_codelists

pytestmark = pytest.mark.django_db
MODELS = "mobility_models"


def changed_list(name, rows=None, digest="changed"):
    packaged = load_list(name)
    return dataclasses.replace(packaged, rows=packaged.rows if rows is None else tuple(rows), digest=digest)


def entries():
    return list(AuditEntry.objects.filter(action="codelists.loaded").order_by("sequence"))


def test_all_packaged_lists_are_loaded_with_every_code():
    report = load_codelists(by=None)

    assert set(CodeList.objects.values_list("name", flat=True)) == set(list_names())
    assert report.created == Code.objects.count() == sum(len(load_list(name).rows) for name in list_names())
    assert (report.changed, report.closed) == (0, 0)


def test_a_second_load_changes_nothing_and_leaves_no_trace(loaded):
    before = list(Code.objects.order_by("pk").values())
    packaged = [load_list(MODELS), load_list("isco08")]

    report = load_codelists(by=None, lists=packaged)

    assert report.lists == ()
    assert list(Code.objects.order_by("pk").values()) == before
    assert len(entries()) == 1


def test_a_code_that_vanished_is_closed_and_stays(loaded):
    without_f = [row for row in load_list(MODELS).rows if row.code != "F"]

    report = load_codelists(by=None, lists=[changed_list(MODELS, without_f)])

    closed = Code.objects.get(code_list__name=MODELS, code="F")
    assert closed.is_closed
    assert closed.label_fr.startswith("F – Mixte")
    assert (report.created, report.changed, report.closed) == (0, 0, 1)


def test_a_code_that_comes_back_is_open_again(loaded):
    without_f = [row for row in load_list(MODELS).rows if row.code != "F"]
    load_codelists(by=None, lists=[changed_list(MODELS, without_f)])

    report = load_codelists(by=None, lists=[load_list(MODELS)])

    assert not Code.objects.get(code_list__name=MODELS, code="F").is_closed
    assert report.changed == 1


def test_a_closed_code_of_the_package_is_loaded_closed(loaded):
    ecu = Code.objects.get(code_list__name="currencies", code="XEU")

    assert ecu.is_closed
    assert "European Currency Unit" in ecu.note


def test_a_changed_label_is_changed_in_place(loaded):
    first, *others = load_list(MODELS).rows
    renamed = dataclasses.replace(first, labels={**first.labels, "es": "A – Circular: aprender"})
    key = Code.objects.get(code_list__name=MODELS, code="A").pk

    report = load_codelists(by=None, lists=[changed_list(MODELS, [renamed, *others])])

    row = Code.objects.get(pk=key)
    assert row.label_es == "A – Circular: aprender"
    assert "aprender" in row.search_text
    assert (report.created, report.changed, report.closed) == (0, 1, 0)


def test_the_audit_says_what_a_load_changed(loaded):
    load_codelists(by=None, lists=[changed_list(MODELS, load_list(MODELS).rows[:4])])

    assert entries()[-1].detail == {"lists": [{"name": MODELS, "created": 0, "changed": 0, "closed": 2}]}
    assert {part["name"] for part in entries()[0].detail["lists"]} >= {"countries", "isco08"}


def test_lists_that_are_not_given_are_left_alone(loaded):
    load_codelists(by=None, lists=[changed_list(MODELS, load_list(MODELS).rows[:1])])

    assert not Code.objects.filter(code_list__name="isco08", is_closed=True).exists()


def test_a_code_stands_once_in_a_list(loaded):
    row = Code.objects.filter(code_list__name=MODELS).first()
    row.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_code_without_an_english_label_is_refused_by_the_database(loaded):
    with pytest.raises(IntegrityError), transaction.atomic():
        Code.objects.filter(code_list__name=MODELS, code="A").update(label_en="")
