"""The demonstration holds runs with their snapshots: edited people change a new list and never an old one."""

import pytest

from corridor.access.models import User
from corridor.delivery.recruitment import runs
from corridor.delivery.recruitment.models import Candidate, KeptRun, NearMiss, Override, Shortlist, Sighting, Vacancy
from corridor.delivery.recruitment.services.matching import request_shortlist
from corridor.delivery.recruitment.services.replaying import replay_run
from corridor.delivery.skills.models import PersonLanguage, PersonSkill, WorkExperience
from tests.factories.demo import planted_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    with planted_world(django_db_blocker):
        yield


def test_after_editing_fifty_people_a_stored_run_is_byte_identical_and_a_new_run_differs():
    kept = KeptRun.objects.filter(kind="list").order_by("pk").first()
    made = Shortlist.objects.filter(run=kept.run).order_by("vacancy_id").first()
    listed = made.run.match_edges.filter(vacancy=made.vacancy).values_list("candidate__person", flat=True)
    near = NearMiss.objects.filter(run=kept.run).values_list("candidate__person", flat=True)
    people = list(dict.fromkeys([*listed, *near]))[:50]
    assert len(people) == 50
    Candidate.objects.filter(person__in=people).update(destinations=["DEU"])
    WorkExperience.objects.filter(person__in=people).update(years=1)
    PersonLanguage.objects.filter(person__in=people).update(cefr=1)
    PersonSkill.objects.filter(person__in=people[:25]).delete()

    found = replay_run(kept=kept, by=None)
    officer = User.objects.get(email="officer.ma@demo.corridor.example")
    new = request_shortlist(vacancy=Vacancy.objects.get(pk=made.vacancy_id), by=officer)

    assert (found.is_identical, found.is_untouched) == (True, True)
    assert KeptRun.objects.get(run=new.run).snapshot.digest != kept.snapshot.digest
    assert new.eligible < made.eligible


def test_every_kind_of_run_stands_in_the_demonstration_and_can_be_made_again():
    kinds = dict(KeptRun.objects.order_by("-pk").values_list("kind", "pk"))
    assert set(kinds) == {"list", "allocation", "quota"}
    kept = KeptRun.objects.get(pk=kinds["quota"])
    assert replay_run(kept=kept, by=None).is_identical


def test_every_planted_why_not_is_eligible_after_its_own_smallest_changes():
    misses = list(NearMiss.objects.select_related("vacancy", "candidate").order_by("pk")[::40])
    assert len(misses) > 10
    for miss in misses:
        found = runs.why(vacancy=miss.vacancy, candidate=miss.candidate)
        assert found.now.is_eligible or found.then.is_eligible, miss


def test_officers_have_changed_a_list_with_reasons_and_views_are_noted():
    assert {row.kind for row in Override.objects.all()} == {"up", "on"}
    assert all(len(row.reason) > 20 for row in Override.objects.all())
    assert set(Sighting.objects.values_list("role", flat=True)) >= {"officer_origin", "employer"}
