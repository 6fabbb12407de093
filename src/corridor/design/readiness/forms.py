"""Forms of readiness, needs, local links and voices."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from corridor.access.selectors import Person
from corridor.core.wordings import Worded, active_language, is_prose
from corridor.design.activities.models import Activity
from corridor.design.budgets.models import BudgetLine
from corridor.design.partnerships.models import Partner
from corridor.design.readiness.models import (
    AspirationFinding,
    AspirationRound,
    CapacityNeed,
    ElementState,
    LocalLink,
    StageDecision,
    VoiceChange,
)
from corridor.design.readiness.selectors import countries_of
from corridor.design.readiness.services import decide_stage, save_record
from corridor.design.schemes import choices
from corridor.design.schemes.models import Scheme
from corridor.ui.forms.widgets import DateInput


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]  # each form names its own model
    """A form for one record of a scheme; saving goes through the service."""

    def __init__(self, *args: Any, scheme: Scheme, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scheme, self.user = scheme, user
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.widget = DateInput()
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4
        self.prepare()

    def prepare(self) -> None:
        """Narrow the choices to what belongs to the scheme."""
        if "iso3" in self.fields:
            own = [(iso3, choices.country(iso3)) for iso3 in countries_of(self.scheme)]
            self.choose("iso3", own or choices.countries())

    def save_record(self) -> None:
        """Hand the row to its service, with the language in which its texts were entered."""
        if isinstance(self.instance, Worded) and any(is_prose(self.instance, name) for name in self.changed_data):
            self.instance.written_in = active_language()
        self.keep()

    def keep(self) -> None:
        """Call the service."""
        save_record(row=self.instance, scheme=self.scheme, by=self.user)

    def choose(self, name: str, pairs: list[tuple[str, str]]) -> None:
        """Turn a field into a choice among codes."""
        old = self.fields[name]
        self.fields[name] = forms.ChoiceField(choices=pairs, required=old.required, label=old.label)

    def narrow(self, name: str, rows: Any) -> None:
        """Offer only these rows in a choice of rows."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # not in the stubs
        # The scheme is set by the page, not by the form; constraints that name it are checked all the same.
        if not self.errors:
            try:
                self.instance.validate_constraints()
            except forms.ValidationError:
                self.add_error(None, _("This entry stands in the list already, or two of its values contradict."))


class ElementForm(RecordForm):
    class Meta:
        model = ElementState
        fields = ("iso3", "element", "state", "as_of_date", "evidence", "source")
        help_texts: ClassVar = {
            "as_of_date": gettext_lazy("An assessment of a later day replaces this one; both stay readable."),
        }


class StageForm(RecordForm):
    class Meta:
        model = StageDecision
        fields = ("stage", "decided_date", "reason")

    def keep(self) -> None:
        """Call the service that checks the conditions of the stage."""
        decide_stage(decision=self.instance, today=timezone.localdate(), by=self.user)


class NeedForm(RecordForm):
    class Meta:
        model = CapacityNeed
        fields = (
            "partner", "task", "need", "severity", "plan", "activity", "budget_line", "cost_eur", "due_date",
            "done_date",
        )  # fmt: skip

    def prepare(self) -> None:
        self.narrow("partner", Partner.objects.filter(scheme=self.scheme).select_related("organisation"))
        self.narrow("activity", Activity.objects.filter(scheme=self.scheme))
        self.narrow("budget_line", BudgetLine.objects.filter(budget__scheme=self.scheme))


class LinkForm(RecordForm):
    class Meta:
        model = LocalLink
        fields = (
            "kind", "firm", "iso3", "region", "happened_date", "jobs", "evidence", "source", "programme",
        )  # fmt: skip
        help_texts: ClassVar = {
            "jobs": gettext_lazy("Leave empty where nobody has counted them."),
        }


class RoundForm(RecordForm):
    class Meta:
        model = AspirationRound
        fields = (
            "title", "iso3", "method", "asked_date", "questions", "women_asked", "women_answered", "men_asked",
            "men_answered", "others_asked", "others_answered", "source",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for who in ("women", "men", "others"):
            asked, answered = data.get(f"{who}_asked"), data.get(f"{who}_answered")
            if asked is not None and answered is not None and answered > asked:
                self.add_error(f"{who}_answered", _("No more people can answer than were asked."))
        return data


class FindingForm(RecordForm):
    class Meta:
        model = AspirationFinding
        fields = ("round", "theme", "text", "named_by")
        help_texts: ClassVar = {
            "text": gettext_lazy("In general words; nothing by which one person could be recognised."),
            "named_by": gettext_lazy("Leave empty where nobody has counted them."),
        }

    def prepare(self) -> None:
        self.narrow("round", AspirationRound.objects.filter(scheme=self.scheme))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        named, asked_in = data.get("named_by"), data.get("round")
        if named is not None and asked_in is not None and named > asked_in.answered:
            self.add_error("named_by", _("No more people can say so than have answered in the round."))
        return data


class ChangeForm(RecordForm):
    class Meta:
        model = VoiceChange
        fields = ("finding", "part", "text", "changed_date")

    def prepare(self) -> None:
        self.narrow("finding", AspirationFinding.objects.filter(round__scheme=self.scheme))
