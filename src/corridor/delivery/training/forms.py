"""Forms of cohorts, sessions and tests."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy as _

from corridor.access.models import User
from corridor.access.selectors import organisations_of
from corridor.delivery.recruitment.models import Candidate
from corridor.delivery.skills.words import country_label, skill_named
from corridor.delivery.training.models import Assessment, Cohort
from corridor.delivery.training.selectors import places_for, providers_for, schemes_to_train_for
from corridor.kernel.codes import Cefr
from corridor.knowledge.codelists.rules import load_list
from corridor.ui.forms.widgets import DateInput, MoneyInput, ShareInput

LONGEST_SKILL = 200


class CohortFilter(forms.Form):
    """What to look for in the list of cohorts."""

    kind = forms.ChoiceField(label=_("Kind of course"), required=False, choices=[("", _("All")), *Cohort.Kind.choices])


class SchemeField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no parameter at run time
    """A scheme or an institution, by its name in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.localised_name)


class CohortForm(forms.Form):
    """A new cohort, in the order in which a course is planned."""

    scheme = SchemeField(label=_("Scheme"), queryset=None)
    provider = SchemeField(label=_("Training institution"), queryset=None)
    kind = forms.ChoiceField(label=_("Kind of course"), choices=Cohort.Kind.choices)
    name_en = forms.CharField(label=_("Name in English"), max_length=150)
    name_fr = forms.CharField(label=_("Name in French"), max_length=150, required=False)
    name_es = forms.CharField(label=_("Name in Spanish"), max_length=150, required=False)
    name_ar = forms.CharField(label=_("Name in Arabic"), max_length=150, required=False)
    iso3 = forms.ChoiceField(label=_("Place of training"))
    language = forms.ChoiceField(
        label=_("Language of the course"), help_text=_("Of a language course: the language that is taught.")
    )
    cefr = forms.TypedChoiceField(
        label=_("Language level reached"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("None")), *((level.value, level.name) for level in Cefr)],
    )
    starts_on_date = forms.DateField(label=_("First day"), widget=DateInput())
    ends_on_date = forms.DateField(label=_("Last day"), widget=DateInput())
    seats = forms.IntegerField(label=_("Seats"))
    pass_mark = forms.DecimalField(
        label=_("Pass mark"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=1,
        initial=60,
        widget=ShareInput(),
        help_text=_("Out of 100."),
    )
    cost_eur = forms.DecimalField(
        label=_("Cost of the course (EUR)"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        widget=MoneyInput(),
    )
    payer = forms.ChoiceField(
        label=_("Who pays for the course"),
        choices=Cohort.Payer.choices,
        initial=Cohort.Payer.SCHEME,
        required=False,
        help_text=_("A worker never pays for a course of a scheme."),
        error_messages={
            "invalid_choice": _("A worker never pays for a course of a scheme. Choose one of the others who may pay.")
        },
    )
    skills = forms.CharField(
        label=_("Skills that the course teaches"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One per line. They enter the profile of whoever passes; without any, the course itself does."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = schemes_to_train_for(user=user)  # type: ignore[attr-defined]  # a choice of rows
        self.fields["provider"].queryset = providers_for(user=user)  # type: ignore[attr-defined]  # a choice of rows
        spoken = (get_language() or "en")[:2]
        places = [(iso3, country_label(iso3, spoken)) for iso3 in places_for(user=user)]
        self.fields["iso3"].choices = sorted(places, key=lambda pair: pair[1])  # type: ignore[attr-defined]
        named = [(row.code, row.label(spoken)) for row in load_list("languages").rows]
        self.fields["language"].choices = sorted(named, key=lambda pair: pair[1])  # type: ignore[attr-defined]
        home = organisations_of(user).first()
        self.initial.setdefault("iso3", home.iso3 if home else None)
        self.initial.setdefault("language", "fr")

    def clean_payer(self) -> str:
        """Return who pays; where nothing is chosen, the scheme does."""
        return str(self.cleaned_data["payer"] or Cohort.Payer.SCHEME)

    def clean_skills(self) -> list[dict[str, str]]:
        """Return the skills as a cohort keeps them, each once."""
        lines = [line for line in self.cleaned_data["skills"].splitlines() if line.strip()]
        named = {ref.key: ref for ref in map(skill_named, lines)}
        if any(len(ref.label_en) > LONGEST_SKILL for ref in named.values()):
            raise forms.ValidationError(_("A skill has more than 200 signs; write one skill per line."))
        return [vars(ref) for ref in named.values()]


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
