"""What people fill in on profiles and passports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.delivery.skills.models import KnownIssuer, PassportShare
from corridor.ui.forms.widgets import DateInput


class RevokeForm(forms.Form):
    """Why a passport is void."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class SkillForm(forms.Form):
    """A skill that a person states."""

    skill = forms.CharField(label=_("Skill"), max_length=200, help_text=_("In your own words, or an address in ESCO."))


class ShareForm(forms.Form):
    """What a link to the passport shows, for how long, and for whom."""

    parts = forms.MultipleChoiceField(
        label=_("What is shown"), choices=PassportShare.Part.choices, widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(
        label=_("For how long"),
        choices=[(1, _("One day")), (7, _("One week")), (30, _("One month")), (90, _("Three months"))],
        coerce=int,
        initial=7,
    )
    label = forms.CharField(
        label=_("For whom"), max_length=100, required=False, help_text=_("Only you see this. For example an employer.")
    )


class KnownIssuerForm(forms.ModelForm):  # type: ignore[type-arg]  # of the one model that it names
    """An issuer elsewhere whose credentials are to count here."""

    file = forms.FileField(
        label=_("Its did.json"),
        required=False,
        help_text=_("Of a did:web: the file at its address under /.well-known/did.json. A did:key needs none."),
    )

    class Meta:
        model = KnownIssuer
        fields = ("did", "name", "file", "read_on_date", "source", "valid_from_date", "valid_until_date")
        widgets = {"read_on_date": DateInput(), "valid_from_date": DateInput(), "valid_until_date": DateInput()}

    def validate_unique(self) -> None:
        """Let the same identifier come again: its newer document takes the place of the one that is kept."""
