"""A holder is never charged unless a law is named: every place that takes a payer is walked and refuses."""

import importlib
import inspect
import pkgutil
from decimal import Decimal

import pytest
from django import forms
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from ninja import Schema

import corridor.delivery.recognition
import corridor.delivery.skills
from corridor.delivery.recognition.forms import Paying
from corridor.delivery.recognition.models import CompensationMeasure, RecognitionCase, RecognitionProcedure
from corridor.delivery.recognition.services import cases, decisions
from corridor.delivery.skills.models import Recognition
from corridor.delivery.skills.services import issue_passport
from corridor.delivery.skills.services.recognitions import FeeBorne, Recognised, record_recognition
from corridor.kernel.errors import RuleViolation
from tests.conftest import pass_second_factor
from tests.factories.recognition import make_complete, make_decider, make_law, make_procedure, make_worker

pytestmark = pytest.mark.django_db
ROOMS = (corridor.delivery.skills, corridor.delivery.recognition)


def modules():
    for room in ROOMS:
        for info in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
            if "migrations" not in info.name:
                yield importlib.import_module(info.name)


def classes(base):
    """Return the concrete classes of both rooms below a base."""
    found = {
        kind
        for module in modules()
        for _name, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, base) and kind.__module__.startswith(tuple(room.__name__ for room in ROOMS))
    }
    return sorted(found, key=lambda kind: kind.__name__)


def charged_models():
    labels = [room.__name__.rsplit(".", 1)[1] for room in ROOMS]
    rows = [model for label in labels for model in apps.get_app_config(label).get_models()]
    return [model for model in rows if any("payer" in field.name for field in model._meta.concrete_fields)]


def row_of(model):
    """Make one valid row of a model that names a payer."""
    procedure = make_procedure()
    if model is RecognitionProcedure:
        return procedure
    by = make_decider(procedure)
    case = make_complete(procedure, by=by)
    if model is RecognitionCase:
        return case
    plan = decisions.MeasurePlan("adaptation_training", hours=40, fee=Decimal("90"))
    decisions.decide(case=case, notice=decisions.Notice("partial", reasons="Practice.", measures=(plan,)), by=by)
    return model.objects.get()


def test_the_walk_finds_every_place_that_names_a_payer():
    assert set(charged_models()) == {Recognition, RecognitionProcedure, RecognitionCase, CompensationMeasure}
    assert [form.__name__ for form in forms_with_a_payer()] == ["DecideForm", "PayerForm", "ProcedureForm"]
    assert [schema.__name__ for schema in schemas_with_a_payer()] == ["MeasureIn", "PayingIn"]


def forms_with_a_payer():
    return [
        form
        for form in classes(forms.BaseForm)
        if any("payer" in name for name in form.base_fields) and form is not Paying
    ]


def schemas_with_a_payer():
    """Return the shapes in which programs send a payer; shapes of answers are left out."""
    return [
        schema
        for schema in classes(Schema)
        if any("payer" in name for name in schema.model_fields) and schema.__name__.endswith("In")
    ]


@pytest.mark.parametrize("model", charged_models(), ids=lambda model: model.__name__)
def test_no_row_says_that_the_holder_pays_without_a_law(model):
    row = row_of(model)
    row.payer = "holder"

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize("form", forms_with_a_payer(), ids=lambda form: form.__name__)
def test_no_form_takes_the_holder_without_a_law(form):
    refused = form({"payer": "holder"})
    accepted = form({"payer": "holder", "law": make_law().pk})

    assert "does not pay" in str(refused.errors["payer"])
    assert not {"payer", "law"} & set(accepted.errors)


@pytest.mark.parametrize("schema", schemas_with_a_payer(), ids=lambda schema: schema.__name__)
def test_no_shape_of_the_interface_takes_the_holder_without_a_law(schema):
    values = {"kind": "aptitude_test", "payer": "holder"}

    with pytest.raises(RuleViolation):
        schema(**values)

    assert schema(**values, law_id=1).payer == "holder"


