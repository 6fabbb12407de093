"""Journeys through the pages: the worker applies, the authority asks and decides, full recognition follows."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from corridor.access.roles import Role
from corridor.core.models import StoredFile
from corridor.delivery.recognition.models import (
    CaseDocument,
    EquivalenceEntry,
    LawProfile,
    PriorLearningItem,
    RecognitionCase,
    RubricMark,
)
from corridor.delivery.recognition.services import decisions, library
from corridor.delivery.skills.models import Recognition
from tests.conftest import pass_second_factor
from tests.factories.access import make_member
from tests.factories.recognition import (
    make_applied,
    make_complete,
    make_decider,
    make_item,
    make_law,
    make_procedure,
    make_worker,
    photo,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_user():
    def _as(user):
        client = Client()
        client.force_login(user)
        pass_second_factor(client, user)
        return client

    return _as


def act(client, case, name, **data):
    return client.post(reverse("recognition:act", args=[case.pk]), {"act": name, **data})


def test_from_the_application_to_full_recognition(as_user):
    procedure = make_procedure(name="Electricians' recognition")
    user, person = make_worker()
    worker, desk = as_user(user), as_user(make_decider(procedure))

    assert "Electricians" in worker.get(reverse("recognition:mine")).content.decode()
    worker.post(reverse("recognition:apply", args=[procedure.pk]), {"qualification": "Electrician", "purpose": "work"})
    case = RecognitionCase.objects.get(person=person)
    worker.post(reverse("recognition:own_act", args=[case.pk]), {"act": "apply"})
    act(desk, case, "ask", papers=["syllabus original"])
    for document in CaseDocument.objects.filter(case=case):
        worker.post(reverse("recognition:hand_in", args=[document.pk]), {"file": photo()})
        desk.post(reverse("recognition:document_check", args=[document.pk]), {"answer": "accept"})
    act(desk, case, "complete")
    act(
        desk,
        case,
        "difference",
        area="practice",
        required="A year",
        found="None",
        size="large",
        compensable_by="training",
    )
    refused = act(desk, case, "decide", outcome="partial", payer="scheme", currency="EUR", months="6")
    assert refused.status_code == 422
    assert "needs its reasons" in refused.content.decode()
    act(desk, case, "decide", outcome="partial", reasons="Practice.", payer="scheme", currency="EUR", months="6")
    page = worker.get(reverse("recognition:own_case", args=[case.pk])).content.decode()
    assert "Partial recognition" in page
    assert "Lodge the appeal" in page
    measure = case.decisions.get().measures.get()
    worker.post(reverse("recognition:choose", args=[measure.pk]))
    desk.post(reverse("recognition:measure_finish", args=[measure.pk]), {"passed": "yes", "result": "Good"})
    worker.post(reverse("recognition:own_act", args=[case.pk]), {"act": "follow_up"})
    second = RecognitionCase.objects.get(follows=case)
    act(desk, second, "complete")
    act(desk, second, "decide", outcome="full", payer="scheme", currency="EUR")

    assert Recognition.objects.get(person=person).outcome == "full"
    assert "Full recognition" in worker.get(reverse("recognition:own_case", args=[second.pk])).content.decode()


def test_the_list_shows_what_is_late_first_and_only_to_its_authority(as_user):
    procedure = make_procedure()
    by = make_decider(procedure)
    make_complete(procedure, by=by)
    late = make_complete(procedure, by=by)
    RecognitionCase.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - timezone.timedelta(days=3))

    page = as_user(by).get(reverse("recognition:cases"))
    stranger = as_user(make_decider(make_procedure())).get(reverse("recognition:cases"))

    assert page.context["lines"][0].case.pk == late.pk
    assert "overdue" in page.content.decode()
    assert [*stranger.context["lines"]] == []


def test_the_home_page_of_an_authority_begins_with_what_is_late(as_user):
    procedure = make_procedure()
    by = make_decider(procedure)
    case = make_complete(procedure, by=by)
    RecognitionCase.objects.filter(pk=case.pk).update(due_on=timezone.localdate() - timezone.timedelta(days=3))

    page = as_user(by).get(reverse("portfolio:home")).content.decode()

    assert "Applications past their day: 1" in page


def test_a_worker_appeals_from_the_page_and_the_authority_answers(as_user):
    procedure = make_procedure()
    by = make_decider(procedure)
    case = make_complete(procedure, by=by)
    decisions.decide(case=case, notice=decisions.Notice("none", reasons="No proof."), by=by)

    as_user(case.person.user).post(reverse("recognition:appeal", args=[case.pk]), {"grounds": "It was there."})
    act(as_user(by), case, "settle", granted="no", answer="We looked again.")

    case.refresh_from_db()
    assert (case.state, case.decisions.get().appeal.result) == ("closed", "dismissed")


def test_the_page_by_country_is_public_and_names_fee_payer_days_authority_and_day_of_the_check(client):
    make_procedure(name="Recognition of electricians", origin_iso3="MAR", fee="250", payer="employer")

    page = client.get(reverse("recognition:ways"), {"origin": "MAR", "destination": "DEU"}).content.decode()

    for words in ("Recognition of electricians", "€250", "Employer", "3 Months", "Authority", "1 Jun 2026"):
        assert words in page, words


def test_the_public_list_counts_five_cases_and_not_four(client):
    procedure = make_procedure()
    by = make_decider(procedure)
    for _n in range(4):
        decisions.decide(case=make_complete(procedure, by=by), notice=decisions.Notice("full"), by=by)
    assert library.count_again(by=by) == 0
    decisions.decide(case=make_complete(procedure, by=by), notice=decisions.Notice("full"), by=by)

    library.count_again(by=by)

    entry = EquivalenceEntry.objects.get()
    assert (entry.cases_n, entry.outcome, entry.median_days) == (5, "full", 0)
    assert "Electrician" in client.get(reverse("recognition:decisions")).content.decode()


def test_an_entry_without_cases_needs_its_source(as_user):
    by = make_decider(make_procedure())
    entered = {
        "area": "academic",
        "origin_iso3": "MAR",
        "qualification": "Licence",
        "destination_iso3": "DEU",
        "outcome": "advisory_only",
        "checked_on": "2026-05-01",
    }

    refused = as_user(by).post(reverse("recognition:entry_add"), entered)
    as_user(by).post(reverse("recognition:entry_add"), entered | {"source": "A list of 2026"})

    assert refused.status_code == 422
    assert EquivalenceEntry.objects.get().source == "A list of 2026"


def test_results_hide_corridors_with_fewer_than_five_cases(as_user):
    few, many = make_procedure(), make_procedure(iso3="ESP")
    for procedure, n in ((few, 2), (many, 6)):
        by = make_decider(procedure)
        for _n in range(n):
            decisions.decide(case=make_complete(procedure, by=by), notice=decisions.Notice("full"), by=by)

    lines = as_user(make_member(Role.EVALUATOR)).get(reverse("recognition:indicators")).context["lines"]

    shown = {line.destination_iso3: (line.n, line.full, line.refused, line.median_days) for line in lines}
    assert shown == {"DEU": (None, None, None, None), "ESP": (6, 6, 0, 0)}


def test_one_refused_case_among_many_is_not_told_from_the_others(as_user):
    procedure = make_procedure()
    by = make_decider(procedure)
    for n in range(8):
        notice = decisions.Notice("none", reasons="No proof.") if n == 0 else decisions.Notice("full")
        decisions.decide(case=make_complete(procedure, by=by), notice=notice, by=by)

    [line] = as_user(make_member(Role.EVALUATOR)).get(reverse("recognition:indicators")).context["lines"]

    assert line.refused is None
    assert None in {line.full, line.n}


def test_an_authority_keeps_its_own_procedures_only_and_a_holder_pays_by_a_law_alone(as_user):
    procedure = make_procedure(name="Old name", asked=("identity",))
    client, stranger = as_user(make_decider(procedure)), as_user(make_decider(make_procedure()))
    address = reverse("recognition:procedure_edit", args=[procedure.pk])
    entered = {
        "code": procedure.code, "name": "New name", "iso3": "DEU", "authority": procedure.authority_id,
        "layer": "recognition", "kind": "non_regulated", "period_unit": "months", "decision_time": "4", "fee": "100",
        "currency": "EUR", "payer": "holder", "papers": ["identity", "cv"], "translated": ["diploma"],
        "source": "The law", "checked_on": "2026-09-01",
    }  # fmt: skip

    assert "Old name" in client.get(address).content.decode()
    assert stranger.get(address).status_code == 404
    assert "does not pay" in client.post(address, entered).content.decode()
    client.post(
        reverse("recognition:law_add"),
        {"title": "Fees Act", "iso3": "DEU", "law_date": "2020-03-01", "source": "Gazette 12"},
    )
    client.post(address, entered | {"law": LawProfile.objects.get().pk})

    procedure.refresh_from_db()
    assert (procedure.name, procedure.decision_time, procedure.law.title) == ("New name", 4, "Fees Act")
    asked = procedure.asked_documents.values_list("kind", "needs_translation").order_by("pk")
    assert list(asked) == [("identity", False), ("cv", False), ("diploma", True)]


def test_a_worker_gathers_evidence_and_an_assessor_marks_a_unit(as_user):
    procedure = make_procedure(kind="prior_learning", layer="validation")
    case = make_applied(procedure)
    worker, desk = as_user(case.person.user), as_user(make_decider(procedure))
    worker.post(reverse("recognition:portfolio"), {"kind": "photo", "title": "My panel", "file": photo()})
    item = PriorLearningItem.objects.get()
    marks = {"standard": "NVQ 3", "unit": "Wiring", "method": "portfolio", "result": "competent", "items": [item.pk]}
    marks |= {"validity": 3, "authenticity": 2, "currentness": 2, "sufficiency": 1}
    address = reverse("recognition:assess", args=[case.person_id])

    assert desk.post(address, marks).status_code == 404
    worker.post(reverse("recognition:item_act", args=[item.pk]), {"act": "show"})
    assert desk.post(address, marks).status_code == 422
    desk.post(address, marks | {"sufficiency": 2})

    assert RubricMark.objects.get().result == "competent"
    assert "Wiring" in worker.get(reverse("recognition:portfolio")).content.decode()


def test_removed_evidence_takes_its_picture_along(as_user, django_capture_on_commit_callbacks):
    user, _person = make_worker()
    client = as_user(user)
    client.post(reverse("recognition:portfolio"), {"kind": "photo", "title": "My panel", "file": photo()})
    item = PriorLearningItem.objects.get()
    storage, name = item.file.content.storage, item.file.content.name
    assert storage.exists(name)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("recognition:item_act", args=[item.pk]), {"act": "remove"})

    assert not storage.exists(name)
    assert not StoredFile.objects.exists()


def test_hidden_evidence_is_seen_by_nobody_else(as_user):
    procedure = make_procedure()
    case = make_applied(procedure)
    item = make_item(case.person)

    answer = as_user(make_decider(procedure)).get(reverse("recognition:item_file", args=[item.pk]))

    assert answer.status_code == 404


def test_fees_of_holders_stand_in_the_report_with_their_law(as_user):
    procedure = make_procedure(fee="300", payer="holder", law=make_law(title="Fees Act", source="Gazette 12"))
    by = make_decider(procedure)
    make_complete(procedure, by=by)

    page = as_user(by).get(reverse("recognition:fees")).content.decode()

    for words in ("The holder pays, by law", "Fees Act", "Gazette 12", "€300", "1 Mar 2020"):
        assert words in page, words


def test_programs_list_read_and_decide(as_user):
    procedure = make_procedure()
    by = make_decider(procedure)
    case = make_complete(procedure, by=by)
    client, other = as_user(by), as_user(make_decider(make_procedure()))
    address = f"/api/v1/recognition/cases/{case.pk}"

    assert [row["number"] for row in client.get("/api/v1/recognition/cases").json()["cases"]] == [case.number]
    assert client.get(address).json()["clock_shown"]["is_standing"] is False
    assert other.get(address).status_code == 404
    refused = client.post(f"{address}/decision", {"outcome": "partial"}, content_type="application/json")
    made = client.post(f"{address}/decision", {"outcome": "full"}, content_type="application/json")

    assert (refused.status_code, made.status_code) == (422, 201)
    assert Recognition.objects.get(person=case.person).outcome == "full"
