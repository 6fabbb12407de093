"""The audit chain is whole, and a row altered by hand is named."""

import pytest
from django.db import connection

from corridor.core import audit
from corridor.core.models import AuditEntry
from tests.factories.access import make_user

pytestmark = pytest.mark.django_db


def record_three():
    person = make_user()
    return [audit.record(by=person, action=f"test.act_{n}", obj=person, detail={"n": n}) for n in range(3)]


def test_an_empty_chain_is_intact():
    assert audit.verify() == audit.ChainState(0)


def test_a_chain_of_three_is_intact_and_counted():
    record_three()

    assert audit.verify() == audit.ChainState(3)


def test_each_entry_holds_the_hash_of_the_one_before():
    first, second, third = record_three()

    assert (second.previous_hash, third.previous_hash) == (first.entry_hash, second.entry_hash)
    assert first.previous_hash == audit.GENESIS


@pytest.mark.parametrize(
    ("column", "value"),
    [("actor_label", "'Somebody else'"), ("action", "'test.other'"), ("object_id", "'999'"), ("previous_hash", "'0'")],
)
def test_a_row_altered_by_hand_is_named(column, value):
    entries = record_three()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE core_auditentry SET {column} = {value} WHERE sequence = %s", [entries[1].sequence])

    state = audit.verify()

    assert (state.broken_sequence, state.reason) == (entries[1].sequence, "altered")


def test_a_row_removed_by_hand_is_named():
    entries = record_three()
    AuditEntry.objects.filter(pk=entries[1].pk).delete()

    state = audit.verify()

    assert (state.broken_sequence, state.reason) == (entries[1].sequence, "missing")


def test_a_row_altered_together_with_its_own_hash_breaks_the_next_one():
    entries = record_three()
    forged = AuditEntry.objects.get(pk=entries[1].pk)
    forged.action = "test.forged"
    forged.entry_hash = audit.digest(forged)
    forged.save()

    assert audit.verify().broken_sequence == entries[2].sequence
