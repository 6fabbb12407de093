"""A profile or a job order to try: what is filled in counts for one question, and nothing of it is saved."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.delivery.recruitment.forms import _languages, _occupation, _skills
from corridor.delivery.recruitment.selectors.markets import CandidateFacts, VacancyFacts
from corridor.kernel.codes import Cefr
from corridor.kernel.places import ISO3_CODES
from corridor.ui.forms.widgets import DateInput

_LEVELS = [("", "–"), *((number, str(number)) for number in range(1, 9))]
_AS_IN = _("As in fr:B1, en:A2")


class ProfileForm(forms.Form):
    """A person's profile as it could be."""

    occupation = forms.CharField(label=_("Occupation (ISCO-08)"), max_length=20, required=False)
    years = forms.DecimalField(label=_("Years of experience"), required=False, min_value=0, max_value=70)
    languages = forms.CharField(label=_("Languages"), required=False, help_text=_AS_IN)
    skills = forms.CharField(
        label=_("Skills"), required=False, widget=forms.Textarea(attrs={"rows": 5}), help_text=_("One per line.")
    )
    eqf = forms.TypedChoiceField(
        label=_("Qualification (EQF)"), required=False, coerce=int, empty_value=None, choices=_LEVELS
    )
    destinations = forms.CharField(
        label=_("Accepted countries"), required=False, help_text=_("As in BEL, DEU; none named accepts any.")
    )
    recognised_in = forms.CharField(label=_("Recognised in"), required=False, help_text=_("As in BEL, DEU"))
    available = forms.DateField(label=_("Available from"), required=False, widget=DateInput)

    def clean_occupation(self) -> str:
        return _occupation(self.cleaned_data["occupation"])

    def clean_languages(self) -> list[dict[str, Any]]:
        return _languages(self.cleaned_data["languages"])

    def clean_skills(self) -> tuple[str, ...]:
        return tuple(ref.key for ref in _skills(self.cleaned_data["skills"]))

    def clean_destinations(self) -> tuple[str, ...]:
        return _countries(self.cleaned_data["destinations"])

    def clean_recognised_in(self) -> tuple[str, ...]:
        return _countries(self.cleaned_data["recognised_in"])

    def profile(self, facts: CandidateFacts) -> CandidateFacts:
        """Return a person's facts with what is tried in their place; licences, age and pay stay as they are."""
        told = self.cleaned_data
        years = None if told["years"] is None else float(told["years"])
        others = tuple(pair for pair in facts.occupations or () if pair[0] != told["occupation"])
        return replace(
            facts,
            occupations=((told["occupation"], years), *others) if told["occupation"] else facts.occupations,
            skills=told["skills"],
            languages=tuple((one["code"], one["level"]) for one in told["languages"]) or None,
            eqf=told["eqf"],
            destinations=told["destinations"],
            recognised_in=told["recognised_in"],
            available=told["available"],
        )


class OrderForm(forms.Form):
    """A job order as it could be."""

    essential = forms.CharField(
        label=_("Essential skills"), widget=forms.Textarea(attrs={"rows": 5}), help_text=_("One per line.")
    )
    optional = forms.CharField(
        label=_("Optional skills"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One per line."),
    )
    languages = forms.CharField(label=_("Languages"), required=False, help_text=_AS_IN)
    eqf_min = forms.TypedChoiceField(
        label=_("Qualification at least (EQF)"), required=False, coerce=int, empty_value=None, choices=_LEVELS
    )
    years_min = forms.DecimalField(label=_("Years of experience at least"), required=False, min_value=0, max_value=70)
    regulated = forms.BooleanField(label=_("The occupation is regulated"), required=False)
    start = forms.DateField(label=_("Start"), required=False, widget=DateInput)

    def clean_essential(self) -> tuple[str, ...]:
        return tuple(ref.key for ref in _skills(self.cleaned_data["essential"]))

    def clean_optional(self) -> tuple[str, ...]:
        return tuple(ref.key for ref in _skills(self.cleaned_data["optional"]))

    def clean_languages(self) -> list[dict[str, Any]]:
        return _languages(self.cleaned_data["languages"])

    def order(self, facts: VacancyFacts) -> VacancyFacts:
        """Return a vacancy's facts with what is tried in their place."""
        told = self.cleaned_data
        return replace(
            facts,
            essential=told["essential"],
            optional=told["optional"],
            languages=tuple((one["code"], one["level"]) for one in told["languages"]),
            eqf_min=told["eqf_min"],
            years_min=None if told["years_min"] is None else float(told["years_min"]),
            regulated=told["regulated"],
            start=told["start"],
        )


def as_filled_in(facts: CandidateFacts | VacancyFacts, labels: dict[str, str]) -> dict[str, Any]:
    """Return facts as the fields of the form show them; `labels` names skills by their keys."""
    languages = ", ".join(f"{code}:{Cefr(level).name}" for code, level in facts.languages or ())
    if isinstance(facts, VacancyFacts):
        return {
            "essential": "\n".join(labels.get(key, key) for key in facts.essential),
            "optional": "\n".join(labels.get(key, key) for key in facts.optional),
            "languages": languages,
            "eqf_min": facts.eqf_min or "",
            "years_min": facts.years_min,
            "regulated": facts.regulated,
            "start": facts.start,
        }
    occupation, years = max(facts.occupations or (("", None),), key=lambda pair: pair[1] or 0.0)
    return {
        "occupation": occupation,
        "years": years,
        "languages": languages,
        "skills": "\n".join(labels.get(key, key) for key in facts.skills),
        "eqf": facts.eqf or "",
        "destinations": ", ".join(facts.destinations),
        "recognised_in": ", ".join(facts.recognised_in),
        "available": facts.available,
    }


def _countries(text: str) -> tuple[str, ...]:
    codes = tuple(part.strip().upper() for part in text.replace(";", ",").split(",") if part.strip())
    for code in codes:
        if code not in ISO3_CODES:
            raise forms.ValidationError(_("Use the three letters of the country, such as BEL."))
    return codes
