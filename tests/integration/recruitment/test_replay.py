"""Kept runs: run again from the snapshot they give the same result to the last byte, whatever has changed since."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from corridor.access.roles import Role
from corridor.core.models import AuditEntry, OutgoingMessage
from corridor.delivery.recruitment import runs
from corridor.delivery.recruitment.models import Candidate, KeptRun, Snapshot
from corridor.delivery.recruitment.runs import replays
from corridor.delivery.recruitment.runs.markets import digest_of, packed, read, unpacked, written
from corridor.delivery.recruitment.services.matching import request_shortlist
from corridor.delivery.recruitment.services.replaying import replay_run
from corridor.delivery.skills.models import Person, PersonLanguage, PersonSkill, WorkExperience
from corridor.kernel.errors import DataUnavailable, NotPermitted
from tests.factories.access import make_member
from tests.factories.recruitment import make_candidate, make_skilled_candidate, make_world
from tests.factories.skills import give_language, give_skills, give_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world(languages=[{"code": "fr", "level": 3}])


def crowd(world, count):
    """People of whom a part fits, a part is near, and no two are alike."""
    for n in range(count):
        candidate = make_candidate(world.scheme, available_from=date(2026, 1, 1) + timedelta(days=n))
        give_skills(candidate.person, *(["web programming"] if n % 3 else ["debug software"]))
        give_work(candidate.person, "2513" if n % 4 else "5120", n % 7)
        give_language(candidate.person, "fr", 1 + n % 5)


def kept_run(world):
    made = request_shortlist(vacancy=world.vacancy, by=world.officer_origin)
    return KeptRun.objects.get(run=made.run)


def test_after_fifty_candidates_were_edited_a_replay_is_byte_identical_and_a_new_run_differs(world):
    crowd(world, 60)
    kept = kept_run(world)
    edited = list(Candidate.objects.order_by("pk").values_list("pk", "person")[:50])
    people = [person for _pk, person in edited]
    Candidate.objects.filter(pk__in=[pk for pk, _person in edited]).update(available_from=date(2030, 1, 1))
    WorkExperience.objects.filter(person__in=people).update(years=1)
    PersonLanguage.objects.filter(person__in=people).update(cefr=2)
    PersonSkill.objects.filter(person__in=people[:10]).delete()

    found = replay_run(kept=kept, by=world.officer_origin)
    new = kept_run(world)

    assert found.is_identical
    assert found.is_untouched
    assert found.result_digest == kept.result_digest
    assert new.snapshot.digest != kept.snapshot.digest
    assert new.result_digest != kept.result_digest
    assert digest_of(unpacked(KeptRun.objects.get(pk=kept.pk).result)) == found.result_digest


def test_facts_come_back_from_their_bytes_as_they_went_in(world):
    crowd(world, 7)
    content = unpacked(kept_run(world).snapshot.content)

    assert written(read(content)) == content


def test_two_runs_on_the_same_facts_keep_them_once(world):
    make_skilled_candidate(world.scheme)

    first, second = kept_run(world), kept_run(world)

    assert first.snapshot == second.snapshot
    assert first.result_digest == second.result_digest
    assert first.run.input_digest == first.snapshot.digest


def test_the_digests_of_a_run_stand_in_the_audit_chain(world):
    make_skilled_candidate(world.scheme)
    kept = kept_run(world)

    entry = AuditEntry.objects.get(action="recruitment.shortlist_made")

    assert entry.detail["inputs"] == kept.snapshot.digest
    assert entry.detail["result"] == kept.result_digest


def test_facts_that_somebody_has_changed_raise_the_alarm(world):
    watcher = make_member(Role.PROTECTION, organisation=world.ministry)
    candidate = make_skilled_candidate(world.scheme)
    kept = kept_run(world)
    content = unpacked(kept.snapshot.content).replace(b'"fr",4', b'"fr",2')
    Snapshot.objects.filter(pk=kept.snapshot_id).update(content=packed(content))

    found = replay_run(kept=KeptRun.objects.get(pk=kept.pk), by=world.officer_origin)

    assert (found.is_identical, found.is_untouched) == (False, False)
    assert AuditEntry.objects.filter(action="recruitment.replay_differs").exists()
    assert OutgoingMessage.objects.filter(recipient=watcher).count() == 1
    assert candidate.reference not in OutgoingMessage.objects.get(recipient=watcher).body


def test_a_programme_that_ranks_otherwise_raises_the_alarm(world, monkeypatch, client, sign_in):
    make_skilled_candidate(world.scheme)
    kept = kept_run(world)
    monkeypatch.setitem(replays.AGAIN, "list", lambda _facts, _parameters: {"lists": []})

    answer = sign_in(world.officer_origin).post(reverse("recruitment:replay", args=[kept.pk]), follow=True)

    assert b"Alarm: the result is not the same." in answer.content
    assert b"Differs" in answer.content


def test_the_page_of_a_run_shows_digests_and_versions_and_runs_it_again(world, sign_in):
    make_skilled_candidate(world.scheme)
    kept = kept_run(world)
    client = sign_in(world.officer_destination)

    page = client.get(reverse("recruitment:run", args=[kept.pk])).content.decode()
    after = client.post(reverse("recruitment:replay", args=[kept.pk]), follow=True).content.decode()

    assert kept.snapshot.digest in page.replace("<wbr>", "")
    assert kept.result_digest in page.replace("<wbr>", "")
    assert kept.rules in page
    assert "Run again: identical to the last byte." in after
    assert "Identical" in after


def test_nobody_of_another_scheme_runs_it_again(world, sign_in):
    make_skilled_candidate(world.scheme)
    kept, stranger = kept_run(world), make_world().officer_origin

    assert sign_in(stranger).get(reverse("recruitment:run", args=[kept.pk])).status_code == 404
    with pytest.raises(NotPermitted):
        replay_run(kept=kept, by=stranger)


def test_when_a_person_is_erased_her_facts_go_and_the_digests_stay(world, sign_in):
    stays = make_skilled_candidate(world.scheme)
    gone = make_skilled_candidate(world.scheme)
    kept = kept_run(world)
    digest, person = kept.snapshot.digest, gone.person_id

    gone.delete()
    Person.objects.filter(pk=person).delete()

    kept = KeptRun.objects.get(pk=kept.pk)
    assert (kept.snapshot.content, kept.result) == (None, None)
    assert kept.snapshot.digest == digest
    with pytest.raises(DataUnavailable, match="were erased on"):
        replay_run(kept=kept, by=world.officer_origin)
    page = sign_in(world.officer_origin).get(reverse("recruitment:run", args=[kept.pk])).content.decode()
    assert "This run can no longer be run again" in page
    assert "Run again from the snapshot" not in page
    assert Candidate.objects.filter(pk=stays.pk).exists()


def test_a_snapshot_without_the_erased_person_stays(world):
    make_skilled_candidate(world.scheme)
    kept = kept_run(world)
    later = make_skilled_candidate(world.scheme)

    later.delete()

    assert Snapshot.objects.get(pk=kept.snapshot_id).content is not None


def test_facts_are_erased_when_their_time_has_passed(world):
    make_skilled_candidate(world.scheme)
    kept = kept_run(world)
    last = kept.snapshot.keep_until_date

    assert runs.erase_expired(today=last) == 0
    assert runs.erase_expired(today=last + timedelta(days=1)) == 1
    assert Snapshot.objects.get().erased_because == "retention"


def test_the_command_of_the_server_says_identical_or_fails(world, capsys, monkeypatch):
    make_skilled_candidate(world.scheme)
    kept = kept_run(world)

    call_command("replay_run", kept.pk)
    assert f"Run {kept.pk} is identical: {kept.result_digest}" in capsys.readouterr().out

    monkeypatch.setitem(replays.AGAIN, "list", lambda _facts, _parameters: {})
    with pytest.raises(CommandError, match="differs"):
        call_command("replay_run", kept.pk)
    with pytest.raises(CommandError, match="no kept matching run"):
        call_command("replay_run", 999_999)


def test_a_program_reads_a_run_and_runs_it_again(world, sign_in):
    make_skilled_candidate(world.scheme)
    kept = kept_run(world)
    client = sign_in(world.officer_origin)

    told = client.get(f"/api/v1/matching-runs/{kept.pk}").json()
    again = client.post(f"/api/v1/matching-runs/{kept.pk}/replay").json()

    assert told["result_digest"] == kept.result_digest == again["result_digest"]
    assert (told["can_be_replayed"], again["is_identical"]) == (True, True)
