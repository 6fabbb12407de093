"""A diploma in the words of ESCO: mapped, confirmed by name, printed in two languages, and no recognition."""

import json
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from corridor.core.models import AuditEntry
from corridor.delivery.skills.models import Education
from corridor.delivery.training.models import DiplomaAnnex
from corridor.delivery.training.rules import Outcomes
from corridor.delivery.training.services import confirm_annex
from corridor.kernel.errors import NotPermitted
from tests.factories.training import make_annex, make_enrolment, make_school

pytestmark = pytest.mark.django_db
MAP = "training:annex_of"
# A skill of ESCO that the packaged lists name in four languages.
ESCO = "perform toxicological studies"


@pytest.fixture
def school():
    return make_school()


def lines(*texts):
    return {"title": "Diploma in chemistry", "awarding_body": "Institute", "lines": "\n".join(texts)}


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)


def test_an_expert_maps_a_course_and_confirms_it_in_her_name(client, sign_in, school):
    browser = sign_in(school.trainer)
    address = reverse(MAP, args=["cohort", school.cohort.pk])
    browser.post(address, lines(f"Poisons and their tests = {ESCO}", "Customs of the laboratory"))
    annex = DiplomaAnnex.objects.get()

    browser.post(reverse("training:annex_confirm", args=[annex.pk]))

    annex.refresh_from_db()
    items = Outcomes.of(annex.outcomes).items
    assert [(one.text, one.is_mapped) for one in items] == [
        ("Poisons and their tests", True),
        ("Customs of the laboratory", False),
    ]
    assert (annex.confirmed_by, annex.version, annex.classification) == (school.trainer, 1, "ESCO v1.1.1")
    acts = AuditEntry.objects.filter(action__startswith="training.annex").order_by("sequence")
    assert [act.action for act in acts] == ["training.annex_mapped", "training.annex_confirmed"]
    assert "Expert" not in json.dumps([act.detail for act in acts])


def test_a_confirmed_version_stays_and_a_correction_is_the_next_one(client, sign_in, school):
    first = make_annex(cohort=school.cohort)
    browser = sign_in(school.trainer)
    address = reverse(MAP, args=["cohort", school.cohort.pk])

    for text in ("Poisons", "Poisons and doses"):
        browser.post(address, lines(f"{text} = {ESCO}"))

    versions = [(one.version, one.is_confirmed) for one in DiplomaAnnex.objects.order_by("version")]
    assert versions == [(1, True), (2, False)]
    first.refresh_from_db()
    assert Outcomes.of(first.outcomes).items[0].text == "Frames of steel"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Poisons = toxicologic magic", "ESCO has no skill with the name"),
        ("= perform toxicological studies", "has no words of the curriculum"),
        ("x" * 301, "more than 300 signs"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused_with_its_number(client, sign_in, school, text, said):
    answer = sign_in(school.trainer).post(reverse(MAP, args=["cohort", school.cohort.pk]), lines("Doses", text))

    assert answer.status_code == 422
    assert "Line 2" in answer.content.decode()
    assert said in answer.content.decode()
    assert not DiplomaAnnex.objects.exists()


def test_an_annex_of_which_no_line_is_mapped_is_not_confirmed(client, sign_in, school):
    browser = sign_in(school.trainer)
    browser.post(reverse(MAP, args=["cohort", school.cohort.pk]), lines("Customs of the laboratory"))

    browser.post(reverse("training:annex_confirm", args=[DiplomaAnnex.objects.get().pk]))

    assert not DiplomaAnnex.objects.get().is_confirmed


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("en", "fr", ["It is no recognition", "souder des cadres"]),
        ("ar", "en", ["It is no recognition", "weld steel frames"]),
        ("es", "ar", ["Frames of steel", "ESCO v1.1.1"]),
    ],
)
def test_the_annex_is_printed_in_two_languages_and_says_that_it_recognises_nothing(
    client, sign_in, school, first, second, words
):
    annex = make_annex(cohort=school.cohort)

    answer = sign_in(school.trainer).get(
        reverse("training:annex_paper", args=[annex.pk]), {"first": first, "second": second}
    )

    text = " ".join(text_of(answer).split())
    assert "Diploma in welding" in text
    assert [word for word in words if word not in text] == []


def test_the_file_for_programs_names_each_skill_by_its_address_and_carries_the_notice(client, sign_in, school):
    annex = make_annex(cohort=school.cohort)

    told = sign_in(school.trainer).get(reverse("training:annex_json", args=[annex.pk])).json()

    mapped, own = told["learningOutcome"]
    assert mapped["relatedESCOSkill"][0]["id"] == "http://data.europa.eu/esco/skill/weld"
    assert mapped["relatedESCOSkill"][0]["prefLabel"]["fr"] == ["souder des cadres"]
    assert "relatedESCOSkill" not in own
    assert told["eqfLevel"]["id"] == "http://data.europa.eu/snb/eqf/4"
    assert set(told["additionalNote"][0]["noteLiteral"]) == {"en", "fr", "es", "ar"}
    assert told["type"] == "Qualification"


def test_a_draft_is_neither_printed_nor_shown_to_the_worker(client, sign_in, school):
    enrolment = make_enrolment(school)
    learnt = Education.objects.create(person=enrolment.candidate.person, title="Diploma in welding")
    annex = make_annex(education=learnt, confirmed_at=None, confirmed_by=None)
    officer = sign_in(school.world.officer_origin)

    paper = officer.get(reverse("training:annex_paper", args=[annex.pk]))
    seen_by_office = officer.get(reverse(MAP, args=["education", learnt.pk])).context["annex"]
    counsellor = sign_in(school.world.officer_destination)

    assert paper.status_code == 409 or "Nobody has confirmed this annex" in paper.content.decode()
    assert seen_by_office == annex
    assert counsellor.get(reverse(MAP, args=["education", learnt.pk])).status_code == 404


def test_only_who_teaches_or_keeps_the_record_confirms(school):
    annex = make_annex(cohort=school.cohort, confirmed_at=None, confirmed_by=None)

    with pytest.raises(NotPermitted):
        confirm_annex(annex=annex, by=make_school().trainer)

    annex.refresh_from_db()
    assert not annex.is_confirmed


def test_equal_or_unknown_languages_are_refused(client, sign_in, school):
    annex = make_annex(cohort=school.cohort)
    browser = sign_in(school.trainer)

    answers = [
        browser.get(reverse("training:annex_paper", args=[annex.pk]), {"first": "fr", "second": second})
        for second in ("fr", "xx", "")
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422]
