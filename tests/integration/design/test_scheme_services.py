"""Schemes from draft to closing, and who may take each step."""

import pytest
from django.http import Http404

from corridor.access.roles import Role
from corridor.core.models import AuditEntry
from corridor.design.schemes import services
from corridor.design.schemes.events import SchemeApproved
from corridor.design.schemes.models import Objective, Scheme
from corridor.design.schemes.selectors import get_scheme, part_to_change, schemes_visible_to
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from tests.factories.access import make_member, make_organisation
from tests.factories.design import make_colleague, make_designer, make_objective, make_scheme

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return make_organisation(iso3="BEL")


@pytest.fixture
def designer(lead):
    return make_member(Role.DESIGNER, organisation=lead)


def test_a_new_scheme_opens_a_workspace_for_its_organisations(lead, designer):
    partner = make_organisation()

    scheme = services.create_scheme(
        name="ICT specialists", lead=lead, by=designer, partners=[partner], corridors=[("MAR", "BEL")], isco08=["2512"]
    )

    assert scheme.status == Scheme.Status.DRAFT
    assert set(scheme.workspace.organisations.all()) == {lead, partner}
    assert [str(corridor) for corridor in scheme.corridors.all()] == ["MAR-BEL"]
    assert AuditEntry.objects.filter(action="schemes.scheme_created", object_id=str(scheme.pk)).exists()


def test_two_schemes_of_one_name_get_different_references(lead, designer):
    first = services.create_scheme(name="Nurses", lead=lead, by=designer)
    second = services.create_scheme(name="Nurses", lead=lead, by=designer)

    assert (first.reference, second.reference) == ("nurses", "nurses-2")


def test_nobody_opens_a_scheme_in_another_organisations_name(designer):
    with pytest.raises(NotPermitted, match="organisation that leads it"):
        services.create_scheme(name="Nurses", lead=make_organisation(), by=designer)


@pytest.mark.parametrize(("pair", "words"), [(("MAR", "MAR"), "same country"), (("XXX", "BEL"), "not a country code")])
def test_an_impossible_corridor_is_refused_and_nothing_is_stored(lead, designer, pair, words):
    with pytest.raises(InputError, match=words):
        services.create_scheme(name="Nurses", lead=lead, by=designer, corridors=[pair])

    assert not Scheme.objects.exists()


def test_a_part_is_added_changed_and_removed_with_an_entry_in_the_audit():
    scheme = make_scheme()
    designer = make_designer(scheme)
    row = services.save_part(row=Objective(scheme=scheme, kind="objective", code="development", text="A"), by=designer)
    row.text = "B"
    services.save_part(row=row, by=designer)
    services.remove_part(row=row, by=designer)

    acts = list(AuditEntry.objects.order_by("sequence").values_list("action", flat=True))
    assert acts == ["schemes.part_added", "schemes.part_changed", "schemes.part_removed"]
    assert not Objective.objects.exists()


def test_a_partners_designer_cannot_change_the_plan():
    scheme = make_scheme()

    with pytest.raises(NotPermitted, match="leads the scheme"):
        services.save_part(row=make_objective(scheme), by=make_colleague(scheme, Role.DESIGNER))


def test_an_approved_plan_is_changed_only_after_it_was_opened_again():
    scheme = make_scheme(status="approved", is_open_for_changes=False, version=1)
    designer = make_designer(scheme)
    objective = make_objective(scheme)
    with pytest.raises(RuleViolation, match="approved as version 1"):
        services.save_part(row=objective, by=designer)

    services.revise(scheme=scheme, by=designer)
    scheme.refresh_from_db()
    objective.refresh_from_db()

    assert services.save_part(row=objective, by=designer).pk


def test_an_approval_gives_a_version_and_is_announced(django_capture_on_commit_callbacks):
    from corridor.core import events

    heard = []
    events.subscribe(SchemeApproved, heard.append)
    scheme = make_scheme()

    with django_capture_on_commit_callbacks(execute=True):
        version = services.record_approval(scheme=scheme, snapshot={}, by=make_designer(scheme))

    assert (version.number, scheme.status, scheme.is_open_for_changes) == (1, "approved", False)
    assert heard == [SchemeApproved(scheme.pk, 1)]


def test_a_running_scheme_keeps_running_when_a_revision_is_approved():
    scheme = make_scheme(status="running", version=1)

    services.record_approval(scheme=scheme, snapshot={}, by=make_designer(scheme))

    assert (scheme.status, scheme.version) == ("running", 2)


@pytest.mark.parametrize(
    ("status", "step", "after"),
    [
        ("approved", services.start, "running"),
        ("running", services.close, "closed"),
        ("approved", services.close, "closed"),
    ],
)
def test_steps_of_a_schemes_life(status, step, after):
    scheme = make_scheme(status=status)

    assert step(scheme=scheme, by=make_designer(scheme)).status == after


@pytest.mark.parametrize(
    ("status", "step"),
    [("draft", services.start), ("draft", services.close), ("closed", services.start), ("draft", services.revise)],
)
def test_steps_that_are_not_open(status, step):
    scheme = make_scheme(status=status)

    with pytest.raises(RuleViolation):
        step(scheme=scheme, by=make_designer(scheme))


def test_a_part_of_another_scheme_is_not_found_under_this_one():
    scheme, other = make_scheme(), make_scheme()
    designer = make_designer(scheme)

    with pytest.raises(Http404):
        part_to_change(model=Objective, scheme=scheme, user=designer, pk=make_objective(other).pk)


def test_a_stranger_gets_404_and_an_empty_list():
    scheme = make_scheme()
    stranger = make_member(Role.DESIGNER)

    with pytest.raises(Http404):
        get_scheme(user=stranger, pk=scheme.pk)
    assert not schemes_visible_to(user=stranger).exists()