def test_programs_are_told_that_the_holder_does_not_pay():
    procedure = make_procedure(kind="non_regulated")
    by = make_decider(procedure)
    case, client = make_complete(procedure, by=by), Client()
    client.force_login(by)
    pass_second_factor(client, by)
    address = f"/api/v1/recognition/cases/{case.pk}"
    measure = {"kind": "aptitude_test", "fee": 80, "payer": "holder"}
    decision = {"outcome": "partial", "reasons": "Practice.", "measures": [measure]}

    for path, body in (("payer", {"payer": "holder"}), ("decision", decision)):
        answer = client.post(f"{address}/{path}", body, content_type="application/json")
        assert answer.status_code == 409, answer.content
        assert "does not pay" in answer.json()["title"]
    case.refresh_from_db()
    assert (case.payer, case.state, case.decisions.count()) == ("scheme", "complete", 0)


def test_services_refuse_the_holder_for_cases_for_measures_and_for_the_profile():
    procedure = make_procedure()
    by = make_decider(procedure)
    case = make_complete(procedure, by=by)
    training = decisions.MeasurePlan("adaptation_training", hours=40, payer="holder")
    notice = decisions.Notice("partial", reasons="Practice.", measures=(training,))

    for act in (
        lambda: cases.set_payer(case=case, payer="holder", by=by),
        lambda: decisions.decide(case=case, notice=notice, by=by),
        lambda: record_recognition(
            person=case.person, recognised=Recognised("DEU", "7411", "full"), fee=FeeBorne(payer="holder"), by=by
        ),
    ):
        with pytest.raises(RuleViolation) as refused, transaction.atomic():
            act()
        assert refused.value.code == "holder_pays_without_law"


def test_under_a_law_the_finding_stands_in_the_case_and_in_the_profile():
    law = make_law(title="Fees Act", source="Gazette 12")
    procedure = make_procedure(fee="300", payer="holder", law=law)
    by = make_decider(procedure)
    case = make_complete(procedure, by=by)

    decisions.decide(case=case, notice=decisions.Notice("full"), by=by)

    row = Recognition.objects.get(person=case.person)
    assert (row.payer, row.fee, row.law_title, row.law_iso3, row.law_date, row.law_source) == (
        "holder",
        Decimal("300"),
        "Fees Act",
        "DEU",
        law.law_date,
        "Gazette 12",
    )


def test_under_a_law_the_finding_shows_in_the_passport(client):
    law = make_law(title="Fees Act", source="Gazette 12")
    procedure = make_procedure(fee="300", payer="holder", law=law)
    by = make_decider(procedure)
    case = make_complete(procedure, by=by)
    decisions.decide(case=case, notice=decisions.Notice("full"), by=by)
    issue_passport(person=case.person, by=case.person.user)
    client.force_login(case.person.user)

    page = client.get(reverse("skills:passport", args=[case.person_id])).content.decode()

    [sealed] = case.person.passports.get().content["recognition"]
    assert sealed["holder_pays"] == {
        "fee": "300.00",
        "currency": "EUR",
        "law": {"title": "Fees Act", "country": "DEU", "date": "2020-03-01", "source": "Gazette 12"},
    }
    for words in ("The holder pays, by law", "€300", "Fees Act", "1 Mar 2020", "Gazette 12"):
        assert words in page, words


def test_a_law_is_kept_only_where_the_holder_pays():
    procedure = make_procedure()
    by = make_decider(procedure)
    case = make_complete(procedure, by=by)

    cases.set_payer(case=case, payer="employer", law=make_law(), by=by)

    assert (case.payer, case.law) == ("employer", None)


def test_beginning_and_applying_never_asks_who_pays():
    user, person = make_worker()
    case = cases.open_case(person=person, procedure=make_procedure(), wish=cases.Wish(), by=user)

    assert case.payer == "scheme"
