"""The words of a plan in other languages: who enters them, who reads them, what becomes of a changed text."""

import pytest
from django.urls import reverse
from django.utils import translation

from corridor.access.roles import Role
from corridor.core.models import AuditEntry
from corridor.core.wordings import quoted, translation_of, worded
from corridor.design.activities.models import Activity
from corridor.design.partnerships.models import Motive
from corridor.design.schemes.models import Mitigation
from corridor.design.studio.languages import texts_of
from corridor.design.studio.services import translate_plan
from corridor.kernel.errors import InputError, NotPermitted
from tests.factories.access import make_member
from tests.factories.design import make_designer, make_indicator, make_objective, make_partner, make_scheme

pytestmark = pytest.mark.django_db
WORDS, MOTS = "Forty technicians a year", "Quarante techniciens par an"


@pytest.fixture
def scheme():
    return make_scheme(status="running", version=1, is_open_for_changes=False)


@pytest.fixture
def designer(scheme):
    return make_designer(scheme)


@pytest.fixture
def objective(scheme):
    return make_objective(scheme, text=WORDS)


def course(scheme):
    return Activity.objects.create(
        scheme=scheme, phase="pre_departure", kind="training", name="Half a year of training", responsible=scheme.lead
    )


def key_of(scheme, designer, language="fr"):
    return next(
        text.key for text in texts_of(scheme=scheme, user=designer, language=language) if text.original == WORDS
    )


def test_a_translation_is_read_in_its_language_and_nowhere_else(scheme, designer, objective):
    n = translate_plan(scheme=scheme, language="fr", texts={key_of(scheme, designer): MOTS}, by=designer)

    objective.refresh_from_db()
    assert n == 1
    with translation.override("fr"):
        assert worded(objective, "text") == MOTS
    with translation.override("ar"):
        assert quoted(objective, "text") == f'<bdi lang="en">{WORDS}</bdi>'
    entry = AuditEntry.objects.get(action="studio.words_translated")
    assert entry.detail == {"language": "fr", "texts": 1}


def test_a_changed_text_loses_its_translation_and_an_empty_one_is_taken_away(scheme, designer, objective):
    key = key_of(scheme, designer)
    translate_plan(scheme=scheme, language="fr", texts={key: MOTS}, by=designer)
    translate_plan(scheme=scheme, language="es", texts={key: "Cuarenta al año"}, by=designer)

    translate_plan(scheme=scheme, language="fr", texts={key: ""}, by=designer)

    objective.refresh_from_db()
    assert translation_of(objective, "text", "fr") == ""
    assert translation_of(objective, "text", "es") == "Cuarenta al año"
    objective.text = "Fifty technicians a year"
    assert translation_of(objective, "text", "es") == ""


def test_the_same_again_changes_nothing_and_is_not_recorded(scheme, designer, objective):
    translate_plan(scheme=scheme, language="fr", texts={key_of(scheme, designer): MOTS}, by=designer)

    assert translate_plan(scheme=scheme, language="fr", texts={key_of(scheme, designer): MOTS}, by=designer) == 0
    assert AuditEntry.objects.filter(action="studio.words_translated").count() == 1


def test_codes_names_with_columns_of_their_own_and_private_assumptions_are_not_asked_for(scheme, designer, objective):
    course(scheme)
    Mitigation.objects.create(scheme=scheme, tension_code="retention-development", text="A place at home for each")
    make_indicator(scheme, name="People placed", source="Records of the scheme")
    partner = make_partner(scheme)
    Motive.objects.create(
        partner=partner, organisation=scheme.lead, text="The agency fears for its fees", noted_by=designer
    )

    found = {text.original for text in texts_of(scheme=scheme, user=designer, language="fr")}

    assert {WORDS, "A place at home for each", "Half a year of training", "Records of the scheme"} <= found
    assert {"People placed", "retention-development"} & found == set()
    assert "The agency fears for its fees" not in found
    assert texts_of(scheme=scheme, user=designer, language="en") == []


def test_an_unknown_language_and_somebody_else_are_refused(scheme, designer, objective):
    with pytest.raises(InputError, match="tlh"):
        translate_plan(scheme=scheme, language="tlh", texts={}, by=designer)
    with pytest.raises(NotPermitted):
        translate_plan(scheme=scheme, language="fr", texts={}, by=make_member(Role.DESIGNER))


def test_the_page_begins_with_a_language_that_lacks_words_and_keeps_what_is_entered(
    client, sign_in, scheme, designer, objective
):
    sign_in(designer)
    address = reverse("studio:languages", args=[scheme.pk])

    page = client.get(address).text
    answer = client.post(f"{address}?to=ar", {key_of(scheme, designer, "ar"): "أربعون تقنياً في السنة"}, follow=True)

    assert f'<bdi lang="en">{WORDS}</bdi>' in page
    assert 'href="?to=fr"' in page
    assert "The translations are kept." in answer.text
    objective.refresh_from_db()
    assert translation_of(objective, "text", "ar") == "أربعون تقنياً في السنة"
    assert reverse("studio:languages", args=[scheme.pk]) in client.get(reverse("schemes:detail", args=[scheme.pk])).text


def test_words_that_are_too_long_are_named_at_their_place(client, sign_in, scheme, designer, objective):
    course(scheme)
    sign_in(designer)
    texts = texts_of(scheme=scheme, user=designer, language="fr")
    key = next(text.key for text in texts if text.original == "Half a year of training")

    answer = client.post(f"{reverse('studio:languages', args=[scheme.pk])}?to=fr", {key: "x" * 5000})

    assert answer.status_code == 422
    assert "x" * 5000 in answer.text
    assert not AuditEntry.objects.filter(action="studio.words_translated").exists()
