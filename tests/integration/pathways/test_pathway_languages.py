"""No English in the Arabic, French and Spanish output of the fit test, the packaged pathways and the ways."""

import re

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, override

from corridor.access.roles import Role
from corridor.engines.routing import Facts, Pathway as Asked, fit_pathway
from corridor.engines.routing.wording import CHANGE, NOT_STATED, UNKNOWN, UNKNOWN_RENEWAL, UNMET
from corridor.knowledge.pathways import rules, selectors
from corridor.knowledge.pathways.loading import load_pathways
from corridor.knowledge.pathways.models import Pathway
from corridor.knowledge.pathways.wording import said
from tests.factories.access import make_member
from tests.unit.engines.routing.test_routing_fit import ROWS

SENTENCES = [
    *UNMET.values(), *UNKNOWN.values(), *CHANGE.values(), NOT_STATED, UNKNOWN_RENEWAL, rules.RECRUITMENT_FEE,
    rules.RELATED_COST, rules.NO_PAYER, rules.TIED, rules.NO_OPEN_PATHWAY,
]  # fmt: skip
LATIN = re.compile(r"[A-Za-z]{3,}")
PLACE = re.compile(r"%\((\w+)\)s")
# Names and signs that stay as they are in every language.
NAMES = frozenset({"EUR", "EQF", "CEC", "ISCO", "Medical", "examination"})


@pytest.fixture(autouse=True)
def english_before_and_after():
    with override("en"):
        yield


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_every_sentence_of_the_fit_test_is_translated_with_all_its_places(language):
    translation.activate(language)

    for sentence in SENTENCES:
        told = gettext(sentence)
        assert told != sentence, sentence
        assert set(PLACE.findall(told)) == set(PLACE.findall(sentence)), sentence


@pytest.mark.parametrize(("requirement", "misses"), [(row[0], row[2]) for row in ROWS])
def test_an_arabic_answer_holds_no_english_word(requirement, misses):
    translation.activate("ar")

    found = fit_pathway(Asked("p", (requirement,)), misses).unmet[0]
    unknown = fit_pathway(Asked("p", (requirement,)), Facts(headcount=None)).unknown[0]

    for finding in (found.finding, found.change.finding, unknown.finding):
        assert set(LATIN.findall(said(finding))) <= NAMES


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_the_pages_of_a_packaged_pathway_hold_no_english_of_the_register(client, sign_in, language):
    load_pathways(by=None)
    row = Pathway.objects.get(code="kr-eps-npl")
    sign_in(make_member(Role.COUNSELLOR))
    translation.activate(language)
    address = reverse("pathways:detail", args=[row.pk])

    page = client.get(address, {"stay_months": "70", "needs_family": "yes", "is_first_stay": "yes"}).content.decode()

    english = [row.name_en, *(each.text_en for each in row.requirements.all() if each.text_en)]
    steps = selectors.every_step_of(procedure=selectors.latest_procedure(pathway=row))
    english += [each.text for each in row.notes.all() if each.text]
    # One word alone may stand inside a word of another language; whole phrases do not.
    english += [step.name_en for step in steps if " " in step.name_en]
    assert [text for text in english if text in page] == []
    for words in ("Nearest change", "Your value", "Asked for", "not stated", "Plan a shorter stay", "Legal days"):
        assert words not in page
