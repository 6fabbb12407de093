"""Forms of cases, contracts and documents."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from corridor.delivery.mobility.models import Case, Contract, Placement
from corridor.delivery.mobility.selectors.cases import CaseWish
from corridor.delivery.mobility.services.contracts import TERMS
from corridor.knowledge.pathways.models import ProcedureStep
from corridor.ui import formats
from corridor.ui.forms.widgets import DateInput, MoneyInput

# Languages of the countries of destination, beside those of Corridor itself.
_OF_DESTINATIONS = ("nl", "de", "it", "pt")


class CaseFilter(forms.Form):
    """What to look for in the list of cases."""

    q = forms.CharField(
        label=_("Name or reference"), required=False, max_length=100, widget=forms.TextInput({"type": "search"})
    )
    status = forms.ChoiceField(
        label=_("Status of the case"), required=False, choices=[("", _("All")), *Case.Status.choices]
    )
    waits = forms.ChoiceField(
        label=_("Waits for"), required=False, choices=[("", _("Anybody")), *ProcedureStep.Party.choices]
    )
    overdue = forms.BooleanField(label=_("Only what is overdue"), required=False)

    def wish(self) -> CaseWish:
        """Return what the reader looks for; a word that is not understood narrows nothing."""
        data = self.cleaned_data if self.is_valid() else {}
        return CaseWish(
            status=data.get("status", ""),
            party=data.get("waits", ""),
            is_overdue=bool(data.get("overdue")),
            search=data.get("q", ""),
        )


class PlacementFilter(forms.Form):
    """What to look for in the list of placements."""

    status = forms.ChoiceField(label=_("Status"), required=False, choices=[("", _("All")), *Placement.Status.choices])


class ContractForm(forms.ModelForm):  # type: ignore[type-arg]  # the stubs' class takes no parameter at run time
    """The terms of a contract, in the order in which one reads them."""

    language = forms.ChoiceField(label=_("Language of the contract"), help_text=_("A language the worker reads"))
    repatriation_paid_by = forms.ChoiceField(
        label=_("The way home is paid by"),
        choices=[("employer", _("Employer")), ("worker", _("Worker")), ("scheme", _("Scheme"))],
    )

    class Meta:
        model = Contract
        fields = TERMS
        widgets = {
            "monthly_gross_eur": MoneyInput(),
            "worker_fees_eur": MoneyInput(),
            "starts_on_date": DateInput(),
            "ends_on_date": DateInput(),
        }

    def __init__(self, *args: Any, read: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = sorted({*read, *_OF_DESTINATIONS, *(code for code, _name in settings.LANGUAGES)})
        names = formats.writing().locale.languages
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = [(code, names.get(code, code)) for code in codes]


class DayForm(forms.Form):
    """The day of an act."""

    on_date = forms.DateField(required=False)
    returned_on_date = forms.DateField(required=False)
    valid_until_date = forms.DateField(required=False)
