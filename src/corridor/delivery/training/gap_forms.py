"""Forms of gaps: with what a person is compared."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.access.selectors import Person as Reader
from corridor.delivery.recruitment.models import Vacancy
from corridor.delivery.skills.models import Person
from corridor.delivery.training.models import TrainingStandard
from corridor.delivery.training.selectors import standards_to_compare, vacancies_for
from corridor.knowledge.codelists.models import active_language
from corridor.knowledge.codelists.rules import rows_by_code, skill_links
from corridor.knowledge.codelists.widgets import CodeSelect


class VacancyChoice(forms.ModelChoiceField[Vacancy]):
    """A vacancy by its title and country."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} ({obj.reference})"


class StandardChoice(forms.ModelChoiceField[TrainingStandard]):
    """A training standard by its title and version."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} ({obj.version})"


class TargetForm(forms.Form):
    """One of three: an open vacancy, a training standard or an occupation; the person's own occupations come first."""

    vacancy = VacancyChoice(label=_("A job that is open"), queryset=None, required=False, empty_label=_("None"))
    standard = StandardChoice(label=_("A training standard"), queryset=None, required=False, empty_label=_("None"))
    occupation = forms.ChoiceField(
        label=_("An occupation"), required=False, widget=CodeSelect("esco_occupations"),
        help_text=_("Choose one of the three."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Reader, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vacancy"].queryset = vacancies_for(user=user, person=person)  # type: ignore[attr-defined]
        self.fields["standard"].queryset = standards_to_compare()  # type: ignore[attr-defined]  # a choice of rows
        hers = {one.isco08[:4] for one in person.experiences.all() if one.isco08}
        rows = rows_by_code("esco_occupations")
        named = [(code, rows[code].label(active_language())) for code in skill_links()]
        named.sort(key=lambda pair: (pair[0][:4] not in hers, pair[1]))
        self.fields["occupation"].choices = [("", _("None")), *named]  # type: ignore[attr-defined]  # a ChoiceField
