"""Forms: classes, labels, hints and errors without a word of it in the form's Python."""

from types import SimpleNamespace

import pytest
from django import forms
from django.forms import formset_factory
from django.utils import translation

from corridor.ui.forms.widgets import DateInput, MoneyInput, ShareInput


class Example(forms.Form):
    name = forms.CharField(label="Name", help_text="As in the passport.")
    start_date = forms.DateField(label="Start", widget=DateInput(), required=False)
    fee_eur = forms.DecimalField(label="Fee", widget=MoneyInput(), required=False)
    share = forms.DecimalField(label="Share", widget=ShareInput(), required=False)
    sex = forms.ChoiceField(label="Sex", choices=[("f", "Woman"), ("m", "Man")], widget=forms.RadioSelect)
    languages = forms.MultipleChoiceField(
        label="Languages", choices=[("fr", "French")], widget=forms.CheckboxSelectMultiple, required=False
    )
    country = forms.ChoiceField(label="Country", choices=[("Africa", [("MAR", "Morocco")])])
    paper = forms.FileField(label="Paper", required=False)
    notes = forms.CharField(label="Notes", widget=forms.Textarea(attrs={"class": "tall"}), required=False)
    agree = forms.BooleanField(label="I agree")
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        raise forms.ValidationError("The dates do not fit together.")


def test_every_control_has_its_class_and_its_label():
    html = str(Example())

    assert 'name="name" class="form-control"' in html
    assert '<label class="form-label" for="id_name">Name' in html
    assert '<select name="country" class="form-select"' in html
    assert '<optgroup label="Africa"><option value="MAR">Morocco</option></optgroup>' in html
    assert 'class="form-check-input" value="f"' in html
    assert '<textarea name="notes" class="form-control tall"' in html
    assert 'type="file" name="paper" class="form-control"' in html


def test_only_what_may_be_left_out_is_marked():
    html = str(Example())

    assert html.count("(optional)") == 6
    assert "Name <span" not in html


def test_a_hint_is_tied_to_its_control():
    html = str(Example()["name"].as_field_group())

    assert 'aria-describedby="id_name_helptext"' in html
    assert '<div class="form-hint" id="id_name_helptext">As in the passport.</div>' in html


def test_choices_stand_in_a_fieldset_with_a_legend():
    html = str(Example()["sex"].as_field_group())

    assert "<fieldset" in html
    assert '<legend class="form-label">Sex</legend>' in html


def test_a_single_box_stands_before_its_label():
    html = str(Example()["agree"].as_field_group())

    assert html.index("<input") < html.index("<label")


def test_errors_are_gathered_at_the_top_and_lead_to_their_field():
    html = str(Example({"sex": "f"}))

    assert 'role="alert" tabindex="-1" data-errors' in html
    assert "The dates do not fit together." in html
    assert '<a href="#id_name">Name: This field is required.</a>' in html


def test_an_error_stands_beside_its_field_too():
    html = str(Example({})["name"].as_field_group())

    assert "has-error" in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_form_without_errors_has_no_summary():
    assert "data-errors" not in str(Example())


def test_hidden_fields_are_sent_along():
    assert '<input type="hidden" name="token"' in str(Example())


def test_a_date_travels_in_iso_form():
    html = str(Example(initial={"start_date": "2026-11-14"})["start_date"])

    assert 'type="date"' in html
    assert 'value="2026-11-14"' in html


def test_amounts_and_shares_open_the_number_pad():
    form = Example()

    assert 'inputmode="decimal"' in str(form["fee_eur"])
    assert 'max="100"' in str(form["share"])


def test_values_are_escaped():
    assert "<script>" not in str(Example({"name": "<script>"}))


def test_a_set_of_forms_keeps_its_management_fields():
    html = str(formset_factory(Example, extra=2)())

    assert 'name="form-TOTAL_FORMS"' in html
    assert html.count("cr-formset") == 2


class Choosing(forms.Form):
    country = forms.ChoiceField(choices=[("", "---------"), ('a"b', "<Côte> & more"), ("MAR", "Morocco")])


def test_an_option_is_escaped_chosen_and_told_when_it_is_none():
    html = str(Choosing(initial={"country": 'a"b'})["country"])

    assert '<option value="">Not chosen</option>' in html
    assert '<option value="a&quot;b" selected>&lt;Côte&gt; &amp; more</option>' in html
    assert '<option value="MAR">Morocco</option>' in html


class Written(forms.Form):
    title = forms.CharField()
    count = forms.IntegerField(widget=forms.NumberInput)

    def __init__(self, *args, written_in, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance = SimpleNamespace(written_in=written_in)


@pytest.mark.parametrize(
    ("written_in", "given", "is_marked"),
    [
        ("en", {"initial": {"title": "Visits home"}}, True),
        ("fr", {"initial": {"title": "Visites"}}, False),
        ("en", {"initial": {}}, False),
        ("en", {"data": {"title": "Visites", "count": "1"}}, False),
    ],
)
def test_a_field_says_in_which_other_language_its_text_stands(written_in, given, is_marked):
    with translation.override("fr"):
        html = str(Written(written_in=written_in, **given))

    assert (f'lang="{written_in}" dir="auto"' in html) is is_marked
    assert html.count(" lang=") == is_marked
