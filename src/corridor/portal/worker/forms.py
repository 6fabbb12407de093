"""Forms of the worker's pages: few fields, plain words, large targets."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.delivery.mobility.models import CheckIn
from corridor.delivery.protection.models import FeeReport, Grievance
from corridor.delivery.recruitment.models import Candidate
from corridor.delivery.recruitment.models.selection import CandidateReason
from corridor.ui.forms.widgets import DateInput, MoneyInput

YES_NO = [("yes", _("Yes")), ("no", _("No")), ("", _("I would rather not say"))]


class UploadForm(forms.Form):
    """A photo or a PDF of a paper."""

    file = forms.FileField(
        label=_("Photo or PDF"),
        help_text=_("JPEG, PNG or PDF, up to 20 MB. All four corners must be in the picture."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )
    valid_until_date = forms.DateField(
        label=_("Valid until"), required=False, widget=DateInput(), help_text=_("If a date stands on it.")
    )


class DoneForm(forms.Form):
    """The worker's word that she has done her part; a box keeps a slip of the thumb from saying it."""

    is_done = forms.BooleanField(label=_("I have done this."))


class AnswerForm(forms.Form):
    """Yes or no to a proposal or an offer."""

    answer = forms.ChoiceField(
        label=_("Your answer"), choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect
    )
    reason = forms.ChoiceField(
        label=_("If no, why?"),
        required=False,
        choices=[
            ("", _("I would rather not say")),
            *((code, label) for code, label in CandidateReason.choices if code != "not_said"),
        ],
    )


class SignForm(forms.Form):
    """The worker's signature under the contract."""

    has_read = forms.BooleanField(label=_("I have read the contract in a language that I understand."))
    pays_nothing = forms.BooleanField(label=_("I paid nothing for this job. If I did, I report it first."))


class CheckInForm(forms.Form):
    """Three questions; every one may stay open but the first."""

    answer = forms.ChoiceField(label=_("How is it going?"), choices=CheckIn.Answer.choices, widget=forms.RadioSelect)
    pay_as_agreed = forms.ChoiceField(
        label=_("Is your pay as agreed?"), choices=YES_NO, required=False, widget=forms.RadioSelect
    )
    uses_skills = forms.ChoiceField(
        label=_("Does the work use what you can do?"), choices=YES_NO, required=False, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Something else?"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def answers(self) -> dict[str, Any]:
        """Return the answers as the service takes them; an open question stays open."""
        known = {"yes": True, "no": False, "": None}
        data = self.cleaned_data
        return {
            "answer": data["answer"],
            "pay_as_agreed": known[data["pay_as_agreed"]],
            "uses_skills": known[data["uses_skills"]],
            "note": data["note"],
        }


class ComplaintForm(forms.Form):
    """A complaint from the worker's own pages; she decides whether her name goes with it."""

    category = forms.ChoiceField(label=_("What is it about?"), choices=Grievance.Category.choices)
    text = forms.CharField(label=_("What happened?"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6}))
    safe_contact = forms.CharField(label=_("How may we reach you safely?"), max_length=200, required=False)
    is_anonymous = forms.BooleanField(label=_("Send it without my name"), required=False)


class FeeForm(forms.Form):
    """Money that somebody asked for or took."""

    fee_class = forms.ChoiceField(label=_("What was it for?"), choices=FeeReport.FeeClass.choices)
    amount = forms.DecimalField(
        label=_("How much?"),
        required=False,
        max_digits=12,
        decimal_places=2,
        widget=MoneyInput(),
        help_text=_("Leave it open if you do not know it exactly."),
    )
    currency = forms.ChoiceField(
        label=_("Currency"), choices=[(code, code) for code in ("EUR", "MAD", "TND", "XOF", "EGP", "USD")]
    )
    paid_to = forms.CharField(label=_("Who took the money?"), max_length=200, required=False)
    text = forms.CharField(
        label=_("Anything else?"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )


class CallForm(forms.Form):
    """How a worker can be reached without harm."""

    safe_contact = forms.CharField(
        label=_("How and when may we call you?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example a number, the hours, and who must not know of it."),
    )


class SkillForm(forms.Form):
    """One thing that a person can do."""

    skill = forms.CharField(label=_("Something that you can do"), max_length=200)


class WithdrawForm(forms.Form):
    """Leaving the selection of a scheme."""

    candidate: "forms.ModelChoiceField[Candidate]" = forms.ModelChoiceField(queryset=None, widget=forms.HiddenInput())
    reason = forms.ChoiceField(label=_("Why?"), choices=CandidateReason.choices, initial="not_said")

    def __init__(self, *args: Any, candidacies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["candidate"].queryset = candidacies  # type: ignore[attr-defined]  # a ModelChoiceField

    @property
    def chosen(self) -> Candidate:
        found: Candidate = self.cleaned_data["candidate"]
        return found
