"""The form of one step of a procedure; who changes a step makes a new version of the procedure."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from corridor.core.http import translated
from corridor.core.wordings import active_language, is_prose
from corridor.kernel.errors import CorridorError
from corridor.knowledge.pathways.forms import EMPTY
from corridor.knowledge.pathways.models import Pathway, ProcedureStep
from corridor.knowledge.pathways.services import record_real_days, save_step
from corridor.ui.forms.widgets import DateInput, MoneyInput

REAL = frozenset({"real_days", "real_days_source", "real_days_date"})


class StepForm(forms.ModelForm):  # type: ignore[type-arg]  # the model is named below
    """A step: who must act, how long it takes, what it costs whom, what it waits for."""

    predecessors = forms.MultipleChoiceField(label=gettext_lazy("Waits for"), required=False)
    alternative_to = forms.ChoiceField(label=gettext_lazy("Can be worked instead of"), required=False)

    class Meta:
        model = ProcedureStep
        fields = (
            "code", "name_en", "name_fr", "name_es", "name_ar", "party", "authority", "phase", "predecessors",
            "alternative_to", "legal_days", "fee_eur", "fee_original", "fee_currency", "fee_kind", "payer",
            "valid_months", "source", "source_date", "real_days", "real_days_source", "real_days_date",
        )  # fmt: skip
        widgets: ClassVar = {
            "fee_eur": MoneyInput,
            "fee_original": MoneyInput,
            "source_date": DateInput,
            "real_days_date": DateInput,
        }

    def __init__(self, *args: Any, pathway: Pathway, others: list[ProcedureStep], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pathway, self.code_before = pathway, self.instance.code if self.instance.pk else ""
        pairs = [(step.code, str(step)) for step in others if step.code != self.code_before]
        for name, choices in (("predecessors", pairs), ("alternative_to", [*EMPTY, *pairs])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        self.initial["predecessors"] = self.instance.predecessors

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("real_days") is not None and not data.get("real_days_source"):
            self.add_error("real_days_source", _("The source is missing."))
        if data.get("fee_original") is not None and not data.get("fee_currency"):
            self.add_error("fee_currency", _("Name the currency."))
        if not data.get("source") and set(self.changed_data) - REAL:
            self.add_error("source", _("The source is missing."))
        return data

    def keep(self, by: Any) -> bool:
        """Hand the step to its service; return whether it was taken."""
        changed, row = set(self.changed_data), self.instance
        try:
            if self.code_before and changed and changed <= REAL and row.real_days is not None:
                source, day = row.real_days_source, row.real_days_date
                record_real_days(step=row, days=row.real_days, source=source, on=day, by=by)
            elif changed:
                if any(is_prose(row, name) for name in changed):
                    row.written_in = active_language()
                save_step(pathway=self.pathway, step=row, replaces=self.code_before, by=by)
        except CorridorError as error:
            self.add_error(error.field if error.field in self.fields else None, " ".join(translated(error)))
            return False
        return True
