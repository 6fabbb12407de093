"""What the dashboard is narrowed to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.delivery.training.models import Cohort
from corridor.design.schemes.models import Scheme
from corridor.evaluation.monitoring.selectors.people import Wish, cohorts_of
from corridor.evaluation.monitoring.words import corridor_name


class ResultsFilter(forms.Form):
    """One corridor, one cohort."""

    corridor = forms.ChoiceField(label=_("Corridor"), required=False)
    cohort: "forms.ModelChoiceField[Cohort]" = forms.ModelChoiceField(
        label=_("Cohort"), queryset=None, required=False, empty_label=_("All cohorts")
    )

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pairs = [(row.origin_iso3, row.destination_iso3) for row in scheme.corridors.all()]
        choices = [(f"{origin}-{to}", corridor_name(origin, to)) for origin, to in pairs]
        self.fields["corridor"].choices = [("", _("All corridors")), *choices]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["cohort"].queryset = cohorts_of(scheme=scheme)  # type: ignore[attr-defined]  # a ModelChoiceField

    @property
    def wish(self) -> Wish:
        """What was asked for; a choice that the scheme does not have narrows nothing."""
        self.is_valid()
        origin, _dash, destination = str(self.cleaned_data.get("corridor", "")).partition("-")
        cohort = self.cleaned_data.get("cohort")
        return Wish(origin, destination, cohort.pk if cohort else None)
