"""Forms of the employer's pages."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy as _

from corridor.access.models import User
from corridor.delivery.mobility.models import CaseDocument, CheckIn
from corridor.delivery.recruitment.forms import VacancyForm
from corridor.delivery.recruitment.models import Interview
from corridor.delivery.recruitment.models.selection import EmployerReason
from corridor.design.schemes.models import SchemeCorridor, SchemeOccupation
from corridor.knowledge.codelists.selectors import choices_of, label_language_of, label_of
from corridor.portal.employer.selectors import schemes_of
from corridor.ui.forms.widgets import DateInput, MoneyInput


class JobOrderForm(VacancyForm):
    """A job order as an employer gives it: occupations and countries are chosen, not typed."""

    class Meta(VacancyForm.Meta):
        fields = (  # type: ignore[assignment]  # fewer of the same fields
            "scheme", "employer", "title_en", "title_fr", "isco08", "iso3", "region", "positions", "salary_eur_month",
            "weekly_hours", "start_date", "closes_date", "years_min", "eqf_min", "regulated",
        )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        schemes = schemes_of(user=user)
        own = SchemeOccupation.objects.filter(scheme__in=schemes.values("pk")).values_list("isco08", flat=True)
        first = sorted((code, occupation_choice(code)) for code in {*own} if len(code) == 4)
        others = [(code, occupation_choice(code)) for code, _label in choices_of("isco08") if len(code) == 4]
        groups = [(_("Of your schemes"), first), (_("All occupations"), others)]
        self.fields["isco08"] = forms.ChoiceField(
            label=_("Occupation"), choices=[group for group in groups if group[1]]
        )
        places = SchemeCorridor.objects.filter(scheme__in=schemes.values("pk")).values_list(
            "destination_iso3", flat=True
        )
        countries = sorted({(code, label_of("countries", code)) for code in places})
        self.fields["iso3"] = forms.ChoiceField(label=_("Country of work"), choices=countries)
        for name in ("scheme", "employer"):
            field: Any = self.fields[name]
            if field.queryset.count() == 1:
                field.initial, field.empty_label = field.queryset.first(), None


def occupation_choice(code: str) -> str:
    """Return the name of a unit group; where the language has none, the group above it with the code."""
    if label_language_of("isco08", code) == (get_language() or "en")[:2]:
        return label_of("isco08", code)
    return f"{label_of('isco08', code[:3])} ({code})"


class EmployerAnswerForm(forms.Form):
    """Yes, or no with its reason."""

    answer = forms.ChoiceField(
        label=_("Your answer"), choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect
    )
    reason = forms.ChoiceField(
        label=_("If no, why?"),
        required=False,
        choices=[("", _("Choose the reason that comes nearest")), *EmployerReason.choices],
        help_text=_("The person is told the reason."),
    )


class InterviewForm(forms.Form):
    """A talk to plan."""

    held_at = forms.SplitDateTimeField(
        label=_("Date and time (UTC)"),
        widget=forms.SplitDateTimeWidget(date_attrs={"type": "date"}, time_attrs={"type": "time"}),
    )
    mode = forms.ChoiceField(label=_("How"), choices=Interview.Mode.choices)


class ResultForm(forms.Form):
    """The result of a talk that was held."""

    interview: "forms.ModelChoiceField[Interview]" = forms.ModelChoiceField(queryset=None, widget=forms.HiddenInput())
    result = forms.ChoiceField(
        label=_("Result"), choices=[pair for pair in Interview.Result.choices if pair[0] != Interview.Result.PLANNED]
    )

    def __init__(self, *args: Any, interviews: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["interview"].queryset = interviews  # type: ignore[attr-defined]  # a ModelChoiceField


class OfferForm(forms.Form):
    """An offer, at no less than the pay of the job order."""

    salary_eur_month = forms.DecimalField(
        label=_("Gross pay a month (EUR)"), min_value=0, max_digits=9, decimal_places=2, widget=MoneyInput()
    )
    start_date = forms.DateField(label=_("Start"), widget=DateInput())
    answer_by_date = forms.DateField(label=_("Answer by"), required=False, widget=DateInput())


class UploadForm(forms.Form):
    """A paper that the employer brings."""

    document: "forms.ModelChoiceField[CaseDocument]" = forms.ModelChoiceField(
        queryset=None, label=_("Paper"), empty_label=None
    )
    file = forms.FileField(label=_("File"), help_text=_("PDF, JPEG or PNG, up to 20 MB."))

    def __init__(self, *args: Any, documents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["document"]
        field.queryset = documents
        field.label_from_instance = lambda row: f"{row.label} ({row.get_status_display()})"


class DoneForm(forms.Form):
    """The employer's word that a step is done."""

    is_done = forms.BooleanField(label=_("This step is done."))


class CheckInForm(forms.Form):
    """One question about the work; nothing about the person's private life."""

    answer = forms.ChoiceField(
        label=_("How is the work going?"), choices=CheckIn.Answer.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Anything else?"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
