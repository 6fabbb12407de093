"""The wishes of a scheme by the targets and objectives of global frameworks."""

import pytest

from corridor.design.studio.frameworks import frameworks_of
from corridor.knowledge.codelists.rules import load_list
from corridor.knowledge.codelists.services import load_codelists
from tests.factories.design import make_objective, make_scheme

pytestmark = pytest.mark.django_db


def test_each_target_stands_once_with_its_name_its_page_and_the_wishes_that_serve_it():
    load_codelists(by=None, lists=[load_list("sdg"), load_list("gcm")])
    scheme = make_scheme()
    late = make_objective(scheme, sdg_target="10.7")
    first = make_objective(scheme, sdg_target="8.8", gcm_objective="6", weight=3)
    second = make_objective(scheme, sdg_target="8.8", weight=2)
    make_objective(scheme)

    found = frameworks_of(scheme.objectives.all())

    assert [(each.code, each.objectives) for each in found] == [
        ("8.8", (first, second)),
        ("10.7", (late,)),
        ("6", (first,)),
    ]
    assert "Labour rights" in found[0].label
    assert found[0].url.endswith("/codelists/sdg/?q=8.8")


def test_a_scheme_that_names_none_has_none():
    assert frameworks_of([make_objective()]) == []
