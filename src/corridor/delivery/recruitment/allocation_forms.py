"""What is asked of an allocation: what to balance, which quota to try, when talks are to be held."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corridor.delivery.recruitment.models import Interview, Vacancy
from corridor.delivery.recruitment.runs import Wanted
from corridor.ui.forms.widgets import DateInput

COLUMNS = (("sex", _("Sex")), ("region", _("Region")), ("origin", _("Country of origin")), ("track", _("Track")))


class BalanceForm(forms.Form):
    """Which recorded groups are to be compared."""

    balance = forms.ChoiceField(label=_("Balance between groups by"), choices=COLUMNS, initial="sex")


class VacancyChoice(forms.ModelChoiceField[Vacancy]):
    """A choice among vacancies."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.reference} {obj.title}"


class QuotaForm(forms.Form):
    """A quota to try."""

    group = forms.ChoiceField(label=_("Group"))
    vacancy = VacancyChoice(
        label=_("Where it holds"), queryset=None, required=False, empty_label=_("In the whole scheme")
    )
    least = forms.IntegerField(label=_("At least so many people"), required=False, min_value=0, max_value=1_000_000)
    most = forms.IntegerField(label=_("At most so many people"), required=False, min_value=0, max_value=1_000_000)

    def __init__(self, *args: Any, groups: Any, vacancies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = groups  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["vacancy"].queryset = vacancies  # type: ignore[attr-defined]  # a ModelChoiceField

    def wanted(self) -> Wanted:
        """Return the quota."""
        column, value = self.cleaned_data["group"].split(":", 1)
        vacancy = self.cleaned_data["vacancy"]
        data = self.cleaned_data
        return Wanted(column, value, data["least"], data["most"], vacancy.pk if vacancy else None)


class TalksForm(forms.Form):
    """Whether talks are planned with the proposals, and from when on."""

    day = forms.DateField(label=_("Day of the first talks"), required=False, widget=DateInput)
    begins = forms.TimeField(
        label=_("First talk begins (UTC)"),
        initial="09:00",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
    )
    minutes = forms.IntegerField(label=_("Minutes for each talk"), initial=30, min_value=5, max_value=240)
    mode = forms.ChoiceField(label=_("How"), choices=Interview.Mode.choices)

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day is not None and day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day from tomorrow on."))
        return day

    def first_at(self) -> datetime | None:
        """Return when the first talk begins, None where no talks are wanted."""
        day = self.cleaned_data["day"]
        if day is None:
            return None
        begins = self.cleaned_data["begins"] or time(9)
        return timezone.make_aware(datetime.combine(day, begins), timezone.get_fixed_timezone(timedelta(0)))
