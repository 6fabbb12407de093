"""Forms of protection."""

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.delivery.protection.models import Grievance, GrievanceStep
from corridor.delivery.protection.selectors.grievances import GrievanceWish
from corridor.ui.forms.widgets import MoneyInput


class GrievanceFilter(forms.Form):
    """What to look for in the list of complaints."""

    number = forms.CharField(
        label=_("Tracking number"), required=False, max_length=20, widget=forms.TextInput({"type": "search"})
    )
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("All")), ("open", _("Open")), *Grievance.Status.choices]
    )
    category = forms.ChoiceField(
        label=_("What is it about?"), required=False, choices=[("", _("Everything")), *Grievance.Category.choices]
    )
    overdue = forms.BooleanField(label=_("Only what is overdue"), required=False)

    def wish(self) -> GrievanceWish:
        """Return what the officer looks for; a word that is not understood narrows nothing."""
        data = self.cleaned_data if self.is_valid() else {}
        return GrievanceWish(
            status=data.get("status", ""),
            category=data.get("category", ""),
            is_overdue=bool(data.get("overdue")),
            number=data.get("number", ""),
        )


class ActForm(forms.Form):
    """One act on a complaint: an internal note, and what the person is told."""

    act = forms.CharField(widget=forms.HiddenInput())
    note = forms.CharField(
        label=_("Internal note"), required=False, widget=forms.Textarea({"rows": 2}), max_length=5000
    )
    message = forms.CharField(
        label=_("Message to the person"),
        required=False,
        help_text=_("Read with the tracking number. Write in the person's language."),
        widget=forms.Textarea({"rows": 3}),
        max_length=5000,
    )
    to = forms.ChoiceField(label=_("Refer to"), required=False, choices=[("", "–"), *GrievanceStep.Office.choices])
    has_consent = forms.BooleanField(label=_("The person agrees to the referral"), required=False)
    remedy = forms.CharField(
        label=_("What was put right"), required=False, widget=forms.Textarea({"rows": 2}), max_length=5000
    )
    outcome = forms.CharField(label=_("Outcome"), required=False, widget=forms.Textarea({"rows": 2}), max_length=5000)


class RepaymentForm(forms.Form):
    """Money that a worker got back."""

    amount_eur = forms.DecimalField(
        label=_("Repaid (EUR)"), max_digits=12, decimal_places=2, widget=MoneyInput(), min_value=0
    )
    is_complete = forms.BooleanField(label=_("Nothing is owed any more"), required=False)
