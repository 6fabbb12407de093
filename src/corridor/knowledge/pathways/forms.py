"""Forms of the register: narrowing the list, and the facts of a fit test."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.kernel.codes import Cefr
from corridor.knowledge.codelists.selectors import choices_of
from corridor.knowledge.codelists.widgets import CodeSelect
from corridor.knowledge.pathways.models import Pathway, Requirement
from corridor.ui.forms.widgets import DateInput, MoneyInput

EMPTY = [("", "–")]
YES_NO = [*EMPTY, ("yes", _("yes")), ("no", _("no"))]
_CHECK = "check_"


class PathwayFilter(forms.Form):
    """Which pathways to list."""

    origin = forms.ChoiceField(label=_("Country of origin"), required=False)
    destination = forms.ChoiceField(label=_("Country of destination"), required=False)
    permit = forms.ChoiceField(label=_("Kind of permit"), required=False, choices=[*EMPTY, *Pathway.Permit.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("origin", "destination"):
            offer(self, name, [*EMPTY, *choices_of("countries")])


def _yes_no(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, required=False, choices=YES_NO, coerce=lambda value: value == "yes", empty_value=None
    )


def _months(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, required=False, min_value=0, max_value=600, decimal_places=1)


class FitTest(forms.Form):
    """The facts that are known; an empty field is not known, and nobody is refused for it.

    Only what the pathway asks for is asked; the conditions with a check of their own bring a question each.
    """

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
    is_recognised = _yes_no(_("Is the qualification recognised?"))
    experience_years = forms.DecimalField(label=_("Years of experience"), required=False, min_value=0)
    birth_date = forms.DateField(label=_("Date of birth"), required=False, widget=DateInput)
    start_date = forms.DateField(label=_("First day"), required=False, widget=DateInput)
    stay_months = _months(_("Months of the stay"))
    has_renewal = _yes_no(_("Is a renewal agreed?"))
    is_first_stay = _yes_no(_("Is it the first stay in the country?"))
    months_used = _months(_("Months of earlier stays in the window"))
    months_away = _months(_("Months since the last stay ended"))
    has_offer = _yes_no(_("Is there a job offer?"))
    labour_market_test_passed = _yes_no(_("Was the labour market test passed?"))
    accepts_return = _yes_no(_("Is the undertaking to return given?"))
    needs_family = _yes_no(_("Is the family to come along?"))
    needs_change_of_employer = _yes_no(_("Will a change of employer be needed?"))
    funds_eur = forms.DecimalField(label=_("Means of living in euros"), required=False, min_value=0, widget=MoneyInput)
    headcount = forms.IntegerField(label=_("Places needed"), required=False, min_value=1)

    # Which questions a kind of condition brings; first day and occupation are always asked.
    ASKED = {
        "salary": ("salary_eur_per_year",),
        "language": ("language", "level"),
        "qualification": ("eqf_level",),
        "recognition": ("is_recognised",),
        "experience": ("experience_years",),
        "age": ("birth_date",),
        "stay": ("stay_months", "has_renewal"),
        "window": ("stay_months", "is_first_stay", "months_used"),
        "reentry": ("is_first_stay", "months_away"),
        "offer": ("has_offer",),
        "labour_market_test": ("labour_market_test_passed",),
        "return": ("accepts_return",),
        "no_family": ("needs_family",),
        "employer_tied": ("needs_change_of_employer",),
        "funds": ("funds_eur",),
        "quota": ("headcount",),
    }
    ALWAYS = ("origin_iso3", "isco08", "start_date")

    def __init__(self, *args: Any, kinds: Iterable[str], checks: Iterable[Requirement] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {*self.ALWAYS, *(name for kind in kinds for name in self.ASKED.get(kind, ()))}
        for name in set(self.fields) - asked:
            del self.fields[name]
        occupations = [(code, f"{code} – {label}") for code, label in choices_of("isco08") if len(code) == 4]
        offer(self, "origin_iso3", [*EMPTY, *choices_of("countries")])
        offer(self, "isco08", [*EMPTY, *occupations])
        if "language" in self.fields:
            offer(self, "language", [*EMPTY, *choices_of("languages")])
        for row in checks:
            for code in row.value.get("codes", ()):
                self.fields[f"{_CHECK}{code}"] = _yes_no(str(row))

    @property
    def facts(self) -> dict[str, Any]:
        """The facts as the engine reads them; only those that are given."""
        data = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        numbers = ("salary_eur_per_year", "experience_years", "stay_months", "months_used", "months_away", "funds_eur")
        facts = {name: float(value) if name in numbers else value for name, value in data.items()}
        checks = {name.removeprefix(_CHECK): facts.pop(name) for name in list(facts) if name.startswith(_CHECK)}
        language, level = facts.pop("language", None), facts.pop("level", None)
        if language and level:
            facts["languages"] = {language: level}
        if facts.get("is_first_stay"):
            # Who has never been there needs no months of earlier stays, whatever stood in the field before.
            facts = {name: value for name, value in facts.items() if name not in {"months_used", "months_away"}}
        return facts | ({"checks": checks} if checks else {})


class PersonTest(FitTest):
    """What is known of a person, held against every pathway into a country."""

    destination = forms.ChoiceField(label=_("Country of destination"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, kinds=(*self.ASKED, "destination"), **kwargs)
        self.fields["destination"] = forms.ChoiceField(
            label=_("Country of destination"), required=False, choices=[*EMPTY, *choices_of("countries")]
        )
        self.order_fields(["destination", *self.ALWAYS])

    @property
    def facts(self) -> dict[str, Any]:
        """The facts of the person, without the country that only narrows the list."""
        return {name: value for name, value in super().facts.items() if name != "destination"}


def offer(form: forms.BaseForm, name: str, pairs: list[tuple[str, str]]) -> None:
    """Set the choices of a field."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = pairs
