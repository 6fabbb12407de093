"""Forms of the evidence of a scheme; saving goes through the services."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from corridor.access.models import Organisation
from corridor.access.selectors import Person
from corridor.core.http import translated
from corridor.core.wordings import Worded, active_language, is_prose
from corridor.design.evidence import rules, services
from corridor.design.evidence.models import Answer, DataGap, HandScore, OccupationFlag, Proof
from corridor.design.schemes import choices
from corridor.design.schemes.models import Scheme
from corridor.kernel.errors import CorridorError
from corridor.knowledge.codelists.selectors import choices_of
from corridor.knowledge.codelists.widgets import CodeSelect
from corridor.ui.forms.widgets import DateInput, MoneyInput


class EvidenceForm(forms.ModelForm):  # type: ignore[type-arg]  # each form names its own model
    """A form for one row; `keep` hands it to its service and shows what the service refuses."""

    def __init__(self, *args: Any, scheme: Scheme, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scheme, self.user = scheme, user
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField):
                field.widget = DateInput()
            if name == "owner" and isinstance(field, forms.ModelChoiceField):
                field.queryset = Organisation.objects.filter(workspaces=scheme.workspace_id).order_by("name", "pk")
        self.prepare()

    def prepare(self) -> None:
        """Narrow the choices."""

    def _get_validation_exclusions(self) -> set[str]:
        # The fields of the form have checked each value; what ties values together the services refuse, and say why.
        return {field.name for field in self.instance._meta.fields}

    def keep(self) -> bool:
        """Save through the service; return whether it was taken."""
        row: Any = self.instance
        row.scheme = self.scheme
        if isinstance(row, Worded) and any(is_prose(row, name) for name in self.changed_data):
            row.written_in = active_language()
        try:
            self.save_row()
        except CorridorError as error:
            self.add_error(error.field if error.field in self.fields else None, " ".join(translated(error)))
            return False
        return True

    def save_row(self) -> None:
        """Call the service."""
        raise NotImplementedError

    def choose(self, name: str, pairs: list[tuple[str, str]], *, required: bool = True) -> None:
        """Turn a field into a choice from a list."""
        old = self.fields[name]
        self.fields[name] = forms.ChoiceField(
            choices=pairs, required=required, label=old.label, help_text=old.help_text, initial=old.initial
        )


class AnswerForm(EvidenceForm):
    class Meta:
        model = Answer
        fields = ("owner", "state", "text", "due_date")
        widgets: ClassVar = {"text": forms.Textarea(attrs={"rows": 5})}
        help_texts: ClassVar = {
            "text": gettext_lazy("What is known. Where the question does not apply, say why."),
            "owner": gettext_lazy("The partner who finds the answer."),
        }

    def save_row(self) -> None:
        services.answer_question(scheme=self.scheme, question=self.instance.question, by=self.user, **self.cleaned_data)


class ProofForm(EvidenceForm):
    class Meta:
        model = Proof
        fields = ("kind", "text", "source_date", "indicator", "area", "url")
        help_texts: ClassVar = {
            "indicator": gettext_lazy("For a figure: its code, as the page of labour market evidence shows it."),
            "url": gettext_lazy("For a page on the web, or a document that can be opened there."),
            "source_date": gettext_lazy("The day for which the source speaks."),
        }

    def prepare(self) -> None:
        self.choose("area", [*choices.EMPTY, *choices_of("countries")], required=False)

    def save_row(self) -> None:
        services.save_proof(row=self.instance, by=self.user)


class GapForm(EvidenceForm):
    class Meta:
        model = DataGap
        fields = ("text", "remedy", "owner", "due_date", "cost_eur", "question", "closed_date")
        widgets: ClassVar = {"cost_eur": MoneyInput}
        help_texts: ClassVar = {
            "remedy": gettext_lazy("A survey, a register, an agreement to share data, a visit."),
            "closed_date": gettext_lazy("Empty while the gap is open."),
        }

    def prepare(self) -> None:
        self.choose("question", [("", "–"), *rules.question_choices()], required=False)

    def save_row(self) -> None:
        services.save_gap(row=self.instance, by=self.user)


class HandScoreForm(EvidenceForm):
    class Meta:
        model = HandScore
        fields = ("iso3", "indicator", "value", "source", "source_date")
        help_texts: ClassVar = {"value": gettext_lazy("0: nothing is in place; 3: in place and used.")}

    def prepare(self) -> None:
        self.choose("iso3", choices.countries())
        self.choose("indicator", rules.hand_choices())
        self.fields["value"] = forms.DecimalField(
            label=_("Score, 0 to 3"),
            min_value=0,
            max_value=3,
            decimal_places=2,
            help_text=self.fields["value"].help_text,
        )

    def save_row(self) -> None:
        services.save_hand_score(row=self.instance, by=self.user)


class FlagForm(EvidenceForm):
    class Meta:
        model = OccupationFlag
        fields = ("isco08", "kind", "effect", "source", "source_date")

    def prepare(self) -> None:
        pairs = [*choices.EMPTY, *((code, f"{code} – {label}") for code, label in choices_of("isco08"))]
        self.choose("isco08", pairs)
        self.fields["isco08"].widget = CodeSelect("isco08", choices=pairs)

    def save_row(self) -> None:
        services.save_flag(row=self.instance, by=self.user)


class TableFilter(forms.Form):
    """Which alternatives stand in the table, and for which destination and sector."""

    destination = forms.ChoiceField(label=gettext_lazy("Destination"), required=False)
    sector = forms.ChoiceField(
        label=gettext_lazy("Sector"),
        required=False,
        help_text=gettext_lazy("Empty: the occupations of the scheme."),
    )
    code = forms.MultipleChoiceField(label=gettext_lazy("Compare"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, *args: Any, kind: str, destinations: list[str], codes: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._fill("destination", [(code, choices.country(code)) for code in destinations])
        self._fill("sector", choices.sectors())
        self._fill("code", codes)
        if kind == "sector":
            del self.fields["sector"]
        if len(destinations) < 2:
            del self.fields["destination"]

    def _fill(self, name: str, pairs: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = pairs
