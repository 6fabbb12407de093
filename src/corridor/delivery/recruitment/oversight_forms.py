"""What an officer writes when she changes a list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.delivery.recruitment.models import Override


class OverrideForm(forms.Form):
    """A change to a list, with its reason."""

    kind = forms.ChoiceField(label=_("Change"), choices=Override.Kind.choices)
    place = forms.IntegerField(
        label=_("To place"), required=False, min_value=1, max_value=50, help_text=_("Only for somebody who is moved up")
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the computer cannot know. The person may read it; who a person is can be no reason."),
    )
