"""Forms of the register: narrowing the list, and the facts of a fit test."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.kernel.codes import Cefr
from corridor.knowledge.codelists.selectors import choices_of
from corridor.knowledge.codelists.widgets import CodeSelect
from corridor.knowledge.pathways.models import Pathway
from corridor.ui.forms.widgets import DateInput, MoneyInput

EMPTY = [("", "–")]


class PathwayFilter(forms.Form):
    """Which pathways to list."""

    origin = forms.ChoiceField(label=_("Country of origin"), required=False)
    destination = forms.ChoiceField(label=_("Country of destination"), required=False)
    permit = forms.ChoiceField(label=_("Kind of permit"), required=False, choices=[*EMPTY, *Pathway.Permit.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("origin", "destination"):
            _offer(self, name, [*EMPTY, *choices_of("countries")])


class FitTest(forms.Form):
    """The facts that are known; an empty field is not known, and nobody is refused for it."""

    origin_iso3 = forms.ChoiceField(label=_("Country of origin"), required=False)
    isco08 = forms.ChoiceField(label=_("Occupation"), required=False, widget=CodeSelect("isco08"))
    salary_eur_per_year = forms.DecimalField(
        label=_("Gross pay per year in euros"), required=False, min_value=0, widget=MoneyInput
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    level = forms.TypedChoiceField(
        label=_("Level in the language"), required=False, coerce=int, empty_value=None,
        choices=[*EMPTY, *((str(level.value), level.name) for level in Cefr)],
    )  # fmt: skip
    eqf_level = forms.TypedChoiceField(
        label=_("Level of the qualification (EQF)"), required=False, coerce=int, empty_value=None,
        choices=[*EMPTY, *((str(n), str(n)) for n in range(1, 9))],
    )  # fmt: skip
    experience_years = forms.DecimalField(label=_("Years of experience"), required=False, min_value=0)
    stay_months = forms.DecimalField(label=_("Months of the stay"), required=False, min_value=0)
    start_date = forms.DateField(label=_("First day"), required=False, widget=DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        occupations = [(code, f"{code} – {label}") for code, label in choices_of("isco08") if len(code) == 4]
        _offer(self, "origin_iso3", [*EMPTY, *choices_of("countries")])
        _offer(self, "isco08", [*EMPTY, *occupations])
        _offer(self, "language", [*EMPTY, *choices_of("languages")])

    @property
    def facts(self) -> dict[str, Any]:
        """The facts as the engine reads them; only those that are given."""
        data = self.cleaned_data
        plain = {name: data[name] for name in ("origin_iso3", "isco08", "eqf_level", "start_date")}
        numbers = ("salary_eur_per_year", "experience_years", "stay_months")
        plain |= {name: None if data[name] is None else float(data[name]) for name in numbers}
        if data["language"] and data["level"]:
            plain["languages"] = {data["language"]: data["level"]}
        return {name: value for name, value in plain.items() if value not in (None, "")}


def _offer(form: forms.Form, name: str, pairs: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = pairs
