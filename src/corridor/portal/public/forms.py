"""Forms that anybody may fill in; none asks for a name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.delivery.protection.models import Grievance
from corridor.design.schemes.models import Scheme
from corridor.knowledge.codelists.selectors import choices_of


class ComplaintForm(forms.Form):
    """A complaint or a call for help."""

    category = forms.ChoiceField(label=_("What is it about?"), choices=Grievance.Category.choices)
    text = forms.CharField(
        label=_("What happened?"),
        help_text=_("Write in your own language. Say when and where, and what you would like to happen."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    iso3 = forms.ChoiceField(label=_("In which country?"), required=False)
    scheme: "forms.ModelChoiceField[Scheme]" = forms.ModelChoiceField(
        label=_("Scheme"),
        queryset=None,
        required=False,
        empty_label=_("I do not know, or none"),
        help_text=_("Leave this open if you do not know it."),
    )
    safe_contact = forms.CharField(
        label=_("How may we reach you safely?"),
        help_text=_("For example a number, and when it is safe to call. You need not give one."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, schemes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = schemes  # type: ignore[attr-defined]  # the field is a ModelChoiceField
        self.fields["iso3"].choices = [("", _("I would rather not say")), *choices_of("countries")]  # type: ignore[attr-defined]  # a ChoiceField


class TrackingForm(forms.Form):
    """The number that was given when the complaint was sent."""

    number = forms.CharField(
        label=_("Tracking number"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "autocapitalize": "characters"}),
    )


class MessageForm(forms.Form):
    """A further message to those who work on the complaint."""

    text = forms.CharField(
        label=_("Write to us again"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4, "id": "id_again"})
    )


class CodeForm(forms.Form):
    """The code that stands on a skills passport."""

    code = forms.CharField(
        label=_("Code on the passport"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "autocapitalize": "characters"}),
    )

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).strip().upper()
