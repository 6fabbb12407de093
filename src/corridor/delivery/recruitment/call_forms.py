"""What an office fills in for calls: the call itself, and the answers to those who applied."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.access.models import User
from corridor.access.selectors import visible
from corridor.delivery.recruitment.forms import ANY, SchemeChoice, schemes_of
from corridor.delivery.recruitment.models import Call, CallAnswer, Candidate, Vacancy
from corridor.ui.forms.widgets import DateInput

FIELDS = (
    "vacancy", "title_en", "title_fr", "title_es", "title_ar", "opens_date", "closes_date", "answer_by_date", "places",
    "capacity", "text_en", "text_fr", "text_es", "text_ar",
)  # fmt: skip


class CallFilter(forms.Form):
    """Narrow the list of calls."""

    scheme = SchemeChoice(label=_("Scheme"), queryset=None, required=False)
    state = forms.ChoiceField(
        label=_("Which calls"),
        required=False,
        choices=[*ANY, ("open", _("Open for applications")), ("overdue", _("With answers overdue"))],
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = schemes_of(user)  # type: ignore[attr-defined]  # a ModelChoiceField


class VacancyChoice(forms.ModelChoiceField[Vacancy]):
    """An open vacancy, by its number and title."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.reference} · {obj.title}"


class CallForm(forms.ModelForm[Call]):
    """A call for applications; which day is possible, and what was promised, the service decides."""

    vacancy = VacancyChoice(
        label=_("Vacancy"),
        queryset=None,
        required=False,
        help_text=_("Leave it empty for a call of the whole scheme."),
    )
    answer_by_date = forms.DateField(
        label=_("Everyone is answered by"),
        widget=DateInput,
        help_text=_("Everyone who applies gets an answer with its reason by this day; it cannot be moved later."),
    )

    class Meta:
        model = Call
        fields = ("scheme", *FIELDS)
        widgets = {
            "opens_date": DateInput, "closes_date": DateInput,
            **{f"text_{language}": forms.Textarea(attrs={"rows": 3}) for language in ("en", "fr", "es", "ar")},
        }  # fmt: skip
        help_texts = {
            "text_en": _("Conditions, and how uncertain it is: how many places, how many usually apply."),
            "capacity": _("If more apply, the list says so."),
        }
        field_classes = {"scheme": SchemeChoice}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["scheme"]
        else:
            self.fields["scheme"].queryset = schemes_of(user)  # type: ignore[attr-defined]  # a ModelChoiceField
        vacancies = visible(Vacancy.objects.filter(status=Vacancy.Status.OPEN), user=user)
        if self.instance.pk:
            vacancies = vacancies.filter(scheme=self.instance.scheme_id)
        self.fields["vacancy"].queryset = vacancies.order_by("reference")  # type: ignore[attr-defined]  # likewise

    def _post_clean(self) -> None:
        # The service keeps the row; a form that is refused must leave it as it was.
        return


class ApplicantsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # no parameter at run time
    """Applicants to tick."""


class AnswerForm(forms.Form):
    """One answer to some applicants."""

    outcome = forms.ChoiceField(label=_("Answer"), choices=CallAnswer.Outcome.choices)
    reason = forms.ChoiceField(label=_("Reason"), choices=CallAnswer.Reason.choices)
    note = forms.CharField(
        label=_("Words to the applicant"),
        required=False,
        max_length=300,
        help_text=_("In her language; the reason is translated by itself."),
    )
    everyone = forms.BooleanField(label=_("Everyone who still waits for an answer"), required=False)
    candidates = ApplicantsField(label=_("Applicants"), queryset=Candidate.objects.none(), required=False)

    def __init__(self, *args: Any, waiting: Any, applicants: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = waiting
        self.fields["candidates"].queryset = applicants  # type: ignore[attr-defined]  # a choice of rows

    def chosen(self) -> list[Candidate]:
        """Return whom the answer is for."""
        return list(self.waiting if self.cleaned_data["everyone"] else self.cleaned_data["candidates"])
