"""A ranking of countries is internal to the organisation that leads the scheme until it is released."""

import pytest
from django.urls import reverse

from corridor.access.roles import Role
from corridor.access.selectors import visible
from corridor.core.models import AuditEntry
from corridor.design.schemes.models import SchemeVersion
from corridor.design.schemes.rules import PLAN_ROLES
from corridor.design.screening import services
from corridor.design.screening.models import Alternative, Score, Veto
from corridor.design.screening.selectors import hidden_parts
from corridor.design.studio.snapshots import snapshot_of, step_digest
from corridor.kernel.errors import NotPermitted, RuleViolation
from tests.factories.access import make_member
from tests.factories.design import make_colleague, make_designer, make_scored_exercise
from tests.factories.screening import make_veto

pytestmark = pytest.mark.django_db


def page_of(client, exercise):
    answer = client.get(reverse("screening:comparison", args=[exercise.scheme.pk, exercise.kind]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", PLAN_ROLES)
def test_other_organisations_read_that_it_is_not_released(client, sign_in, role):
    exercise = make_scored_exercise()
    sign_in(make_colleague(exercise.scheme, role))

    page = page_of(client, exercise)

    assert "Not released yet" in page
    assert "Morocco" not in page
    assert client.get(reverse("screening:method", args=[exercise.scheme.pk, exercise.kind])).status_code == 404


@pytest.mark.parametrize("role", PLAN_ROLES)
def test_the_leading_organisation_reads_its_own_ranking(client, sign_in, role):
    exercise = make_scored_exercise()
    sign_in(make_member(role, organisation=exercise.scheme.lead))

    assert "Morocco comes first" in page_of(client, exercise)


@pytest.mark.parametrize("role", PLAN_ROLES)
def test_all_who_read_the_plan_read_a_released_ranking(client, sign_in, role):
    exercise = make_scored_exercise()
    services.release_ranking(exercise=exercise, by=make_designer(exercise.scheme))
    sign_in(make_colleague(exercise.scheme, role))

    assert "Morocco comes first" in page_of(client, exercise)


def test_sectors_are_open_to_all_who_read_the_plan(client, sign_in):
    exercise = make_scored_exercise(kind="sector")
    sign_in(make_colleague(exercise.scheme, Role.DONOR))

    assert "Morocco comes first" in page_of(client, exercise)


@pytest.mark.parametrize("model", [Alternative, Score])
def test_what_a_ranking_is_made_of_stays_behind_the_same_door(model):
    exercise = make_scored_exercise()
    colleague = make_colleague(exercise.scheme, Role.OFFICER_DESTINATION)

    before = visible(model.objects.all(), user=colleague).exists()
    services.release_ranking(exercise=exercise, by=make_designer(exercise.scheme))

    assert (before, visible(model.objects.all(), user=colleague).exists()) == (False, True)


def test_old_versions_of_the_plan_tell_others_no_more_than_the_page():
    exercise = make_scored_exercise()
    colleague, designer = make_colleague(exercise.scheme, Role.DONOR), make_designer(exercise.scheme)

    assert hidden_parts(user=colleague, scheme=exercise.scheme) == {Alternative, Score, Veto}
    assert hidden_parts(user=designer, scheme=exercise.scheme) == frozenset()
    services.release_ranking(exercise=exercise, by=designer)
    assert hidden_parts(user=colleague, scheme=exercise.scheme) == frozenset()


def test_a_release_is_one_audited_act_of_the_lead():
    exercise = make_scored_exercise()
    with pytest.raises(NotPermitted):
        services.release_ranking(exercise=exercise, by=make_colleague(exercise.scheme, Role.DESIGNER))

    services.release_ranking(exercise=exercise, by=make_designer(exercise.scheme))

    with pytest.raises(RuleViolation, match="released already"):
        services.release_ranking(exercise=exercise, by=make_designer(exercise.scheme))
    assert AuditEntry.objects.filter(action="screening.ranking_released").count() == 1


def test_sectors_need_no_release():
    exercise = make_scored_exercise(kind="sector")

    with pytest.raises(RuleViolation, match="open to all"):
        services.release_ranking(exercise=exercise, by=make_designer(exercise.scheme))


def test_a_designer_is_asked_before_the_ranking_is_released(client, sign_in):
    exercise = make_scored_exercise()
    sign_in(make_designer(exercise.scheme))
    address = reverse("screening:release", args=[exercise.scheme.pk, exercise.kind])

    question = client.get(address).content.decode()
    exercise.refresh_from_db()
    assert exercise.released_at is None
    assert "cannot be taken back" in question

    assert client.post(address).status_code == 302
    exercise.refresh_from_db()
    assert exercise.released_at is not None


def test_a_comparison_of_versions_leaves_out_what_is_internal(client, sign_in):
    exercise = make_scored_exercise()
    scheme, designer = exercise.scheme, make_designer(exercise.scheme)
    older = snapshot_of(scheme)
    Score.objects.filter(criterion__name="supply").update(value=2)
    for number, snapshot in ((1, older), (2, snapshot_of(scheme))):
        SchemeVersion.objects.create(scheme=scheme, number=number, snapshot=snapshot, approved_by=designer)
    address = reverse("studio:versions", args=[scheme.pk])

    sign_in(designer)
    own = client.get(address).content.decode()
    sign_in(make_colleague(scheme, Role.DONOR))
    others = client.get(address).content.decode()

    assert "Morocco" in own
    assert "Morocco" not in others


def test_a_release_changes_nothing_about_the_plan():
    exercise = make_scored_exercise()
    before = step_digest(exercise.scheme, "choice")

    services.release_ranking(exercise=exercise, by=make_designer(exercise.scheme))

    assert step_digest(exercise.scheme, "choice") == before


def test_a_fact_that_excludes_is_a_part_of_the_plan():
    exercise = make_scored_exercise()
    before = step_digest(exercise.scheme, "choice")

    make_veto(exercise.alternatives.first())

    assert step_digest(exercise.scheme, "choice") != before
