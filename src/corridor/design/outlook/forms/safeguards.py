"""Forms of safeguards: a statement, a reading, a decision."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from corridor.design.outlook.models import DrainAction, DrainReading, DrainStatement
from corridor.design.outlook.runs.safeguards import COUNTS
from corridor.design.schemes import choices
from corridor.design.schemes.models import Scheme
from corridor.ui.forms.widgets import DateInput

COUNT_LABELS = {
    "abroad": gettext_lazy("People of the occupation who work abroad"),
    "home": gettext_lazy("People of the occupation who work at home"),
    "outflow": gettext_lazy("People who left in the year"),
    "graduates": gettext_lazy("Graduates in the year"),
    "emigration": gettext_lazy("People who emigrated in the year"),
    "retirement": gettext_lazy("People who retired in the year"),
    "other": gettext_lazy("People who left for other reasons in the year"),
    "vacancies": gettext_lazy("Vacant posts"),
    "occupied": gettext_lazy("Filled posts"),
}


def pairs_of(scheme: Scheme) -> list[tuple[str, str]]:
    """Return origins and occupations of a scheme as choices."""
    origins = sorted({row.origin_iso3 for row in scheme.corridors.all()})
    occupations = sorted({row.isco08 for row in scheme.occupations.all()})
    return [
        (f"{iso3}-{code}", f"{choices.country(iso3)} – {choices.occupation(code)} ({code})")
        for iso3 in origins
        for code in occupations
    ]


class PairForm(forms.Form):
    """A form about an occupation and an origin of the scheme."""

    pair = forms.ChoiceField(label=gettext_lazy("Country of origin and occupation"))

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["pair"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = pairs_of(scheme)

    @property
    def about(self) -> dict[str, str]:
        """Origin and occupation."""
        iso3, _dash, code = self.cleaned_data["pair"].partition("-")
        return {"origin_iso3": iso3, "isco08": code}


class StatementForm(PairForm):
    """A dated statement with its source."""

    kind = forms.ChoiceField(label=gettext_lazy("What is stated"), choices=DrainStatement.Kind.choices)
    stated_by = forms.CharField(
        label=gettext_lazy("Who states it"), max_length=160,
        help_text=gettext_lazy("The authority or body, such as the ministry of health of the country of origin."),
    )  # fmt: skip
    statement_date = forms.DateField(label=gettext_lazy("Date of the statement"), widget=DateInput)
    valid_until_date = forms.DateField(label=gettext_lazy("Valid until"), required=False, widget=DateInput)
    source = forms.CharField(
        label=gettext_lazy("Source"), max_length=200,
        help_text=gettext_lazy("The paper or page, with its number or edition. Corridor holds no list by itself."),
    )  # fmt: skip
    note = forms.CharField(label=gettext_lazy("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    FIELDS: ClassVar = ("kind", "stated_by", "statement_date", "valid_until_date", "source")

    @property
    def details(self) -> dict[str, Any]:
        """The fields of the statement itself."""
        return {name: self.cleaned_data[name] for name in self.FIELDS}


class ReadingForm(PairForm):
    """The value of one indicator for a month, from its counts where it has some."""

    reading_date = forms.DateField(label=gettext_lazy("Measured for"), widget=DateInput)
    source = forms.CharField(label=gettext_lazy("Source"), max_length=200)

    def __init__(self, *args: Any, indicator: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = COUNTS[indicator]
        for name in self.names:
            self.fields[name] = forms.FloatField(label=COUNT_LABELS[name], min_value=0)
        if not self.names:
            self.fields["value"] = forms.FloatField(
                label=_("Growth in a year, in per cent"), min_value=-100, max_value=100
            )
        self.order_fields(["pair", *self.names, "value", "reading_date", "source"])

    @property
    def reading(self) -> dict[str, Any]:
        """What the service is given."""
        data = self.cleaned_data
        given = {name: data[name] for name in self.names}
        value = None if self.names else data["value"] / 100
        return {"counts": given, "value": value, "reading_date": data["reading_date"], "source": data["source"]}


class DecisionForm(forms.Form):
    """What a body decided about a proposal."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[(code, label) for code, label in DrainAction.Outcome.choices if code != DrainAction.Outcome.OPEN],
    )
    body = forms.CharField(label=gettext_lazy("Which body decided"), max_length=160)
    decided_date = forms.DateField(label=gettext_lazy("Day of the decision"), widget=DateInput)
    reason = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}))


INDICATORS = DrainReading.Indicator.choices
