"""Forms of studies: the question, who is asked, and the answers."""

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from corridor.core.wordings import worded
from corridor.design.outlook.models import DelphiAnswer, DelphiStudy
from corridor.design.outlook.services.panels import Estimate
from corridor.design.schemes import choices
from corridor.design.schemes.models import Scheme
from corridor.ui.forms.widgets import DateInput

_WEEKS = 3


def _in_weeks() -> Any:
    return timezone.localdate() + timedelta(weeks=_WEEKS)


class StudyForm(forms.ModelForm):  # type: ignore[type-arg]  # its model is named in Meta
    """The question of a study and its rules."""

    occupations = forms.MultipleChoiceField(
        label=gettext_lazy("Occupations"), widget=forms.CheckboxSelectMultiple, choices=[]
    )
    closes_date = forms.DateField(
        label=gettext_lazy("Answers of the first round until"), widget=DateInput, initial=_in_weeks
    )

    class Meta:
        model = DelphiStudy
        fields: ClassVar = [
            "question", "about", "unit", "year", "iso3", "most_rounds", "threshold_percent", "within",
        ]  # fmt: skip
        widgets: ClassVar = {"question": forms.Textarea(attrs={"rows": 3})}
        help_texts: ClassVar = {
            "unit": gettext_lazy("Such as: people, per cent."),
            "threshold_percent": gettext_lazy("75 is the usual value of published studies."),
            "within": gettext_lazy("In the unit of the answers. 500 counts answers from 1,500 to 2,500 around 2,000."),
        }

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = sorted({row.isco08 for row in scheme.occupations.all()})
        field = self.fields["occupations"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(code, f"{code} – {choices.occupation(code)}") for code in known]
        corridor = scheme.corridors.order_by("pk").first()
        self.fields["iso3"] = forms.ChoiceField(
            label=_("Country"),
            choices=choices.countries(),
            initial=corridor.destination_iso3 if corridor else "",
        )
        self.fields["unit"].initial = _("people")
        self.order_fields(["question", "occupations", "iso3", "about", "unit", "year", "closes_date"])

    @property
    def details(self) -> dict[str, Any]:
        """The fields of the study beside question, occupations and date."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name != "question"}


class InviteForm(forms.Form):
    """Whom to ask."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    address = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("Who has a login in this scheme gets a message; anybody else a link that you pass on."),
    )


class NextRoundForm(forms.Form):
    """Until when the next round takes answers."""

    closes_date = forms.DateField(
        label=gettext_lazy("Answers of the next round until"), widget=DateInput, initial=_in_weeks
    )


class AnswerForm(forms.Form):
    """An estimate and a reason for each occupation."""

    def __init__(
        self, *args: Any, study: DelphiStudy, known: dict[str, DelphiAnswer] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.study = study
        for isco08 in study.occupations:
            row = (known or {}).get(isco08)
            self.fields[f"value-{isco08}"] = forms.DecimalField(
                label=_("Your estimate (%(unit)s)") % {"unit": worded(study, "unit")},
                max_digits=16,
                decimal_places=4,
                initial=row.value.normalize().__format__("f") if row else None,
                widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
            )
            self.fields[f"reason-{isco08}"] = forms.CharField(
                label=_("Your reason"),
                max_length=1000,
                initial=row.reason if row else "",
                help_text=_("A sentence is enough. The others read it without your name."),
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def parts_of(self, isco08: str) -> list[Any]:
        """Return the fields of an occupation."""
        return [self[f"value-{isco08}"], self[f"reason-{isco08}"]]

    @property
    def estimates(self) -> dict[str, Estimate]:
        """The answers by occupation."""
        data = self.cleaned_data
        return {code: Estimate(data[f"value-{code}"], data[f"reason-{code}"]) for code in self.study.occupations}
