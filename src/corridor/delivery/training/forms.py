"""Forms of cohorts, sessions and tests."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.delivery.recruitment.models import Candidate
from corridor.delivery.training.models import Assessment, Cohort
from corridor.ui.forms.widgets import DateInput, ShareInput


class CohortFilter(forms.Form):
    """What to look for in the list of cohorts."""

    kind = forms.ChoiceField(label=_("Kind of course"), required=False, choices=[("", _("All")), *Cohort.Kind.choices])


class SessionForm(forms.Form):
    """A new day or lesson."""

    held_on_date = forms.DateField(label=_("Held on"), widget=DateInput())
    topic = forms.CharField(label=_("Topic"), required=False, max_length=200)


class AssessmentForm(forms.Form):
    """The result of a test."""

    kind = forms.ChoiceField(label=_("Test"), choices=Assessment.Kind.choices, initial=Assessment.Kind.FINAL)
    score = forms.DecimalField(label=_("Score out of 100"), max_digits=5, decimal_places=1, widget=ShareInput())


class CandidatesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # no parameter at run time
    """Candidates to tick, by their names."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.person)


class EnrolForm(forms.Form):
    """The candidates who get a place."""

    candidates = CandidatesField(
        label=_("Candidates"), queryset=Candidate.objects.none(), widget=forms.CheckboxSelectMultiple()
    )

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["candidates"]
        assert isinstance(field, CandidatesField)
        field.queryset = candidates
