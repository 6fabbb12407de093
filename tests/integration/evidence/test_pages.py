"""The pages of questions and indicators, in four languages, with and without figures."""

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse

from corridor.access.roles import Role
from corridor.design.evidence.models import Answer, DataGap, HandScore, OccupationFlag, Proof
from corridor.design.studio.languages import texts_of
from tests.factories.design import make_colleague, make_corridor, make_designer, make_scheme
from tests.factories.evidence import (
    figure,
    import_figures,
    make_answer,
    make_flag,
    make_gap,
    make_hand_score,
    make_proof,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def scheme():
    scheme = make_scheme(name="Sun on roofs", nace2="F")
    make_corridor(scheme, origin_iso3="TUN")
    return scheme


@pytest.fixture
def designer(scheme, sign_in):
    return sign_in(make_designer(scheme))


def page(client, name, scheme, *args, **query):
    return client.get(reverse(f"evidence:{name}", args=[scheme.pk, *args]), query)


def text_of(answer):
    assert answer.status_code == 200, answer.content.decode()[:400]
    return answer.content.decode()


def test_the_page_of_questions_shows_completeness_answers_and_gaps(designer, scheme):
    make_answer(scheme, "recognition", state="answered", text="By the chamber of crafts")
    make_proof(scheme, "recognition", text="Letter of the chamber")
    make_gap(scheme, text="Pay on small sites", due_date=date.today() - timedelta(days=2), cost_eur=12_000)

    text = text_of(page(designer, "questions", scheme))

    for words in (
        "By the chamber of crafts",
        "Letter of the chamber",
        "/ 28",
        "Pay on small sites",
        "overdue",
        "12,000",
    ):
        assert words in text, words


def test_a_reader_of_the_plan_reads_and_finds_no_button(scheme, sign_in):
    make_gap(scheme)
    client = sign_in(make_colleague(scheme, Role.EVALUATOR))

    text = text_of(page(client, "questions", scheme)) + text_of(page(client, "indicators", scheme, kind="country"))

    assert "/gaps/new/" not in text
    assert "/scores/new/" not in text
    assert "/questions/recognition/" not in text


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize(
    ("name", "query"), [("questions", {}), ("indicators", {}), ("indicators", {"kind": "country"})]
)
def test_the_pages_open_in_four_languages(designer, scheme, language, name, query):
    make_hand_score(scheme, iso3="TUN")
    make_flag(scheme)
    address = reverse(f"evidence:{name}", args=[scheme.pk]).replace("/en/", f"/{language}/", 1)

    answer = designer.get(address, query)

    assert f'lang="{language}"' in text_of(answer)


def test_a_question_is_answered_on_its_page(designer, scheme):
    address = reverse("evidence:question", args=[scheme.pk, "recognition"])

    designer.post(address, {"state": "answered", "text": "By the chamber", "owner": scheme.lead.pk})

    answer = Answer.objects.get(scheme=scheme)
    assert (answer.question, answer.text, answer.owner) == ("recognition", "By the chamber", scheme.lead)


def test_what_a_service_refuses_stands_at_its_field(designer, scheme):
    address = reverse("evidence:question", args=[scheme.pk, "recognition"])

    answer = designer.post(address, {"state": "answered", "text": ""})

    assert answer.status_code == 422
    assert "The question has no answer yet." in answer.content.decode()


def test_rows_are_added_changed_and_removed(designer, scheme):
    posts = (
        ("proof_add", ["recognition"], Proof, {"kind": "document", "text": "Letter", "source_date": "2025-01-01"}),
        ("gap_add", [], DataGap, {"text": "Pay", "remedy": "Survey", "owner": scheme.lead.pk, "due_date": "2027-1-1"}),
        ("score_add", [], HandScore, {
            "iso3": "TUN", "indicator": "governance", "value": "2", "source": "Profile", "source_date": "2025-01-01",
        }),
        ("flag_add", [], OccupationFlag, {
            "isco08": "7111", "kind": "green", "effect": "grows", "source": "Study", "source_date": "2025-01-01",
        }),
    )  # fmt: skip
    for name, args, model, data in posts:
        added = designer.post(reverse(f"evidence:{name}", args=[scheme.pk, *args]), data)
        assert added.status_code == 302, added.content.decode()[-3000:]
        row = model.objects.get(scheme=scheme)
        changed = designer.post(reverse(f"evidence:{name.replace('_add', '_edit')}", args=[scheme.pk, row.pk]), data)
        assert changed.status_code == 302
        remove = reverse(f"evidence:{name.replace('_add', '_remove')}", args=[scheme.pk, row.pk])
        text_of(designer.get(remove))
        assert designer.post(remove).status_code == 302
        assert not model.objects.filter(scheme=scheme).exists()


def test_a_row_of_another_scheme_is_not_found(designer, scheme):
    foreign = make_gap(make_scheme(lead=scheme.lead))

    assert page(designer, "gap_edit", scheme, foreign.pk).status_code == 404


def test_every_figure_of_the_table_shows_its_source_and_its_marks(designer, scheme):
    import_figures(figure("SL.UEM.1524.ZS", "TUN", 38.5, 2019), is_synthetic=True)

    text = text_of(page(designer, "indicators", scheme, kind="country"))

    for words in ("38.5", "2019", "[1]", "Office, ", "synthetic", "older than 3 years", "not known", "0 – 20"):
        assert words in text, words


def test_women_and_men_stand_side_by_side(designer, scheme):
    import_figures(
        *(figure("SL.UEM.1524.ZS", "TUN", value, sex=sex) for sex, value in (("F", 45), ("M", 33), ("T", 38)))
    )

    text = text_of(page(designer, "indicators", scheme, kind="country"))

    assert "Women and men" in text
    assert all(f"<bdi>{value}</bdi>" in text for value in (45, 33, 38))


def test_the_table_is_narrowed_to_what_is_asked_for(designer, scheme):
    sectors = page(designer, "indicators", scheme, kind="sector", code="F").context["table"].codes

    assert tuple(sectors) == ("F",)


def test_a_code_that_is_not_offered_narrows_nothing_and_breaks_nothing(designer, scheme):
    answer = page(designer, "indicators", scheme, kind="sector", code="<script>")

    assert "<script>alert" not in text_of(answer)
    assert len(answer.context["table"].codes) == 20


def test_a_scheme_without_a_corridor_is_asked_for_one(sign_in):
    scheme = make_scheme()

    assert "has no corridor yet" in text_of(page(sign_in(make_designer(scheme)), "indicators", scheme))


def test_an_unknown_kind_or_question_is_not_found(designer, scheme):
    assert page(designer, "indicators", scheme, kind="planet").status_code == 404
    assert page(designer, "question", scheme, "weather").status_code == 404


def test_the_step_of_the_choice_leads_to_both_pages(designer, scheme):
    text = text_of(designer.get(reverse("studio:step", args=[scheme.pk, "choice"])))

    assert reverse("evidence:questions", args=[scheme.pk]) in text
    assert reverse("evidence:indicators", args=[scheme.pk]) in text


def test_answers_and_gaps_are_offered_for_translation_and_codes_are_not(designer, scheme):
    make_answer(scheme, "recognition", text="By the chamber of crafts")
    make_gap(scheme, text="Pay on small sites", remedy="A survey", question="procedures")

    texts = texts_of(scheme=scheme, user=make_designer(scheme), language="fr")

    assert {text.original for text in texts} == {"By the chamber of crafts", "Pay on small sites", "A survey"}


def test_programs_read_questions_gaps_indicators_and_marks(designer, scheme):
    make_answer(scheme, "recognition", state="answered", text="By the chamber")
    make_proof(scheme, "recognition")
    make_gap(scheme)
    make_flag(scheme)
    import_figures(figure("SL.UEM.1524.ZS", "TUN", 38.5), is_synthetic=True)

    base = f"/api/v1/schemes/{scheme.pk}/evidence"
    found = json.loads(designer.get(base).content)
    table = json.loads(designer.get(f"{base}/indicators/country?code=TUN").content)
    flags = json.loads(designer.get(f"{base}/flags").content)

    assert (found["asked"], found["answered_with_evidence"], len(found["gaps"])) == (28, 1, 1)
    (cell,) = (row for row in table["cells"] if row["indicator"] == "youth_unemployment")
    assert (cell["value"], cell["is_synthetic"], cell["figures"][0]["period"]) == (38.5, True, "2025")
    assert [row["isco08"] for row in flags] == ["2512"]
